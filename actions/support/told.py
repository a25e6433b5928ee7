"""What a person said that the clinic should read in their own words: the complaint, and what they wish."""

from __future__ import annotations

import re
from typing import Any

from actions.support.view import TurnView
from backline.assistant.whom import writers_name_beside
from backline.contact.other_names import names_another
from backline.language.people import RELATIVE
from backline.language.plain_text import QUESTION
from backline.language.wishes import merge_wishes, wishes_in

_MOST_CHARACTERS = 200
_FEWEST_WORDS = 4
_FOR_ANOTHER = re.compile(
    rf"\b(?:for|on behalf of|about) (?:my|our) (?:\w+ )?{RELATIVE}\b|\b(?:is|s) the (?:patient|one (?:with|who|in))\b"
    rf"|\b(?:her|his|their) (?:\w+ )?{RELATIVE}\b|\bthat\W?s (?:her|him)\b|\b(?:her|his) name\b"
    rf"|\bmy (?:\w+ )?{RELATIVE} (?:needs|wants|has|is in pain)\b"
    rf"|\bnot (?:for )?me,? (?:but )?(?:for )?my (?:\w+ )?{RELATIVE}\b"
    rf"|\bmy {RELATIVE}(?:'?s)? (?:\w+ )?(?:neck|back|spine|legs?|arms?|discs?|disks?|hip|pain|surgery|operation)\b"
    r"|\b(?:it|this|request|appointment|call)(?:\W?s| is) for (?:him|her|them)\b",
    re.I,
)
_TELLS = ("regions", "tried", "duration_weeks", "limits", "signs")


def noted(view: TurnView) -> dict[str, Any]:
    """The complaint and the wishes that this message tells, as slots; what is known already is kept."""
    return _noted(view, [(view.text, view.reading)])


def noted_lately(view: TurnView) -> dict[str, Any]:
    """The same out of the last turns: typed messages outside of a form's questions, since the last new start."""
    messages: list[tuple[str, dict[str, Any]]] = []
    in_form = False
    for event in view.tracker.events:
        if event["event"] == "slot" and event.get("name") == "requested_slot":
            in_form = event.get("value") is not None
        elif event["event"] == "action" and event.get("name") == "action_start_over":
            messages.clear()
        elif event["event"] == "user" and not in_form:
            messages.append((event.get("text") or "", (event.get("parse_data") or {}).get("reading") or {}))
    return _noted(view, messages)


def for_another(view: TurnView) -> dict[str, Any]:
    """Where a message says that somebody else is the patient: its words as the complaint, before what is there."""
    if not view.reading or not (says_for_another(view) or writers_name_beside(view.text)):
        return {}
    known = view.slot("complaint") or ""
    return {} if _FOR_ANOTHER.search(known) else {"complaint": _short(f"{view.text}; {known}" if known else view.text)}


def says_for_another(view: TurnView) -> bool:
    """Whether a message says that somebody else is the patient, or gives somebody else's name."""
    return bool(view.reading) and (bool(_FOR_ANOTHER.search(view.text)) or names_another(view.text))


def _noted(view: TurnView, messages: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    slots: dict[str, Any] = {}
    complaint = next((text for text, reading in messages if _is_complaint(text, reading)), None)
    if complaint and view.slot("complaint") is None:
        slots["complaint"] = _short(complaint)
    known = list(view.slot("wishes") or [])
    wishes = known
    for text, reading in messages:
        if reading:  # typed
            wishes = merge_wishes(wishes, wishes_in(text))
    if wishes != known:
        slots["wishes"] = wishes
    return slots


def _is_complaint(text: str, reading: dict[str, Any]) -> bool:
    is_long = len(text.split()) >= _FEWEST_WORDS
    return is_long and not QUESTION.match(text.strip()) and any(reading.get(name) for name in _TELLS)


def _short(text: str) -> str:
    """One line of at most 200 characters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= _MOST_CHARACTERS:
        return line
    return line[:_MOST_CHARACTERS].rsplit(" ", 1)[0].rstrip(" ,;.") + " ..."
