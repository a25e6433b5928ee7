"""A warning sign that a doctor should look at today or tomorrow."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.correcting import merge
from actions.support.facts import facts_in
from actions.support.speech import say
from actions.support.switching import Events, leave_form
from actions.support.view import TurnView
from actions.support.warning import open_signs, words_of_the_sign
from backline.assistant import resources
from backline.assistant.harm_turns import tells_of_violence
from backline.assistant.signs_taken_back import asks_which_sign
from backline.assistant.urgent_turns import aside_to
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
        known = open_signs(tracker)
        in_contact = view.form == "contact_form"
        text = self._words(view, triage.get("message_key"), known)
        if tells_of_violence(view.text):
            text += "\n\n" + resources.red_flag_replies().text("aside_harmed", clinic.words())
        say(
            dispatcher,
            text,
            tone="urgent",
            links=[{"title": f"Call {clinic.phone}", "href": clinic.phone_link}],
            buttons=[]
            if in_contact
            else [
                {"title": "Contact the clinic, urgent", "payload": "/request_contact"},
                {"title": "A doctor has checked this", "payload": "/resolved"},
                {"title": "I did not mean that", "payload": '/resolved{"value": "mistake"}'},
            ],
        )
        # What is told of the trouble while a sign is open is kept, and leads to no exercises.
        told = {} if triage.get("message_key") or view.form else merge(tracker.slots, facts_in(view))
        events: Events = [
            *(SlotSet(name, value) for name, value in told.items()),
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
        """The words for a sign; where none is new, what answers the message about those before, never twice running."""
        replies, words = resources.red_flag_replies(), resources.clinic().words()
        if not key and asks_which_sign(view.text) and (quoted := words_of_the_sign(view)):
            return (
                f'I took "{quoted}" for a warning sign. If you did not mean that, please tell me, and I put it aside.'
            )
        if key or not known:
            return replies.text(key or "general.urgent", words)
        again = replies.text(aside_to(view.text, known), words)
        return replies.text(f"{known[0]}.urgent", words) if again in view.said_before() else again
