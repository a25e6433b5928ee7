"""Somebody says hello."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.cards import plan_link
from actions.support.profile import plan_shown
from actions.support.speech import fresh, say
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.care import PlanRecord

_A_WHILE = 0.75  # days: who wrote in the evening and comes back in the morning has been away


class ActionGreet(Action):
    """Says hello; to who comes back after a while, that the plan is still here."""

    def name(self) -> str:
        return "action_greet"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Greet."""
        view = TurnView(tracker)
        record = PlanRecord.read(view.slot("plan_record") or "")
        waits = view.slot("red_flag_tier") in ("emergency", "urgent")
        if record is None or waits or not plan_shown(view) or view.days_away < _A_WHILE:
            dispatcher.utter_message(response="utter_greet")
            return []
        text = (
            f"Welcome back. Your exercise plan of {record.made:%B} {record.made.day} is still here. How is it going? "
            "You can ask for easier moves, tell me if one hurts, or look with me at what you have tried so far."
        )
        say(
            dispatcher,
            fresh(text, view.said_before()),
            links=[plan_link(view.slot("plan_record"), "Open your plan")],
            buttons=[
                {"title": "Easier exercises", "payload": "/request_exercises"},
                {"title": "Look at what I have tried", "payload": "/review_care"},
                {"title": "Contact the clinic", "payload": "/request_contact"},
            ],
        )
        return []
