"""Ask for the reason, offering one made of what the conversation told."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.reason import suggested_reason
from actions.support.speech import say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView


class ActionAskContactFormContactReason(Action):
    """Asks what the request is about."""

    def name(self) -> str:
        return "action_ask_contact_form_contact_reason"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask, with a suggestion where something is known."""
        view = TurnView(tracker)
        suggestion = suggested_reason(view)
        buttons = []
        if suggestion:
            title = suggestion[0].upper() + suggestion[1:]
            buttons.append({"title": title, "payload": '/inform{"value": "suggested"}'})
        say_one_of(
            dispatcher,
            [
                "What would you like to talk about? A few words are enough.",
                "In a few words, what is your request about?",
                "Back to your request. What should the clinic know before they call?",
            ],
            view.said_before(),
            buttons=buttons,
        )
        return []
