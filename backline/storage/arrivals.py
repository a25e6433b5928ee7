"""What messaging platforms handed over, on disk before it is acknowledged, and how far it has been dealt with."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.channel_tables import arrivals
from backline.storage.crypto import Cipher, SecretKeyError
from backline.storage.database import insert_new

# So many conversations are looked at: what is due comes first, and the rest when there is room.
_CONVERSATIONS = 500


class UnreadableArrival(RuntimeError):
    """What is on disk of an update is broken; ``id`` and ``channel`` say which."""

    def __init__(self, arrival_id: int, channel: str) -> None:
        """See the class."""
        super().__init__("An update on disk can't be read.")
        self.id, self.channel = arrival_id, channel


@dataclass(frozen=True)
class NewArrival:
    """An update as the gateway hands it over.

    Attributes:
        channel: the channel's name.
        message_id: the platform's own id; only its keyed hash is kept.
        conversation_id: a keyed hash of channel and person.
        update: what it says, for JSON.
    """

    channel: str
    message_id: str
    conversation_id: str
    update: dict[str, Any]


@dataclass(frozen=True)
class Arrival:
    """An update that waits to be dealt with; ``message_id`` is the keyed hash, ``attempts`` were made before."""

    id: int
    channel: str
    message_id: str
    conversation_id: str
    update: dict[str, Any]
    received_at: float
    attempts: int


async def keep_arrivals(connection: AsyncConnection, cipher: Cipher, new: Sequence[NewArrival]) -> int:
    """Write those of ``new`` that were not handed over before, in order. Returns how many these are."""
    if not new:
        return 0
    rows = [
        {
            "channel": each.channel,
            "message_id": cipher.pseudonym("message id", each.channel, each.message_id),
            "conversation_id": each.conversation_id,
            "content": cipher.encrypt(json.dumps(each.update), f"arrival:{each.conversation_id}"),
            "received_at": time.time(),
            "state": "waiting",
            "attempts": 0,
            "retry_at": 0.0,
        }
        for each in new
    ]
    return await insert_new(connection, arrivals, rows)


async def waiting_conversations(connection: AsyncConnection, channels: Collection[str]) -> dict[str, float]:
    """Conversations with something to deal with, and when their first is due (0: now); longest waiting first.

    Up to ``_CONVERSATIONS``, and only those of ``channels``: what came in on another one waits until it is on again.
    """
    first = (
        sa.select(sa.func.min(arrivals.c.id).label("id"))
        .where(arrivals.c.state == "waiting", arrivals.c.channel.in_(channels))
        .group_by(arrivals.c.conversation_id)
        .subquery()
    )
    query = (
        sa.select(arrivals.c.conversation_id, arrivals.c.retry_at)
        .join(first, first.c.id == arrivals.c.id)
        .order_by(sa.case([(arrivals.c.retry_at > time.time(), 1)], else_=0), arrivals.c.id)
        .limit(_CONVERSATIONS)
    )
    return {row.conversation_id: row.retry_at for row in await connection.execute(query)}


async def next_arrival(connection: AsyncConnection, cipher: Cipher, conversation_id: str) -> Arrival | None:
    """The conversation's first update that waits and is due; None where there is none.

    Raises:
        UnreadableArrival: it is broken.
    """
    query = (
        sa.select(arrivals)
        .where(arrivals.c.state == "waiting", arrivals.c.conversation_id == conversation_id)
        .order_by(arrivals.c.id)
        .limit(1)
    )
    row = (await connection.execute(query)).mappings().first()
    if row is None or row["retry_at"] > time.time():
        return None
    try:
        update = json.loads(cipher.decrypt(row["content"], f"arrival:{conversation_id}"))
    except (SecretKeyError, TypeError, ValueError):
        raise UnreadableArrival(row["id"], row["channel"]) from None
    names = ("id", "channel", "message_id", "conversation_id", "received_at", "attempts")
    return Arrival(update=update, **{name: row[name] for name in names})


async def finish_arrival(connection: AsyncConnection, arrival_id: int, state: str = "done") -> None:
    """It has been dealt with (or, ``dead``, can't be): its text goes, its id stays."""
    await connection.execute(
        arrivals.update()
        .where(arrivals.c.id == arrival_id)
        .values(state=state, content=None, done_at=time.time(), attempts=arrivals.c.attempts + 1)
    )


async def postpone_arrival(connection: AsyncConnection, arrival_id: int, seconds: float) -> None:
    """It could not be dealt with; so much later again, and nothing of the conversation before it."""
    await connection.execute(
        arrivals.update()
        .where(arrivals.c.id == arrival_id)
        .values(attempts=arrivals.c.attempts + 1, retry_at=time.time() + seconds)
    )


async def hold_arrival(connection: AsyncConnection, arrival_id: int) -> None:
    """Keep it until the person agreed that their words are kept."""
    changes = {"state": "held", "attempts": arrivals.c.attempts + 1}
    await connection.execute(arrivals.update().where(arrivals.c.id == arrival_id).values(**changes))


async def release_held(connection: AsyncConnection, conversation_id: str) -> int:
    """The person agreed: what was held waits to be dealt with. Returns how many there are."""
    changed = await connection.execute(arrivals.update().where(_held(conversation_id)).values(state="waiting"))
    return int(changed.rowcount)


async def drop_held(connection: AsyncConnection, conversation_id: str) -> None:
    """The person did not agree: the texts go."""
    await connection.execute(
        arrivals.update().where(_held(conversation_id)).values(state="done", content=None, done_at=time.time())
    )


async def drop_old(connection: AsyncConnection, *, held_before: float, done_before: float) -> None:
    """Drop texts held since before a time (seconds since 1970), and ids of what was done before another.

    What still waits since before that belongs to a channel that has been off since, and goes too.
    """
    own = arrivals.c
    await connection.execute(
        arrivals.update()
        .where(own.state == "held", own.received_at < held_before)
        .values(state="done", content=None, done_at=time.time())
    )
    await connection.execute(arrivals.delete().where(own.state.in_(("done", "dead")), own.done_at < done_before))
    await connection.execute(arrivals.delete().where(own.state == "waiting", own.received_at < done_before))


def _held(conversation_id: str) -> Any:
    return sa.and_(arrivals.c.state == "held", arrivals.c.conversation_id == conversation_id)
