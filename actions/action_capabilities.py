"""What can you do, and what can't you?"""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.desk import offer_help_with_pain
from actions.support.speech import say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.service_turns import wants_paper


class ActionCapabilities(Action):
    """Says what Backline can do, or lists its topics; and what only a doctor can."""

    def name(self) -> str:
        return "action_capabilities"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say it."""
        view = TurnView(tracker)
        if wants_paper(view.text):
            say_one_of(
                dispatcher,
                [
                    "I'm a computer program, so I can't prescribe medicine, write a note or fill in a form. "
                    "Only a doctor can do that. "
                    "Shall I take your details, so that the clinic calls you about it?",
                    "That needs a doctor, I'm sorry: I can't write prescriptions or notes, or fill in forms. "
                    f"The team at {resources.clinic().phone} can tell you more. Shall I take your details for them?",
                ],
                view.said_before(),
                buttons=[] if view.form else [{"title": "Contact the clinic", "payload": "/request_contact"}],
            )
            if view.form:
                return []
            return [SlotSet("offer", "contact_form"), *offer_help_with_pain(dispatcher, view)]
        wants_topics = view.entity("value") == "topics"
        dispatcher.utter_message(response="utter_topics" if wants_topics else "utter_capabilities")
        return []
