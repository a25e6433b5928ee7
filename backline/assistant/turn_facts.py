"""What the console shows of a turn, worked out from the events that the turn adds: names and figures, no words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from backline.assistant.message_reader import READING
from backline.assistant.processor import FALLBACK_ACTION
from backline.storage.turn_facts import TurnFacts

_RUNNERS_UP = 3
_SILENT = frozenset({"action_listen", "action_session_start"})
_NOT_UNDERSTOOD = frozenset({FALLBACK_ACTION, "action_unavailable"})


def facts_of(
    events: Sequence[dict[str, Any]], *, form: str | None, asked: str | None, milliseconds: float, pressed: bool
) -> TurnFacts:
    """The facts of one turn.

    Args:
        events: the turn's new events, as Rasa's dictionaries.
        form: the form under way after the turn.
        asked: the question of that form.
        milliseconds: from the message's arrival until the answer was ready to be written.
        pressed: a button was pressed instead of typing.
    """
    parsed: dict[str, Any] = next((event["parse_data"] for event in reversed(events) if event["event"] == "user"), {})
    intent = parsed.get("intent") or {}
    ranking = [(each["name"], round(each["confidence"], 4)) for each in parsed.get("intent_ranking") or []]
    reading = parsed.get(READING) or {}
    slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    actions = tuple(e["name"] for e in events if e["event"] == "action" and e["name"] not in _SILENT)
    told = [slots["topic"]] if isinstance(slots.get("topic"), str) else []
    seen = slots.get("seen")
    return TurnFacts(
        intent=intent.get("name"),
        confidence=None if pressed or intent.get("confidence") is None else round(intent["confidence"], 4),
        runners_up=tuple(each for each in ranking if each[0] != intent.get("name"))[:_RUNNERS_UP],
        actions=actions,
        answer=str(seen[-1]) if seen else None,
        form=form,
        asked=asked,
        fallback=bool(slots.get("misunderstood")) or not _NOT_UNDERSTOOD.isdisjoint(actions),
        # The rule and not the sentence: that stays in the encrypted event.
        red_flags=tuple(
            {"id": flag["id"], "tier": flag["tier"], "rule": flag["rule"]} for flag in reading.get("red_flags", [])
        ),
        tier=(reading.get("triage") or {}).get("tier"),
        topics=tuple(dict.fromkeys([*reading.get("topics", []), *told])),
        exercises=tuple(slots.get("plan_exercises") or ()),
        milliseconds=round(milliseconds, 1),
    )
