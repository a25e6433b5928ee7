"""What is sent to the clinic about each lead: an outbox that is written with the lead, and what became of it.

An attempt is written down before it is made, with the moment from which it counts as lost. A process that ends in the
middle of one leaves a row that is tried again then: everything arrives at least once, with the same id each time.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.contact.promise import Promise
from backline.storage.tables import lead_deliveries, leads

DESTINATIONS = ("webhook", "email")
STATES = ("waiting", "delivered", "dead")
MAX_PROBLEM = 200
_own = lead_deliveries.c
_SHOWN = (*_own, leads.c.reference, leads.c.urgent)


@dataclass(frozen=True)
class Delivery:
    """One lead's way to one destination.

    Attributes:
        lead_id, reference, urgent: the lead's.
        destination: one of ``DESTINATIONS``.
        message_id: what the receiver knows repeats by.
        state: one of ``STATES``.
        attempts: how many were made or begun.
        next_at: when it is tried next, where it is waiting.
        delivered_at, created_at: seconds since 1970.
        problem: why the last attempt failed, without anything personal; None where none did.
    """

    id: int
    lead_id: int
    destination: str
    message_id: str
    state: str
    attempts: int
    next_at: float
    delivered_at: float | None
    problem: str | None
    created_at: float
    reference: str
    urgent: bool


async def add_deliveries(
    connection: AsyncConnection, lead_id: int, destinations: Iterable[str], created_at: float
) -> None:
    """Write what is to be sent, in the lead's own transaction; it is due at once."""
    rows = [
        {
            "lead_id": lead_id,
            "destination": destination,
            "message_id": f"msg_{secrets.token_hex(16)}",
            "next_at": created_at,
            "created_at": created_at,
        }
        for destination in destinations
    ]
    if rows:
        await connection.execute(lead_deliveries.insert(), rows)


async def next_due(connection: AsyncConnection, destination: str) -> float | None:
    """When something is due for ``destination`` (seconds since 1970, maybe past); None while nothing waits."""
    query = sa.select(sa.func.min(_own.next_at)).where(_own.state == "waiting", _own.destination == destination)
    found: float | None = (await connection.execute(query)).scalar()
    return found


async def begin_attempts(
    connection: AsyncConnection, destination: str, now: float, lost_at: float, limit: int
) -> list[Delivery]:
    """Take what is due, urgent leads first, and write down that an attempt at each begins.

    Args:
        connection: a transaction that writes.
        destination: one of ``DESTINATIONS``.
        now: what is due by then is taken.
        lost_at: from when on the attempt counts as lost and somebody tries again.
        limit: how many at most.
    """
    query = _select().where(_own.state == "waiting", _own.destination == destination, _own.next_at <= now)
    query = query.order_by(leads.c.urgent.desc(), _own.next_at, _own.id).limit(limit)
    found = await _read(connection, query)
    if found:
        begun = lead_deliveries.update().where(_own.id.in_([each.id for each in found]))
        await connection.execute(begun.values(attempts=_own.attempts + 1, next_at=lost_at))
    return [Delivery(**{**vars(each), "attempts": each.attempts + 1, "next_at": lost_at}) for each in found]


async def note_delivered(connection: AsyncConnection, delivery: Delivery, now: float) -> None:
    """It arrived, whatever another process wrote down meanwhile."""
    values: dict[str, Any] = {"state": "delivered", "delivered_at": now, "problem": None}
    await connection.execute(lead_deliveries.update().where(_own.id == delivery.id).values(**values))


async def note_failed(connection: AsyncConnection, delivery: Delivery, problem: str, next_at: float | None) -> None:
    """The attempt failed; ``next_at`` is when the next one is due, None gives up. A later attempt's row stays."""
    values: dict[str, Any] = {"problem": problem[:MAX_PROBLEM]}
    values |= {"state": "dead"} if next_at is None else {"next_at": next_at}
    this = (_own.id == delivery.id, _own.state == "waiting", _own.attempts == delivery.attempts)
    await connection.execute(lead_deliveries.update().where(*this).values(**values))


async def hold(connection: AsyncConnection, destination: str, until: float) -> None:
    """Try nothing for ``destination`` before ``until``: the receiver asked for it."""
    waiting = (_own.destination == destination, _own.state == "waiting", _own.next_at < until)
    await connection.execute(lead_deliveries.update().where(*waiting).values(next_at=until))


async def give_up_others(connection: AsyncConnection, destinations: Collection[str], problem: str) -> int:
    """Give up what waits for a destination that is none of ``destinations``; returns how many."""
    others = (_own.state == "waiting", _own.destination.not_in(tuple(destinations)))
    changed = await connection.execute(
        lead_deliveries.update().where(*others).values(state="dead", problem=problem[:MAX_PROBLEM])
    )
    return int(changed.rowcount)


async def send_again(
    connection: AsyncConnection,
    now: float,
    destinations: Collection[str],
    *,
    id_: int | None = None,
    lead_id: int | None = None,
) -> int:
    """Make what was not delivered due now, with all attempts before it.

    Args:
        connection: a transaction that writes.
        now: seconds since 1970.
        destinations: those that are set up; what goes elsewhere stays as it is.
        id_: that one only, dead or waiting.
        lead_id: all of that lead, dead or waiting; with neither, all that are dead.

    Returns:
        how many there were.
    """
    everything = id_ is None and lead_id is None
    which = [_own.destination.in_(destinations), _own.state == "dead" if everything else _own.state != "delivered"]
    if id_ is not None:
        which.append(_own.id == id_)
    if lead_id is not None:
        which.append(_own.lead_id == lead_id)
    changed = await connection.execute(
        lead_deliveries.update().where(*which).values(state="waiting", attempts=0, next_at=now)
    )
    return int(changed.rowcount)


async def find_lead_id(connection: AsyncConnection, reference: str) -> int | None:
    """The id of the lead with that reference; None where there is none."""
    found: int | None = (await connection.execute(sa.select(leads.c.id).where(leads.c.reference == reference))).scalar()
    return found


async def find_delivery(connection: AsyncConnection, id_: int) -> Delivery | None:
    """One delivery; None where there is none."""
    found = await _read(connection, _select().where(_own.id == id_))
    return found[0] if found else None


async def undelivered(connection: AsyncConnection) -> list[Delivery]:
    """All that are waiting or dead: dead ones first, then urgent ones, then the oldest."""
    order = (sa.case([(_own.state == "dead", 0)], else_=1), leads.c.urgent.desc(), _own.id)
    return await _read(connection, _select().where(_own.state != "delivered").order_by(*order))


async def deliveries_of(connection: AsyncConnection, lead_ids: Collection[int]) -> dict[int, list[Delivery]]:
    """The deliveries of some leads, by the lead's id; an empty list for a lead that is sent nowhere."""
    found: dict[int, list[Delivery]] = defaultdict(list)
    if lead_ids:
        query = _select().where(_own.lead_id.in_(lead_ids)).order_by(_own.destination.desc())
        for delivery in await _read(connection, query):
            found[delivery.lead_id].append(delivery)
    return found


async def delivery_counts(connection: AsyncConnection) -> dict[tuple[str, str], int]:
    """How many deliveries there are, by destination and state."""
    query = sa.select(_own.destination, _own.state, sa.func.count()).group_by(_own.destination, _own.state)
    return {(destination, state): count for destination, state, count in await connection.execute(query)}


async def oldest_waiting_seconds(connection: AsyncConnection, now: float) -> float:
    """How long the oldest delivery that waits has been waiting; 0 while none waits."""
    query = sa.select(sa.func.min(_own.created_at)).where(_own.state == "waiting")
    oldest = (await connection.execute(query)).scalar()
    return 0.0 if oldest is None else max(0.0, now - oldest)


async def unreceived_leads(connection: AsyncConnection, promise: Promise, now: float) -> int:
    """How many leads nobody received (see :func:`is_unreceived`)."""
    query = sa.select(sa.func.count()).select_from(leads).where(is_unreceived(promise.overdue_before(now)))
    return int((await connection.execute(query)).scalar_one())


def is_unreceived(overdue_before: float) -> sa.sql.ColumnElement[bool]:
    """The condition that nobody received a lead: it reached no destination, and nobody of the staff got in touch.

    It holds once the clinic's promise is broken (the lead was made before ``overdue_before``), or once all its
    deliveries have been given up.
    """

    def some(*states: str) -> sa.sql.ColumnElement[bool]:
        return sa.exists().where(_own.lead_id == leads.c.id, _own.state.in_(states)).correlate(leads)

    given_up = sa.and_(some("dead"), sa.not_(some("waiting")))
    return sa.and_(
        leads.c.status == "new",
        sa.or_(leads.c.created_at < overdue_before, given_up),
        sa.not_(some("delivered")),
    )


def _select() -> Any:
    return sa.select(*_SHOWN).select_from(lead_deliveries.join(leads, leads.c.id == _own.lead_id))


async def _read(connection: AsyncConnection, query: Any) -> list[Delivery]:
    return [Delivery(**row) for row in (await connection.execute(query)).mappings()]
