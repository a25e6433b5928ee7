"""What people say about answers: thumbs, and a word on what was wrong."""

from __future__ import annotations

import time
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.review_tables import feedback, turns
from backline.storage.tables import conversations, messages

# Nothing else belongs under the reply to an emergency.
_UNJUDGED_ACTION = "action_emergency"


@dataclass(frozen=True)
class Judgement:
    """A person's word on one answer.

    Attributes:
        value: 1 helpful, -1 not, None where nothing was said.
        comment: redacted; empty where there is none.
    """

    value: int | None = None
    comment: str = ""


async def load_judgements(connection: AsyncConnection, conversation_id: str, *, after: int = 0) -> dict[int, Judgement]:
    """What was said about each answer that can be judged, by the message's id.

    That is the last message of each turn. Where that is the question of a form, it is the answer before it, if somebody
    asked something in between. There is none where the turn answers an emergency.

    Args:
        connection: a transaction.
        conversation_id: whose messages.
        after: only messages with an id above this.
    """
    query = (
        sa.select(
            *(messages.c.id, turns.c.turn, turns.c.asked, turns.c.answer, turns.c.actions),
            *(feedback.c.value, feedback.c.comment),
        )
        .select_from(messages)
        .join(turns, sa.and_(turns.c.conversation_id == messages.c.conversation_id, turns.c.turn == messages.c.turn))
        .outerjoin(feedback, feedback.c.message_id == messages.c.id)
        .where(messages.c.conversation_id == conversation_id, messages.c.sender == "bot", messages.c.id > after)
        .order_by(messages.c.id)
    )
    by_turn: dict[int, list[sa.engine.Row]] = {}
    for row in await connection.execute(query):
        by_turn.setdefault(row.turn, []).append(row)
    found = {}
    for rows in by_turn.values():
        turn = rows[0]
        answers = rows if not turn.asked else rows[:-1] if turn.answer else []
        if answers and _UNJUDGED_ACTION not in turn.actions.split():
            last = answers[-1]
            found[last.id] = Judgement(last.value, last.comment or "")
    return found


async def save_judgement(
    connection: AsyncConnection, conversation_id: str, message_id: int, judgement: Judgement
) -> None:
    """Keep what was said about an answer in place of what was said before, in the caller's transaction."""
    await connection.execute(feedback.delete().where(feedback.c.message_id == message_id))
    if judgement.value is not None:
        await connection.execute(
            feedback.insert().values(
                message_id=message_id,
                conversation_id=conversation_id,
                at=time.time(),
                value=judgement.value,
                comment=judgement.comment,
            )
        )
    # One answer called unhelpful outweighs the others.
    worst = sa.select(sa.func.min(feedback.c.value)).where(feedback.c.conversation_id == conversation_id)
    await connection.execute(
        conversations.update().where(conversations.c.id == conversation_id).values(feedback=worst.scalar_subquery())
    )
