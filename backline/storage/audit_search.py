"""Reading the audit log: filtered, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.database import Database
from backline.storage.staff_tables import audit

PAGE = 100
_BATCH = 1000
# Jumps from one action to the next in the index; DISTINCT would walk all of it.
_ACTIONS = sa.text(
    "WITH RECURSIVE seen(action) AS (SELECT min(action) FROM audit UNION ALL"
    " SELECT (SELECT min(action) FROM audit WHERE action > seen.action) FROM seen WHERE seen.action IS NOT NULL)"
    " SELECT action FROM seen WHERE action IS NOT NULL"
)


@dataclass(frozen=True)
class AuditFilter:
    """Which entries; what is empty or None does not limit them.

    Attributes:
        staff: the name of who did it.
        action: such as ``transcript.read``.
        object: such as a conversation's id.
        since: seconds since 1970, included.
        until: seconds since 1970, not included.
    """

    staff: str = ""
    action: str = ""
    object: str = ""
    since: float | None = None
    until: float | None = None


@dataclass(frozen=True)
class AuditEntry:
    """One entry; ``details`` is JSON."""

    id: int
    at: float
    staff_name: str
    action: str
    object: str
    details: str


async def find_entries(
    connection: AsyncConnection, wanted: AuditFilter, before: int | None = None, limit: int = PAGE
) -> list[AuditEntry]:
    """The newest entries that fit, those with ids below ``before`` only."""
    own = audit.c
    query = sa.select(own.id, own.at, own.staff_name, own.action, own.object, own.details)
    for condition in _conditions(wanted):
        query = query.where(condition)
    if before is not None:
        query = query.where(own.id < before)
    rows = (await connection.execute(query.order_by(own.id.desc()).limit(limit))).mappings()
    return [AuditEntry(**row) for row in rows]


async def each_entry(database: Database, wanted: AuditFilter) -> AsyncIterator[AuditEntry]:
    """Every entry that fits, newest first, read in batches so that memory stays flat."""
    before: int | None = None
    while True:
        async with database.reading() as connection:
            entries = await find_entries(connection, wanted, before, _BATCH)
        for entry in entries:
            yield entry
        if len(entries) < _BATCH:
            return
        before = entries[-1].id


async def known_actions(connection: AsyncConnection) -> list[str]:
    """Every action that occurs in the log, in alphabetical order."""
    return list((await connection.execute(_ACTIONS)).scalars())


def _conditions(wanted: AuditFilter) -> list[Any]:
    own = audit.c
    conditions = [
        column == value
        for column, value in ((own.staff_name, wanted.staff), (own.action, wanted.action), (own.object, wanted.object))
        if value
    ]
    if wanted.since is not None:
        conditions.append(own.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(own.at < wanted.until)
    return conditions
