"""Messages that go back to the open question, or to an answer that was given."""

from __future__ import annotations

import pytest

from backline.assistant.going_back_turns import goes_back_to


@pytest.mark.parametrize(
    "text",
    [
        "ok and where were we?",
        "wher did we stop",
        "wat was ur qestion agen",
        "back to what u asked",
        "pls go bak",
        "i lost track, what did you want to know",
        "sorry the phone rang. what was the question",
        "can we go on where we left off",
    ],
)
def test_the_open_question_is_meant(text: str) -> None:
    assert goes_back_to(text) == "question"


@pytest.mark.parametrize("text", ["go back one step", "the previous queston pls", "can i go back to my phone number"])
def test_an_earlier_answer_is_meant(text: str) -> None:
    assert goes_back_to(text) == "answer"


@pytest.mark.parametrize(
    "text",
    [
        "when can i go back to work",
        "where are you",
        "i want my back to be ok",
        "it goes back to 2019",
        "what did you say about fusion",
        "what do you need my number for",
        "last question",
        "go back to exercises",
        "continue",
        "415 555 0134. where were we",
    ],
)
def test_something_else_is_meant(text: str) -> None:
    assert goes_back_to(text) is None
