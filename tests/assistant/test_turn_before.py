"""What is read off a conversation about the turn before a message."""

from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.turn_before import last_actions, last_message, last_replies, listed

_EVENTS = [
    UserUttered("hello"),
    ActionExecuted("action_greet"),
    BotUttered("Hello."),
    UserUttered("exercises please"),
    ActionExecuted("action_start_exercises"),
    SlotSet("plan_exercises", ["bridge"]),
    SlotSet("topic", "exercise"),
    BotUttered("Here they are."),
    BotUttered(None),
    BotUttered("Do you want a picture?"),
    ActionExecuted("action_listen"),
]


def test_only_the_last_turn_counts() -> None:
    tracker = DialogueStateTracker.from_events("somebody", _EVENTS)
    assert last_actions(tracker) == {"action_start_exercises", "action_listen"}
    assert last_replies(tracker) == ["Here they are.", "Do you want a picture?"]
    said = last_message(tracker)
    assert said is not None
    assert said.text == "exercises please"


def test_a_slot_that_holds_no_list_has_no_items() -> None:
    tracker = DialogueStateTracker.from_events("somebody", _EVENTS)
    assert listed(tracker, "topic") == listed(tracker, "pain_region") == []


def test_before_the_first_message_there_is_nothing() -> None:
    assert last_actions(None) == frozenset()
    assert last_replies(None) == listed(None, "plan_exercises") == []
    assert last_message(None) is None
