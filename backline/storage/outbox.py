"""What is to be sent to people on messaging channels: one row a call to a platform, in order, until it has it."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.channel_tables import outbox, recipients
from backline.storage.crypto import Cipher, SecretKeyError

_OPEN = ("waiting", "sending")
# Of each channel so many next calls are looked at: what is due comes first, and the rest when there is room.
_HEADS = 200


@dataclass(frozen=True)
class NewCall:
    """A call that is to be made.

    Attributes:
        key: made from what caused it, so that it can't be written twice.
        call: method or path, and body, for JSON.
        urgent: goes before what waits.
    """

    key: str
    channel: str
    conversation_id: str
    call: dict[str, Any]
    urgent: bool = False


@dataclass(frozen=True)
class WaitingCall:
    """A call that waits; ``attempts`` counts those made before."""

    id: int
    key: str
    channel: str
    conversation_id: str
    call: dict[str, Any]
    urgent: bool
    attempts: int
    created_at: float


async def add_calls(connection: AsyncConnection, cipher: Cipher, new: Sequence[NewCall]) -> None:
    """Write calls in the caller's transaction, in order."""
    now = time.time()
    for each in new:
        await connection.execute(
            outbox.insert().values(
                key=each.key,
                channel=each.channel,
                conversation_id=each.conversation_id,
                call=cipher.encrypt(json.dumps(each.call), f"outbox:{each.key}"),
                urgent=each.urgent,
                created_at=now,
                state="waiting",
                attempts=0,
                retry_at=0.0,
            )
        )


@dataclass(frozen=True)
class Head:
    """The next call of a conversation, urgent ones and others apart: when it is due, 0 for now."""

    channel: str
    conversation_id: str
    urgent: bool
    due: float


async def heads(connection: AsyncConnection) -> list[Head]:
    """The next calls of conversations, up to ``_HEADS`` of a channel; urgent ones first, then by how long they wait.

    Behind an urgent call the others wait until it is through.
    """
    own = outbox.c
    first = (
        sa.select(sa.func.min(own.id).label("id"))
        .where(own.state.in_(_OPEN))
        .group_by(own.conversation_id, own.urgent)
        .subquery()
    )
    later = sa.case([(own.retry_at > time.time(), 1)], else_=0)
    place = sa.func.row_number().over(partition_by=own.channel, order_by=(own.urgent.desc(), later, own.id))
    ranked = (
        sa.select(own.id, own.channel, own.conversation_id, own.urgent, own.retry_at, place.label("place"))
        .join(first, first.c.id == own.id)
        .subquery()
    )
    query = sa.select(ranked).where(ranked.c.place <= _HEADS).order_by(ranked.c.urgent.desc(), ranked.c.id)
    found = [
        Head(row.channel, row.conversation_id, row.urgent, row.retry_at) for row in await connection.execute(query)
    ]
    urgent = {head.conversation_id for head in found if head.urgent}
    return [head for head in found if head.urgent or head.conversation_id not in urgent]


async def begin_call(
    connection: AsyncConnection, cipher: Cipher, conversation_id: str, *, urgent: bool
) -> WaitingCall | None:
    """Take the conversation's next call that is due, and note that it is being made; None where there is none."""
    own = outbox.c
    query = (
        sa.select(outbox)
        .where(own.conversation_id == conversation_id, own.urgent == urgent, own.state.in_(_OPEN))
        .order_by(own.id)
        .limit(1)
    )
    row = (await connection.execute(query)).mappings().first()
    if row is None or row["retry_at"] > time.time():
        return None
    try:
        call = json.loads(cipher.decrypt(row["call"], f"outbox:{row['key']}"))
    except (SecretKeyError, TypeError, ValueError):
        # It is not wanted any more, or what is on disk is broken: the next is not to wait for it.
        await call_dead(connection, row["id"], row["problem"] or "it can't be read")
        return None
    await connection.execute(
        outbox.update().where(own.id == row["id"]).values(state="sending", attempts=own.attempts + 1)
    )
    names = ("id", "key", "channel", "conversation_id", "urgent", "attempts", "created_at")
    return WaitingCall(call=call, **{name: row[name] for name in names})


async def call_sent(connection: AsyncConnection, cipher: Cipher, call_id: int, channel: str, platform_id: str) -> None:
    """The platform has it: its text goes."""
    hashed = cipher.pseudonym("platform id", channel, platform_id) if platform_id else None
    await connection.execute(
        outbox.update()
        # A receipt that says that it did not arrive may be faster than the answer to the call itself.
        .where(outbox.c.id == call_id, outbox.c.state.in_(_OPEN))
        .values(state="sent", call=None, sent_at=time.time(), platform_id=hashed, problem=None)
    )


async def call_later(connection: AsyncConnection, call_id: int, seconds: float, why: str) -> None:
    """The platform does not have it: so much later again.

    Not where a receipt said meanwhile that it has it, or where it is not wanted any more, see :func:`drop_calls`.
    """
    own = outbox.c
    still = (own.id == call_id, own.state.in_(_OPEN))
    again = {"state": "waiting", "retry_at": time.time() + seconds, "problem": why[:200]}
    await connection.execute(outbox.update().where(*still, own.call.is_not(None)).values(**again))
    await connection.execute(outbox.update().where(*still, own.call.is_(None)).values(state="dead"))


async def call_dead(connection: AsyncConnection, call_id: int, why: str) -> None:
    """It is given up; staff may have it sent again as long as its row is kept."""
    await connection.execute(
        outbox.update().where(outbox.c.id == call_id, outbox.c.state.in_(_OPEN)).values(state="dead", problem=why[:200])
    )


async def drop_calls(connection: AsyncConnection, conversation_id: str, why: str, *, urgent_too: bool) -> None:
    """Give up what waits for a person who does not want it, or can't get it.

    A call that is being made just now may arrive; it loses its text, so that it is not made once more.
    """
    own = outbox.c
    query = outbox.update().where(own.conversation_id == conversation_id, own.state.in_(_OPEN))
    if not urgent_too:
        query = query.where(own.urgent == sa.false())
    state = sa.case([(own.state == "waiting", "dead")], else_=own.state)
    await connection.execute(query.values(state=state, call=None, problem=why[:200]))


@dataclass(frozen=True)
class Outcome:
    """What a receipt says of a call of ours, see ``channels.contract.Receipt``."""

    key: str
    platform_id: str
    arrived: bool
    why: str
    gone: bool


@dataclass(frozen=True)
class Failure:
    """A message that did not arrive: whether it was about an emergency, and the platform's error code."""

    urgent: bool
    why: str


async def note_outcome(connection: AsyncConnection, cipher: Cipher, channel: str, outcome: Outcome) -> Failure | None:
    """Write down what a platform reports of a message of ours; of an unknown one nothing.

    Returns:
        a failure that is new; None otherwise.
    """
    own = outbox.c
    known = [own.key == outcome.key] if outcome.key else []
    if outcome.platform_id:
        known.append(own.platform_id == cipher.pseudonym("platform id", channel, outcome.platform_id))
    if not known:
        return None
    query = sa.select(own.id, own.conversation_id, own.state, own.urgent)
    row = (await connection.execute(query.where(own.channel == channel, sa.or_(*known)))).first()
    if row is None:
        return None
    if outcome.arrived:
        if row.state in _OPEN:
            await call_sent(connection, cipher, row.id, channel, outcome.platform_id)
        return None
    # Its text stays where it is still there: staff may have it sent again.
    values = {"state": "dead", "problem": outcome.why[:200]}
    await connection.execute(outbox.update().where(own.id == row.id).values(**values))
    if outcome.gone:
        own_row = recipients.c.conversation_id == row.conversation_id
        await connection.execute(recipients.update().where(own_row).values(gone_at=time.time()))
    return None if row.state == "dead" else Failure(row.urgent, outcome.why[:200])


async def recover_calls(connection: AsyncConnection, patience: dict[str, float]) -> None:
    """The process starts: what was being sent when it ended may have arrived or not.

    Args:
        connection: the transaction.
        patience: by channel, the seconds to wait for a receipt before it is sent again; urgent ones do not wait.
    """
    own = outbox.c
    now = time.time()
    for channel, seconds in patience.items():
        due = sa.case([(own.urgent == sa.true(), 0.0)], else_=now + seconds)
        await connection.execute(
            outbox.update().where(own.state == "sending", own.channel == channel).values(state="waiting", retry_at=due)
        )
        # A call tried before may wait for its receipt too, which nobody could take while there was no process.
        tried = (own.state == "waiting", own.channel == channel, own.attempts > 0, own.urgent == sa.false())
        early = own.retry_at < now + seconds
        await connection.execute(outbox.update().where(*tried, early).values(retry_at=now + seconds))


async def drop_old_calls(connection: AsyncConnection, before: float) -> None:
    """Forget calls that were written before ``before`` (seconds since 1970).

    Those that still wait then belong to a channel that has been off since.
    """
    await connection.execute(outbox.delete().where(outbox.c.created_at < before))
