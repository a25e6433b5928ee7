"""Start over."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.menu import MENU
from actions.support.speech import say
from actions.support.switching import Events, leave_form


class ActionStartOver(Action):
    """Forgets what was told and starts anew; warning signs stay known to the clinic's staff."""

    def name(self) -> str:
        return "action_start_over"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Forget the facts and greet again."""
        kept = {"red_flag_tier", "red_flags", "contact_reference"}
        facts = [SlotSet(name, None) for name, value in tracker.slots.items() if value is not None and name not in kept]
        say(
            dispatcher,
            "All right, we start over. I have put aside what you told me. What would you like to do?",
            buttons=MENU,
        )
        return [
            *leave_form(),
            *(event for event in facts if event["name"] not in ("requested_slot", "attempts")),
        ]
