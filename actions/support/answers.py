"""Reading answers to the questions that the forms ask."""

from __future__ import annotations

from typing import Any

from actions.support.form import Heard
from actions.support.improvement import improvement_in
from actions.support.speech import fill
from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.message_reader import reading_as_dict
from backline.language import answer_yes_no, parse_duration

WARNING_SIGNS_NONE = "none"
WARNING_SIGNS_UNCLEAR = "unclear"


def _reading(view: TurnView) -> dict[str, Any]:
    """The reading of the answer: a button's value is read like typed words."""
    value = view.entity("value")
    return reading_as_dict(resources.reader().read(value)) if value else view.reading


def yes_or_no(view: TurnView) -> bool | None:
    """A yes or no, by a button or in words; None where it is neither."""
    if not view.reading:
        return {"affirm": True, "deny": False}.get(view.intent, answer_yes_no(view.answer_text))
    said = answer_yes_no(view.text)
    if said is None and view.confidence >= 0.6:
        return {"affirm": True, "deny": False}.get(view.intent)
    return said


def hear_yes_no(slot: str, view: TurnView) -> Heard:
    """Yes or no."""
    said = yes_or_no(view)
    return Heard(understood=False) if said is None else Heard({slot: said})


def hear_warning_signs(slot: str, view: TurnView) -> Heard:
    """None of them, or a yes that is asked about once and then taken seriously.

    A sign that is named does not come here: it is found before any form. When in doubt, ask once, then escalate.
    """
    said = yes_or_no(view)
    if said is False:
        return Heard({slot: WARNING_SIGNS_NONE})
    asked_already = bool(view.tracker.get_slot("attempts"))
    if asked_already:
        return Heard({slot: WARNING_SIGNS_UNCLEAR})
    if said is True:
        return Heard(understood=False, replies=[fill(resources.red_flag_replies().texts["warning_sign_yes"])])
    return Heard(understood=False)


def hear_region(slot: str, view: TurnView) -> Heard:
    """Where it hurts."""
    regions = _reading(view).get("regions") or []
    return Heard({slot: regions[0]}) if regions else Heard(understood=False)


def hear_weeks(slot: str, view: TurnView) -> Heard:
    """A length of time, in weeks."""
    weeks = parse_duration(view.answer_text)
    return Heard(understood=False) if weeks is None else Heard({slot: weeks})


def hear_limits(slot: str, view: TurnView) -> Heard:
    """What the pain makes hard; a plain no means nothing much."""
    limits = _reading(view).get("limits") or []
    if limits:
        return Heard({slot: limits})
    return Heard({slot: []}) if yes_or_no(view) is False else Heard(understood=False)


def hear_improved(slot: str, view: TurnView) -> Heard:
    """Whether what was tried has helped."""
    improved = improvement_in(view.answer_text)
    return hear_yes_no(slot, view) if improved is None else Heard({slot: improved})


def hear_cautions(slot: str, view: TurnView) -> Heard:
    """What an exercise plan has to be careful with; a plain no means nothing."""
    cautions = _reading(view).get("cautions") or []
    if cautions:
        return Heard({slot: cautions})
    return Heard({slot: []}) if yes_or_no(view) is False else Heard(understood=False)


def hear_tried(slot: str, view: TurnView) -> Heard:
    """Which treatments were tried; a plain no means none so far."""
    reading = _reading(view)
    tried = reading.get("tried") or reading.get("care") or []
    if tried:
        return Heard({slot: tried})
    return Heard({slot: []}) if yes_or_no(view) is False else Heard(understood=False)
