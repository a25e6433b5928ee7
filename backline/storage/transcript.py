"""A conversation as staff read it: a window of messages, and on demand everything that happened in a turn."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.crypto import Cipher
from backline.storage.review_tables import feedback, notes, turns, wrong_answers
from backline.storage.staff_tables import staff
from backline.storage.tables import conversations, events, leads, messages

# How far back the value of a slot before the turn is looked for.
_EARLIER_SLOTS = 400


@dataclass(frozen=True)
class Line:
    """A message, and what was made of it.

    Attributes:
        text: redacted.
        word: the person's own word on an answer: 1 helpful, -1 not, None for none.
        comment: what they added to it, redacted.
        wrong: why a reviewer called the answer wrong; None where nobody did.
        tier, intent, confidence, fallback: of the turn that a person's message began.
        buttons, cards: the titles of what was shown with an answer.
    """

    id: int
    turn: int
    sender: str
    text: str
    at: float
    word: int | None
    comment: str
    wrong: str | None
    wrong_by: str | None
    intent: str | None
    confidence: float | None
    fallback: bool
    tier: str | None
    buttons: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()


@dataclass(frozen=True)
class Window:
    """Messages that follow each other; whether there are more on either side."""

    lines: tuple[Line, ...]
    earlier: bool
    later: bool


@dataclass(frozen=True)
class TurnDetails:
    """Everything about one turn.

    Attributes:
        facts: the turn's row, with ``runners_up``, ``actions`` and ``red_flags`` as lists.
        parsed: Rasa's parse of the message (``entities``, ``reading``), in clear: mask it before showing it.
        slots: name -> (value before, value after), in clear: mask them too.
        replies: the payloads of the answers, with their ``sources``.
    """

    facts: dict[str, Any]
    parsed: dict[str, Any] = field(default_factory=dict)
    slots: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    replies: tuple[dict[str, Any], ...] = ()


async def read_window(
    connection: AsyncConnection,
    cipher: Cipher,
    conversation_id: str,
    *,
    before: int | None = None,
    after: int | None = None,
    around: int | None = None,
    most: int = 50,
) -> Window:
    """A window of messages, in order.

    Args:
        connection: a connection that reads.
        cipher: reads what was shown beside the answers' words.
        conversation_id: whose messages.
        before: only the last ones with an id below.
        after: only the first ones with an id above.
        around: this message and about as many on both sides. Without any of the three: the last ones.
        most: how many at most.
    """
    if around is not None:
        half = most // 2
        upper = await read_window(connection, cipher, conversation_id, before=around + 1, most=half)
        lower = await read_window(connection, cipher, conversation_id, after=around, most=half)
        return Window(upper.lines + lower.lines, upper.earlier, lower.later)
    query = _lines(conversation_id)
    if after is not None:
        query = query.where(messages.c.id > after).order_by(messages.c.id)
    else:
        query = query.order_by(messages.c.id.desc())
        if before is not None:
            query = query.where(messages.c.id < before)
    rows = (await connection.execute(query.limit(most + 1))).mappings().all()
    more, rows = len(rows) > most, rows[:most]
    lines = [_line(row, cipher, conversation_id) for row in rows]
    if after is not None:
        return Window(tuple(lines), earlier=True, later=more)
    return Window(tuple(reversed(lines)), earlier=more, later=before is not None)


def _lines(conversation_id: str) -> Any:
    said = messages.c
    source = (
        messages.outerjoin(feedback, feedback.c.message_id == said.id)
        .outerjoin(wrong_answers, wrong_answers.c.message_id == said.id)
        .outerjoin(staff, staff.c.id == wrong_answers.c.staff_id)
        .outerjoin(turns, sa.and_(turns.c.conversation_id == said.conversation_id, turns.c.turn == said.turn))
    )
    return (
        sa.select(
            said.id,
            said.turn,
            said.sender,
            said.text,
            said.payload,
            said.created_at.label("at"),
            feedback.c.value.label("word"),
            feedback.c.comment,
            wrong_answers.c.reason.label("wrong"),
            staff.c.name.label("wrong_by"),
            turns.c.intent,
            turns.c.confidence,
            turns.c.fallback,
            turns.c.red_flags,
        )
        .select_from(source)
        .where(said.conversation_id == conversation_id)
    )


def _line(row: Any, cipher: Cipher, conversation_id: str) -> Line:
    tiers = {flag["tier"] for flag in json.loads(row["red_flags"] or "[]")}
    own = row["sender"] == "user"
    # Only of answers: what a person wrote is shown as it was redacted, and its clear text stays unread.
    shown = {} if own else json.loads(cipher.decrypt(row["payload"], f"message:{conversation_id}"))
    return Line(
        **{name: row[name] for name in ("id", "turn", "sender", "text", "at", "word", "wrong", "wrong_by")},
        comment=row["comment"] or "",
        intent=row["intent"] if own else None,
        confidence=row["confidence"] if own else None,
        fallback=bool(row["fallback"]) and own,
        tier=next((tier for tier in ("emergency", "urgent") if tier in tiers), None) if own else None,
        buttons=tuple(button["title"] for button in shown.get("buttons", [])),
        cards=tuple(card["title"] for card in shown.get("cards", [])),
    )


@dataclass(frozen=True)
class Head:
    """What stands above a conversation: its row, the notes, and the contact requests that came from it."""

    row: dict[str, Any]
    notes: tuple[dict[str, Any], ...]
    leads: tuple[dict[str, Any], ...]


async def read_head(connection: AsyncConnection, conversation_id: str) -> Head | None:
    """What stands above the conversation; None where it does not exist."""
    query = (
        sa.select(conversations, staff.c.name.label("assignee_name"))
        .select_from(conversations.outerjoin(staff, staff.c.id == conversations.c.assignee))
        .where(conversations.c.id == conversation_id)
    )
    row = (await connection.execute(query)).mappings().first()
    if row is None:
        return None
    noted = (
        sa.select(notes.c.id, notes.c.at, notes.c.text, staff.c.name.label("by"))
        .select_from(notes.outerjoin(staff, staff.c.id == notes.c.staff_id))
        .where(notes.c.conversation_id == conversation_id)
        .order_by(notes.c.id)
    )
    asked = sa.select(leads.c.reference, leads.c.status, leads.c.created_at, leads.c.urgent).where(
        leads.c.conversation_id == conversation_id
    )
    return Head(
        row={key: value for key, value in row.items() if key != "window_prelude"},
        notes=tuple(dict(each) for each in (await connection.execute(noted)).mappings()),
        leads=tuple(dict(each) for each in (await connection.execute(asked.order_by(leads.c.id))).mappings()),
    )


async def read_turn(connection: AsyncConnection, cipher: Cipher, conversation_id: str, turn: int) -> TurnDetails | None:
    """Everything about one turn; None where nothing was written down about it."""
    query = sa.select(turns).where(turns.c.conversation_id == conversation_id, turns.c.turn == turn)
    row = (await connection.execute(query)).mappings().first()
    if row is None:
        return None
    facts = dict(row)
    facts["runners_up"] = json.loads(row["runners_up"])
    facts["red_flags"] = json.loads(row["red_flags"])
    facts["actions"] = row["actions"].split()
    own = await _read_events(
        connection, cipher, conversation_id, events.c.sequence.between(row["events_from"], row["events_to"] - 1)
    )
    parsed = next((event.get("parse_data") or {} for event in own if event["event"] == "user"), {})
    after = {event["name"]: event["value"] for event in own if event["event"] == "slot"}
    before = await _slots_before(connection, cipher, conversation_id, row["events_from"], set(after))
    payloads = await connection.execute(
        sa.select(messages.c.payload)
        .where(messages.c.conversation_id == conversation_id, messages.c.turn == turn, messages.c.sender == "bot")
        .order_by(messages.c.id)
    )
    return TurnDetails(
        facts=facts,
        parsed=parsed,
        slots={name: (before.get(name), value) for name, value in sorted(after.items()) if before.get(name) != value},
        replies=tuple(json.loads(cipher.decrypt(payload, f"message:{conversation_id}")) for (payload,) in payloads),
    )


async def _slots_before(
    connection: AsyncConnection, cipher: Cipher, conversation_id: str, sequence: int, names: set[str]
) -> dict[str, Any]:
    if not names:
        return {}
    earlier = await _read_events(
        connection,
        cipher,
        conversation_id,
        sa.and_(events.c.sequence < sequence, events.c.type == "slot"),
        last=_EARLIER_SLOTS,
    )
    return {event["name"]: event["value"] for event in earlier if event["name"] in names}


async def _read_events(
    connection: AsyncConnection, cipher: Cipher, conversation_id: str, which: Any, last: int | None = None
) -> list[dict[str, Any]]:
    query = sa.select(events.c.data).where(events.c.conversation_id == conversation_id, which)
    query = query.order_by(events.c.sequence.desc()).limit(last) if last else query.order_by(events.c.sequence)
    found = [
        json.loads(cipher.decrypt(data, f"event:{conversation_id}")) for (data,) in await connection.execute(query)
    ]
    return found[::-1] if last else found
