"""What is asked after an urgent warning sign."""

from typing import Any

import pytest
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.urgent_turns import asks_to_wait, is_about_the_sign


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


def _about_it(*events: Any) -> bool:
    return is_about_the_sign("should I wait?", DialogueStateTracker.from_events("somebody", list(events)))


def test_only_after_an_urgent_sign() -> None:
    assert _about_it(SlotSet("red_flag_tier", "urgent"))
    assert not _about_it()
    assert not _about_it(SlotSet("red_flag_tier", "emergency"))
    assert not _about_it(SlotSet("red_flag_tier", "urgent"), ActiveLoop("contact_form"))


def test_in_the_first_message_there_is_no_sign_before_it() -> None:
    assert not is_about_the_sign("should I wait?", None)
