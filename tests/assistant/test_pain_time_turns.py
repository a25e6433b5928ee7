"""When pain comes: why it is worse then, what helps, and what is none of it."""

import pytest

from backline.assistant import resources
from backline.assistant.asked import Asked
from backline.assistant.pain_time_turns import asked_of_a_time, asks_on_of_a_time
from backline.language.plain_text import plain_text
from backline.settings import Settings


@pytest.fixture(autouse=True)
def _resources(settings: Settings) -> None:
    """The shipped knowledge."""


def asked(text: str, *topics: str, is_ours: bool = True) -> Asked | None:
    return asked_of_a_time(plain_text(text), list(topics), is_ours=is_ours)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("why is my back so stiff after i wake up", "morning_pain"),
        ("how come it hurts most first thing", "morning_pain"),
        ("y is it wors at nite", "night_pain"),
        ("is it normal that it aches more when i lie down", "night_pain"),
        ("what makes it hurt while driving", "sitting_pain"),
        ("my back is killing me after sitting why", "sitting_pain"),
        ("why do i get a sharp pain when i sneeze", "cough_pain"),
        ("does damp weather make it worse", "weather_pain"),
        ("why is it bad when i stand for long", "standing_pain"),
        ("why does bending over hurt so much", "bending_pain"),
    ],
)
def test_why_then(text: str, topic: str) -> None:
    assert asked(text) == Asked.of(topic, "causes")


@pytest.mark.parametrize(
    ("text", "topic"),
    [("how do i ease the pain at night", "night_pain"), ("what helps stiffness in the mornings", "morning_pain")],
)
def test_what_helps_then(text: str, topic: str) -> None:
    assert asked(text) == Asked.of(topic, "self_care")


@pytest.mark.parametrize(
    "text",
    [
        "why is my leg numb when i sit",
        "why does it hurt at night since i fell",
        "it hurts when i sit and stand",
        "why does my back hurt at night after surgery",
        "is it bad to pop my back every morning",
        "why should i sit up straight",
    ],
)
def test_what_is_asked_elsewhere(text: str) -> None:
    assert asked(text) is None


def test_other_parts_and_treatments_are_left_alone() -> None:
    assert asked("why do my knees hurt when i walk", is_ours=False) is None
    assert asked("why do my ribs hurt when i cough", is_ours=False) is None
    assert asked("why does it hurt when i cough", is_ours=False) == Asked.of("cough_pain", "causes")
    assert asked("why is massage at night worse", "massage") is None


def test_asking_on() -> None:
    topics = resources.knowledge().topics
    assert asks_on_of_a_time(plain_text("and in the morning?"), topics["sciatica"]) == Asked.of(
        "morning_pain", "self_care"
    )
    assert asks_on_of_a_time(plain_text("what about at night"), topics["neck_pain"]) == Asked.of(
        "night_pain", "self_care"
    )
    assert asks_on_of_a_time(plain_text("what about at night"), topics["hot_cold"]) is None
    assert asks_on_of_a_time(plain_text("at night mostly"), topics["sciatica"]) is None
