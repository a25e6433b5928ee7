"""Other ways than an operation."""

import pytest

from backline.assistant.asked import Asked
from backline.assistant.surgery_choice_turns import asks_what_else, other_ways_asked
from backline.language.plain_text import plain_text
from backline.settings import Settings


@pytest.fixture(autouse=True)
def _resources(settings: Settings) -> None:
    """The shipped knowledge."""


def asked(text: str, *topics: str) -> Asked | None:
    return other_ways_asked(plain_text(text), list(topics))


def test_other_ways() -> None:
    assert asked("is there an alternitive to a fusion", "fusion") == Asked.of("fusion", "treatment")
    assert asked("any other options besides surgery", "surgery") == Asked.of("conservative_care", "treatment")
    assert asked("what should i try before i go for surgery", "surgery") == Asked.of("conservative_care", "treatment")


def test_other_ways_than_a_medicine() -> None:
    assert asked("what is there instead of strong painkillers", "opioid") == Asked.of("opioid", "comparison")
    assert asked("alternatives to walking", "exercise") is None


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("laminectomy instead of fusion?", ["decompression", "fusion"]),
        ("what can i eat before surgery", ["surgery"]),
        ("i want surgery", ["surgery"]),
    ],
)
def test_what_is_no_such_question(text: str, topics: list[str]) -> None:
    assert asked(text, *topics) is None


def test_what_else_in_a_few_words() -> None:
    assert asks_what_else(plain_text("any alternatives?"))
    assert asks_what_else(plain_text("ok and what else can i try"))
    assert not asks_what_else(plain_text("what else hurts"))
