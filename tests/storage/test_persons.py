"""Finding everything of one person."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from backline.contact.person_search import read_wanted
from backline.settings import Settings
from backline.storage import person_export
from backline.storage.arrivals import NewArrival, keep_arrivals
from backline.storage.database import Database
from backline.storage.person_export import export_person
from backline.storage.persons import Person, Wanted, find_person, overview
from backline.storage.recipients import change_recipient, keep_recipient
from backline.storage.review_tables import corrections
from tests.helpers.leads import add_conversation, add_lead


@pytest_asyncio.fixture
async def database(own_settings: Settings) -> AsyncIterator[Database]:
    database = await Database.open(own_settings)
    yield database
    await database.close()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        (" bl t9y9 xk ", Wanted("reference", "BL-T9Y9-XK")),
        ("BL-T9Y9-XJ", Wanted("conversation", "BL-T9Y9-XJ")),
        ("(415) 555-0134", Wanted("phone", "+14155550134")),
        ("+44 20 7946 0000", Wanted("phone", "+442079460000")),
        ("Wanda@Example.com", Wanted("email", "Wanda@example.com")),
        ("web-0123456789abcdef", Wanted("conversation", "web-0123456789abcdef")),
        ("12", None),
        ("a@", None),
        ("two words", None),
        ("", None),
    ],
)
def test_what_staff_type_is_read(typed: str, wanted: Wanted | None) -> None:
    assert read_wanted(typed, "US") == wanted


async def test_a_person_is_found_over_numbers_and_addresses(database: Database) -> None:
    for name in ("c1", "c2", "c3", "c4"):
        await add_conversation(database, name)
    first = await add_lead(database, conversation_id="c1", phone="+14155550101", email=None)
    second = await add_lead(database, conversation_id="c2", phone="+14155550101", email="W.Quill@Example.com")
    third = await add_lead(database, conversation_id="c3", phone=None, email="w.quill@example.com")
    same_chat = await add_lead(database, conversation_id="c3", phone="+14155550102")
    await add_lead(database, conversation_id="c4", phone="+14155550109")
    for wanted in (
        Wanted("reference", first),
        Wanted("conversation", "c2"),
        Wanted("phone", "+14155550102"),
        Wanted("email", "w.quill@EXAMPLE.com"),
    ):
        person = await find_person(database, wanted)
        assert person is not None, wanted
        assert person.conversations == ("c1", "c2", "c3")
        assert person.references == (first, second, third, same_chat)
        assert person.name == first


async def test_a_conversation_without_a_lead_and_training_examples_without_a_conversation(database: Database) -> None:
    await add_conversation(database, "alone")
    assert await find_person(database, Wanted("conversation", "alone")) == Person(("alone",), (), ())
    async with database.transaction() as connection:
        row = {"at": 1.0, "text": "my back hurts", "intent": "tell_story", "exported_at": 2.0}
        await connection.execute(corrections.insert().values(conversation_id="purged", **row))
    person = await find_person(database, Wanted("conversation", "purged"))
    assert person == Person(("purged",), (), ())
    async with database.reading() as connection:
        found = await overview(connection, database.cipher, person)
    assert (found.counts["corrections"], found.counts["conversations"], found.exported) == (1, 0, 1)
    assert await find_person(database, Wanted("conversation", "nobody")) is None
    assert await find_person(database, Wanted("phone", "+14155550199")) is None


async def test_the_export_is_one_document_however_long(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(person_export, "_BATCH", 1)
    await add_conversation(database, "c1", 'I said "hello\n" to 415 555 0101')
    await add_conversation(database, "c2")
    await add_lead(database, conversation_id="c1", phone="+14155550101")
    await add_lead(database, conversation_id="c2", phone="+14155550101")
    person = await find_person(database, Wanted("conversation", "c1"))
    assert person is not None
    document = json.loads("".join([piece async for piece in export_person(database, person)]))
    assert [talk["id"] for talk in document["conversations"]] == ["c1", "c2"]
    said = [(message["from"], message["text"]) for message in document["conversations"][0]["messages"]]
    assert said == [("you", 'I said "hello\n" to 415 555 0101'), ("assistant", "hi")], "as it was written"
    assert document["requests"][0]["phone"] == "+14155550101"
    assert document["requests"][0]["email"] is None
    assert "Notes that staff made for themselves are not in it" in document["about"]


async def test_the_export_holds_what_a_messaging_app_told_us(database: Database) -> None:
    async with database.transaction() as connection:
        await keep_recipient(connection, database.cipher, "sms-1", "sms", {"to": "+14155550134"})
        await change_recipient(connection, "sms-1", consent="asked", consent_at=1_700_000_000.0, consent_version="1")
        new = NewArrival("sms", "SM1", "sms-1", {"text": "my back hurts"})
        await keep_arrivals(connection, database.cipher, [new])
    person = await find_person(database, Wanted("phone", "+14155550134"))
    assert person is not None
    document = json.loads("".join([piece async for piece in export_person(database, person)]))
    app = document["conversations"][0]["messaging_app"]
    assert (app["channel"], app["address"], app["consent"]) == ("sms", {"to": "+14155550134"}, "asked")
    assert app["consent_at"].startswith("2023-11-14")
    assert [each["text"] for each in app["unanswered"]] == ["my back hurts"]
