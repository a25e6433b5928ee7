"""The list of leads for staff: filtered, sorted and read a page at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.crypto import Cipher
from backline.storage.database import Database
from backline.storage.filters import NOBODY
from backline.storage.lead_deliveries import is_unreceived
from backline.storage.tables import leads

_BATCH = 200
_own = leads.c
_SHOWN = (
    *(_own.id, _own.reference, _own.status, _own.urgent, _own.source, _own.assignee, _own.created_at),
    *(_own.first_contact_at, _own.conversation_id, _own.hold_reason, _own.version),
)


@dataclass(frozen=True)
class LeadRow:
    """A lead in the list, without what it says about the person.

    Attributes:
        conversation_id: of the transcript; None once that is deleted, or where the lead came from the page alone.
        created_at, first_contact_at: seconds since 1970.
        rank: 2 urgent, 1 overdue, 0 any other; only new leads are above 0.
    """

    id: int
    reference: str
    status: str
    urgent: bool
    source: str
    assignee: int | None
    created_at: float
    first_contact_at: float | None
    conversation_id: str | None
    hold_reason: str | None
    version: int
    rank: int


@dataclass(frozen=True)
class LeadFilter:
    """Which leads to list; what is None does not matter.

    Attributes:
        state: one of ``backline.storage.leads.STATES``, or ``open`` for new and called.
        urgent, overdue: True for only those.
        unreceived: True for only those that nobody received (``lead_deliveries.is_unreceived``).
        assignee: a member of staff, or ``NOBODY``.
        made_from, made_before: seconds since 1970.
    """

    state: str | None = None
    urgent: bool = False
    overdue: bool = False
    unreceived: bool = False
    assignee: int | None = None
    made_from: float | None = None
    made_before: float | None = None


@dataclass(frozen=True)
class LeadCounts:
    """How many leads are new, and how many of them urgent or overdue."""

    new: int
    urgent: int
    overdue: int


async def list_leads(
    connection: AsyncConnection,
    cipher: Cipher,
    wanted: LeadFilter,
    overdue_before: float,
    *fields: str,
    after: tuple[int, float, int] | None = None,
    limit: int = 50,
) -> list[tuple[LeadRow, dict[str, str]]]:
    """Leads with the urgent and the overdue ones first, and the newest first among equals.

    Args:
        connection: a transaction.
        cipher: for ``fields``.
        wanted: the filters.
        overdue_before: new leads made before this moment are overdue.
        fields: the encrypted fields to give in clear with each; nothing else is decrypted.
        after: rank, created_at and id of the lead that the page before ended with.
        limit: how many at most.
    """
    rank = _rank(overdue_before)
    order = (rank.desc(), _own.created_at.desc(), _own.id.desc())
    # First which, from the index alone; then those few from the table.
    which = sa.select(_own.id).where(*_conditions(wanted, overdue_before))
    if after is not None:
        which = which.where(sa.tuple_(rank, _own.created_at, _own.id) < sa.tuple_(*after))
    which = which.order_by(*order).limit(limit)
    query = _with_fields(overdue_before, fields).where(_own.id.in_(which)).order_by(*order)
    return [_split(cipher, row, fields) for row in (await connection.execute(query)).mappings()]


async def count_leads(connection: AsyncConnection, overdue_before: float) -> LeadCounts:
    """How many leads wait for a first call."""
    urgent, overdue = _own.urgent.is_(True), _own.created_at < overdue_before
    sums = (sa.func.count(), *(sa.func.coalesce(sa.func.sum(sa.case((c, 1), else_=0)), 0) for c in (urgent, overdue)))
    row = (await connection.execute(sa.select(*sums).where(_own.status == "new"))).one()
    return LeadCounts(*row)


async def open_lead(
    connection: AsyncConnection, cipher: Cipher, reference: str, overdue_before: float, *fields: str
) -> tuple[LeadRow, dict[str, str]] | None:
    """One lead with its encrypted ``fields`` in clear (empty where not given); None where there is none."""
    query = _with_fields(overdue_before, fields).where(_own.reference == reference)
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else _split(cipher, row, fields)


async def decrypted_leads(
    database: Database, wanted: LeadFilter, overdue_before: float, *fields: str
) -> AsyncIterator[tuple[LeadRow, dict[str, str]]]:
    """Every lead that ``wanted`` names, oldest first, with its encrypted ``fields`` in clear (empty where not given).

    They are read in batches, so that neither memory nor the write-ahead log grows with their number.
    """
    last = 0
    while True:
        query = _with_fields(overdue_before, fields).where(_own.id > last, *_conditions(wanted, overdue_before))
        async with database.reading() as connection:
            rows = (await connection.execute(query.order_by(_own.id).limit(_BATCH))).mappings().all()
        for row in rows:
            yield _split(database.cipher, row, fields)
        if len(rows) < _BATCH:
            return
        last = rows[-1]["id"]


def _with_fields(overdue_before: float, fields: tuple[str, ...]) -> Any:
    return sa.select(*_SHOWN, _rank(overdue_before).label("rank"), *(_own[field] for field in fields))


def _split(cipher: Cipher, row: Any, fields: tuple[str, ...]) -> tuple[LeadRow, dict[str, str]]:
    clear = {name: cipher.decrypt(row[name], f"lead.{name}") if row[name] else "" for name in fields}
    return LeadRow(**{name: value for name, value in row.items() if name not in clear}), clear


def _rank(overdue_before: float) -> sa.sql.ColumnElement[int]:
    is_new = _own.status == "new"
    return sa.case(
        (sa.and_(is_new, _own.urgent.is_(True)), 2), (sa.and_(is_new, _own.created_at < overdue_before), 1), else_=0
    )


def _conditions(wanted: LeadFilter, overdue_before: float) -> list[Any]:
    conditions: list[Any] = []
    if wanted.state == "open":
        conditions.append(_own.status.in_(("new", "called")))
    elif wanted.state is not None:
        conditions.append(_own.status == wanted.state)
    if wanted.urgent:
        conditions.append(_own.urgent.is_(True))
    if wanted.overdue:
        conditions += [_own.status == "new", _own.created_at < overdue_before]
    if wanted.unreceived:
        conditions.append(is_unreceived(overdue_before))
    if wanted.assignee is not None:
        conditions.append(_own.assignee.is_(None) if wanted.assignee == NOBODY else _own.assignee == wanted.assignee)
    if wanted.made_from is not None:
        conditions.append(_own.created_at >= wanted.made_from)
    if wanted.made_before is not None:
        conditions.append(_own.created_at < wanted.made_before)
    return conditions
