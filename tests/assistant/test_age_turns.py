"""Too old, too young: for surgery, and for a bad back."""

import pytest

from backline.assistant.age_turns import age_asked
from backline.assistant.asked import Asked
from backline.language.plain_text import plain_text
from backline.settings import Settings


@pytest.fixture(autouse=True)
def _resources(settings: Settings) -> None:
    """The shipped knowledge."""


def asked(text: str, *topics: str, context: str | None = None) -> Asked | None:
    return age_asked(plain_text(text), list(topics), context)


@pytest.mark.parametrize(
    ("text", "topics", "topic", "aspect"),
    [
        ("is 77 too old for a fusion", ["fusion"], "surgery_in_old_age", "what_is"),
        ("can a 90 year old have back surgery", ["surgery"], "surgery_in_old_age", "what_is"),
        ("is an operation risky at my age", ["surgery"], "surgery_in_old_age", "risks"),
        ("does surgery work for old people", ["surgery"], "surgery_in_old_age", "benefits"),
        ("im 22 is that too young for surgery", ["surgery"], "surgery_in_young_age", "what_is"),
        ("am i old enough for an operation", ["surgery"], "surgery_in_young_age", "what_is"),
        ("am i too young for a herniated disc", ["herniated_disc"], "age_and_backs", "what_is"),
        ("am i too old to exercise", ["exercise"], "age_and_backs", "self_care"),
    ],
)
def test_of_an_age(text: str, topics: list[str], topic: str, aspect: str) -> None:
    assert asked(text, *topics) == Asked.of(topic, aspect)


def test_what_was_talked_about_is_meant() -> None:
    assert asked("am i too old for that", context="decompression") == Asked.of("surgery_in_old_age", "what_is")
    assert asked("too old for this?") == Asked.of("age_and_backs", "what_is")


@pytest.mark.parametrize(
    "text",
    ["im 71 and had surgery in may", "i am 30 and my back hurts", "my son is 12 and has scoliosis", "im 80, leg numb"],
)
def test_an_age_told_by_the_way(text: str) -> None:
    assert asked(text) is None
