"""What follows when somebody adds to or puts right what a review or a plan was made of."""

from __future__ import annotations

from rasa_sdk.events import FollowupAction, SlotSet

from actions.support.facts import changed, facts_in, improvement_told, merge
from actions.support.switching import Events
from actions.support.view import TurnView

_CARE = frozenset({"care_tried", "care_weeks", "care_improved"})


def redo(view: TurnView) -> Events:
    """Take the changed facts and say the outcome anew; empty where nothing that was used has changed."""
    told = {**facts_in(view), **improvement_told(view)}
    new = {**merge(view.tracker.slots, told), **changed(view, told)}
    care = {name: value for name, value in new.items() if name in _CARE}
    if care and view.slot("care_outcome") is not None and "sudden_worsening" not in new:
        return [*(SlotSet(name, value) for name, value in care.items()), FollowupAction("action_review_care")]
    pain = {name: value for name, value in new.items() if name not in _CARE}
    if pain and view.slot("exercises_shown") and "sudden_worsening" not in new:
        return [*(SlotSet(name, value) for name, value in pain.items()), FollowupAction("action_suggest_exercises")]
    return []
