"""Staff accounts and their sessions on disk."""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.staff_tables import staff, staff_sessions

IDLE_SECONDS = 15 * 60.0
ABSOLUTE_SECONDS = 8 * 60 * 60.0
# Writing down every click would write to disk at every click.
_SEEN_STEP = 30.0


@dataclass(frozen=True)
class Account:
    """A member of staff.

    Attributes:
        name: what they sign in with, in lower case.
        role: reviewer, coordinator or admin.
        password_hash: Argon2id; None until they have joined.
        totp_secret: encrypted; None where they use no second factor.
        totp_step: the time step of the last one-time code used.
    """

    id: int
    name: str
    role: str
    password_hash: str | None
    totp_secret: bytes | None
    totp_step: int
    active: bool
    created_at: float
    signed_in_at: float | None

    @property
    def joined(self) -> bool:
        """Whether they have set a password."""
        return self.password_hash is not None


async def add_account(connection: AsyncConnection, name: str, role: str, password_hash: str | None = None) -> int:
    """Add an account and return its id.

    Raises:
        sqlalchemy.exc.IntegrityError: the name is taken.
    """
    inserted = await connection.execute(
        staff.insert().values(name=name, role=role, password_hash=password_hash, created_at=time.time())
    )
    new_id: int = inserted.inserted_primary_key[0]
    return new_id


async def find_account(
    connection: AsyncConnection, *, name: str | None = None, id_: int | None = None
) -> Account | None:
    """The account of that name or id."""
    condition = staff.c.id == id_ if name is None else staff.c.name == name
    row = (await connection.execute(sa.select(staff).where(condition))).mappings().first()
    return None if row is None else Account(**row)


async def all_accounts(connection: AsyncConnection) -> list[Account]:
    """Every account, by name."""
    rows = (await connection.execute(sa.select(staff).order_by(staff.c.name))).mappings()
    return [Account(**row) for row in rows]


async def change_account(connection: AsyncConnection, staff_id: int, **values: Any) -> None:
    """Set columns of an account, such as ``role``, ``active`` or ``password_hash``."""
    await connection.execute(staff.update().where(staff.c.id == staff_id).values(**values))


async def has_admin(connection: AsyncConnection, besides: int | None = None) -> bool:
    """Whether there is an active administrator who has joined, besides the one with that id."""
    condition = sa.and_(staff.c.role == "admin", staff.c.active, staff.c.password_hash.is_not(None))
    if besides is not None:
        condition = sa.and_(condition, staff.c.id != besides)
    return (await connection.execute(sa.select(staff.c.id).where(condition).limit(1))).first() is not None


async def last_seen(connection: AsyncConnection) -> dict[int, float]:
    """When each account was last in use, in seconds since 1970; those who never signed in are left out."""
    seen = sa.select(staff_sessions.c.staff_id, sa.func.max(staff_sessions.c.seen_at)).group_by(
        staff_sessions.c.staff_id
    )
    signed_in = sa.select(staff.c.id, staff.c.signed_in_at).where(staff.c.signed_in_at.is_not(None))
    latest: dict[int, float] = {}
    for query in (signed_in, seen):
        for id_, at in await connection.execute(query):
            latest[id_] = max(at, latest.get(id_, 0.0))
    return latest


async def open_session(connection: AsyncConnection, staff_id: int) -> str:
    """Start a session; returns its id (256 random bits), of which only a hash is kept."""
    session_id = secrets.token_urlsafe(32)
    now = time.time()
    await connection.execute(
        staff_sessions.insert().values(id_hash=_hash(session_id), staff_id=staff_id, created_at=now, seen_at=now)
    )
    await connection.execute(staff.update().where(staff.c.id == staff_id).values(signed_in_at=now))
    await connection.execute(staff_sessions.delete().where(staff_sessions.c.created_at < now - ABSOLUTE_SECONDS))
    return session_id


async def find_session(connection: AsyncConnection, session_id: str) -> tuple[Account, bool] | None:
    """Whose session this is, and whether it is time to call :func:`touch_session`.

    None where there is no such session, it has ended, or the account is not active any more.
    """
    own = staff_sessions.c
    found = (
        await connection.execute(
            sa.select(own.created_at, own.seen_at, own.staff_id).where(own.id_hash == _hash(session_id))
        )
    ).first()
    now = time.time()
    if found is None or found.created_at < now - ABSOLUTE_SECONDS or found.seen_at < now - IDLE_SECONDS:
        return None
    account = await find_account(connection, id_=found.staff_id)
    if account is None or not account.active:
        return None
    return account, found.seen_at < now - _SEEN_STEP


async def touch_session(connection: AsyncConnection, session_id: str) -> None:
    """Note that the session is in use."""
    await connection.execute(
        staff_sessions.update().where(staff_sessions.c.id_hash == _hash(session_id)).values(seen_at=time.time())
    )


async def end_session(connection: AsyncConnection, session_id: str) -> None:
    """End one session."""
    await connection.execute(staff_sessions.delete().where(staff_sessions.c.id_hash == _hash(session_id)))


async def end_sessions_of(connection: AsyncConnection, staff_id: int, besides: str | None = None) -> None:
    """End every session of an account, besides the one with that id."""
    condition = staff_sessions.c.staff_id == staff_id
    if besides is not None:
        condition = sa.and_(condition, staff_sessions.c.id_hash != _hash(besides))
    await connection.execute(staff_sessions.delete().where(condition))


def _hash(session_id: str) -> str:
    return hashlib.sha256(session_id.encode("utf-8", "replace")).hexdigest()
