"""Somebody wants a person."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.about_request import about_a_sent_request
from actions.support.asked_with_request import answer_beside
from actions.support.speech import say, say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources


class ActionHuman(Action):
    """Gives the phone number and offers the contact form."""

    def name(self) -> str:
        return "action_human"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say how to reach a person, and start or go on with the contact form if they like."""
        clinic = resources.clinic()
        view = TurnView(tracker)
        if (told := about_a_sent_request(view)) is not None:
            known = view.slot("contact_reference") is not None
            buttons = [] if known else [{"title": "Leave my details", "payload": "/request_contact"}]
            link = {"title": f"Call {clinic.phone}", "href": clinic.phone_link}
            say(dispatcher, told, buttons=buttons, links=[link])
            return [SlotSet("offer", None if known else "contact_form")]
        answered = [] if view.form else await answer_beside(dispatcher, tracker, domain)
        hours = "; ".join(f"{line.days} {line.hours}" for line in clinic.opening_hours)
        open_when = f" We are there {hours}." if hours else ""
        say_one_of(
            dispatcher,
            [
                f"Of course. You can call {clinic.name} at {clinic.phone}.{open_when} "
                "If you like, leave your details here and a person calls you.",
                f"A person answers at {clinic.phone}.{open_when} Or leave your details, and they call you.",
            ],
            view.said_before(),
            buttons=[]
            if tracker.active_loop.get("name") == "contact_form"
            else [{"title": "Leave my details", "payload": "/request_contact"}],
            links=[{"title": f"Call {clinic.phone}", "href": clinic.phone_link}],
        )
        return [*answered, SlotSet("offer", "contact_form")]
