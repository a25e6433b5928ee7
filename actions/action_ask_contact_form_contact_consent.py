"""Ask for consent before contact details are kept."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.speech import say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources


def _said_in_this_form(tracker: Tracker, text: str) -> bool:
    for event in reversed(tracker.events):
        if event["event"] == "bot" and event.get("text") == text:
            return True
        if event["event"] == "active_loop" and event.get("name"):
            return False
    return False


class ActionAskContactFormContactConsent(Action):
    """Says the consent text of ``data/consent.yml``; on asking again only its question."""

    def name(self) -> str:
        return "action_ask_contact_form_contact_consent"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask with two buttons."""
        consent = resources.consent()
        whole = consent.render(resources.clinic().words())
        asked = _said_in_this_form(tracker, whole)
        again = [consent.question, f"Back to your request. {consent.question}", f"Once more: {consent.question}"]
        say_one_of(
            dispatcher,
            again if asked else [whole],
            TurnView(tracker).said_before(),
            buttons=[
                {"title": "Yes, that is OK", "payload": "/affirm"},
                {"title": "No", "payload": "/deny"},
            ],
        )
        return []
