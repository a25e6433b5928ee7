"""What is read off a conversation about the turn before a message: which actions ran, and what was said."""

from __future__ import annotations

from collections.abc import Iterator

from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker


def events_of_last_turn(tracker: DialogueStateTracker | None) -> Iterator[Event]:
    """What came after the person's last message, the newest first."""
    for event in reversed(tracker.events if tracker is not None else ()):
        if isinstance(event, UserUttered):
            return
        yield event


def last_actions(tracker: DialogueStateTracker | None) -> frozenset[str]:
    """The actions of the last turn."""
    return frozenset(
        str(event.action_name) for event in events_of_last_turn(tracker) if isinstance(event, ActionExecuted)
    )


def last_replies(tracker: DialogueStateTracker | None) -> list[str]:
    """The texts of the last turn's replies, in order."""
    said = [event.text for event in events_of_last_turn(tracker) if isinstance(event, BotUttered) and event.text]
    return [str(text) for text in said[::-1]]


def last_message(tracker: DialogueStateTracker | None) -> UserUttered | None:
    """The person's last message; None where there is none."""
    events = reversed(tracker.events if tracker is not None else ())
    return next((event for event in events if isinstance(event, UserUttered)), None)


def listed(tracker: DialogueStateTracker | None, slot: str) -> list[str]:
    """The items of a slot that holds a list; empty where it holds none."""
    value = tracker.get_slot(slot) if tracker is not None else None
    return value if isinstance(value, list) else []
