"""What is to be added to the reason of a request."""

from __future__ import annotations

import pytest

from backline.contact.additions import UNSAID, added_to_reason, with_addition


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pls ad that my left foot tingles sometimes", "my left foot tingles sometimes"),
        ("can you add to the reason that im afraid of needles", "im afraid of needles"),
        ("add fear of needles to the reason", "fear of needles"),
        ("yes and tell them i live far away", "i live far away"),
        ("the reason is also my neck", "my neck"),
        ("can i add something to the reason?", UNSAID),
    ],
)
def test_an_addition_is_found(text: str, expected: str) -> None:
    assert added_to_reason(text, "US") == expected


@pytest.mark.parametrize(
    "text",
    [
        "add my email ab@example.org",
        "add my wife's number",
        "tell them to call me in the morning",
        "tell them not to call my work",
        "put Ann Lee",
        "put the summary back please",
        "add it",
        "say that again",
        "yes but don't call me at work",
    ],
)
def test_other_wishes_add_nothing(text: str) -> None:
    assert added_to_reason(text, "US") is None


def test_an_addition_stands_behind_the_reason_once() -> None:
    both = with_addition("leg pain", "I want an MRI")
    assert both == "leg pain; I want an MRI"
    assert with_addition(both, "i want an mri") == both
    assert with_addition(None, "leg pain") == "leg pain"
