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
from backline.storage import channel_tables, review_tables, staff_tables  # noqa: F401  (the tables that others refer to)
from backline.storage import postgresql as server
from backline.storage.crypto import Cipher, SecretKeyError, load_or_create_key
from backline.storage.tables import meta
from backline.storage.writer_queue import WriterQueue

_CHECK = "the secret key fits"
_READS = "backline_reads"
# Of one statement: engines limit how many values it may hold.
_ROWS = 100
_KEY_CHECK = sa.select(meta.c.value).where(meta.c.name == "key_check")


class StorageError(RuntimeError):
    """The database can't be used; the message is one sentence that says what to do."""


class Database:
    """One database and the cipher for its encrypted fields."""

    def __init__(self, engine: AsyncEngine, cipher: Cipher) -> None:
        """Use :meth:`open` instead, which also migrates and checks the key."""
        self._engine = engine
        self.cipher = cipher
        # Writers of this process queue here, in order: at SQLite's own lock each would sleep and try again.
        self._writers = WriterQueue()

    @classmethod
    async def open(cls, settings: Settings) -> Database:
        """Open the database of ``settings``, made and migrated where needed.

        Raises:
            StorageError: the folder or the database can't be used, or the secret key does not fit.
        """
        data_dir = settings.data_dir
        try:
            data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
            if settings.database_url:
                return await cls._open_postgresql(settings)
            path = settings.database_path
            cipher = Cipher(load_or_create_key(data_dir / "secret.key", may_create=not path.exists()))
            await asyncio.to_thread(_migrate_sqlite, path)
            database = cls(_sqlite_engine(path), cipher)
            async with database.transaction() as connection:
                await _check_key(connection, cipher)
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

    @classmethod
    async def _open_postgresql(cls, settings: Settings) -> Database:
        engine = server.make_engine(settings.database_url)
        try:
            with server.one_sentence(settings.database_url):
                async with engine.connect() as connection:
                    await server.check_server(connection)
            # In one transaction: another process may be starting too.
            async with engine.begin() as connection:
                await server.become_writer(connection)
                with server.one_sentence(settings.database_url):
                    await connection.run_sync(_migrate)
                is_new = (await connection.execute(_KEY_CHECK)).first() is None
                cipher = Cipher(load_or_create_key(settings.data_dir / "secret.key", may_create=is_new))
                await _check_key(connection, cipher)
        except server.UnusableError as error:
            await engine.dispose()
            raise StorageError(str(error)) from None
        except BaseException:
            await engine.dispose()
            raise
        return cls(engine, cipher)

    @asynccontextmanager
    async def transaction(self, *, first: bool = False) -> AsyncIterator[AsyncConnection]:
        """One transaction: everything in the block is on disk when it ends, or nothing of it.

        ``first``: before all others that wait; for what is short and waited for.

        There is one at a time, also where several processes use the database: what it reads stays so until it ends.
        """
        async with self._writers.turn(first=first), self._engine.begin() as connection:
            if self._engine.dialect.name == "postgresql":
                await server.become_writer(connection)
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads: one moment's view, and no waiting for writers."""
        async with self._engine.connect() as connection:
            if self._engine.dialect.name == "postgresql":
                yield await server.read_only(connection)
            else:
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


async def insert_new(connection: AsyncConnection, table: sa.Table, rows: list[dict[str, Any]]) -> int:
    """Insert those of ``rows`` whose unique columns hold something new. Returns how many these are."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    inserted = 0
    for start in range(0, len(rows), _ROWS):
        statement = dialect.insert(table).values(rows[start : start + _ROWS]).on_conflict_do_nothing()
        inserted += (await connection.execute(statement)).rowcount
    return inserted


async def _check_key(connection: AsyncConnection, cipher: Cipher) -> None:
    row = (await connection.execute(_KEY_CHECK)).first()
    if row is None:
        value = cipher.encrypt(_CHECK, "meta.key_check")
        await connection.execute(meta.insert().values(name="key_check", value=value))
    else:
        cipher.decrypt(row.value, "meta.key_check")


def _sqlite_engine(path: Path) -> AsyncEngine:
    # The driver's default opens a connection for every transaction.
    engine = create_async_engine(
        f"sqlite+aiosqlite:///{path}",
        future=True,
        hide_parameters=True,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=8,
        max_overflow=8,
    )
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


def _migrate_sqlite(path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{path}", future=True, hide_parameters=True)
    try:
        with engine.begin() as connection:
            _migrate(connection)
    finally:
        engine.dispose()
    path.chmod(0o600)


def _migrate(connection: sa.engine.Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
