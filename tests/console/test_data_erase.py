"""Erasing one person everywhere: canaries planted by a real chat are found in no file and no log line afterwards."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from html import unescape

import pytest
import pytest_asyncio
import sqlalchemy as sa
from aiohttp.test_utils import TestServer

from backline.assistant import resources
from backline.console import person as person_page
from backline.settings import Settings
from backline.storage import erasure
from backline.storage.compaction import compact
from backline.storage.database import Database
from backline.storage.retention import purge
from backline.storage.review_tables import corrections, deletions, feedback
from backline.storage.tables import conversations, leads, messages, metadata
from backline.web.keys import assistant_key, feed_key, settings_key
from tests.helpers.leads import audited
from tests.helpers.site import Browser, serve
from tests.helpers.staff import StaffClient, database_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

WORDS = ("zyxquibble", "frobnikator", "plumbusett", "grimblewort", "snazzlepop", "quonkadoo")
NAME, PHONE, EMAIL = "Zebulon Quuxley", "415 555 0163", "zq.canary@example.com"
CANARIES = (*WORDS, "Zebulon", "Quuxley", "5550163", "555 0163", "555-0163", "zq.canary")


@pytest_asyncio.fixture(loop_scope="session")
async def own_server(own_settings: Settings, model: object) -> AsyncIterator[TestServer]:
    async with serve(own_settings) as server:
        yield server


async def ask_for_a_call(browser: Browser, name: str, phone: str, story: str) -> str:
    """Chat until there is a lead; returns its reference."""
    await browser.open_chat()
    for text in (
        f"my lower back hurts since the move, {story}",
        "i'd like an appointment please",
        name,
        phone,
        "mornings",
        f"leg pain, {story}",
        "yes",
    ):
        await browser.say(text)
    said = " ".join(message["text"] for message in await browser.say("yes"))
    found = re.search(r"BL-[0-9A-Z]{4}-[0-9A-Z]{2}", said)
    assert found, said
    return found[0]


async def conversation_of(database: Database, reference: str) -> str:
    async with database.reading() as connection:
        query = sa.select(leads.c.conversation_id).where(leads.c.reference == reference)
        return str((await connection.execute(query)).scalar_one())


async def plant_words_of_staff(admin: StaffClient, database: Database, reference: str, conversation_id: str) -> None:
    note = {"text": f"she says {WORDS[1]}", "list": ""}
    assert (await admin.post(f"/staff/conversations/{conversation_id}/notes", note)).status == 303
    change = {"version": "0", "state": "called", "note": f"{NAME} {PHONE} {WORDS[2]}"}
    assert (await admin.post(f"/staff/leads/{reference}/state", change)).status == 303
    async with database.transaction() as connection:
        query = sa.select(messages.c.id).where(messages.c.conversation_id == conversation_id).order_by(messages.c.id)
        first = (await connection.execute(query)).scalars().first()
        own = {"conversation_id": conversation_id, "at": 1.0}
        await connection.execute(feedback.insert().values(**own, message_id=first, value=-1, comment=WORDS[3]))
        await connection.execute(
            corrections.insert().values(**own, message_id=first, text=f"it is {WORDS[4]}", intent="tell_story")
        )
    hold = {"kind": "conversation", "id": conversation_id, "reason": f"a letter about {WORDS[5]} of {NAME}"}
    assert (await admin.post("/staff/data/hold", hold)).status == 303


async def look_up(admin: StaffClient, who: str) -> tuple[str, str]:
    """The page about a person, and its sealed field."""
    response = await admin.post("/staff/data/person", {"who": who})
    html = unescape(await response.text())
    assert response.status == 200, html
    found = re.search(r'name="person" value="([^"]+)"', html)
    assert found
    return html, found[1]


def found_on_disk(settings: Settings) -> list[str]:
    files = [path for path in settings.data_dir.rglob("*") if path.is_file()]
    assert any(path.name == "backline.db" for path in files)
    return [f"{word} in {path.name}" for path in files for word in CANARIES if word.encode() in path.read_bytes()]


async def rows_of(database: Database, conversation_ids: list[str], references: list[str]) -> list[str]:
    """The tables that still know a conversation or a lead."""
    found = []
    async with database.reading() as connection:
        for table in metadata.tables.values():
            for column, values in (("conversation_id", conversation_ids), ("reference", references)):
                if column in table.c:
                    query = sa.select(sa.func.count()).where(table.c[column].in_(values))
                    found += [table.name] * bool((await connection.execute(query)).scalar_one())
        query = sa.select(sa.func.count()).where(conversations.c.id.in_(conversation_ids))
        found += ["conversations"] * bool((await connection.execute(query)).scalar_one())
    return found


async def test_nothing_of_an_erased_person_is_found_anywhere(
    own_server: TestServer, capfd: pytest.CaptureFixture[str]
) -> None:
    database, settings = database_of(own_server), own_server.app[settings_key]  # type: ignore[attr-defined]
    async with (
        Browser(own_server) as first,
        Browser(own_server) as second,
        Browser(own_server) as other,
        StaffClient(own_server, "ada", "admin") as admin,
    ):
        references = [await ask_for_a_call(first, NAME, f"{PHONE} or {EMAIL}", WORDS[0])]
        references.append(await ask_for_a_call(second, NAME, f"it's {EMAIL}", WORDS[0]))
        kept = await ask_for_a_call(other, "Ann Lee", "415 555 0134", "an ordinary story")
        talks = [await conversation_of(database, reference) for reference in references]
        await plant_words_of_staff(admin, database, references[0], talks[0])
        assert [line for line in found_on_disk(settings) if WORDS[0] in line], "the canary is there before"

        html, sealed = await look_up(admin, PHONE)
        assert all(reference in html for reference in references), "the second one by the address of the first"
        assert kept not in html
        for line in ("Conversations: 2", "Leads: 2", "Staff notes: 1", "Training examples: 1", "legal hold"):
            assert line in html
        erase = {"person": sealed, "typed": references[0]}
        response = await admin.post("/staff/data/person/erase", erase)
        assert response.status == 409
        assert "Lift it first" in await response.text()
        assert await rows_of(database, talks, references), "a hold keeps everything"
        await admin.post("/staff/data/hold", {"kind": "conversation", "id": talks[0], "lift": "yes"})

        stream = asyncio.create_task(read_stream(first))
        await listening(own_server, talks[0])
        response = await admin.post("/staff/data/person/erase", {**erase, "typed": references[0].lower()})
        assert response.status == 303
        assert response.headers["Location"] == "/staff/data?erased=yes"

        assert resources.exercise_talk().read.cache_info().currsize == 0
        await asyncio.wait_for(stream, 10)  # ends, as nothing will come any more
        assert await rows_of(database, talks, references) == []
        assert found_on_disk(settings) == []
        logged = "".join(capfd.readouterr())
        assert not [word for word in CANARIES if word in logged]
        assert await own_server.app[assistant_key].tracker(talks[0]) is None  # type: ignore[attr-defined]

        await proof_and_audit(admin, database, references, talks)
        assert await conversation_of(database, kept), "nobody else is touched"
        assert (await admin.get(f"/staff/leads/{kept}")).status == 200
        assert (await admin.get(f"/staff/leads/{references[0]}")).status == 404
        again = await first.say("hello again")
        assert again[0]["text"] == "hello again", "who writes again begins anew"


async def read_stream(browser: Browser) -> None:
    async with browser.client.get("/chat/events") as stream:
        await stream.content.read()


async def listening(server: TestServer, conversation_id: str) -> None:
    feed = server.app[feed_key]  # type: ignore[attr-defined]
    for _ in range(200):
        if feed._waiting.get(conversation_id):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("no stream began")


async def proof_and_audit(admin: StaffClient, database: Database, references: list[str], talks: list[str]) -> None:
    async with database.reading() as connection:
        proof = (await connection.execute(sa.select(deletions))).mappings().one()
    counts = json.loads(proof["counts"])
    assert proof["cause"] == "request"
    assert proof["staff_id"] is not None
    assert (counts["conversations"], counts["leads"], counts["corrections"]) == (2, 2, 1)
    assert (counts["notes"], counts["feedback"], counts["lead_history"]) == (1, 1, 1)
    entry = (await audited(database, "person.erased"))[0]
    assert entry["object"] == references[0]
    assert json.loads(entry["details"]) == {"conversations": sorted(talks), "leads": references}
    page = unescape(await admin.get_text("/staff/data?erased=yes"))
    assert "Nothing of it is left" in page
    assert "a person asked for it" in page


async def test_while_somebody_reads_an_older_state_it_is_said_so(
    own_server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def impatient(database: Database, *, vacuum: bool = False) -> object:
        return await compact(database, vacuum=vacuum, tries=2)

    monkeypatch.setattr(erasure, "compact", impatient)
    settings = own_server.app[settings_key]  # type: ignore[attr-defined]
    async with Browser(own_server) as browser, StaffClient(own_server, "ada", "admin") as admin:
        reference = await ask_for_a_call(browser, NAME, PHONE, WORDS[0])
        with closing(sqlite3.connect(settings.data_dir / "backline.db", isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM messages").fetchone()
            _, sealed = await look_up(admin, reference)
            response = await admin.post("/staff/data/person/erase", {"person": sealed, "typed": reference})
            assert response.headers["Location"] == "/staff/data?erased=log"
            assert "could not be emptied yet" in unescape(await admin.get_text("/staff/data?erased=log"))
            reader.execute("COMMIT")
        await purge(database_of(own_server), settings.clinic.retention)
        assert found_on_disk(settings) == []


async def test_a_reader_that_is_done_soon_is_waited_for(own_server: TestServer) -> None:
    settings = own_server.app[settings_key]  # type: ignore[attr-defined]
    async with Browser(own_server) as browser, StaffClient(own_server, "ada", "admin") as admin:
        reference = await ask_for_a_call(browser, NAME, PHONE, WORDS[0])
        _, sealed = await look_up(admin, reference)
        with closing(sqlite3.connect(settings.data_dir / "backline.db", isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM messages").fetchone()
            sent = {"person": sealed, "typed": reference}
            erasing = asyncio.create_task(admin.post("/staff/data/person/erase", sent))
            await asyncio.sleep(1.5)
            reader.execute("COMMIT")
            response = await erasing
        assert response.headers["Location"] == "/staff/data?erased=yes"
        assert found_on_disk(settings) == []


async def test_a_typing_mistake_deletes_nothing(own_server: TestServer) -> None:
    async with Browser(own_server) as browser, StaffClient(own_server, "ada", "admin") as admin:
        reference = await ask_for_a_call(browser, NAME, PHONE, WORDS[0])
        _, sealed = await look_up(admin, reference)
        for typed in ("", "BL-7KQ4-M2", NAME):
            response = await admin.post("/staff/data/person/erase", {"person": sealed, "typed": typed})
            assert response.status == 422
            assert "Nothing was deleted" in await response.text()
        for forged in ("", "x", sealed[:-2]):
            response = await admin.post("/staff/data/person/erase", {"person": forged, "typed": reference})
            assert response.status == 400
        assert await conversation_of(database_of(own_server), reference)


async def test_an_overview_that_lay_open_too_long_erases_nothing(
    own_server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(person_page, "_GOOD_FOR_SECONDS", -1)
    async with Browser(own_server) as browser, StaffClient(own_server, "ada", "admin") as admin:
        reference = await ask_for_a_call(browser, NAME, PHONE, WORDS[0])
        _, sealed = await look_up(admin, reference)
        response = await admin.post("/staff/data/person/erase", {"person": sealed, "typed": reference})
        assert response.status == 400
        assert "took too long" in await response.text()
