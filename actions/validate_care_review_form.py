"""The review of conservative care: what was tried, for how long, whether it helped, whether it suddenly got worse."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.support.answers import hear_improved, hear_tried, hear_warning_signs, hear_weeks, hear_yes_no
from actions.support.fact_form import FactForm
from actions.support.facts import QUESTION, improvement_told
from actions.support.form import Heard
from actions.support.view import UNKNOWN, TurnView

# Yes or no to these is about something new, not about what has helped.
_ABOUT_NOW = ("sudden_worsening", "warning_signs")

# A bare "exercises" may be a wish as well as something tried.
_EXERCISES = re.compile(r"^\W*(?:some |the )?exercises?(?: please)?\W*$", re.I)


def _is_list(text: str) -> bool:
    """Whether the message only names things: "heat and naproxen"."""
    return len(text.split()) <= 6 and not QUESTION.search(text)


class ValidateCareReviewForm(FactForm):
    """Collects what the review needs; what the conversation told already is not asked again."""

    form = "care_review_form"
    ends_on_goodbye = True
    optional = frozenset({"care_tried", "care_weeks", "care_improved", "sudden_worsening"})
    facts = optional | {"pain_region", "pain_weeks", "pain_limits", "cautions_told", "age"}
    readers = {
        "care_tried": hear_tried,
        "care_weeks": hear_weeks,
        "care_improved": hear_improved,
        "sudden_worsening": hear_yes_no,
        "warning_signs": hear_warning_signs,
    }

    def questions(self, slots: dict[str, Any]) -> list[str]:
        """A sudden change needs the screen for warning signs."""
        needed = ["care_tried", "care_weeks", "care_improved", "sudden_worsening"]
        if slots.get("sudden_worsening") is True:
            needed.append("warning_signs")
        return needed

    def hear(self, slot: str, view: TurnView) -> Heard:
        """See the parent class; whether nothing helped is never asked."""
        heard = super().hear(slot, view)
        tried = heard.slots.get("care_tried")
        if tried == []:
            heard.slots["care_improved"] = UNKNOWN
        elif tried and view.tracker.get_slot("care_tried") == []:
            heard.slots.setdefault("care_improved", None)
        if view.reading and _EXERCISES.search(view.text):
            heard.replies = [*heard.replies, "utter_offer_exercises"]
        return heard

    def begin(self, view: TurnView, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Take what the first message and the conversation before it tell."""
        told = super().begin(view, dispatcher)
        if "care_weeks" not in told and view.slot("care_weeks") is None and view.slot("pain_weeks") is not None:
            told["care_weeks"] = view.slot("pain_weeks")
        sorry = view.intent in ("report_care", "report_worsening")
        dispatcher.utter_message(response="utter_review_intro_sorry" if sorry else "utter_review_intro")
        return told

    def told(self, view: TurnView) -> dict[str, Any]:
        """Besides the facts, whether the words say that it has helped."""
        told = super().told(view)
        if "pain_weeks" in told:
            told.setdefault("care_weeks", told["pain_weeks"])
        named = view.reading.get("care") or []
        if named and "care_tried" not in told and _is_list(view.text):
            told["care_tried"] = named
        return told if view.requested in _ABOUT_NOW else {**told, **improvement_told(view)}
