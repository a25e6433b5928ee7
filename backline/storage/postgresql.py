"""PostgreSQL as the database: the engine, one writer at a time as on SQLite, and what can be wrong in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import asyncpg
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

OLDEST = 130_000  # PostgreSQL 13: the first that can take accents off letters by itself
_WRITER = 0x6261636B  # the key of the advisory lock of who writes
_CONNECT_SECONDS = 10.0
_SESSION = {
    "application_name": "backline",
    "lock_timeout": "5s",
    # A process that is cut off while it writes must not keep the others waiting.
    "idle_in_transaction_session_timeout": "30s",
    # Each query is short: to compile it would take longer than to run it.
    "jit": "off",
}
# What connecting may raise. Some of it does not pass through SQLAlchemy.
_ERRORS = (sa.exc.DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError, ValueError)


class UnusableError(RuntimeError):
    """The database can't be used; the message is one sentence, without the password."""


def make_engine(url: str) -> AsyncEngine:
    """An engine for the database at ``url``, which may hold a password; no connection is made yet."""
    engine = create_async_engine(
        # The driver reads the address itself, so that the password is in no object that may be printed.
        "postgresql+asyncpg://",
        connect_args={"dsn": url, "timeout": _CONNECT_SECONDS, "server_settings": _SESSION},
        future=True,
        hide_parameters=True,
        pool_size=8,
        max_overflow=8,
        pool_pre_ping=True,  # a server that was started again has forgotten the connections
    )
    sa.event.listen(engine.sync_engine, "before_cursor_execute", _without_nul, retval=True)
    sa.event.listen(engine.sync_engine, "do_setinputsizes", _wide_integers)
    sa.event.listen(engine.sync_engine, "handle_error", _without_values)
    return engine


async def read_only(connection: AsyncConnection) -> AsyncConnection:
    """Let the connection's next transaction only read, and see one moment."""
    return await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


async def become_writer(connection: AsyncConnection) -> None:
    """Wait until no other transaction writes; the lock is given back after this one can be seen by all.

    The code reads before it writes (the end of the audit log, a turn's number, whether a link was used), and event
    streams resume after the highest id they saw. With one writer at a time both hold, as they do on SQLite.
    """
    await connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER})


async def check_server(connection: AsyncConnection) -> None:
    """Check that the server can do what is asked of it.

    Raises:
        ValueError: it is too old, or its text is not UTF-8.
    """
    query = "SELECT current_setting('server_version_num')::int, current_setting('server_version'), "
    row = (await connection.execute(sa.text(query + "current_setting('server_encoding')"))).one()
    number, version, encoding = row
    if number < OLDEST:
        raise ValueError(f"it is PostgreSQL {version}, and Backline needs {OLDEST // 10_000} or newer")
    if encoding != "UTF8":
        raise ValueError(f"its encoding is {encoding}: make one with ENCODING 'UTF8'")


@contextmanager
def one_sentence(url: str) -> Iterator[None]:
    """Say in a sentence what the server at ``url`` or the way to it refuses.

    Raises:
        UnusableError: that sentence.
    """
    try:
        yield
    except _ERRORS as error:
        original = getattr(error, "orig", None) or error
        cause = original.__cause__ or original
        words = (isinstance(cause, OSError) and cause.strerror) or str(cause) or "no answer in time"
        if "Connect call failed" in words:  # how asyncio says it, with the address once more
            words = "Connection refused"
        reason = words.strip().split("\n")[0].rstrip(".")
        password = unquote(urlsplit(url).password or "")
        if password:
            reason = reason.replace(password, "***")
        raise UnusableError(
            f"PostgreSQL at {_address(url)} can't be used ({reason}): "
            "check BACKLINE_DATABASE_URL, and that the server is running and lets this user in."
        ) from None


def _address(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(("", parts.netloc.rpartition("@")[2], parts.path, "", "")).lstrip("/")


def _without_nul(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> Any:
    """PostgreSQL has no text with a NUL character in it: leave it out."""
    if many:
        return statement, [_clean(row) for row in parameters]
    return statement, _clean(parameters)


def _clean(row: Any) -> Any:
    if not any(isinstance(value, str) and "\x00" in value for value in row):
        return row
    return tuple(value.replace("\x00", "") if isinstance(value, str) else value for value in row)


def _wide_integers(sizes: dict[Any, Any], _cursor: Any, _statement: str, _parameters: Any, context: Any) -> None:
    """A page may be asked for a message number larger than any there is: as an INTEGER that would be an error."""
    dbapi = context.dialect.dbapi
    for parameter, size in sizes.items():
        if size == dbapi.INTEGER:
            sizes[parameter] = dbapi.BIGINTEGER


def _without_values(context: Any) -> None:
    """Take out of an error what the server tells about the row: it may hold what somebody wrote."""
    for error in (context.sqlalchemy_exception, context.original_exception):
        while error is not None:
            if getattr(error, "detail", None):
                error.detail = None
            error.args = tuple(_first_part(each) for each in error.args)
            error = error.__cause__


def _first_part(text: Any) -> Any:
    return text.partition("\nDETAIL:")[0] if isinstance(text, str) else text
