"""The database: opening it, bringing it up to date, and transactions on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from backline.settings import Settings
from backline.storage import review_tables, staff_tables  # noqa: F401  (the tables that others refer to)
from backline.storage.crypto import Cipher, SecretKeyError, load_or_create_key
from backline.storage.tables import meta

_CHECK = "the secret key fits"
_READS = "backline_reads"


class StorageError(RuntimeError):
    """The database can't be used; the message is one sentence that says what to do."""


class Database:
    """One database and the cipher for its encrypted fields."""

    def __init__(self, engine: AsyncEngine, cipher: Cipher) -> None:
        """Use :meth:`open` instead, which also migrates and checks the key."""
        self._engine = engine
        self.cipher = cipher

    @classmethod
    async def open(cls, settings: Settings) -> Database:
        """Open the database of ``settings``, made and migrated where needed.

        Raises:
            StorageError: the folder or the database can't be written, or the secret key does not fit.
        """
        data_dir = settings.data_dir
        try:
            data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
            is_new = not (data_dir / "backline.db").exists()
            cipher = Cipher(load_or_create_key(data_dir / "secret.key", may_create=is_new))
            engine = _engine(settings.database_url)
            await asyncio.to_thread(_migrate, data_dir / "backline.db")
            database = cls(engine, cipher)
            await database._check_key()
        except SecretKeyError as error:
            raise StorageError(str(error)) from None
        except OSError as error:
            raise StorageError(
                f"{data_dir} can't be used ({error.strerror}): make it writable, "
                "or set BACKLINE_DATA_DIR to a folder that is."
            ) from None
        except sa.exc.DatabaseError as error:
            raise StorageError(
                f"{data_dir / 'backline.db'} can't be used ({error.orig}): "
                "make it writable, or put back a copy that is whole."
            ) from None
        return database

    async def _check_key(self) -> None:
        async with self.transaction() as connection:
            row = (await connection.execute(sa.select(meta.c.value).where(meta.c.name == "key_check"))).first()
            if row is None:
                value = self.cipher.encrypt(_CHECK, "meta.key_check")
                await connection.execute(meta.insert().values(name="key_check", value=value))
            else:
                self.cipher.decrypt(row.value, "meta.key_check")

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: everything in the block is on disk when it ends, or nothing of it."""
        async with self._engine.begin() as connection:
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads: one moment's view, and no waiting for writers."""
        async with self._engine.connect() as connection:
            yield await connection.execution_options(**{_READS: True})

    @property
    def file(self) -> Path | None:
        """The database's file, for what SQLite does outside of transactions; None where it is another engine."""
        url = self._engine.url
        return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None

    async def ping(self) -> None:
        """Ask the database something trivial; raises where it does not answer."""
        async with self.reading() as connection:
            await connection.execute(sa.text("SELECT 1"))

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()


async def insert_new(connection: AsyncConnection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Insert those of ``rows`` whose primary key is not there yet."""
    if rows:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        await connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


def _engine(url: str) -> AsyncEngine:
    # The driver's default opens a connection for every transaction.
    engine = create_async_engine(
        url, future=True, hide_parameters=True, poolclass=AsyncAdaptedQueuePool, pool_size=8, max_overflow=8
    )
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        sa.event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not open transactions by itself: it would do so at the first change, after the first read.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # what was acknowledged survives a loss of power, not only the end of the process
        "foreign_keys=ON",
        "busy_timeout=5000",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.engine.Connection) -> None:
    connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get(_READS) else "BEGIN IMMEDIATE")


def _migrate(path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    engine = sa.create_engine(f"sqlite:///{path}", future=True, hide_parameters=True)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()
    path.chmod(0o600)
