"""What was told anywhere in the conversation that decides whether exercises may be given, or which.

Whoever told of an operation in a question, before any form, need not tell it again: it counts wherever it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from actions.support.view import TurnView
from actions.support.whose import own_words
from backline.assistant.message_reader import read
from backline.assistant.whom import is_for_another, words_of_the_writer
from backline.knowledge.exercise import CONTRAINDICATIONS, REFUSING
from backline.language.ages import ADULT
from backline.language.exercise_safety import SafetyTold, heart_is_settled, safety_told
from backline.language.exercise_wishes import asks_for_exercises, surgeon_allows

_COMPLAINT = re.compile(r"\b(?:my|i|i\W?m|ive|me)\b", re.I)
#: With these there is no plan.
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
        for_another: they are wanted for somebody else, and an operation was told of them alone.
        leave: the surgeon is said to have agreed to exercise.
    """

    cautions: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    child_age: int | None = None
    own_age: int | None = None
    for_self: bool = False
    for_another: bool = False
    leave: bool = False


def cautions_now(view: TurnView) -> list[str]:
    """The contraindications that the message tells in words, typed or on a button, see `exercise_safety`."""
    return _cautions(_told(view.entity("value") or own_words(view), view.requested))


def safety_so_far(view: TurnView) -> SafetySoFar:
    """Read all that was typed since the conversation began anew.

    What a relative had done is left out, unless exercises are wanted for them.
    """
    cautions: set[str] = set()
    denied: set[str] = set()
    child_age: int | None = None
    own_age: int | None = None
    for_self = False
    typed = _typed(view)
    for_another = any(_wants_for_another(text) for text, *_ in typed)
    for text, requested, reading in typed:
        told = _told(text, requested)
        own = text if for_another else words_of_the_writer(text)
        found = set(_cautions(told if own == text else _told(own, requested)))
        cautions |= found
        denied -= found
        if told.pregnant is False:
            cautions.discard("pregnancy")
            denied.add("pregnancy")
        if "recent_heart_trouble" in cautions and heart_is_settled(own):
            cautions = cautions - {"recent_heart_trouble"} | {"heart_problem"}
            denied.add("recent_heart_trouble")
        if "other_operation" in cautions and not told.other_operation and surgeon_allows(own):
            cautions.discard("other_operation")
            denied.add("other_operation")
        if told.for_self:
            child_age, for_self = None, True
        elif told.of_another and told.age is not None:
            child_age, for_self = (told.age if told.age < ADULT else None), False
        elif told.age is not None:
            own_age = told.age
        if for_another:
            cautions |= {one for one in reading.get("cautions") or () if one in CONTRAINDICATIONS} - REFUSING
    of_them = for_another and not any(
        "recent_surgery" in _cautions(_told(words_of_the_writer(t), r)) for t, r, _ in typed
    )
    leave = any(surgeon_allows(text) for text, *_ in typed)
    return SafetySoFar(frozenset(cautions), frozenset(denied), child_age, own_age, for_self, of_them, leave)


def is_of_another(view: TurnView, topic: str) -> bool:
    """Whether a topic was only told of a relative or a friend, and exercises are wanted for the writer."""
    typed = _typed(view)
    if any(_wants_for_another(text) for text, *_ in typed):
        return False
    named = [text for text, _, reading in typed if topic in (reading.get("topics") or ())]
    return bool(named) and all(_tells_it_of_another(text, topic) for text in named)


def _tells_it_of_another(text: str, topic: str) -> bool:
    own = words_of_the_writer(text)
    return own != text and (not own or topic not in read(own).topics)


def age_known(view: TurnView, so_far: SafetySoFar | None = None) -> int | None:
    """The age of the one who needs exercises: a child's before what the writer told of themselves."""
    so_far = so_far or safety_so_far(view)
    if so_far.child_age is not None:
        return so_far.child_age
    known = view.slot("age")
    if so_far.for_self and known is not None and known < ADULT:
        known = None  # that was the child's
    return known if known is not None else so_far.own_age


def _wants_for_another(text: str) -> bool:
    """Whether exercises are for somebody else, or may well be: they are asked for in words that tell of nobody else."""
    own = words_of_the_writer(text)
    return is_for_another(text) or (own != text and asks_for_exercises(text) and not _COMPLAINT.search(own))


def _told(text: str, requested: str | None) -> SafetyTold:
    return safety_told(text, cautions_asked=requested == "pain_cautions", time_asked=requested in _TIMES)


def _cautions(told: SafetyTold) -> list[str]:
    found = {
        "pregnancy": told.pregnant,
        "recent_surgery": told.operated,
        "high_blood_pressure": told.high_pressure,
        "heart_problem": told.heart == "known",
        "recent_heart_trouble": told.heart == "first",
        "other_operation": told.other_operation,
    }
    return [caution for caution, is_told in found.items() if is_told]


def _typed(view: TurnView) -> list[tuple[str, str | None, dict[str, Any]]]:
    """The messages that were typed, each with the slot that was asked for before it, and its reading."""
    messages: list[tuple[str, str | None, dict[str, Any]]] = []
    requested: str | None = None
    for event in view.tracker.events:
        if event["event"] == "slot" and event.get("name") == "requested_slot":
            requested = event.get("value")
        elif event["event"] == "action" and event.get("name") == "action_start_over":
            messages.clear()
        elif event["event"] == "user" and (reading := (event.get("parse_data") or {}).get("reading")):
            messages.append((event.get("text") or "", requested, reading))
    return messages
