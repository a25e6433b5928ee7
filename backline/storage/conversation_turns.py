"""A conversation turn by turn: what the person wrote, and what was done."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.review_tables import turns
from backline.storage.tables import conversations, messages


@dataclass(frozen=True)
class HeldTurn:
    """One turn as it was held.

    Attributes:
        text: what the person wrote, redacted, or the title of the button they pressed.
        has_facts: what was done was kept; it is not for turns of long ago.
        pressed: it was a button.
        actions: names, in order, separated by spaces.
        answer, form, asked: as in ``TurnFacts``.
    """

    number: int
    text: str
    has_facts: bool
    pressed: bool
    actions: str | None
    answer: str | None
    form: str | None
    asked: str | None


async def load_turns(connection: AsyncConnection, conversation_id: str, limit: int) -> list[HeldTurn] | None:
    """The first ``limit`` turns in order; None where there is no such conversation."""
    known = sa.select(conversations.c.id).where(conversations.c.id == conversation_id)
    if (await connection.execute(known)).first() is None:
        return None
    same_turn = sa.and_(turns.c.conversation_id == messages.c.conversation_id, turns.c.turn == messages.c.turn)
    query = (
        sa.select(
            messages.c.turn,
            messages.c.text,
            turns.c.turn.label("facts_of"),
            turns.c.confidence,
            turns.c.actions,
            turns.c.answer,
            turns.c.form,
            turns.c.asked,
        )
        .select_from(messages.outerjoin(turns, same_turn))
        .where(messages.c.conversation_id == conversation_id, messages.c.sender == "user")
        .order_by(messages.c.id)
        .limit(limit)
    )
    return [
        HeldTurn(
            number=row["turn"],
            text=row["text"],
            has_facts=row["facts_of"] is not None,
            pressed=row["facts_of"] is not None and row["confidence"] is None,
            actions=row["actions"],
            answer=row["answer"],
            form=row["form"],
            asked=row["asked"],
        )
        for row in (await connection.execute(query)).mappings()
    ]
