from __future__ import annotations

import re
import stat
import time
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

import backline.storage
from backline.settings import Retention, Settings
from backline.storage.conversations import (
    ConversationChangedError,
    StoredMessage,
    TurnRecord,
    count_events,
    find_handled_turn,
    load_messages,
    load_window,
    save_turn,
)
from backline.storage.database import Database, StorageError
from backline.storage.leads import Lead, find_lead, find_reference, insert_lead
from backline.storage.retention import purge
from backline.storage.tables import conversations, events, inbox, leads, messages, metadata

MIGRATIONS = Path(backline.storage.__file__).parent / "migrations"
LEAD = Lead(
    reference="BL-TEST-01",
    source="page",
    name="Zebulon Quux",
    phone="+14155550134",
    email=None,
    reach="mornings",
    reason="back pain",
    summary="Region: lower back",
    consent_version="1",
    consent_at=1.0,
    form_key="form-1",
)


def turn(conversation_id: str = "c1", message_id: str | None = "m1", text: str = "hello") -> TurnRecord:
    return TurnRecord(
        conversation_id,
        "test",
        message_id,
        messages=[
            StoredMessage(0, "user", {"text": text}, "[redacted]", time.time()),
            StoredMessage(0, "bot", {"text": "hi"}, "hi", time.time()),
        ],
        events=[{"event": "user", "text": text, "timestamp": 1.0}, {"event": "bot", "text": "hi"}],
    )


async def test_the_migrations_make_the_tables_that_the_code_names(each_settings: Settings) -> None:
    database = await Database.open(each_settings)
    async with database.transaction() as connection:
        found = await connection.run_sync(lambda own: compare_metadata(MigrationContext.configure(own), metadata))
    await database.close()
    # The full-text indexes: SQLite's own kind of table, each with helpers of its own; on PostgreSQL a column each.
    own_kinds = re.compile(r"sqlite_sequence|(messages|notes)_text|text_words")
    assert [difference for difference in found if not own_kinds.search(str(difference))] == []


async def test_the_migrations_can_be_taken_back(each_settings: Settings) -> None:
    database = await Database.open(each_settings)

    def take_back(connection: sa.engine.Connection) -> list[str]:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        return sa.inspect(connection).get_table_names()

    async with database.transaction() as connection:
        left = await connection.run_sync(take_back)
    await database.close()
    assert set(left) <= {"alembic_version", "sqlite_sequence"}


async def test_times_keep_every_digit(each_settings: Settings) -> None:
    database = await Database.open(each_settings)
    at = 1_790_000_000.123456
    record = turn()
    record.messages = [replace(message, at=at) for message in record.messages]
    async with database.transaction() as connection:
        await save_turn(connection, database.cipher, record)
        read = await load_messages(connection, database.cipher, "c1")
    await database.close()
    assert {message.at for message in read} == {at}


async def test_a_turn_that_does_not_know_the_latest_events_is_refused(each_settings: Settings) -> None:
    database = await Database.open(each_settings)
    first, second, late = turn(), turn(message_id="m2"), turn(message_id="m3")
    first.events_before, second.events_before, late.events_before = 0, 2, 2
    async with database.transaction() as connection:
        await save_turn(connection, database.cipher, first)
        await save_turn(connection, database.cipher, second)
    with pytest.raises(ConversationChangedError):
        async with database.transaction() as connection:
            await save_turn(connection, database.cipher, late)
    async with database.reading() as connection:
        assert await count_events(connection, "c1") == 4
    await database.close()


async def test_who_reads_sees_one_moment_and_waits_for_nobody(each_settings: Settings) -> None:
    database = await Database.open(each_settings)
    async with database.reading() as reading:
        assert await count_events(reading, "c1") is None
        async with database.transaction() as connection:
            await save_turn(connection, database.cipher, turn())
        assert await count_events(reading, "c1") is None
    async with database.reading() as reading:
        assert await count_events(reading, "c1") == 2
    await database.close()


async def test_the_database_is_for_its_owner_only(own_settings: Settings) -> None:
    database = await Database.open(own_settings)
    await database.close()
    assert stat.S_IMODE((own_settings.data_dir / "backline.db").stat().st_mode) == 0o600
    assert stat.S_IMODE(own_settings.data_dir.stat().st_mode) == 0o700


async def test_another_key_is_refused(each_settings: Settings) -> None:
    await (await Database.open(each_settings)).close()
    (each_settings.data_dir / "secret.key").write_text("A" * 43 + "=")
    with pytest.raises(StorageError, match="another secret key"):
        await Database.open(each_settings)


async def test_a_lost_key_is_refused(each_settings: Settings) -> None:
    await (await Database.open(each_settings)).close()
    (each_settings.data_dir / "secret.key").unlink()
    with pytest.raises(StorageError, match="put the key file back"):
        await Database.open(each_settings)


async def test_a_folder_that_is_a_file_is_named(own_settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="BACKLINE_DATA_DIR"):
        await Database.open(replace(own_settings, data_dir=tmp_path / "file"))


async def test_a_file_that_is_no_database_is_named(own_settings: Settings) -> None:
    await (await Database.open(own_settings)).close()
    (own_settings.data_dir / "backline.db").write_bytes(b"no database " * 1000)
    with pytest.raises(StorageError, match=r"backline\.db can't be used"):
        await Database.open(own_settings)


async def test_a_turn_is_read_back_as_it_was_written(each_settings: Settings) -> None:
    database = await Database.open(each_settings)
    async with database.transaction() as connection:
        stored = await save_turn(connection, database.cipher, turn())
        await save_turn(connection, database.cipher, turn(message_id="m2", text="again"))
    async with database.transaction() as connection:
        window = await load_window(connection, database.cipher, "c1")
        assert window is not None
        assert (window.events_total, window.turns, window.start) == (4, 2, 0)
        assert [event.get("text") for event in window.events] == ["hello", "hi", "again", "hi"]
        assert await find_handled_turn(connection, "test", "m2") == ("c1", 2)
        assert await find_handled_turn(connection, "other", "m2") is None
        assert [m.payload["text"] for m in await load_messages(connection, database.cipher, "c1", turn=2)] == [
            "again",
            "hi",
        ]
        after = await load_messages(connection, database.cipher, "c1", after=stored[0].id)
        assert [m.payload["text"] for m in after] == ["hi", "again", "hi"]
        last = await load_messages(connection, database.cipher, "c1", last=2)
        assert [m.payload["text"] for m in last] == ["again", "hi"]
        assert await load_window(connection, database.cipher, "nobody") is None
    await database.close()


async def test_a_new_window_leaves_earlier_events_on_disk_but_unread(each_settings: Settings) -> None:
    database = await Database.open(each_settings)
    async with database.transaction() as connection:
        await save_turn(connection, database.cipher, turn())
        second = turn(message_id="m2", text="second")
        second.new_window = (2, ({"event": "slot", "name": "topic", "value": "sciatica"},))
        await save_turn(connection, database.cipher, second)
        window = await load_window(connection, database.cipher, "c1")
        kept = (await connection.execute(sa.select(sa.func.count()).select_from(events))).scalar()
    assert window is not None
    assert window.prelude == ({"event": "slot", "name": "topic", "value": "sciatica"},)
    assert [event["text"] for event in window.events] == ["second", "hi"]
    assert kept == 4
    await database.close()


async def test_the_same_message_can_not_be_handled_twice(each_settings: Settings) -> None:
    database = await Database.open(each_settings)
    async with database.transaction() as connection:
        await save_turn(connection, database.cipher, turn())
    with pytest.raises(sa.exc.IntegrityError):
        async with database.transaction() as connection:
            await save_turn(connection, database.cipher, turn(text="twice"))
    async with database.transaction() as connection:
        texts = [m.payload["text"] for m in await load_messages(connection, database.cipher, "c1")]
    assert texts == ["hello", "hi"], "a turn that fails leaves nothing behind"
    await database.close()


async def test_nothing_that_names_a_person_is_on_disk_in_clear(own_settings: Settings) -> None:
    database = await Database.open(own_settings)
    record = turn(text="my name is Zebulon Quux, 415 555 0134")
    record.leads = [LEAD]
    async with database.transaction() as connection:
        await save_turn(connection, database.cipher, record)
    await database.close()
    written = b"".join(path.read_bytes() for path in own_settings.data_dir.iterdir())
    for secret in (b"Zebulon", b"Quux", b"5550134", b"555 0134", b"mornings", b"lower back"):
        assert secret not in written


async def test_a_lead_is_read_back_and_found_by_its_form(each_settings: Settings) -> None:
    database = await Database.open(each_settings)
    async with database.transaction() as connection:
        await insert_lead(connection, database.cipher, LEAD)
    async with database.transaction() as connection:
        assert await find_lead(connection, database.cipher, "BL-TEST-01") == LEAD
        assert await find_lead(connection, database.cipher, "BL-NONE-00") is None
        assert await find_reference(connection, "form-1") == "BL-TEST-01"
        assert await find_reference(connection, "form-2") is None
    await database.close()


async def test_old_conversations_and_leads_are_deleted_with_all_that_belongs_to_them(each_settings: Settings) -> None:
    database = await Database.open(each_settings)
    old = turn("old", "m-old")
    old.leads = [replace(LEAD, conversation_id="old")]
    async with database.transaction() as connection:
        await save_turn(connection, database.cipher, old)
        await save_turn(connection, database.cipher, turn("new", "m-new"))
        await connection.execute(
            conversations.update().where(conversations.c.id == "old").values(updated_at=time.time() - 31 * 86400)
        )
    purged = await purge(database, Retention(transcript_days=30, lead_months=12))
    assert (purged.conversations, purged.leads) == (1, 0)
    async with database.transaction() as connection:
        for table in (events, messages, inbox):
            left = (await connection.execute(sa.select(table.c.conversation_id).distinct())).scalars().all()
            assert left == ["new"], table.name
        assert (await connection.execute(sa.select(leads.c.conversation_id))).scalars().all() == [None]
    purged = await purge(database, Retention(transcript_days=30, lead_months=12), now=time.time() + 366 * 86400)
    assert (purged.conversations, purged.leads) == (1, 1)
    await database.close()
