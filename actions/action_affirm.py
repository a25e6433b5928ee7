"""A yes, outside of a form."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_start_contact import ActionStartContact
from actions.action_start_exercises import ActionStartExercises
from actions.action_start_review import ActionStartReview
from actions.support.done import say_it_is_done
from actions.support.menu import MENU
from actions.support.speech import say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant.review_turns import asks_if_done

_STARTS: dict[str, type[Action]] = {
    "contact_form": ActionStartContact,
    "exercise_form": ActionStartExercises,
    "care_review_form": ActionStartReview,
}


class ActionAffirm(Action):
    """Starts what was offered last."""

    def name(self) -> str:
        return "action_affirm"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Start it, or ask what is wanted."""
        view = TurnView(tracker)
        if view.slot("care_outcome") is not None and asks_if_done(view.text):
            return say_it_is_done(dispatcher, view)  # "is that it?" takes no offer
        offer = tracker.get_slot("offer")
        if offer in _STARTS:
            return [SlotSet("offer", None), *await _STARTS[offer]().run(dispatcher, tracker, domain)]
        say_one_of(
            dispatcher,
            ["Good. What would you like to do next?", "All right. Which of these can I do for you?"],
            view.said_before(),
            buttons=MENU,
        )
        return []
