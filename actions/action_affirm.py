"""A yes, outside of a form."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.menu import MENU
from actions.support.speech import say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView

_STARTS = {
    "contact_form": "action_start_contact",
    "exercise_form": "action_start_exercises",
    "care_review_form": "action_start_review",
}


class ActionAffirm(Action):
    """Starts what was offered last."""

    def name(self) -> str:
        return "action_affirm"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Start it, or ask what is wanted."""
        offer = tracker.get_slot("offer")
        if offer in _STARTS:
            return [SlotSet("offer", None), FollowupAction(_STARTS[offer])]
        say_one_of(
            dispatcher,
            ["Good. What would you like to do next?", "All right. Which of these can I do for you?"],
            TurnView(tracker).said_before(),
            buttons=MENU,
        )
        return []
