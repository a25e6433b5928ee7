"""Start the review of conservative care."""

from __future__ import annotations

import re
import time
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_review_care import ActionReviewCare
from actions.support.asked_beside import question_beside
from actions.support.care_questions import answer_aside, question_at_the_start, what_is_left
from actions.support.care_told import care_calls_for_review, care_facts, goes_well
from actions.support.correcting import merge
from actions.support.done import say_it_is_done
from actions.support.menu import MENU
from actions.support.speech import fresh, say, say_one_of
from actions.support.switching import Events, start_form
from actions.support.time_put_right import stays_the_same
from actions.support.told import noted
from actions.support.update import redo
from actions.support.view import TurnView
from actions.support.whose import own_words
from backline.assistant.review_turns import asks_if_done, asks_what_is_left
from backline.assistant.slot_values import FUNCTION, UNKNOWN

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
        view = TurnView(tracker)
        if done and (same := stays_the_same(view)) is not None:
            say(dispatcher, fresh(same, view.said_before()))
            return []
        changes = await redo(dispatcher, tracker, domain) if done else []
        if changes:
            # The outcome was said, and now there is more to it.
            return changes
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
        beside: Events = []
        if view.intent == "report_worsening" and not view.form:
            found = question_beside(view)
            if found is not None:
                answer_aside(dispatcher, found)
                beside = [SlotSet("topic", found.topic.id)] if found.topic else []
        if view.intent == "report_care" and view.reading and not view.form:
            if not own_words(view):
                return _hear_of_another(dispatcher, view)
            found = question_beside(view)
            if found is not None:
                answer_aside(dispatcher, found)
                beside = [SlotSet("topic", found.topic.id)] if found.topic else []
            if not care_calls_for_review(view):
                return [*beside, *_offer(dispatcher, view, answered=found is not None)]
        if not done:
            return [
                *beside,
                *start_form(tracker, "care_review_form", forget=("warning_signs",)),
                SlotSet("care_outcome", None),
            ]
        # What was left out, or was nothing, is asked anew as well.
        forget = (*_ASKED_ANEW, *(name for name in _KEPT if tracker.get_slot(name) in (None, UNKNOWN, [])))
        return [
            *beside,
            SlotSet("care_weeks", weeks_by_now(tracker.get_slot("care_weeks"), tracker.get_slot("care_reviewed_at"))),
            *start_form(tracker, "care_review_form", forget=forget),
            SlotSet("care_outcome", None),
        ]


def _hear_of_another(dispatcher: CollectingDispatcher, view: TurnView) -> Events:
    """What a relative had done is no care of the writer's."""
    texts = [
        "Thank you for telling me. Is there something that I can do for you, or for them?",
        "I see, thank you. What can I do for you?",
    ]
    say_one_of(dispatcher, texts, view.said_before(), buttons=MENU)
    return [SlotSet("misunderstood", None)]


def _offer(dispatcher: CollectingDispatcher, view: TurnView, *, answered: bool) -> Events:
    """Keep the care that was only told of, and offer to look at all of it."""
    if answered:
        texts = [
            "I also keep in mind what you told me. Shall we look at what you have tried so far?",
            "I noted the rest too. Shall we go through what you have tried?",
        ]
    elif goes_well(view):
        texts = [
            "I'm glad that it goes well, and I keep that in mind. If you like, we can look at all that you have tried.",
            "That is good to hear, and I noted it. We can still look at all of it together, if you like.",
        ]
    else:
        texts = [
            "Thank you, I keep that in mind. Shall we look at what you have tried so far? "
            "It takes a few short questions.",
            "Good to know, I noted that too. Shall we go through all that you have tried?",
        ]
    say_one_of(dispatcher, texts, view.said_before(), buttons=[MENU[2], MENU[1], MENU[3]])
    told = merge(view.tracker.slots, {**care_facts(view), **noted(view)})
    events: Events = [SlotSet(name, value) for name, value in told.items()]
    return [*events, SlotSet("offer", "care_review_form"), SlotSet("misunderstood", None)]


def _is_fresh(tracker: Tracker) -> bool:
    """Whether the outcome was said within the last day."""
    told_at = tracker.get_slot("care_reviewed_at")
    return isinstance(told_at, (int, float)) and time.time() - told_at < _WEEK / 7


def weeks_by_now(weeks: Any, told_at: Any) -> Any:
    """The weeks that were told at ``told_at``, and those that have gone by since then."""
    if not isinstance(weeks, (int, float)) or not isinstance(told_at, (int, float)):
        return weeks
    return weeks + max(0, time.time() - told_at) // _WEEK
