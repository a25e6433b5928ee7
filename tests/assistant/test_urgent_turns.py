"""What is asked after an urgent warning sign."""

from typing import Any

import pytest
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.message_reader import READING
from backline.assistant.urgent_turns import asks_to_wait, remind


@pytest.mark.parametrize(
    "text",
    [
        "should i wait?",
        "can it wait until monday",
        "shud i just see how it goes",
        "how soon do I have to go",
        "is it really urgent",
        "how serious is this",
        "do I really need to see somebody",
        "is it ok if i leave it a few days",
    ],
)
def test_whether_it_can_wait_is_asked(text: str) -> None:
    assert asks_to_wait(text)


@pytest.mark.parametrize(
    "text",
    [
        "what is a fusion",
        "which exercises help",
        "thank you",
        "I called the doctor and go there on monday",
        "where can I park",
        "can I have your number",
    ],
)
def test_whether_it_can_wait_is_not_asked(text: str) -> None:
    assert not asks_to_wait(text)


def _reminded(*events: Any, tier: str | None = None) -> bool:
    parsed = {"intent": {"name": "ask_when_surgery", "confidence": 0.8}, READING: {"triage": {"tier": tier}}}
    tracker = DialogueStateTracker.from_events("somebody", list(events))
    reminded = remind("should I wait?", tracker, parsed)
    assert reminded == (parsed["intent"]["name"] == "warning_sign")
    return reminded


def test_only_after_an_urgent_sign() -> None:
    assert _reminded(SlotSet("red_flag_tier", "urgent"))
    assert not _reminded()
    assert not _reminded(SlotSet("red_flag_tier", "emergency"))
    assert not _reminded(SlotSet("red_flag_tier", "urgent"), ActiveLoop("contact_form"))


def test_a_new_sign_speaks_for_itself() -> None:
    assert not _reminded(SlotSet("red_flag_tier", "urgent"), tier="urgent")


def test_the_first_message_has_nothing_to_be_reminded_of() -> None:
    assert not remind("should I wait?", None, {})
