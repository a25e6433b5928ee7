"""I don't know, outside of a form."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.menu import MENU
from actions.support.speech import say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView


class ActionUnsure(Action):
    """Offers a way on to somebody who is not sure."""

    def name(self) -> str:
        return "action_unsure"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Offer the menu."""
        say_one_of(
            dispatcher,
            [
                "That's fine, we can take it step by step. Which of these comes closest?",
                "No hurry. You can also just tell me in your own words where it hurts and what troubles you.",
            ],
            TurnView(tracker).said_before(),
            buttons=MENU,
        )
        return []
