"""Somebody puts something right, outside of a form."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_affirm import ActionAffirm
from actions.support.facts import facts_in, told_of_care
from actions.support.kept import kept_of_care
from actions.support.menu import MENU
from actions.support.speech import fresh, say, say_one_of
from actions.support.switching import Events
from actions.support.time_put_right import stays_the_same
from actions.support.update import redo
from actions.support.view import TurnView
from backline.assistant import resources
from backline.contact import find_corrections, which_field
from backline.contact.additions import added_to_reason
from backline.language import answer_yes_no


class ActionCorrect(Action):
    """Changes what was told, and says what follows from it now."""

    def name(self) -> str:
        return "action_correct"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Change it where it is clear; else ask what was meant."""
        view = TurnView(tracker)
        clinic = resources.clinic()
        if (same := stays_the_same(view)) is not None:
            say(dispatcher, fresh(same, view.said_before()))
            return []
        changes = await redo(dispatcher, tracker, domain, first="utter_corrected")
        if changes:
            return changes
        if view.slot("offer") and answer_yes_no(view.text):
            # "Hmm, OK then, actually yes" takes an offer that was refused before.
            return await ActionAffirm().run(dispatcher, tracker, domain)
        reference = view.slot("contact_reference")
        adds = view.reading and added_to_reason(view.text, clinic.region)
        if reference and (adds or find_corrections(view.text, clinic.region) or which_field(view.text)):
            say(
                dispatcher,
                f"Your request {reference} is saved already, so I can't change it here. Please call {clinic.phone} and "
                "give that number. Or we make a new request with the right details. Shall we do that?",
                buttons=[{"title": "Make a new request", "payload": "/request_contact"}],
                links=[{"title": f"Call {clinic.phone}", "href": clinic.phone_link}],
            )
            return [SlotSet("offer", "contact_form")]
        if view.slot("care_outcome") is not None and told_of_care(view):
            # "No, I did PT too, like I said" is known, and nothing follows from it that was not said.
            say(dispatcher, f"Yes, I have that. {kept_of_care(view)} What I said stays the same.".replace("  ", " "))
            return []
        say_one_of(
            dispatcher,
            [
                "I'm sorry that I got that wrong. What did you mean? Please tell me in other words.",
                "I'd like to get this right. Could you say it in one short sentence?",
            ],
            view.said_before(),
            buttons=MENU,
        )
        return [SlotSet(name, value) for name, value in facts_in(view).items()]
