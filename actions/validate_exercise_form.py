"""The exercise form: warning signs first, then where it hurts, since when, what it limits, what to be careful with."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.support.answers import hear_cautions, hear_limits, hear_region, hear_warning_signs, hear_weeks
from actions.support.facts import facts_in, merge
from actions.support.form import ConversationForm, Heard
from actions.support.view import TurnView


class ValidateExerciseForm(ConversationForm):
    """Collects what an exercise plan needs."""

    form = "exercise_form"
    optional = frozenset({"pain_region", "pain_weeks", "pain_limits", "pain_cautions"})

    def questions(self, slots: dict[str, Any]) -> list[str]:
        """Nothing more is asked once a warning sign is left open."""
        if slots.get("warning_signs") == "unclear":
            return []
        return ["warning_signs", "pain_region", "pain_weeks", "pain_limits", "pain_cautions"]

    def begin(self, view: TurnView, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Take what the request itself tells."""
        facts = {name: value for name, value in facts_in(view).items() if name.startswith("pain_")}
        return merge(view.tracker.slots, facts)

    def hear(self, slot: str, view: TurnView) -> Heard:
        """Read an answer; what else the message tells is kept as well."""
        hear = {
            "warning_signs": hear_warning_signs,
            "pain_region": hear_region,
            "pain_weeks": hear_weeks,
            "pain_limits": hear_limits,
            "pain_cautions": hear_cautions,
        }[slot]
        heard = hear(slot, view)
        told = {name: value for name, value in facts_in(view).items() if name.startswith("pain_")}
        if view.intent == "correct":
            heard.understood = heard.understood or bool(told)
            heard.slots = {**told, **heard.slots}
            heard.replies = ["utter_corrected"] if told and slot not in told else heard.replies
        else:
            heard.slots = {**merge(view.tracker.slots, told), **heard.slots}
        return heard
