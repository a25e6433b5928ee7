"""Conversations on disk: events, messages and the inbox, written a turn at a time."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.crypto import Cipher
from backline.storage.leads import Lead, insert_lead
from backline.storage.tables import conversations, events, inbox, messages
from backline.storage.turn_facts import TurnFacts, save_facts


@dataclass(frozen=True)
class Window:
    """What a tracker is built from: a prelude and the events after it, as Rasa's event dictionaries."""

    events_total: int
    turns: int
    start: int
    prelude: tuple[dict[str, Any], ...]
    events: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class StoredMessage:
    """A message as the person's screen shows it.

    Attributes:
        id: orders all messages; 0 before it is stored.
        sender: ``user`` or ``bot``.
        payload: ``text`` and, for replies, ``buttons``, ``cards``, ``links``, ``sources`` and ``tone``.
        redacted: the text without what names a person.
        at: seconds since 1970.
    """

    id: int
    sender: str
    payload: dict[str, Any]
    redacted: str
    at: float


class ConversationChangedError(RuntimeError):
    """Another process wrote to the conversation during the turn, which then rests on what is not so any more."""


@dataclass
class TurnRecord:
    """Everything one turn changes; it is written whole or not at all.

    Attributes:
        events_before: how many events the conversation had when the turn read it; None where that does not matter.
    """

    conversation_id: str
    channel: str
    message_id: str | None
    messages: list[StoredMessage] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    new_window: tuple[int, tuple[dict[str, Any], ...]] | None = None
    red_flag_tier: str | None = None
    facts: TurnFacts = field(default_factory=TurnFacts)
    events_before: int | None = None


async def load_window(connection: AsyncConnection, cipher: Cipher, conversation_id: str) -> Window | None:
    """Read what the conversation's tracker is built from; None where it does not exist."""
    found = await connection.execute(sa.select(conversations).where(conversations.c.id == conversation_id))
    row = found.mappings().first()
    if row is None:
        return None
    prelude: list[dict[str, Any]] = []
    if row["window_prelude"] is not None:
        prelude = json.loads(cipher.decrypt(row["window_prelude"], f"window:{conversation_id}"))
    stored = await connection.execute(
        sa.select(events.c.data)
        .where(events.c.conversation_id == conversation_id, events.c.sequence >= row["window_start"])
        .order_by(events.c.sequence)
    )
    return Window(
        events_total=row["events"],
        turns=row["turns"],
        start=row["window_start"],
        prelude=tuple(prelude),
        events=tuple(json.loads(cipher.decrypt(data, f"event:{conversation_id}")) for (data,) in stored),
    )


async def count_events(connection: AsyncConnection, conversation_id: str) -> int | None:
    """How many events the conversation has; None where it does not exist."""
    query = sa.select(conversations.c.events).where(conversations.c.id == conversation_id)
    found: int | None = (await connection.execute(query)).scalar()
    return found


async def find_handled_turn(connection: AsyncConnection, channel: str, message_id: str) -> tuple[str, int] | None:
    """The conversation and turn in which a channel's message was handled; None where it was not yet."""
    query = sa.select(inbox.c.conversation_id, inbox.c.turn).where(
        inbox.c.channel == channel, inbox.c.message_id == message_id
    )
    row = (await connection.execute(query)).first()
    return None if row is None else (row.conversation_id, row.turn)


async def save_turn(connection: AsyncConnection, cipher: Cipher, record: TurnRecord) -> list[StoredMessage]:
    """Write a turn in the caller's transaction.

    Returns:
        the turn's messages with the ids they were given.

    Raises:
        ConversationChangedError: there are events that the turn did not know of.
    """
    now = time.time()
    key = record.conversation_id
    row = (
        await connection.execute(
            sa.select(conversations.c.turns, conversations.c.events).where(conversations.c.id == key)
        )
    ).first()
    if record.events_before not in (None, 0 if row is None else row.events):
        raise ConversationChangedError("The conversation went on in another process.")
    if row is None:
        await connection.execute(
            conversations.insert().values(
                id=key,
                channel=record.channel,
                created_at=now,
                updated_at=now,
                turns=0,
                events=0,
                window_start=0,
            )
        )
    turns, total = (0, 0) if row is None else (row.turns, row.events)
    changes: dict[str, Any] = {"updated_at": now, "turns": turns + 1, "events": total + len(record.events)}
    if record.new_window is not None:
        start, prelude = record.new_window
        changes["window_start"] = start
        changes["window_prelude"] = cipher.encrypt(json.dumps(prelude), f"window:{key}")
    if record.red_flag_tier is not None:
        changes["red_flag_tier"] = record.red_flag_tier
    await connection.execute(conversations.update().where(conversations.c.id == key).values(**changes))
    if record.events:
        await connection.execute(
            events.insert(),
            [
                {
                    "conversation_id": key,
                    "sequence": total + offset,
                    "type": event["event"],
                    "timestamp": event.get("timestamp") or now,
                    "data": cipher.encrypt(json.dumps(event), f"event:{key}"),
                }
                for offset, event in enumerate(record.events)
            ],
        )
    stored = await add_messages(connection, cipher, key, turns + 1, record.messages)
    for lead in record.leads:
        await insert_lead(connection, cipher, lead)
    await save_facts(
        connection,
        key,
        turns + 1,
        record.facts,
        at=now,
        events=(total, total + len(record.events)),
        new_messages=len(stored),
        new_leads=len(record.leads),
    )
    if record.message_id is not None:
        await connection.execute(
            inbox.insert().values(
                channel=record.channel,
                message_id=record.message_id,
                conversation_id=key,
                turn=turns + 1,
                done_at=now,
            )
        )
    return stored


async def add_messages(
    connection: AsyncConnection, cipher: Cipher, conversation_id: str, turn: int, new: Sequence[StoredMessage]
) -> list[StoredMessage]:
    """Write messages in the caller's transaction; returns them with their ids."""
    stored = []
    for message in new:
        result = await connection.execute(
            messages.insert().values(
                conversation_id=conversation_id,
                turn=turn,
                sender=message.sender,
                text=message.redacted,
                payload=cipher.encrypt(json.dumps(message.payload), f"message:{conversation_id}"),
                created_at=message.at,
            )
        )
        stored.append(
            StoredMessage(result.inserted_primary_key[0], message.sender, message.payload, message.redacted, message.at)
        )
    return stored


async def load_messages(
    connection: AsyncConnection,
    cipher: Cipher,
    conversation_id: str,
    *,
    after: int = 0,
    turn: int | None = None,
    last: int | None = None,
) -> list[StoredMessage]:
    """Read messages in order: those with an id above ``after``, of one ``turn``, or only the ``last`` so many."""
    query = sa.select(messages).where(messages.c.conversation_id == conversation_id, messages.c.id > after)
    if turn is not None:
        query = query.where(messages.c.turn == turn)
    query = query.order_by(messages.c.id.desc()).limit(last) if last else query.order_by(messages.c.id)
    rows = list((await connection.execute(query)).mappings())
    if last:
        rows.reverse()
    return [
        StoredMessage(
            row["id"],
            row["sender"],
            json.loads(cipher.decrypt(row["payload"], f"message:{conversation_id}")),
            row["text"],
            row["created_at"],
        )
        for row in rows
    ]
