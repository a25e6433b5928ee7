"""One-time links: each lets one person set a password, once. Only hashes of their tokens are kept."""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.staff_tables import staff_links


@dataclass(frozen=True)
class StaffLink:
    """A link that still works; ``staff_id`` is None where it makes the first administrator."""

    staff_id: int | None


async def make_link(connection: AsyncConnection, staff_id: int | None, seconds: float) -> str:
    """Make a link for an account (None: for the first administrator), and return its token (256 random bits).

    Earlier links for the same account stop working, and those that are too old are removed.
    """
    token = secrets.token_urlsafe(32)
    now = time.time()
    await end_links_of(connection, staff_id)
    await connection.execute(staff_links.delete().where(staff_links.c.expires_at < now))
    await connection.execute(
        staff_links.insert().values(token_hash=_hash(token), staff_id=staff_id, expires_at=now + seconds)
    )
    return token


async def find_link(connection: AsyncConnection, token: str) -> StaffLink | None:
    """The link with that token; None where there is none, it was used, or it is too old."""
    condition = sa.and_(staff_links.c.token_hash == _hash(token), staff_links.c.expires_at >= time.time())
    row = (await connection.execute(sa.select(staff_links.c.staff_id).where(condition))).first()
    return None if row is None else StaffLink(row.staff_id)


async def end_links_of(connection: AsyncConnection, staff_id: int | None) -> None:
    """End the links of an account (None: those for the first administrator)."""
    await connection.execute(staff_links.delete().where(staff_links.c.staff_id.is_not_distinct_from(staff_id)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
