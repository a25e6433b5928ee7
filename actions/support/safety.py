"""What was told anywhere in the conversation that decides whether exercises may be given, or which.

Whoever told of an operation in a question, before any form, need not tell it again: it counts wherever it stands.
"""

from __future__ import annotations

from dataclasses import dataclass

from actions.support.view import TurnView
from backline.language.exercise_safety import ADULT, SafetyTold, safety_told

_TIMES = frozenset({"pain_weeks", "care_weeks"})


@dataclass(frozen=True)
class SafetySoFar:
    """What was told so far.

    Attributes:
        cautions: contraindications that hold.
        denied: contraindications that hold no longer, or never did.
        child_age: the age of a child that the exercises are for; None where they are for nobody under age.
        own_age: the writer's age, as told last.
        for_self: it was said that they are for the writer, after a child was named.
    """

    cautions: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    child_age: int | None = None
    own_age: int | None = None
    for_self: bool = False


def cautions_now(view: TurnView) -> list[str]:
    """The contraindications that the message tells in words, typed or on a button, see `exercise_safety`."""
    return _cautions(_told(view.answer_text, view.requested))


def safety_so_far(view: TurnView) -> SafetySoFar:
    """Read all that was typed since the conversation began anew."""
    cautions: set[str] = set()
    denied: set[str] = set()
    child_age: int | None = None
    own_age: int | None = None
    for_self = False
    for text, requested in _typed(view):
        told = _told(text, requested)
        found = set(_cautions(told))
        cautions |= found
        denied -= found
        if told.pregnant is False:
            cautions.discard("pregnancy")
            denied.add("pregnancy")
        if told.for_self:
            child_age, for_self = None, True
        elif told.of_another and told.age is not None:
            child_age, for_self = (told.age if told.age < ADULT else None), False
        elif told.age is not None:
            own_age = told.age
    return SafetySoFar(frozenset(cautions), frozenset(denied), child_age, own_age, for_self)


def age_known(view: TurnView, so_far: SafetySoFar | None = None) -> int | None:
    """The age of the one who needs exercises: a child's before what the writer told of themselves."""
    so_far = so_far or safety_so_far(view)
    if so_far.child_age is not None:
        return so_far.child_age
    known = view.slot("age")
    if so_far.for_self and known is not None and known < ADULT:
        known = None  # that was the child's
    return known if known is not None else so_far.own_age


def _told(text: str, requested: str | None) -> SafetyTold:
    return safety_told(text, cautions_asked=requested == "pain_cautions", time_asked=requested in _TIMES)


def _cautions(told: SafetyTold) -> list[str]:
    found = {
        "pregnancy": told.pregnant,
        "recent_surgery": told.operated,
        "high_blood_pressure": told.high_pressure,
    }
    return [caution for caution, is_told in found.items() if is_told]


def _typed(view: TurnView) -> list[tuple[str, str | None]]:
    """The messages that were typed, each with the slot that was asked for before it."""
    messages: list[tuple[str, str | None]] = []
    requested: str | None = None
    for event in view.tracker.events:
        if event["event"] == "slot" and event.get("name") == "requested_slot":
            requested = event.get("value")
        elif event["event"] == "action" and event.get("name") == "action_start_over":
            messages.clear()
        elif event["event"] == "user" and (event.get("parse_data") or {}).get("reading"):
            messages.append((event.get("text") or "", requested))
    return messages
