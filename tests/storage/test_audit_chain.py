from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa

from backline.settings import Settings
from backline.storage.audit import SYSTEM, add_entry, verify
from backline.storage.database import Database
from backline.storage.staff_tables import audit


async def test_entries_written_at_the_same_time_by_two_processes_make_one_chain(each_settings: Settings) -> None:
    databases = [await Database.open(each_settings) for _ in range(2)]

    async def write(database: Database, number: int) -> None:
        async with database.transaction() as connection:
            await add_entry(connection, database.cipher, SYSTEM, "transcript.read", f"c{number}")

    await asyncio.gather(*(write(databases[number % 2], number) for number in range(30)))
    async with databases[0].reading() as connection:
        verdict = await verify(connection, databases[0].cipher)
    for database in databases:
        await database.close()
    assert verdict.whole
    assert verdict.entries == 30


@pytest.mark.parametrize("change", ["UPDATE audit SET staff_name = 'ann'", "DELETE FROM audit"])
async def test_the_log_is_only_added_to(each_settings: Settings, change: str) -> None:
    database = await Database.open(each_settings)
    async with database.transaction() as connection:
        await add_entry(connection, database.cipher, SYSTEM, "transcript.read", "c1")
    with pytest.raises(sa.exc.DBAPIError, match="only added to"):
        async with database.transaction() as connection:
            await connection.execute(sa.text(change))
    async with database.reading() as connection:
        assert (await connection.execute(sa.select(sa.func.count()).select_from(audit))).scalar() == 1
    await database.close()
