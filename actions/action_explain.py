"""Why do you ask?"""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.switching import Events


class ActionExplain(Action):
    """Says why the question under way is asked."""

    def name(self) -> str:
        return "action_explain"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Explain it; the form then asks again."""
        slot = tracker.get_slot("requested_slot") if tracker.active_loop else None
        dispatcher.utter_message(response=f"utter_explain_{slot}" if slot else "utter_explain_nothing")
        return []
