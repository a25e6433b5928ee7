"""Read a contact request back before it is sent."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.speech import say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView

_CHANGES = (
    ("Change the name", "contact_name"),
    ("Change the number or e-mail", "contact_details"),
    ("Change the time", "contact_reach"),
    ("Change the reason", "contact_reason"),
)

_WHAT_TO_CHANGE = [
    "What should I change? The name, the number or e-mail, the time, or the reason?",
    'Tell me what to change, such as "the name". If everything is right, say "send it".',
]


class ActionAskContactFormContactConfirmed(Action):
    """Reads everything back and asks whether it is right."""

    def name(self) -> str:
        return "action_ask_contact_form_contact_confirmed"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Read back; after a no, offer what to change."""
        view = TurnView(tracker)
        buttons = [{"title": "Yes, send it", "payload": "/affirm"}]
        buttons += [{"title": title, "payload": f'/correct{{"field": "{slot}"}}'} for title, slot in _CHANGES]
        if view.slot("attempts"):
            say_one_of(dispatcher, _WHAT_TO_CHANGE, view.said_before(), buttons=buttons)
            return []
        details = view.slot("contact_details")
        contacts = [details, details["also"]] if details.get("also") else [details]
        lines = [
            f"- Name: {view.slot('contact_name')}",
            *(f"- {'E-mail' if each['kind'] == 'email' else 'Phone'}: {each['display']}" for each in contacts),
            f"- When to reach you: {view.slot('contact_reach')}",
            f"- Reason: {view.slot('contact_reason')}",
        ]
        whole = "\n\n" + "\n".join(lines) + "\n\nIs everything right?"
        starts = ["Here is what I will send:", "This is what I have now:", "Once more, this is what I will send:"]
        say_one_of(dispatcher, [start + whole for start in starts], view.said_before(), buttons=buttons)
        return []
