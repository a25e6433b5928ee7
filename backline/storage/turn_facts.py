"""What a turn leaves for the console: a row of its own, and what the conversation is found by."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.database import insert_new
from backline.storage.review_tables import marks, turns
from backline.storage.tables import conversations

ATTENTION = {None: 0, "urgent": 1, "emergency": 2}


@dataclass(frozen=True)
class TurnFacts:
    """One turn, in names and figures.

    Attributes:
        intent, confidence: as decided; confidence is None for a pressed button.
        runners_up: the next best intents, each with its confidence (0 to 1).
        actions: Rasa's actions that ran, in order.
        answer: the answer shown, as topic/aspect.
        form, asked: the form under way afterwards, and its question.
        fallback: the message was not understood.
        red_flags: each with ``id``, ``tier`` and the ``rule`` that found it.
        tier: what they come to together: emergency, urgent or None.
        topics, exercises: ids of what it was about and of what was suggested.
        milliseconds: until the answer was ready to be written.
    """

    intent: str | None = None
    confidence: float | None = None
    runners_up: tuple[tuple[str, float], ...] = ()
    actions: tuple[str, ...] = ()
    answer: str | None = None
    form: str | None = None
    asked: str | None = None
    fallback: bool = False
    red_flags: tuple[dict[str, Any], ...] = ()
    tier: str | None = None
    topics: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    milliseconds: float = 0.0


async def save_facts(
    connection: AsyncConnection,
    conversation_id: str,
    turn: int,
    facts: TurnFacts,
    *,
    at: float,
    events: tuple[int, int],
    new_messages: int,
    new_leads: int,
) -> None:
    """Write a turn's facts in the caller's transaction.

    Args:
        connection: the transaction.
        conversation_id: a conversation that exists.
        turn: the turn's number, from 1.
        facts: what happened.
        at: seconds since 1970.
        events: the sequence numbers of the turn's first event and of the one after its last.
        new_messages: how many messages the turn adds.
        new_leads: how many contact requests it adds.
    """
    await connection.execute(
        turns.insert().values(
            conversation_id=conversation_id,
            turn=turn,
            at=at,
            intent=facts.intent,
            confidence=facts.confidence,
            runners_up=json.dumps(facts.runners_up),
            actions=" ".join(facts.actions),
            answer=facts.answer,
            form=facts.form,
            asked=facts.asked,
            fallback=facts.fallback,
            red_flags=json.dumps(facts.red_flags),
            milliseconds=facts.milliseconds,
            events_from=events[0],
            events_to=events[1],
        )
    )
    own = conversations.c
    changes: dict[str, Any] = {
        "messages": own.messages + new_messages,
        "left_form": facts.form,
        "left_asked": facts.asked,
        "left_unanswered": facts.fallback,
    }
    if facts.fallback:
        changes["fallbacks"] = own.fallbacks + 1
    if facts.confidence is not None:
        lower = sa.or_(own.lowest_confidence.is_(None), own.lowest_confidence > facts.confidence)
        changes["lowest_confidence"] = sa.case((lower, facts.confidence), else_=own.lowest_confidence)
    if new_leads:
        changes["handed_over"] = True
    if facts.tier is not None:
        changes["worst_tier"] = sa.case((own.worst_tier == "emergency", "emergency"), else_=facts.tier)
        changes["attention"] = sa.case(
            (own.attention > ATTENTION[facts.tier], own.attention), else_=ATTENTION[facts.tier]
        )
        # Whatever was decided before, this has not been looked at.
        changes["status"] = sa.case((own.status == "done", "new"), else_=own.status)
    await connection.execute(conversations.update().where(own.id == conversation_id).values(**changes))
    found = {("intent", facts.intent)} if facts.intent else set()
    found |= {("topic", topic) for topic in facts.topics} | {("exercise", each) for each in facts.exercises}
    await insert_new(
        connection,
        marks,
        [{"kind": kind, "value": value[:64], "conversation_id": conversation_id} for kind, value in sorted(found)],
    )
