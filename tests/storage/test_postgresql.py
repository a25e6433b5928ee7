"""What only a database server can do wrong: refuse, be away, be shared."""

from __future__ import annotations

import asyncio
import traceback
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.settings import Settings
from backline.storage import postgresql as server
from backline.storage.conversations import load_messages, save_turn
from backline.storage.database import Database, StorageError
from backline.storage.tables import conversations, messages
from tests.helpers.postgresql import LOCKED, PostgresServer
from tests.storage.test_search import turn


async def write_turn(connection: AsyncConnection, database: Database, id_: str) -> None:
    await save_turn(connection, database.cipher, turn(id_, "hello"))


async def refusal(settings: Settings) -> str:
    with pytest.raises(StorageError) as caught:
        await Database.open(settings)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "secret-word" not in "".join(traceback.format_exception(caught.value))
    return sentence


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (
            "postgresql://ann:secret-word@127.0.0.1:1/backline",
            "127.0.0.1:1/backline can't be used (Connection refused)",
        ),
        ("postgresql://ann:secret-word@nowhere.invalid/backline", "nowhere.invalid/backline can't be used ("),
        ("postgresql://ann:secret-word@/backline?host=/nowhere", "backline can't be used (No such file"),
        ("postgresql://ann:secret-word@127.0.0.1:1/backline?sslmode=secret", "`sslmode` parameter must be one of"),
    ],
)
async def test_a_server_that_is_not_there_is_named(own_settings: Settings, url: str, words: str) -> None:
    assert words in await refusal(replace(own_settings, database_url=url))


async def test_what_the_server_refuses_is_named(own_settings: Settings, postgresql: PostgresServer) -> None:
    missing = replace(own_settings, database_url=postgresql.address("missing", "postgres:secret-word"))
    assert '(database "missing" does not exist)' in await refusal(missing)
    postgresql.new_user(LOCKED, "the right one")
    locked = replace(own_settings, database_url=postgresql.address("postgres", f"{LOCKED}:secret-word"))
    assert f'(password authentication failed for user "{LOCKED}")' in await refusal(locked)
    postgresql.new_user("guest", "any")
    guest = replace(own_settings, database_url=postgresql.address("postgres", "guest:secret-word"))
    assert "(permission denied for schema public)" in await refusal(guest)


async def test_a_server_that_does_not_fit_is_named(
    postgresql_settings: Settings, postgresql: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    latin = postgresql.new_database("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    assert "encoding is LATIN1" in await refusal(replace(postgresql_settings, database_url=latin))
    monkeypatch.setattr(server, "OLDEST", 990_000)
    assert "Backline needs 99 or newer" in await refusal(postgresql_settings)


async def test_the_password_is_in_nothing_that_is_printed(postgresql_settings: Settings) -> None:
    settings = replace(
        postgresql_settings, database_url=postgresql_settings.database_url.replace("no-secret", "hidden")
    )
    database = await Database.open(settings)
    assert "hidden" not in repr(settings) + repr(database._engine) + repr(database._engine.url)
    await database.close()


async def test_processes_that_start_at_the_same_time_make_one_database(
    postgresql_settings: Settings, tmp_path: Path
) -> None:
    opened = await asyncio.gather(*(Database.open(postgresql_settings) for _ in range(3)))
    for database in opened:
        await database.close()
    elsewhere = replace(postgresql_settings, data_dir=tmp_path / "another machine")
    assert "put the key file back" in await refusal(elsewhere)


async def test_who_writes_is_alone_so_that_ids_come_in_order(postgresql_settings: Settings) -> None:
    one, other = [await Database.open(postgresql_settings) for _ in range(2)]

    async def write(database: Database, id_: str) -> None:
        async with database.transaction() as connection:
            await write_turn(connection, database, id_)

    async with one.transaction() as connection:
        await write_turn(connection, one, "first")
        second = asyncio.create_task(write(other, "second"))
        done, _ = await asyncio.wait([second], timeout=0.3)
        assert not done, "it waits, and has no id yet"
        await write_turn(connection, one, "third")
    await second
    async with one.reading() as connection:
        order = await connection.execute(
            sa.select(messages.c.conversation_id).where(messages.c.sender == "user").order_by(messages.c.id)
        )
        assert order.scalars().all() == ["first", "third", "second"]
    await one.close()
    await other.close()


async def test_who_reads_can_not_write(postgresql_settings: Settings) -> None:
    database = await Database.open(postgresql_settings)
    with pytest.raises(sa.exc.DBAPIError, match="read-only transaction"):
        async with database.reading() as connection:
            await connection.execute(conversations.delete())
    async with database.transaction() as connection:
        await connection.execute(conversations.delete())
    await database.close()


async def test_a_row_that_is_refused_is_not_in_the_error(postgresql_settings: Settings) -> None:
    database = await Database.open(postgresql_settings)
    values = {"conversation_id": "nobody", "turn": 1, "sender": "user", "payload": b"", "created_at": 1.0}
    for statement in (
        messages.insert().values(**values, text=sa.literal("Zebulon") + sa.null()),
        messages.insert().values(**{**values, "sender": None}, text="Zebulon"),
        messages.insert().values(**{**values, "conversation_id": "Zebulon"}, text="x"),
    ):
        with pytest.raises(sa.exc.IntegrityError) as caught:
            async with database.transaction() as connection:
                await connection.execute(statement)
        assert "Zebulon" not in "".join(traceback.format_exception(caught.value))
    await database.close()


async def test_a_server_that_was_started_again_is_found_again(
    postgresql_settings: Settings, postgresql: PostgresServer
) -> None:
    database = await Database.open(postgresql_settings)
    await database.ping()
    postgresql.restart()
    await database.ping()
    await database.close()


async def test_a_nul_character_is_left_out(postgresql_settings: Settings) -> None:
    database = await Database.open(postgresql_settings)
    async with database.transaction() as connection:
        await write_turn(connection, database, "c1")
        await connection.execute(messages.update().values(text="a\x00b"))
        assert [message.redacted for message in await load_messages(connection, database.cipher, "c1")] == ["ab", "ab"]
        # As the address of an event stream may ask for.
        assert await load_messages(connection, database.cipher, "c1", after=10**17) == []
    await database.close()
