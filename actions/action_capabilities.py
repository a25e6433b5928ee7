"""What can you do?"""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.switching import Events
from actions.support.view import TurnView


class ActionCapabilities(Action):
    """Says what Backline can do, or lists its topics."""

    def name(self) -> str:
        return "action_capabilities"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say it."""
        wants_topics = TurnView(tracker).entity("value") == "topics"
        dispatcher.utter_message(response="utter_topics" if wants_topics else "utter_capabilities")
        return []
