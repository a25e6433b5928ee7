"""Questions typed in a hurry, where a form expects an answer."""

from __future__ import annotations

import pytest

from actions.support.asking import asks, asks_to_be_called


@pytest.mark.parametrize(
    "text",
    [
        "cud it be my disc",
        "ok wat do i do now",
        "hw long will it take",
        "dose it hurt",
        "shuld i keep working til friday",
        "is it safe",
        "r u real",
    ],
)
def test_questions(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text", ["Wen Li", "Wat Tyler", "R Jones", "mornings", "415 555 0134", "rest of the week", "no"]
)
def test_answers(text: str) -> None:
    assert not asks(text)


def test_a_wish_to_be_called() -> None:
    assert asks_to_be_called("cud someone ring me after 5")
    assert not asks_to_be_called("shud i wait til monday")
