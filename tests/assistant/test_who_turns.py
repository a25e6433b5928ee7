"""Who asks whether this is a person, and who does not believe the answer."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.who_turns import WHO, asks_who

_AFTER: list[Any] = [UserUttered("are you a bot", {"name": WHO, "confidence": 1.0})]


@pytest.mark.parametrize(
    "text",
    [
        "r u a bot",
        "are u even human",
        "u real?",
        "am i talking to a real person",
        "wait are you a computer or a person",
    ],
)
def test_it_is_asked(text: str) -> None:
    assert asks_who(text, None)


@pytest.mark.parametrize(
    "text", ["is this pain real", "are you open", "can i talk to a human", "are you able to help real quick"]
)
def test_something_else_is_asked(text: str) -> None:
    assert not asks_who(text, None)


@pytest.mark.parametrize("text", ["prove that", "i dont believe you", "no ur not", "really??", "how do i know"])
def test_it_is_doubted_after_the_answer_alone(text: str) -> None:
    assert not asks_who(text, None)
    assert asks_who(text, DialogueStateTracker.from_events("somebody", _AFTER))


def test_what_comes_after_the_answer_may_be_something_else() -> None:
    assert not asks_who("ok then what is stenosis", DialogueStateTracker.from_events("somebody", _AFTER))
