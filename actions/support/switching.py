"""Starting a form, from wherever the conversation is."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

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
