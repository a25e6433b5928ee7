"""Failed sign-ins on disk, so that throttling survives a restart. Keys are keyed hashes, never names or addresses."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.staff_tables import sign_in_failures


async def failure_times(connection: AsyncConnection, key: str, since: float) -> list[float]:
    """When attempts under ``key`` failed since ``since`` (seconds since 1970), oldest first."""
    own = sign_in_failures.c
    query = sa.select(own.at).where(own.key == key, own.at > since).order_by(own.at)
    return list((await connection.execute(query)).scalars())


async def add_failure(connection: AsyncConnection, key: str, at: float) -> int:
    """Note a failed attempt; returns its id."""
    inserted = await connection.execute(sign_in_failures.insert().values(key=key, at=at))
    new_id: int = inserted.inserted_primary_key[0]
    return new_id


async def remove_failures(connection: AsyncConnection, ids: Iterable[int]) -> None:
    """Remove those with these ids."""
    await connection.execute(sign_in_failures.delete().where(sign_in_failures.c.id.in_(list(ids))))


async def remove_failures_of(connection: AsyncConnection, key: str) -> None:
    """Remove all under ``key``."""
    await connection.execute(sign_in_failures.delete().where(sign_in_failures.c.key == key))


async def remove_failures_before(connection: AsyncConnection, before: float) -> None:
    """Remove those that are older than ``before`` (seconds since 1970)."""
    await connection.execute(sign_in_failures.delete().where(sign_in_failures.c.at < before))
