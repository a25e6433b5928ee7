"""What became of the messages that a messaging channel was to deliver in one conversation."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.channel_tables import outbox, recipients
from backline.storage.tables import conversations

_WAITING = ("waiting", "sending")
_LATE_SECONDS = 60.0


@dataclass(frozen=True)
class Pile:
    """Messages that wait, or that were given up.

    Attributes:
        count: how many.
        urgent: how many of them are about an emergency.
        since: when the oldest was to be sent (seconds since 1970).
        problems: why, each once, as codes and a few words that name nobody; empty where nothing went wrong yet.
    """

    count: int
    urgent: int
    since: float
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Delivery:
    """How things stand with a person on a messaging channel; times are seconds since 1970.

    Attributes:
        waiting: what is to be sent still; None where there is nothing.
        undelivered: what was given up; None where there is nothing.
        consent: ``new``, ``asked``, ``given`` or ``declined``; empty where the person is not known as a recipient.
        consent_at: when they answered.
        consent_version: which wording of the notice they were shown.
        stopped_at: since when they do not want to be written to; None where they do.
        gone_at: since when the platform says that they can't be written to; None where they can.
        asked_to_delete_at: when they asked for their data to be deleted.
    """

    waiting: Pile | None
    undelivered: Pile | None
    consent: str = ""
    consent_at: float | None = None
    consent_version: str | None = None
    stopped_at: float | None = None
    gone_at: float | None = None
    asked_to_delete_at: float | None = None


async def unheard_emergencies(connection: AsyncConnection, now: float) -> list[str]:
    """The conversations in which the answer to an emergency did not reach the person, oldest first.

    It waits for longer than a minute, or was given up and staff have not dealt with the conversation since.
    """
    own = outbox.c
    late = sa.and_(own.state.in_(_WAITING), own.created_at < now - _LATE_SECONDS)
    given_up = sa.and_(own.state == "dead", conversations.c.attention > 0)
    query = (
        sa.select(own.conversation_id)
        .join_from(outbox, conversations, conversations.c.id == own.conversation_id)
        .where(own.urgent.is_(True), sa.or_(late, given_up))
        .group_by(own.conversation_id)
        .order_by(sa.func.min(own.id))
    )
    return list((await connection.execute(query)).scalars())


async def read_delivery(connection: AsyncConnection, conversation_id: str) -> Delivery | None:
    """How delivery stands in a conversation; None where it is not one of a messaging channel."""
    known = recipients.c
    consent = (known.consent, known.consent_at, known.consent_version)
    query = sa.select(*consent, known.stopped_at, known.gone_at, known.asked_to_delete_at)
    person = (await connection.execute(query.where(known.conversation_id == conversation_id))).first()
    waiting = await _pile(connection, conversation_id, _WAITING)
    undelivered = await _pile(connection, conversation_id, ("dead",))
    if person is None and waiting is None and undelivered is None:
        return None
    return Delivery(waiting, undelivered, *(person or ()))


async def _pile(connection: AsyncConnection, conversation_id: str, states: tuple[str, ...]) -> Pile | None:
    own = outbox.c
    query = (
        sa.select(
            own.problem,
            sa.func.count(),
            sa.func.sum(sa.case((own.urgent, 1), else_=0)),
            sa.func.min(own.created_at),
        )
        .where(own.conversation_id == conversation_id, own.state.in_(states))
        .group_by(own.problem)
    )
    rows = (await connection.execute(query)).all()
    if not rows:
        return None
    return Pile(
        count=sum(int(count) for _, count, _, _ in rows),
        urgent=sum(int(urgent) for _, _, urgent, _ in rows),
        since=min(float(since) for *_, since in rows),
        problems=tuple(sorted({problem for problem, *_ in rows if problem})),
    )
