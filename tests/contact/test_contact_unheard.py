"""What a correction says beside: it is not lost without a word."""

from __future__ import annotations

import pytest

from backline.contact.unheard import unheard_part


@pytest.mark.parametrize(
    ("text", "values", "unheard"),
    [
        ("my name is Bo Ray, and tell them that I moved", ["Bo Ray"], "tell them that I moved"),
        ("510 555 0188 and greet the surgeon for me", ["+15105550188", "(510) 555-0188"], "greet the surgeon for me"),
    ],
)
def test_what_nothing_was_made_of(text: str, values: list[str], unheard: str) -> None:
    assert unheard_part(text, values, "US") == unheard


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("no sorry, my name is Bo Ray, thanks", ["Bo Ray"]),
        ("the reason is back pain, stiff neck and numb toes", ["back pain, stiff neck and numb toes"]),
        ("my number is 510 555 0188, the old one was wrong", ["+15105550188", "(510) 555-0188"]),
        ("call me in the evening, not at work", ["evening, not at work"]),
        ("change the time to evenings and the name is right", ["evenings"]),
        ("it's Bo Ray", ["Bo Ray"]),
    ],
)
def test_what_is_heard(text: str, values: list[str]) -> None:
    assert unheard_part(text, values, "US") == ""
