"""A no, outside of a form."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.menu import MENU
from actions.support.speech import say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources


class ActionDeny(Action):
    """Takes a no to what was offered last."""

    def name(self) -> str:
        return "action_deny"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Leave it, and say what else there is."""
        clinic = resources.clinic()
        say_one_of(
            dispatcher,
            [
                "That's fine. You can ask me anything about back and neck pain, now or later.",
                f"All right. If you think of something, I'm here, and a person answers at {clinic.phone}.",
            ],
            TurnView(tracker).said_before(),
            buttons=MENU,
        )
        return [SlotSet("offer", None)]
