"""There is no model to answer with."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.speech import say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources


class ActionUnavailable(Action):
    """Says honestly that the assistant can't answer right now."""

    def name(self) -> str:
        return "action_unavailable"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say so, with the ways to reach the clinic."""
        clinic = resources.clinic()
        say_one_of(
            dispatcher,
            [
                "I'm sorry, I can't answer questions right now. "
                f"Please call {clinic.name} at {clinic.phone}, or use the contact page. "
                f"In an emergency, call {clinic.emergency_number}.",
                f"I still can't answer, I'm sorry. You can reach us at {clinic.phone}. "
                f"In an emergency, call {clinic.emergency_number}.",
            ],
            TurnView(tracker).said_before(),
            links=[
                {"title": "Contact page", "href": "/contact"},
                {"title": f"Call {clinic.phone}", "href": clinic.phone_link},
            ],
        )
        return []
