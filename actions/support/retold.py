"""What somebody says they have told already: looked up in the messages before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from actions.support.correcting import asks
from actions.support.improvement import improvement_in
from actions.support.view import TurnView
from backline.assistant.whom import words_of_the_writer
from backline.language.how_often import practice_told

_TELL = r"(?:told|said|wrote|written|typed|mentioned|answered|explained)"
_TOLD_BEFORE = re.compile(
    rf"\b(?:i|we)(?:\W?ve| have)? (?:(?:just|already|literally|clearly) )*{_TELL}"
    r" (?:you|u|it|that|this|them|all|everything|so|already|above|before)\b"
    rf"|(?:^\W*|\b(?:i|we)(?:\W?ve| have)? )(?:just|already|literally) {_TELL}\b"
    rf"|\b(?:like|as) i (?:just |already )?{_TELL}\b"
    r"|\basked (?:me )?(?:that|this) (?:already|before)\b|\bread (?:what i|my (?:first )?message)\b",
    re.I,
)


def says_told_before(view: TurnView) -> bool:
    """Whether somebody says that they have told this before."""
    return bool(view.reading) and bool(_TOLD_BEFORE.search(view.text))


def retold(slot: str, view: TurnView) -> Any:
    """What the messages before tell of a question of the review, the latest first; None where they do not."""
    for text, reading in _before(view):
        value = _told(slot, text, reading)
        if value:
            return value
        if value is False:
            return value
    return None


def _told(slot: str, text: str, reading: dict[str, Any]) -> Any:
    if slot == "care_tried":
        return reading.get("tried") or (None if asks(text) else reading.get("care"))
    if slot == "care_weeks":
        return reading.get("duration_weeks")
    if slot == "care_improved":
        return improvement_in(text)
    return practice_told(text) if slot == "care_regularity" else None


def _before(view: TurnView) -> Iterator[tuple[str, dict[str, Any]]]:
    """The typed messages before this one, since the last new start, the latest first."""
    said = [event for event in view.tracker.events if event["event"] == "user" or _starts_over(event)]
    for event in reversed(said[:-1]):
        if _starts_over(event):
            return
        reading = (event.get("parse_data") or {}).get("reading")
        text = event.get("text") or ""
        if reading and words_of_the_writer(text) == text:  # a relative's care is not the writer's
            yield text, reading


def _starts_over(event: dict[str, Any]) -> bool:
    return event["event"] == "action" and event.get("name") == "action_start_over"
