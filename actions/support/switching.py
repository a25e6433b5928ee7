"""Starting a form, from wherever the conversation is."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

from actions.support.view import TurnView

Events = list[dict[str, Any]]


def leave_form() -> Events:
    """End the form under way; what was answered stays known."""
    return [ActiveLoop(None), SlotSet("requested_slot", None), SlotSet("attempts", None)]


def start_form(tracker: Tracker, form: str, *, forget: tuple[str, ...] = ()) -> Events:
    """Start ``form``, leaving the one under way; where it is under way itself, it goes on.

    Args:
        tracker: the conversation.
        form: the form's name.
        forget: slots to ask for anew.
    """
    if (tracker.active_loop or {}).get("name") == form:
        return []
    reset = [SlotSet(name, None) for name in forget]
    return [*leave_form(), SlotSet("offer", None), *reset, FollowupAction(form)]


def left_form(view: TurnView) -> str | None:
    """The form that a warning sign ended; None where it ended none."""
    form, action = None, None
    for event in view.tracker.events:
        if event["event"] == "action":
            action = event.get("name")
        elif event["event"] == "active_loop" and event.get("name"):
            form = str(event["name"])
        elif event["event"] == "active_loop" and action != "action_warning_sign":
            form = None
    return form
