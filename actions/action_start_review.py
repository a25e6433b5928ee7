"""Start the review of conservative care."""

from __future__ import annotations

import re
import time
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_review_care import ActionReviewCare
from actions.support.answers import FUNCTION
from actions.support.care_questions import answer_aside, question_at_the_start, what_is_left
from actions.support.done import say_it_is_done
from actions.support.menu import MENU
from actions.support.switching import Events, start_form
from actions.support.update import redo
from actions.support.view import UNKNOWN, TurnView
from backline.assistant.review_turns import asks_if_done, asks_what_is_left

# What may be different at the next review. What was tried, how long, how often and the history are kept.
_ASKED_ANEW = ("care_improved", "sudden_worsening", "cannot_do", *FUNCTION, "warning_signs")
_KEPT = ("care_tried", "care_weeks", "care_regularity", "spine_history", "earlier_surgery", "imaging_had")
# Asks for the next step, and not for another look.
_WHAT_NOW = re.compile(
    r"^\W*(?:(?:ok|okay|so|and|but|well)\W+)*what(?:\W?s)? (?:now|next|else|should i|do i|can i|comes)\b", re.I
)
_WEEK = 7 * 24 * 60 * 60


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
        view = TurnView(tracker)
        if done and _is_fresh(tracker):
            if asks_if_done(view.text):
                return say_it_is_done(dispatcher, view)
            left = what_is_left() if asks_what_is_left(view.text) else None
            if left is not None:
                answer_aside(dispatcher, left, MENU[1:])
                return []
        asked = None if done or view.form else question_at_the_start(view)
        if asked is not None:
            answer_aside(dispatcher, asked, MENU[1:])
            return [SlotSet("topic", asked.topic.id)] if asked.topic else []
        if done and _WHAT_NOW.search((tracker.latest_message or {}).get("text") or "") and _is_fresh(tracker):
            return await ActionReviewCare().run(dispatcher, tracker, domain)
        if not done:
            return [*start_form(tracker, "care_review_form", forget=("warning_signs",)), SlotSet("care_outcome", None)]
        # What was left out, or was nothing, is asked anew as well.
        forget = (*_ASKED_ANEW, *(name for name in _KEPT if tracker.get_slot(name) in (None, UNKNOWN, [])))
        return [
            SlotSet("care_weeks", weeks_by_now(tracker.get_slot("care_weeks"), tracker.get_slot("care_reviewed_at"))),
            *start_form(tracker, "care_review_form", forget=forget),
            SlotSet("care_outcome", None),
        ]


def _is_fresh(tracker: Tracker) -> bool:
    """Whether the outcome was said within the last day."""
    told_at = tracker.get_slot("care_reviewed_at")
    return isinstance(told_at, (int, float)) and time.time() - told_at < _WEEK / 7


def weeks_by_now(weeks: Any, told_at: Any) -> Any:
    """The weeks that were told at ``told_at``, and those that have gone by since then."""
    if not isinstance(weeks, (int, float)) or not isinstance(told_at, (int, float)):
        return weeks
    return weeks + max(0, time.time() - told_at) // _WEEK
