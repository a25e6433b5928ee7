"""Start the contact form."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.asked_with_request import answer_beside
from actions.support.switching import Events, start_form


class ActionStartContact(Action):
    """Starts the contact form."""

    def name(self) -> str:
        return "action_start_contact"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Start the form; what the message asks besides is answered first."""
        if (tracker.active_loop or {}).get("name") == "contact_form":
            return []
        told = await answer_beside(dispatcher, tracker, domain)
        return told + start_form(
            tracker, "contact_form", forget=("contact_consent", "contact_confirmed", "summary_without")
        )
