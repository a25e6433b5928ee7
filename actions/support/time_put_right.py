"""A length of time that is put right by what it is not: "PT was 8 weeks, not 3", "sorry, I meant months"."""

from __future__ import annotations

import re

from actions.support.improvement import improvement_in
from actions.support.view import TurnView
from backline.assistant import resources
from backline.care import describe_weeks
from backline.language.durations import parse_duration
from backline.language.normalise import NUMBER_WORDS
from backline.language.plain_text import QUESTION

_UNIT = r"(?:days?|dys?|weeks?|wks?|weeks|months?|mths?|monts?|mos?|years?|yrs?)"
_NUMBER = rf"(?:\d+(?:\.\d+)?|{'|'.join(word for word in NUMBER_WORDS if word not in ('a', 'an'))})"
_AMOUNT = re.compile(rf"\b(?<!times )(?P<number>{_NUMBER})[ -]?(?P<unit>{_UNIT})\b", re.I)
_BEFORE_UNIT = (
    r"^\W*(?:(?:no|nope|oh|oops|ups|sorry|sry|wait|actually|i|meant?|ment|that|it|is|was|its|s|should|be|said|wrote|say|make|have"
    r"|been|correction|well|my bad|mistake|not|but|rather|in)\b\W*)*"
)
_ONLY_UNIT = re.compile(
    rf"{_BEFORE_UNIT}(?P<unit>{_UNIT})\b(?:\W+(?:and |but )?not (?P<other>{_UNIT}))?(?:\W+(?:sorry|sry"
    r"|of course|lol|actually))*\W*$",
    re.I,
)
_UNIT_NOT = re.compile(
    rf"\bnot (?P<other>{_UNIT})\W+(?:but |it\W?s |it is |i meant |rather )*(?P<unit>{_UNIT})\W*$", re.I
)
_NOT = re.compile(rf"\bnot (?:for |just |only )?(?P<number>{_NUMBER})(?:[ -]?(?P<unit>{_UNIT}))?\b", re.I)


_LEAD = re.compile(r"^\W*(?:(?:no|nope|oh|oops|sorry|sry|wait|actually|hm+|correction|btw|but|i meant?)\b\W*)+", re.I)
_SHORT = 12
_TAKES_BACK = re.compile(r"\b(?:no|oh|oops|sorry|sry|wait|actually|meant?|ment|correction|bad)\b", re.I)


def time_put_right(view: TurnView) -> float | None:
    """How long it has lasted, in weeks, where a typed message changes the length told last; None where it changes none.

    Only where what it is not is what was told: how long one treatment lasted says nothing of how long it hurts.
    """
    if not view.reading:
        return None
    known = [weeks for name in ("pain_weeks", "care_weeks") if (weeks := view.slot(name)) is not None]
    if (unit := _ONLY_UNIT.match(view.text) or _UNIT_NOT.search(view.text)) and _is_meant(view.text, unit):
        told = _told_last(view, known)
        return parse_duration(f"{told['number']} {unit['unit']}") if told else None
    wrong = _NOT.search(view.text)
    right = _AMOUNT.search(_NOT.sub(" ", view.text)) if wrong else None
    if wrong is None or right is None:
        return None
    if wrong["unit"]:
        was = parse_duration(f"{wrong['number']} {wrong['unit']}")
        is_known = was is not None and any(abs(was - weeks) < 1 for weeks in known)
    else:
        told = _told_last(view, known)
        is_known = told is not None and _value(told["number"]) == _value(wrong["number"])
    return parse_duration(right[0]) if is_known else None


def names_time_of_care(view: TurnView) -> bool:
    """Whether a message tells how long one treatment lasted: "PT was 8 weeks"."""
    if not view.reading:
        return False
    # "No wait, PT was 3 weeks" denies no therapy.
    named = set(resources.reader().read(_LEAD.sub("", view.text)).care_mentioned)
    short = len(view.text.split()) <= _SHORT and not QUESTION.search(view.text)
    return bool(named) and named <= set(view.slot("care_tried") or ()) and short and bool(_AMOUNT.search(view.text))


def stays_the_same(view: TurnView) -> str | None:
    """What there is to say where a review is done and only the length of one treatment is told; None for all else."""
    if view.slot("care_outcome") is None or view.slot("care_weeks") is None or not names_time_of_care(view):
        return None
    if time_put_right(view) is not None or improvement_in(view.text) is not None:
        return None
    lasted = describe_weeks(view.slot("care_weeks"))
    return (
        f"Thank you. What I said goes by how long it has troubled you in all, about {lasted}, so it stays the same. "
        "If that is not right either, just tell me how long it is."
    )


def _is_meant(text: str, unit: re.Match[str]) -> bool:
    """Whether a unit alone is more than a word: "months" answers how long, "sorry, months" puts right."""
    return bool(unit["other"]) or bool(
        re.search(r"\b(?:no|oh|oops|sorry|sry|wait|actually|meant?|ment|correction|bad)\b", text, re.I)
    )


def _told_last(view: TurnView, known: list[float]) -> re.Match[str] | None:
    """The latest amount, in the words of the person, that a known length of time was read from; any where none is."""
    said = [event.get("text") or "" for event in view.tracker.events if event["event"] == "user"]
    for text in reversed(said[:-1]):
        for amount in _AMOUNT.finditer(text):
            weeks = parse_duration(amount[0])
            if weeks is not None and (not known or any(abs(weeks - one) < 1 for one in known)):
                return amount
    return None


def _value(word: str) -> float:
    return NUMBER_WORDS[word.lower()] if word.lower() in NUMBER_WORDS else float(word)
