from __future__ import annotations

import time

import pytest

from backline.settings import Settings
from backline.storage.conversations import StoredMessage, TurnRecord, save_turn
from backline.storage.database import Database
from backline.storage.filters import Filters
from backline.storage.judgements import add_note
from backline.storage.search import find_reference, search
from backline.storage.staff import add_account
from backline.storage.tables import conversations, messages
from backline.storage.words import CLOSE, OPEN, make_snippet, read_parts

SAID = (
    "My café stairs hurt; the Ménière doctor said L4/L5.",
    "It began post-op, at 3.5 kilos, see www.example.com/pain_diary",
    "Straße, Ødegård and ŁÓDŹ hurt at my sacrum",
    "both LEGS are numb, numbness since Monday AND Tuesday",
)


def turn(conversation_id: str, text: str) -> TurnRecord:
    said = [
        StoredMessage(0, "user", {"text": text}, text, time.time()),
        StoredMessage(0, "bot", {"text": "ok"}, "ok", time.time()),
    ]
    return TurnRecord(conversation_id, "test", None, messages=said, events=[{"event": "user", "text": text}])


async def fill(database: Database) -> None:
    async with database.transaction() as connection:
        for number, text in enumerate(SAID):
            await save_turn(connection, database.cipher, turn(f"c{number}", text))


async def found(database: Database, words: str) -> list[str]:
    async with database.reading() as connection:
        return sorted(hit.conversation_id for hit in (await search(connection, words, Filters())).hits)


CASES = (
    ("cafe", ["c0"]),
    ("CAFÉ", ["c0"]),
    ("meniere", ["c0"]),
    ('"cafe stairs"', ["c0"]),
    ('"stairs cafe"', []),
    ("stairs cafe", ["c0"]),
    ("stairs legs", []),
    ("l4 l5", ["c0"]),
    ('"l4 l5"', ["c0"]),
    ("L4/L5", ["c0"]),
    ("post-op", ["c1"]),
    ('"post op"', ["c1"]),
    ("op", ["c1"]),
    ("3.5", ["c1"]),
    ("example", ["c1"]),
    ("diary", ["c1"]),
    ("numb", ["c3"]),
    ("numbn*", ["c3"]),
    ("num*", ["c3"]),
    ("hur*", ["c0", "c2"]),
    ("hurts", []),
    ("straße", ["c2"]),
    ("ødegard", ["c2"]),
    ("ØDEGÅRD", ["c2"]),
    ("the", ["c0"]),
    ('"monday AND tuesday"', ["c3"]),
    ("monday OR nothing", []),
    ("NOT numb", []),
    ("½*", []),
    ("", []),
    ('"', []),
    ("*", []),
    ("' \\ & | ! :* <->", []),
    ("hurt\x00", ["c0", "c2"]),
)


async def test_words_phrases_beginnings_and_accents_are_found_alike(each_settings: Settings) -> None:
    database = await Database.open(each_settings)
    await fill(database)
    assert {words: await found(database, words) for words, _ in CASES} == dict(CASES)
    await database.close()


async def test_what_is_changed_or_deleted_is_found_no_more(each_settings: Settings) -> None:
    database = await Database.open(each_settings)
    await fill(database)
    async with database.transaction() as connection:
        await connection.execute(messages.update().where(messages.c.conversation_id == "c0").values(text="other"))
        await connection.execute(conversations.delete().where(conversations.c.id == "c2"))
    assert await found(database, "hurt") == []
    assert await found(database, "other") == ["c0"]
    await database.close()


async def test_notes_are_found_too(each_settings: Settings) -> None:
    database = await Database.open(each_settings)
    await fill(database)
    async with database.transaction() as connection:
        staff_id = await add_account(connection, "rita", "reviewer")
        await add_note(connection, "c1", staff_id, "Ask about naïveté")
    async with database.reading() as connection:
        (hit,) = (await search(connection, "naivete", Filters())).hits
    await database.close()
    assert (hit.conversation_id, hit.message_id, hit.snippet) == ("c1", 0, "Note: Ask about naïveté")


async def test_filters_and_pages_hold_for_a_search(each_settings: Settings) -> None:
    database = await Database.open(each_settings)
    async with database.transaction() as connection:
        for number in range(7):
            await save_turn(connection, database.cipher, turn(f"c{number}", "the same words"))
    pages, before = [], None
    async with database.reading() as connection:
        while True:
            page = await search(connection, "same", Filters(channel="test"), before=before, most=3)
            pages.append([hit.conversation_id for hit in page.hits])
            before = page.before
            if before is None:
                break
        assert (await search(connection, "same", Filters(channel="web"))).hits == ()
        # Larger than any id there is, as an address may have it.
        assert len((await search(connection, "same", Filters(), before=10**15)).hits) == 7
    await database.close()
    assert [id_ for page in pages for id_ in page] == [f"c{number}" for number in range(6, -1, -1)]


async def test_a_snippet_shows_where_the_words_stand(each_settings: Settings) -> None:
    database = await Database.open(each_settings)
    long = "word " * 40 + "then my café stairs hurt terribly " + "more " * 40
    async with database.transaction() as connection:
        await save_turn(connection, database.cipher, turn("c1", long))
    async with database.reading() as connection:
        (hit,) = (await search(connection, '"cafe stairs" terr*', Filters())).hits
    await database.close()
    assert f"{OPEN}café stairs{CLOSE} hurt {OPEN}terribly{CLOSE}" in hit.snippet
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert len(hit.snippet.split()) <= 20


async def test_an_id_that_is_none_is_no_error(each_settings: Settings) -> None:
    database = await Database.open(each_settings)
    await fill(database)
    async with database.reading() as connection:
        assert await find_reference(connection, " c1 ") == "c1"
        assert await find_reference(connection, "\x00") is None
    await database.close()


@pytest.mark.parametrize(
    ("text", "words", "snippet"),
    [
        ("It hurts.", "hurts", "It [hurts]."),
        ("It hurts.", "hurt*", "It [hurts]."),
        ("Hurt, hurt!", "hurt", "[Hurt], [hurt]!"),
        ("It hurts.", "other", "It hurts."),
        ("", "other", ""),
        ("numb numb legs", '"numb legs" numb', "[numb] [numb legs]"),
        ("a b c d e f g h i j k l m n o p q r s t u", "t", "…d e f g h i j k l m n o p q r s [t] u"),
        ("a b c d e f g h i j k l m n o p q r s t u", "a u", "[a] b c d e f g h i j k l m n o p q r…"),
    ],
)
def test_snippets(text: str, words: str, snippet: str) -> None:
    assert make_snippet(text, read_parts(words)).replace(OPEN, "[").replace(CLOSE, "]") == snippet
