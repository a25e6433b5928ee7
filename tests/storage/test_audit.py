"""The audit log: whatever is changed in it, removed from it or put into it is found."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa
from hypothesis import HealthCheck, given
from hypothesis import settings as checks
from hypothesis import strategies as st

from backline.settings import Settings
from backline.storage.audit import SYSTEM, Actor, Verdict, add_entry, verify
from backline.storage.crypto import Cipher, load_or_create_key
from backline.storage.database import Database
from tests.helpers.apart import run_apart

COUNT = 12
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "id": st.integers(-5, 2**40),
    "at": st.floats(0, 2e9) | st.integers(0, 2**31) | st.text(),
    "staff_id": st.none() | st.integers(0, 99) | st.text(),
    "staff_name": st.text(max_size=20) | st.binary(max_size=20),
    "action": st.text(max_size=20) | st.binary(max_size=20),
    "object": st.text(max_size=20) | st.binary(max_size=20),
    "details": st.text(max_size=20) | st.just("{}"),
    "digest": st.text("0123456789abcdef", min_size=64, max_size=64) | st.just(""),
}
property_test = checks(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Log:
    """A log of COUNT entries in a file that tests may meddle with; each begins with a new copy of it."""

    def __init__(self, original: Settings) -> None:
        self._original = original
        self._copies = itertools.count(1)
        self.settings = original

    @property
    def path(self) -> Path:
        return self.settings.data_dir / "backline.db"

    def begin(self) -> None:
        if self.settings != self._original:
            shutil.rmtree(self.settings.data_dir, ignore_errors=True)
        folder = self._original.data_dir.with_name(f"copy-{next(self._copies)}")
        folder.mkdir()
        for name in ("backline.db", "secret.key"):
            shutil.copy(self._original.data_dir / name, folder / name)
        self.settings = replace(self._original, data_dir=folder)

    @contextmanager
    def meddling(self) -> Iterator[sqlite3.Connection]:
        """Write around the triggers, as somebody with the file would."""
        self.begin()
        connection = sqlite3.connect(self.path)
        connection.execute("DROP TRIGGER audit_no_update")
        connection.execute("DROP TRIGGER audit_no_delete")
        try:
            yield connection
            connection.commit()
        finally:
            connection.close()

    def rows(self) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.path)
        rows = connection.execute("SELECT * FROM audit ORDER BY id").fetchall()
        connection.close()
        return rows

    def verdict(self, add: int = 0) -> Verdict:
        """What is found, after ``add`` more entries."""

        async def look() -> Verdict:
            cipher = Cipher(load_or_create_key(self.settings.data_dir / "secret.key", may_create=False))
            engine = sa.ext.asyncio.create_async_engine(
                f"sqlite+aiosqlite:///{self.settings.database_path}", future=True
            )
            for number in range(add):
                async with engine.begin() as connection:
                    await add_entry(connection, cipher, SYSTEM, "later", str(number))
            async with engine.connect() as connection:
                verdict = await verify(connection, cipher)
            await engine.dispose()
            return verdict

        return run_apart(lambda: asyncio.run(look()))


@pytest.fixture(scope="module")
def log(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Log:
    own = replace(settings, data_dir=tmp_path_factory.mktemp("audit") / "original")

    async def fill() -> None:
        database = await Database.open(own)
        for number in range(COUNT):
            async with database.transaction() as connection:
                actor = Actor(number % 3, "ann") if number % 2 else SYSTEM
                await add_entry(connection, database.cipher, actor, "transcript.read", f"web-{number}", n=number)
        await database.close()

    run_apart(lambda: asyncio.run(fill()))
    return Log(own)


def test_a_log_that_nobody_touched_is_whole(log: Log) -> None:
    log.begin()
    assert log.verdict() == Verdict(COUNT, None, cut_off=False)
    assert log.verdict(add=3).whole


@property_test
@given(st.data())
def test_a_change_of_any_field_is_found(log: Log, data: st.DataObject) -> None:
    row = data.draw(st.integers(1, COUNT))
    column = data.draw(st.sampled_from(sorted(VALUES)))
    value = data.draw(VALUES[column])
    with log.meddling() as connection:
        before = connection.execute("SELECT * FROM audit ORDER BY id").fetchall()
        try:
            connection.execute(f"UPDATE audit SET {column} = ? WHERE id = ?", (value, row))
        except (sqlite3.IntegrityError, UnicodeEncodeError):
            return
        changed = [
            tuple((type(field), field) for field in fields)
            for fields in connection.execute("SELECT * FROM audit ORDER BY id").fetchall()
        ]
        if changed == [tuple((type(field), field) for field in fields) for fields in before]:
            return
    verdict = log.verdict()
    assert not verdict.whole
    if column != "id":
        assert verdict.broken_at == row
    assert not log.verdict(add=1).whole


@pytest.mark.parametrize(("old", "new"), [(1, 0), (1, -7), (COUNT, COUNT + 1), (COUNT, 99)])
def test_another_id_in_the_same_place_is_found(log: Log, old: int, new: int) -> None:
    with log.meddling() as connection:
        connection.execute("UPDATE audit SET id = ? WHERE id = ?", (new, old))
    assert log.verdict().broken_at == new


def test_text_that_is_no_text_is_found(log: Log) -> None:
    with log.meddling() as connection:
        connection.execute("UPDATE audit SET object = CAST(x'ff' AS TEXT) WHERE id = 5")
    assert not log.verdict().whole


@property_test
@given(st.sets(st.integers(1, COUNT), min_size=1, max_size=COUNT))
def test_missing_rows_are_found(log: Log, gone: set[int]) -> None:
    with log.meddling() as connection:
        connection.executemany("DELETE FROM audit WHERE id = ?", [(id_,) for id_ in gone])
    verdict = log.verdict()
    assert not verdict.whole
    assert verdict.cut_off == (gone == set(range(min(gone), COUNT + 1)))
    assert not log.verdict(add=1).whole, "an entry added later must not hide it"


@pytest.mark.parametrize("place", [-3, 0, COUNT + 1, COUNT + 7])
def test_a_row_put_in_is_found(log: Log, place: int) -> None:
    with log.meddling() as connection:
        copied = list(log.rows()[3])
        copied[0] = place
        connection.execute(f"INSERT INTO audit VALUES ({', '.join('?' * len(copied))})", copied)
    assert not log.verdict().whole
    assert not log.verdict(add=1).whole


def test_rows_in_another_order_are_found(log: Log) -> None:
    with log.meddling() as connection:
        for old, new in ((4, 99), (5, 4), (99, 5)):
            connection.execute("UPDATE audit SET id = ? WHERE id = ?", (new, old))
    assert log.verdict().broken_at == 4


@pytest.mark.parametrize("change", ["DELETE FROM meta WHERE name = 'audit_head'", "UPDATE meta SET value = x'01'"])
def test_without_the_note_of_the_last_entry_the_end_is_not_sure(log: Log, change: str) -> None:
    with log.meddling() as connection:
        connection.execute(change)
    assert log.verdict() == Verdict(COUNT, None, cut_off=True)
    assert not log.verdict(add=1).whole


@pytest_asyncio.fixture
async def own_database(own_settings: Settings) -> Database:
    return await Database.open(own_settings)


@pytest.mark.parametrize("change", ["UPDATE audit SET details = '{}'", "DELETE FROM audit"])
async def test_the_database_refuses_changes(own_database: Database, change: str) -> None:
    async with own_database.transaction() as connection:
        await add_entry(connection, own_database.cipher, SYSTEM, "test.done")
    with pytest.raises(sa.exc.DatabaseError, match="only added to"):
        async with own_database.transaction() as connection:
            await connection.execute(sa.text(change))
    async with own_database.reading() as connection:
        assert (await verify(connection, own_database.cipher)).whole
    await own_database.close()


async def test_an_entry_belongs_to_the_transaction_of_what_it_says(own_database: Database) -> None:
    async def fail() -> None:
        async with own_database.transaction() as connection:
            await add_entry(connection, own_database.cipher, SYSTEM, "test.undone")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with own_database.transaction() as connection:
        await add_entry(connection, own_database.cipher, SYSTEM, "test.done")
    async with own_database.reading() as connection:
        assert await verify(connection, own_database.cipher) == Verdict(1, None, cut_off=False)
    await own_database.close()
