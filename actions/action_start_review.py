"""Start the review of conservative care."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.switching import Events, start_form
from actions.support.update import redo


class ActionStartReview(Action):
    """Starts the review form."""

    def name(self) -> str:
        return "action_start_review"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Start the form."""
        done = tracker.get_slot("care_outcome") is not None
        changes = await redo(dispatcher, tracker, domain) if done else []
        if changes:
            # The outcome was said, and now there is more to it.
            return changes
        forget = ("care_tried", "care_weeks", "care_improved", "sudden_worsening", "warning_signs")
        # A second review asks anew, the first one starts from what is known.
        return [
            *start_form(tracker, "care_review_form", forget=forget if done else ("warning_signs",)),
            SlotSet("care_outcome", None),
        ]
