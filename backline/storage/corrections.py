"""Training examples that reviewers make of messages, and the messages that still wait for one."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.database import insert_new
from backline.storage.review_tables import UNSURE, corrections, dismissed_messages, turns
from backline.storage.staff_tables import staff
from backline.storage.tables import messages

NEWEST = 2000


@dataclass(frozen=True)
class TypedMessage:
    """A message that a person typed, and how it was understood.

    Attributes:
        text: redacted.
        intent, confidence: as decided; None where the turn's facts were not kept.
        runners_up: the next best intents, the best first.
        fallback: the assistant said that it did not understand.
        pressed: a button, and nothing to learn from.
    """

    id: int
    conversation_id: str
    text: str
    at: float
    intent: str | None
    confidence: float | None
    runners_up: tuple[str, ...]
    fallback: bool
    pressed: bool


@dataclass(frozen=True)
class Correction:
    """An example that a reviewer made.

    Attributes:
        conversation_id, message_id: where it came from; the conversation may be deleted by now.
        staff_name: who made it; None where the account is gone.
        text: redacted, with Rasa's ``[words](entity)`` where words were marked.
        intent_before: what the assistant took it for.
        exported_at: seconds since 1970; None before the first export.
    """

    id: int
    conversation_id: str | None
    message_id: int | None
    staff_name: str | None
    at: float
    text: str
    intent_before: str | None
    intent: str
    exported_at: float | None


async def find_message(connection: AsyncConnection, message_id: int) -> TypedMessage | None:
    """The message of that id, where a person sent it."""
    query = _with_facts().where(messages.c.id == message_id, messages.c.sender == "user")
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else _message(row)


async def find_misunderstood(connection: AsyncConnection, *, below: float, limit: int = NEWEST) -> list[TypedMessage]:
    """The newest typed messages that were not understood and that nobody has looked at yet, the newest first.

    Args:
        connection: a transaction.
        below: with a confidence under this (0.9 at most) a message counts as not understood, unless it answered a
            form's question.
        limit: how many at most.
    """
    done = sa.exists().where(corrections.c.message_id == messages.c.id)
    dismissed = sa.exists().where(dismissed_messages.c.message_id == messages.c.id)
    # A turn in which a form goes on begins with the form itself.
    does = turns.c.actions
    started_by_action = sa.or_(*(does.startswith(kind, autoescape=True) for kind in ("action_", "utter_")))
    in_form = sa.and_(does.contains("_form", autoescape=True), ~started_by_action)
    unsure = sa.and_(turns.c.confidence < below, ~in_form)
    query = (
        _messages()
        .where(
            # The turns first, in order, by their index: asked for in this way, they can't be looked up by message.
            turns.c.conversation_id.concat("") == messages.c.conversation_id,
            turns.c.turn == messages.c.turn,
            messages.c.sender == "user",
            sa.text(UNSURE),
            sa.or_(turns.c.fallback, unsure),
            sa.or_(turns.c.intent.is_(None), turns.c.intent.not_in(("emergency", "warning_sign"))),
            ~done,
            ~dismissed,
        )
        .order_by(turns.c.at.desc(), messages.c.id.desc())
        .limit(limit)
    )
    return [_message(row) for row in (await connection.execute(query)).mappings()]


async def find_messages(connection: AsyncConnection, ids: Collection[int]) -> list[TypedMessage]:
    """Those of the messages ``ids`` that people sent, in order."""
    query = _with_facts().where(messages.c.id.in_(ids), messages.c.sender == "user").order_by(messages.c.id)
    return [_message(row) for row in (await connection.execute(query)).mappings()]


async def add_correction(
    connection: AsyncConnection, message: TypedMessage, *, text: str, intent: str, staff_id: int | None
) -> int:
    """Keep ``text`` (redacted, perhaps with marked words) as an example of ``intent``; returns its id."""
    inserted = await connection.execute(
        corrections.insert().values(
            conversation_id=message.conversation_id,
            message_id=message.id,
            staff_id=staff_id,
            at=time.time(),
            text=text,
            intent_before=message.intent,
            intent=intent,
        )
    )
    new_id: int = inserted.inserted_primary_key[0]
    return new_id


async def dismiss(connection: AsyncConnection, message_ids: Sequence[int], staff_id: int | None) -> None:
    """Leave these messages out of the queue from now on."""
    now = time.time()
    rows = [{"message_id": id_, "staff_id": staff_id, "at": now} for id_ in message_ids]
    await insert_new(connection, dismissed_messages, rows)


async def delete_correction(connection: AsyncConnection, correction_id: int) -> bool:
    """Take an example back; False where it is not there any more."""
    deleted = await connection.execute(corrections.delete().where(corrections.c.id == correction_id))
    return deleted.rowcount > 0


async def load_corrections(
    connection: AsyncConnection, *, before: int | None = None, limit: int | None = None, new_only: bool = False
) -> list[Correction]:
    """The examples, newest first: those with an id under ``before``; ``new_only`` leaves out what was exported."""
    query = (
        sa.select(corrections, staff.c.name.label("staff_name"))
        .select_from(corrections.outerjoin(staff, staff.c.id == corrections.c.staff_id))
        .order_by(corrections.c.id.desc())
    )
    if before is not None:
        query = query.where(corrections.c.id < before)
    if new_only:
        query = query.where(corrections.c.exported_at.is_(None))
    if limit is not None:
        query = query.limit(limit)
    rows = (await connection.execute(query)).mappings()
    return [Correction(**{name: row[name] for name in Correction.__dataclass_fields__}) for row in rows]


async def mark_exported(connection: AsyncConnection, ids: Sequence[int]) -> None:
    """Note that these examples were exported now."""
    now = time.time()
    for start in range(0, len(ids), 500):
        some = corrections.c.id.in_(ids[start : start + 500])
        await connection.execute(corrections.update().where(some).values(exported_at=now))


def _messages() -> sa.Select[Any]:
    return sa.select(
        messages.c.id,
        messages.c.conversation_id,
        messages.c.text,
        messages.c.created_at,
        turns.c.intent,
        turns.c.confidence,
        turns.c.runners_up,
        turns.c.fallback,
    )


def _with_facts() -> sa.Select[Any]:
    same_turn = sa.and_(turns.c.conversation_id == messages.c.conversation_id, turns.c.turn == messages.c.turn)
    return _messages().select_from(messages.outerjoin(turns, same_turn))


def _message(row: Any) -> TypedMessage:
    known = row["runners_up"] is not None
    return TypedMessage(
        id=row["id"],
        conversation_id=row["conversation_id"],
        text=row["text"],
        at=row["created_at"],
        intent=row["intent"],
        confidence=row["confidence"],
        runners_up=tuple(name for name, _ in json.loads(row["runners_up"])) if known else (),
        fallback=bool(row["fallback"]),
        pressed=known and row["confidence"] is None,
    )
