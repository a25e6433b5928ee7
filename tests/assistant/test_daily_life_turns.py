"""Trips, children, walking, stress, organs, reports and doctors."""

import pytest

from backline.assistant.asked import Asked
from backline.assistant.daily_life_turns import asked_of_daily_life
from backline.language.plain_text import plain_text
from backline.settings import Settings


@pytest.fixture(autouse=True)
def _resources(settings: Settings) -> None:
    """The shipped knowledge."""


def asked(text: str, *topics: str) -> Asked | None:
    return asked_of_daily_life(plain_text(text), list(topics))


@pytest.mark.parametrize(
    ("text", "topic", "aspect"),
    [
        ("is it ok to fly with a bad back", "travel", "risks"),
        ("how do i get through a long car ride", "travel", "how_to"),
        ("can i pick up my toddler", "lifting", "how_to"),
        ("how far shud i walk each day", "weight_and_endurance", "how_to"),
        ("is it true that worrying makes backs worse", "stress", "causes"),
        ("is it all in my head", "stress", "causes"),
        ("could this be from my kidneys", "pain_from_elsewhere", "causes"),
        ("does it hurt when i pee because of my back", "pain_from_elsewhere", "causes"),
        ("is the pain coming from my hip or my spine", "pain_from_elsewhere", "comparison"),
        ("why is it painful to take a deep breath", "upper_back_pain", "risks"),
        ("what does c5 c6 mean", "scan_words", "what_is"),
        ("is a 7 mm bulge a lot", "scan_words", "risks"),
        ("which specialist should i go to for my neck", "who_to_see", "what_is"),
        ("neurosurgeon vs orthopedic surgeon", "who_to_see", "comparison"),
        ("are heels bad for my back", "footwear", "how_to"),
        ("is a hot tub ok", "hot_cold", "how_to"),
        ("is it worth wearing a back belt", "brace", "benefits"),
        ("can sex make my back worse", "sex", "self_care"),
        ("how should i handle a flare", "prevention", "recovery"),
        ("is it normal that it comes and goes", "low_back_pain", "recovery"),
        ("wich foods are good for discs", "food", "benefits"),
        ("does coffee make my back worse", "food", "causes"),
        ("should i sit or lie down", "posture", "how_to"),
        ("which chair is best", "posture", "how_to"),
        ("should i stay home from work", "work_activity", "benefits"),
        ("is it ok to mow the lawn", "work_activity", "self_care"),
    ],
)
def test_of_daily_life(text: str, topic: str, aspect: str) -> None:
    assert asked(text) == Asked.of(topic, aspect)


def test_what_a_named_pain_comes_from() -> None:
    assert asked("what is the pain in my tailbone", "tailbone_pain") == Asked.of("tailbone_pain", "causes")
    assert asked("pain in my upper back what could it be from", "upper_back_pain") == Asked.of(
        "upper_back_pain", "causes"
    )


@pytest.mark.parametrize(
    "text",
    [
        "when can i drive after surgery",
        "can i drive on pain pills",
        "this pain drives me crazy",
        "i am stressed",
        "i can not eat with this pain",
        "my kidneys are fine",
        "my l4 l5 disc is bulging",
        "could numbness come from my kidneys",
    ],
)
def test_what_is_asked_elsewhere(text: str) -> None:
    assert asked(text) is None
