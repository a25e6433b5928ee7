from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.language import answer_yes_no

YES = [
    "yes", "Yes!", "y", "yeah", "yea", "yep", "yup", "ya", "yeah kind of", "yes a little", "sure", "of course", "ok",
    "i guess so", "I think so", "kind of", "a little", "a little bit", "somewhat", "sort of i guess", "it did",
    "it did for a while",
    "i do", "I have", "it helped a bit", "yes but only at first", "most of the time", "definitely",
    "well yes", "unfortunately yes", "no problem", "why not", "I don't mind", "👍", "that's right", "for a few days",
    "yes, no change though", "just a little", "no i mean yes", "no wait yes", "no sorry yes", "no yeah",
]  # fmt: skip
NO = [
    "no", "No.", "n", "nope", "nah", "naw", "not really", "not at all", "never", "none", "nothing", "no it didnt help",
    "it didn't", "It did not", "i dont", "I don't think so", "i haven't", "hardly", "not yet", "no not really",
    "no my number is 555", "well no", "unfortunately not", "yeah no", "nothing helped", "👎", "it hasn't",
    "yes none", "yes, none of those", "yes nothing", "yes i mean no", "yes sorry no", "no no no",
]  # fmt: skip
NEITHER = [
    "", "   ", "maybe", "not sure", "i'm not sure", "I don't know", "idk", "dunno", "it depends", "yes and no",
    "what do you mean", "my back hurts", "right leg", "some days I walk", "3 months", "what about surgery?", "n/a",
    "okra",     "notebook", "hard to say", "no idea", "yes no", "no yes", "yes / no", "no no yes",
]  # fmt: skip


@pytest.mark.parametrize("text", YES)
def test_yes(text: str) -> None:
    assert answer_yes_no(text) is True


@pytest.mark.parametrize("text", NO)
def test_no(text: str) -> None:
    assert answer_yes_no(text) is False


@pytest.mark.parametrize("text", NEITHER)
def test_neither(text: str) -> None:
    assert answer_yes_no(text) is None


@given(st.text(max_size=80))
def test_never_raises(text: str) -> None:
    assert answer_yes_no(text) in (True, False, None)
