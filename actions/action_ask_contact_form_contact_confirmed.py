"""Read a contact request back before it is sent."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.speech import Button, say_one_of
from actions.support.summary import NO_SUMMARY, WITH_SUMMARY, is_left_out
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant.contact_told import shown_lines

_CHANGES = (
    ("Change the name", "contact_name"),
    ("Change the number or e-mail", "contact_details"),
    ("Change the time", "contact_reach"),
    ("Change the reason", "contact_reason"),
)

_READ = "This is what the clinic will read beside it:"
_RIGHT = 'If a line is wrong, just tell me. You can also say "leave out the part about ...".'
_WHAT_TO_CHANGE = [
    "What should I change? The name, the number or e-mail, the time, the reason, or a line of the summary?",
    'Tell me what to change, such as "the name". If everything is right, say "send it".',
]


class ActionAskContactFormContactConfirmed(Action):
    """Reads everything back, also the summary that the clinic reads, and asks whether it is right."""

    def name(self) -> str:
        return "action_ask_contact_form_contact_confirmed"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Read back; after a no, offer what to change."""
        view = TurnView(tracker)
        buttons = [{"title": "Yes, send it", "payload": "/affirm"}]
        buttons += [{"title": title, "payload": f'/correct{{"field": "{slot}"}}'} for title, slot in _CHANGES]
        buttons.append(_summary_button(view))
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
        read = [f"- {line.text}" for line in shown_lines(view.slots)]
        parts = ["", "\n".join(lines), _READ, "\n".join(read), f"{_RIGHT} Is everything right?"]
        whole = "\n\n".join(parts)
        starts = ["Here is what I will send:", "This is what I have now:", "Once more, this is what I will send:"]
        say_one_of(dispatcher, [start + whole for start in starts], view.said_before(), buttons=buttons)
        return []


def _summary_button(view: TurnView) -> Button:
    if is_left_out(view):
        return {"title": "Put the summary back", "payload": f'/inform{{"value": "{WITH_SUMMARY}"}}'}
    return {"title": "Leave out the summary", "payload": f'/inform{{"value": "{NO_SUMMARY}"}}'}
