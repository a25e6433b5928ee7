"""The purge: in batches, around legal holds, with a proof, and with nothing left behind in the files."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing

import pytest
import pytest_asyncio
import sqlalchemy as sa

from backline.settings import Retention, Settings
from backline.storage import retention as module
from backline.storage.compaction import compact, empty_log
from backline.storage.database import Database
from backline.storage.deletion import last_deletions
from backline.storage.holds import Hold, all_holds, set_hold
from backline.storage.retention import last_purge, purge
from backline.storage.review_tables import corrections, lead_history, notes
from backline.storage.staff import add_account, open_session
from backline.storage.staff_tables import sign_in_failures, staff_links, staff_sessions
from backline.storage.tables import conversations, leads, messages
from tests.helpers.leads import add_conversation, add_lead, lead_row

RULES = Retention(transcript_days=30, lead_months=12)
_DAY = 86_400.0


@pytest_asyncio.fixture
async def database(own_settings: Settings) -> AsyncIterator[Database]:
    database = await Database.open(own_settings)
    yield database
    await database.close()


async def age(database: Database, conversation_id: str, days: float = 31) -> None:
    async with database.transaction() as connection:
        await connection.execute(
            conversations.update()
            .where(conversations.c.id == conversation_id)
            .values(updated_at=time.time() - days * _DAY)
        )


async def ids(database: Database) -> set[str]:
    async with database.reading() as connection:
        return set((await connection.execute(sa.select(conversations.c.id))).scalars())


def everything_on_disk(settings: Settings) -> bytes:
    return b"".join(path.read_bytes() for path in settings.data_dir.rglob("*") if path.is_file())


async def test_many_are_deleted_in_batches_with_one_proof(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CONVERSATIONS", 3)
    monkeypatch.setattr(module, "_PAUSE_SECONDS", 0)
    for number in range(10):
        await add_conversation(database, f"old-{number}")
        await age(database, f"old-{number}")
    await add_conversation(database, "new")
    purged = await purge(database, RULES)
    assert purged.conversations == 10
    assert await ids(database) == {"new"}
    async with database.reading() as connection:
        proofs = await last_deletions(connection)
    assert [(proof.cause, proof.staff_name) for proof in proofs] == [("retention", "")]
    assert proofs[0].counts == {"conversations": 10, "messages": 20, "events": 10, "inbox": 10, "turns": 10}


async def test_a_batch_is_bounded_by_its_messages(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MESSAGES", 3)
    for number in range(3):
        await add_conversation(database, f"old-{number}")
        await age(database, f"old-{number}", days=40 - number)
    async with database.transaction() as connection:
        counts = await module._old_conversations(connection, time.time() - 30 * _DAY)
    assert (counts["conversations"], counts["messages"]) == (1, 2)


async def test_where_nothing_is_old_nothing_is_proved(database: Database) -> None:
    await add_conversation(database, "new")
    before = time.time()
    assert not (await purge(database, RULES)).counts
    async with database.reading() as connection:
        assert await last_deletions(connection) == []
        at = await last_purge(connection)
    assert at is not None
    assert before <= at <= time.time()


async def test_what_is_on_hold_stays_until_the_hold_is_lifted(database: Database) -> None:
    for name in ("held", "of-held-lead", "free"):
        await add_conversation(database, name)
        await age(database, name)
    year = 400 * _DAY
    held_lead = await add_lead(database, age=year, conversation_id="of-held-lead")
    of_held = await add_lead(database, age=year, conversation_id="held")
    free = await add_lead(database, age=year, conversation_id="free")
    async with database.transaction() as connection:
        assert await set_hold(connection, "conversation", "held", "a letter")
        assert await set_hold(connection, "lead", held_lead, "a claim")
        assert not await set_hold(connection, "lead", "BL-NONE-00", "nothing")
        assert await all_holds(connection) == [
            Hold("conversation", "held", "a letter"),
            Hold("lead", held_lead, "a claim"),
        ]
    purged = await purge(database, RULES)
    assert (purged.conversations, purged.leads) == (1, 1)
    assert await ids(database) == {"held", "of-held-lead"}
    for reference in (held_lead, of_held):
        assert (await lead_row(database, reference))["conversation_id"] is not None
    async with database.reading() as connection:
        assert free not in (await connection.execute(sa.select(leads.c.reference))).scalars().all()
    async with database.transaction() as connection:
        await set_hold(connection, "conversation", "held", None)
        await set_hold(connection, "lead", held_lead, None)
    assert (await purge(database, RULES)).conversations == 2


async def test_training_examples_stay_and_a_leads_history_goes_with_it(database: Database) -> None:
    await add_conversation(database, "old")
    await age(database, "old")
    reference = await add_lead(database, age=400 * _DAY)
    async with database.transaction() as connection:
        lead_id = (await connection.execute(sa.select(leads.c.id).where(leads.c.reference == reference))).scalar_one()
        await connection.execute(lead_history.insert().values(lead_id=lead_id, at=1.0, status="called"))
        await connection.execute(
            corrections.insert().values(conversation_id="old", at=1.0, text="my back hurts", intent="tell_story")
        )
    purged = await purge(database, RULES)
    assert purged.counts["lead_history"] == 1
    assert "corrections" not in purged.counts
    async with database.reading() as connection:
        assert (await connection.execute(sa.select(corrections.c.conversation_id))).scalars().all() == ["old"]


async def test_what_signing_in_leaves_goes_too(database: Database) -> None:
    now = time.time()
    async with database.transaction() as connection:
        staff_id = await add_account(connection, "ada", "admin")
        await open_session(connection, staff_id)
        kept = {"id_hash": "ended", "staff_id": staff_id, "created_at": now - 3600, "seen_at": now - 3600}
        await connection.execute(staff_sessions.insert().values(**kept))
        for at in (now - 2 * _DAY, now):
            await connection.execute(sign_in_failures.insert().values(key="k", at=at))
            await connection.execute(staff_links.insert().values(token_hash=str(at), expires_at=at + 60))
    await purge(database, RULES)
    async with database.reading() as connection:
        for table in (staff_sessions, sign_in_failures, staff_links):
            count = (await connection.execute(sa.select(sa.func.count()).select_from(table))).scalar_one()
            assert count == 1, table.name
        assert "ended" not in (await connection.execute(sa.select(staff_sessions.c.id_hash))).scalars().all()
        assert await last_deletions(connection) == [], "that is no deletion of anybody's data"


async def test_what_was_purged_is_in_no_file(database: Database, own_settings: Settings) -> None:
    words = [f"zyxword{number}quux" for number in range(300)]
    for number in range(60):
        await add_conversation(database, f"old-{number}", " ".join(words[number * 5 : number * 5 + 5]))
        await add_conversation(database, f"new-{number}", f"an ordinary text about backs, number {number}")
        await age(database, f"old-{number}")
        async with database.transaction() as connection:
            await connection.execute(
                notes.insert().values(conversation_id=f"old-{number}", at=1.0, text=f"notecanary{number}x")
            )
    assert words[0].encode() in everything_on_disk(own_settings)
    assert b"notecanary7x" in everything_on_disk(own_settings)
    purged = await purge(database, RULES)
    assert purged.conversations == 60
    assert purged.compaction.log_emptied
    rest = everything_on_disk(own_settings)
    assert not [word for word in words if word.encode() in rest]
    assert b"notecanary" not in rest
    assert b"zyxword" not in rest, "nor a part of it, as the index keeps beginnings of words"
    async with database.transaction() as connection:
        found = await connection.execute(
            sa.text("SELECT count(*) FROM messages_text WHERE messages_text MATCH 'backs'")
        )
        assert found.scalar_one() == 60
        await connection.execute(sa.text("INSERT INTO messages_text(messages_text) VALUES ('integrity-check')"))
        left = (await connection.execute(sa.select(sa.func.count()).select_from(messages))).scalar_one()
    assert left == 120


async def test_a_log_that_is_being_read_is_emptied_when_the_reader_is_done(
    database: Database, own_settings: Settings
) -> None:
    await add_conversation(database, "old", "zyxwordquux")
    await age(database, "old")
    with closing(sqlite3.connect(own_settings.data_dir / "backline.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM messages").fetchone()
        async with database.transaction() as connection:
            await connection.execute(conversations.delete())
        compaction = await compact(database, tries=2)
        assert not compaction.log_emptied, "said as it is"
        assert not await empty_log(database)
        reader.execute("COMMIT")
    assert await empty_log(database)
    assert b"zyxword" not in everything_on_disk(own_settings)
