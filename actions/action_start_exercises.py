"""Start the exercise form, unless a warning sign comes first."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.speech import say
from actions.support.switching import Events, start_form
from actions.support.view import TurnView


class ActionStartExercises(Action):
    """Starts the exercise form."""

    def name(self) -> str:
        return "action_start_exercises"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Start the form, or say why exercises have to wait."""
        view = TurnView(tracker)
        if view.slot("red_flag_tier") == "urgent":
            say(
                dispatcher,
                "Exercises have to wait. You told me about a warning sign, and a doctor should look at that first, "
                "today or tomorrow. Shall I take your details so that the clinic calls you back?",
                tone="urgent",
                buttons=[
                    {"title": "Contact the clinic", "payload": "/request_contact"},
                    {"title": "A doctor has checked it", "payload": "/resolved"},
                ],
            )
            return [SlotSet("offer", "contact_form")]
        known = {name: view.slot(name) for name in ("pain_region", "pain_weeks", "pain_limits")}
        # A second plan asks anew: the first one did not fit, or it is about another part.
        again = tuple(known) if all(value is not None for value in known.values()) else ()
        return start_form(tracker, "exercise_form", forget=("warning_signs", *again))
