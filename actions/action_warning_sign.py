"""A warning sign that a doctor should look at today or tomorrow."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.speech import say
from actions.support.switching import Events, leave_form
from actions.support.view import TurnView
from backline.assistant import resources
from backline.contact import Valid, parse_reason


class ActionWarningSign(Action):
    """Says the reviewed words, ends exercises and the review, and offers the contact form, marked urgent."""

    def name(self) -> str:
        return "action_warning_sign"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say it; the contact form goes on where it is under way."""
        view = TurnView(tracker)
        clinic = resources.clinic()
        triage = view.reading.get("triage") or {}
        flags = triage.get("ids") or []
        known = list(tracker.get_slot("red_flags") or [])
        in_contact = view.form == "contact_form"
        say(
            dispatcher,
            self._words(view, triage.get("message_key"), known),
            tone="urgent",
            links=[{"title": f"Call {clinic.phone}", "href": clinic.phone_link}],
            buttons=[]
            if in_contact
            else [
                {"title": "Contact the clinic, urgent", "payload": "/request_contact"},
                {"title": "A doctor has checked this", "payload": "/resolved"},
            ],
        )
        events: Events = [
            SlotSet("red_flag_tier", "urgent"),
            SlotSet("red_flags", [*known, *(flag for flag in flags if flag not in known)]),
        ]
        if in_contact and view.requested == "contact_reason":
            # What names the sign is the reason, in the person's own words.
            reason = parse_reason(view.text)
            return [*events, SlotSet("contact_reason", reason.value)] if isinstance(reason, Valid) else events
        if in_contact:
            return events
        return [*events, SlotSet("offer", "contact_form"), *(leave_form() if view.form else [])]

    @staticmethod
    def _words(view: TurnView, key: str | None, known: list[str]) -> str:
        """The words for a sign; where none is new, that those told before can not wait, never twice running."""
        replies, words = resources.red_flag_replies(), resources.clinic().words()
        if key or not known:
            return replies.text(key or "general.urgent", words)
        again = replies.text("aside_wait_urgent", words)
        return replies.text(f"{known[0]}.urgent", words) if again in view.said_before() else again
