"""What the outbox of the messaging channels holds, for an operator: everything but what is said."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.channel_tables import outbox

_own = outbox.c
_SHOWN = (
    *(_own.id, _own.conversation_id, _own.channel, _own.urgent, _own.state, _own.attempts, _own.created_at),
    *(_own.retry_at, _own.sent_at, _own.problem, _own.call.is_not(None).label("has_text")),
)


@dataclass(frozen=True)
class CallRow:
    """A call to a platform without its text; times in seconds since 1970, as in the table."""

    id: int
    conversation_id: str
    channel: str
    urgent: bool
    state: str
    attempts: int
    created_at: float
    retry_at: float
    sent_at: float | None
    problem: str | None
    has_text: bool


async def unsent_calls(connection: AsyncConnection) -> list[CallRow]:
    """All that were not sent: those given up first, then urgent ones, then the oldest."""
    order = (sa.case([(_own.state == "dead", 0)], else_=1), _own.urgent.desc(), _own.id)
    query = sa.select(*_SHOWN).where(_own.state != "sent").order_by(*order)
    return [CallRow(**row) for row in (await connection.execute(query)).mappings()]


async def find_call(connection: AsyncConnection, call_id: int) -> CallRow | None:
    """One call; None where there is none."""
    row = (await connection.execute(sa.select(*_SHOWN).where(_own.id == call_id))).mappings().first()
    return None if row is None else CallRow(**row)


async def try_calls_again(connection: AsyncConnection, call_id: int | None = None) -> int:
    """Make a call due now that waits or was given up, or all that were given up; returns how many there were.

    What has lost its text stays as it is.
    """
    which = [_own.call.is_not(None)]
    if call_id is None:
        which.append(_own.state == "dead")
    else:
        which += [_own.id == call_id, _own.state.in_(("waiting", "dead"))]
    changed = await connection.execute(outbox.update().where(*which).values(state="waiting", retry_at=0.0))
    return int(changed.rowcount)
