"""The review of conservative care: what was tried, for how long, whether it helped, whether it suddenly got worse."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.support.answers import hear_tried, hear_warning_signs, hear_weeks, hear_yes_no
from actions.support.facts import facts_in, merge
from actions.support.form import ConversationForm, Heard
from actions.support.improvement import improvement_in
from actions.support.view import TurnView

_FACTS = ("care_tried", "care_weeks", "care_improved", "sudden_worsening")


class ValidateCareReviewForm(ConversationForm):
    """Collects what the review needs; what the conversation told already is not asked again."""

    form = "care_review_form"
    optional = frozenset({"care_tried", "care_weeks", "care_improved", "sudden_worsening"})

    def questions(self, slots: dict[str, Any]) -> list[str]:
        """Whether nothing helped is only asked of those who tried something; a sudden change needs the screen."""
        needed = ["care_tried", "care_weeks"]
        if slots.get("care_tried") != []:
            needed.append("care_improved")
        needed.append("sudden_worsening")
        if slots.get("sudden_worsening") is True:
            needed.append("warning_signs")
        return needed

    def begin(self, view: TurnView, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Take what the first message and the conversation before it tell."""
        told = merge(view.tracker.slots, self._told(view))
        if "care_weeks" not in told and view.slot("care_weeks") is None and view.slot("pain_weeks") is not None:
            told["care_weeks"] = view.slot("pain_weeks")
        first = "Let's look at it together. I ask one thing at a time, and you can leave out what you like."
        dispatcher.utter_message(text=first)
        return told

    def hear(self, slot: str, view: TurnView) -> Heard:
        """Read an answer; what else the message tells is kept as well."""
        hear = {
            "care_tried": hear_tried,
            "care_weeks": hear_weeks,
            "care_improved": self._hear_improved,
            "sudden_worsening": hear_yes_no,
            "warning_signs": hear_warning_signs,
        }[slot]
        heard = hear(slot, view)
        told = self._told(view) if slot not in ("sudden_worsening", "warning_signs") else {}
        if view.intent == "correct":
            told = self._told(view)
            heard.understood = heard.understood or bool(told)
            heard.replies = ["utter_corrected"] if told and slot not in told else heard.replies
            heard.slots = {**told, **heard.slots}
        else:
            heard.slots = {**merge(view.tracker.slots, told), **heard.slots}
        return heard

    @staticmethod
    def _told(view: TurnView) -> dict[str, Any]:
        told = {name: value for name, value in facts_in(view).items() if name in _FACTS}
        improved = improvement_in(view.text)
        if improved is not None and not view.entity("value"):
            told["care_improved"] = improved
        return told

    @staticmethod
    def _hear_improved(slot: str, view: TurnView) -> Heard:
        improved = improvement_in(view.answer_text)
        return hear_yes_no(slot, view) if improved is None else Heard({slot: improved})
