"""What a conversation tells of its last alarm: which signs, how urgent, whose, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.message_reader import READING
from backline.assistant.whom import only_says_whom, tells_of_another
from backline.language.help_told import has_been_looked_at, how_handled

RETURNED = "returned"
"""Stands for a rule's name where a sign is there again, and named only as "it"."""


@dataclass(frozen=True)
class Alarm:
    """The last alarm of a conversation.

    Attributes:
        tier: how urgent it was, ``emergency`` or ``urgent``.
        flags: its red flags, the most pressing first.
        open: whether it still stands.
        taken_back: it ended as a misunderstanding.
        turns: how many messages came since it ended.
    """

    tier: str
    flags: tuple[str, ...]
    open: bool = True
    taken_back: bool = False
    turns: int = 0

    @property
    def as_triage(self) -> dict[str, Any]:
        """The alarm as the triage of a reading has it."""
        first = self.flags[0] if self.flags else "general"
        return {"tier": self.tier, "ids": list(self.flags), "message_key": f"{first}.{self.tier}"}

    @property
    def as_red_flags(self) -> list[dict[str, str]]:
        """The alarm as the red flags of a reading, found by `RETURNED`."""
        return [{"id": flag, "tier": self.tier, "rule": RETURNED, "sentence": ""} for flag in self.flags]


def last_alarm(events: Iterable[Mapping[str, Any]]) -> Alarm | None:
    """The last alarm that events tell of; None where there was none.

    Args:
        events: the conversation's events as dictionaries, in order.
    """
    tier: str | None = None
    flags: tuple[str, ...] = ()
    is_open = taken_back = False
    turns = 0
    for event in events:
        if event["event"] == "user":
            turns += 1
        if event["event"] != "slot":
            continue
        value = event.get("value")
        if event["name"] == "red_flags" and isinstance(value, list | tuple) and value:
            flags = tuple(map(str, value))
        elif event["name"] == "red_flags" and not is_open and turns == 0:
            taken_back = True
        elif event["name"] == "red_flag_tier" and value in ("emergency", "urgent"):
            tier, is_open, taken_back = str(value), True, False
        elif event["name"] == "red_flag_tier" and value == "resolved":
            is_open, turns = False, 0
    return Alarm(tier, flags, is_open, taken_back, turns) if tier else None


def alarm_of(tracker: DialogueStateTracker | None) -> Alarm | None:
    """The last alarm of a conversation; None where there was none."""
    if tracker is None or not tracker.get_slot("red_flag_tier"):
        return None
    return last_alarm(event.as_dict() for event in tracker.events)


def rules_of(events: Iterable[Mapping[str, Any]], flag: str) -> frozenset[str]:
    """The rules that found a sign since the last alarm began, or ever where none had ended before.

    Args:
        events: the conversation's events as dictionaries, in order.
        flag: the sign.
    """
    rules: set[str] = set()
    for event in events:
        if event["event"] == "slot" and event["name"] == "red_flag_tier" and event.get("value") == "resolved":
            rules.clear()
        reading = ((event.get("parse_data") or {}).get(READING) or {}) if event["event"] == "user" else {}
        rules |= {str(found["rule"]) for found in reading.get("red_flags") or () if found["id"] == flag}
    return frozenset(rules)


def awaits_doctor(events: Iterable[Mapping[str, Any]]) -> bool:
    """Whether help was on its way when the last alarm ended, and nobody has said since that a doctor has looked.

    Args:
        events: the conversation's events as dictionaries, in order.
    """
    waits, text = False, ""
    for event in events:
        if event["event"] == "user":
            text = str(event.get("text") or "")
            parsed = event.get("parse_data") or {}
            pressed = READING not in parsed and (parsed.get("intent") or {}).get("name") == "resolved"
            waits = waits and not pressed and not has_been_looked_at(text)
        elif event["event"] == "slot" and event["name"] == "red_flag_tier":
            waits = event.get("value") == "resolved" and how_handled(text) == "help"
    return waits


def is_of_another(events: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the sign that was told last is somebody else's: "my wife says she wants to end it".

    Args:
        events: the conversation's events as dictionaries, in order, with the message that is answered now.
    """
    for event in reversed([event for event in events if event["event"] == "user"]):
        if only_says_whom(str(event.get("text") or "")):
            return True
        reading = (event.get("parse_data") or {}).get(READING) or {}
        sentences = [str(flag["sentence"]) for flag in reading.get("red_flags") or () if flag.get("sentence")]
        if sentences:
            return all(tells_of_another(sentence) for sentence in sentences)
    return False
