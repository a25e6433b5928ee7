"""Something that Backline does not know about."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.facts import facts_in, merge
from actions.support.menu import MENU
from actions.support.speech import say, say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources


class ActionOutOfScope(Action):
    """Says kindly that this is not about backs, with a way on."""

    def name(self) -> str:
        return "action_out_of_scope"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say it in words not used in the turn before."""
        clinic = resources.clinic()
        view = TurnView(tracker)
        facts = facts_in(view)
        if facts.get("cautions_told") and not view.text.endswith("?"):
            return self._note_cautions(dispatcher, view, facts)
        say_one_of(
            dispatcher,
            [
                "I only know about backs, necks and the spine, so I can't help with that one. "
                "For other health questions, your own doctor or pharmacist is the right person. "
                "What I can do is listed below.",
                "That is outside of what I know, I'm sorry. I'm here for back and neck problems. "
                f"A person at {clinic.name} may know more: {clinic.phone}.",
                "I can't help with that either, and I don't want to guess. Is there something about your back or neck?",
            ],
            view.said_before(),
            buttons=[] if view.form else MENU,
        )
        return []

    @staticmethod
    def _note_cautions(dispatcher: CollectingDispatcher, view: TurnView, facts: dict[str, Any]) -> Events:
        """Another illness is none of its business, but exercises have to fit it."""
        text = "Thank you for telling me. I will leave out exercises that do not go with it."
        if not view.form:
            again = bool(view.slot("exercises_shown"))
            text += " Shall I put together new ones?" if again else " Shall I suggest some that fit?"
        say(dispatcher, text, buttons=[] if view.form else [MENU[1], MENU[3]])
        return [
            *(SlotSet(name, value) for name, value in merge(view.tracker.slots, facts).items()),
            SlotSet("offer", "exercise_form"),
        ]
