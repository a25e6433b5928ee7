"""What follows when somebody adds to or puts right what a review or a plan was made of."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_review_care import ActionReviewCare
from actions.action_suggest_exercises import ActionSuggestExercises
from actions.support.correcting import changed, merge
from actions.support.facts import told_of_care
from actions.support.switching import Events
from actions.support.view import TurnView

_CARE = frozenset(
    {
        *("care_tried", "care_weeks", "care_improved", "care_regularity", "earlier_surgery", "imaging_had"),
        "sudden_worsening",
    }
)


async def redo(
    dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any], *, first: str | None = None
) -> Events:
    """Take the changed facts and say the outcome anew; empty where nothing that was used has changed.

    Args:
        dispatcher: takes the replies.
        tracker: the conversation.
        domain: the domain.
        first: the response to say before.
    """
    view = TurnView(tracker)
    told = told_of_care(view)
    new = {**merge(tracker.slots, told), **changed(view, told)}
    care = {name: value for name, value in new.items() if name in _CARE}
    pain = {name: value for name, value in new.items() if name not in _CARE}
    if new.get("sudden_worsening"):
        return []  # the review is done anew, with its question about warning signs
    if care and view.slot("care_outcome") is not None:
        used, action = care, ActionReviewCare()
    elif pain and view.slot("exercises_shown"):
        used, action = pain, ActionSuggestExercises()
    else:
        return []
    if first:
        dispatcher.utter_message(response=first)
    tracker.slots.update(used)
    return [*(SlotSet(name, value) for name, value in used.items()), *await action.run(dispatcher, tracker, domain)]
