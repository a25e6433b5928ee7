"""Something that Backline does not know about."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.menu import MENU
from actions.support.speech import say_one_of
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
