"""How much waits in the queues of the messaging channels, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.channel_tables import arrivals, outbox, recipients

# What is done stays a while in these tables, and there is much of it; nothing here reads it.
OUTBOX_STATES = ("waiting", "sending", "dead")
ARRIVAL_STATES = ("waiting", "held", "dead")


@dataclass(frozen=True)
class Depth:
    """How many entries of a channel are in a state, and since when the oldest is there (seconds since 1970)."""

    channel: str
    state: str
    count: int
    oldest: float


async def outbox_depths(connection: AsyncConnection) -> list[Depth]:
    """What is to be sent, or was given up."""
    return await _depths(connection, outbox, outbox.c.created_at, OUTBOX_STATES)


async def arrival_depths(connection: AsyncConnection) -> list[Depth]:
    """What came in and was not handled: it waits for its turn, for consent, or was given up."""
    return await _depths(connection, arrivals, arrivals.c.received_at, ARRIVAL_STATES)


async def emergencies_waiting(connection: AsyncConnection) -> tuple[int, float | None]:
    """How many messages about an emergency are not sent yet, and since when the oldest waits."""
    query = sa.select(sa.func.count(), sa.func.min(outbox.c.created_at)).where(
        outbox.c.state.in_(("waiting", "sending")), outbox.c.urgent.is_(True)
    )
    count, oldest = (await connection.execute(query)).one()
    return int(count), oldest


async def emergencies_given_up(connection: AsyncConnection) -> int:
    """How many messages about an emergency were given up, or reported as not arrived, as long as their rows are kept.

    Not those to people who left or can't be written to any more: nobody can do anything about these.
    """
    gone = sa.exists().where(
        recipients.c.conversation_id == outbox.c.conversation_id, recipients.c.gone_at.is_not(None)
    )
    query = sa.select(sa.func.count()).where(outbox.c.state == "dead", outbox.c.urgent.is_(True), sa.not_(gone))
    return int((await connection.execute(query)).scalar_one())


async def _depths(
    connection: AsyncConnection, table: sa.Table, since: sa.Column[float], states: tuple[str, ...]
) -> list[Depth]:
    query = (
        sa.select(table.c.channel, table.c.state, sa.func.count(), sa.func.min(since))
        .where(table.c.state.in_(states))
        .group_by(table.c.channel, table.c.state)
    )
    return [Depth(*row) for row in await connection.execute(query)]
