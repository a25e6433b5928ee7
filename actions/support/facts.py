"""Facts about the pain and the care so far, read out of one message."""

from __future__ import annotations

from typing import Any

from actions.support.view import TurnView
from backline.language import parse_duration


def facts_in(view: TurnView) -> dict[str, Any]:
    """What the message tells, as slot values; only what is stated."""
    reading = view.reading
    facts: dict[str, Any] = {}
    if reading.get("regions"):
        facts["pain_region"] = reading["regions"][0]
    if reading.get("limits"):
        facts["pain_limits"] = reading["limits"]
    if reading.get("duration_weeks") is not None:
        facts["pain_weeks"] = reading["duration_weeks"]
    if reading.get("tried"):
        facts["care_tried"] = reading["tried"]
        if reading.get("duration_weeks") is not None:
            facts["care_weeks"] = reading["duration_weeks"]
    if view.intent == "report_worsening":
        facts["sudden_worsening"] = True
    return facts


def merge(known: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """``new`` where nothing is known yet; treatments tried add up."""
    merged: dict[str, Any] = {}
    for name, value in new.items():
        before = known.get(name)
        if name in ("care_tried", "pain_limits") and isinstance(before, list):
            added = [item for item in value if item not in before]
            if added:
                merged[name] = before + added
        elif before is None:
            merged[name] = value
    return merged


def weeks_in(text: str) -> float | None:
    """A length of time in weeks; None where the text names none."""
    return parse_duration(text)
