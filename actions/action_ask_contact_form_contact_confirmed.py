"""Read a contact request back before it is sent."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.speech import say
from actions.support.switching import Events
from actions.support.view import TurnView

_CHANGES = (
    ("Change the name", "contact_name"),
    ("Change the number or e-mail", "contact_details"),
    ("Change the time", "contact_reach"),
    ("Change the reason", "contact_reason"),
)


class ActionAskContactFormContactConfirmed(Action):
    """Reads everything back and asks whether it is right."""

    def name(self) -> str:
        return "action_ask_contact_form_contact_confirmed"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Read back; after a no, offer what to change."""
        view = TurnView(tracker)
        details = view.slot("contact_details")
        kind = "E-mail" if details["kind"] == "email" else "Phone"
        lines = [
            f"- Name: {view.slot('contact_name')}",
            f"- {kind}: {details['display']}",
            f"- When to reach you: {view.slot('contact_reach')}",
            f"- Reason: {view.slot('contact_reason')}",
        ]
        buttons = [{"title": "Yes, send it", "payload": "/affirm"}]
        buttons += [{"title": title, "payload": f'/correct{{"field": "{slot}"}}'} for title, slot in _CHANGES]
        start = "This is what I have now:" if view.slot("attempts") else "Here is what I will send:"
        say(dispatcher, start + "\n\n" + "\n".join(lines) + "\n\nIs everything right?", buttons=buttons)
        return []
