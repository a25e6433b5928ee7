"""Whether, when and how a sport may be done, and which is good for a back."""

from __future__ import annotations

import pytest

from backline.assistant import resources
from backline.assistant.activity_words import SPORT_TOPICS
from backline.assistant.asked import Asked
from backline.assistant.sport_turns import is_of_sport, sport_asked

_LEARNED = "ask_self_care"


def _asked(plain: str, *topics: str, learned: str = _LEARNED) -> str | None:
    asked = sport_asked(plain, topics, learned)
    return f"{asked.topics[0]}/{asked.intent.removeprefix('ask_')}" if asked else None


def test_every_sport_has_what_is_asked_of_it() -> None:
    topics = resources.knowledge().topics
    assert {topic for topic in SPORT_TOPICS if topics[topic].part_of == "exercise"} == SPORT_TOPICS
    for topic in SPORT_TOPICS:
        assert {"what_is", "benefits", "how_to", "risks"} <= set(topics[topic].answers)


@pytest.mark.parametrize(
    ("plain", "topics", "expected"),
    [
        ("can i swim with a bulging disc", ["bulging_disc"], "swimming/risks"),
        ("should my wife be doing tai chi with osteoporosis", ["osteoporosis"], "yoga_pilates/risks"),
        ("hello , is it a bad idea to go ice skating with my back", [], "skiing_riding/risks"),
        ("is it bad for my slipped disc to ride a bike", ["herniated_disc"], "cycling/risks"),
        ("are squats dangerous for the spine", [], "gym_training/risks"),
        ("should i quit boxing", [], "ball_sports/risks"),
        ("how bad is jogging for discs", [], "running/risks"),
        ("does salsa dancing help with back pain", ["low_back_pain"], "dancing_hiking/benefits"),
        ("are there benefits of rowing for my back", [], "sports/benefits"),
        ("when am i able to get back to crossfit", [], "gym_training/how_to"),
        ("how should i play golf with stenosis", ["spinal_stenosis"], "golf_tennis/how_to"),
        ("is there any sport i can do with stenosis", ["spinal_stenosis"], "sports/comparison"),
        ("is swimming or cycling better for my back", [], "sports/comparison"),
        ("pilates for sciatica", ["sciatica"], "yoga_pilates/benefits"),
        ("which pilates moves are bad for a slipped disc", ["herniated_disc"], "yoga_pilates/how_to"),
        ("after weeks of back pain when can i start surfing", ["low_back_pain"], "skiing_riding/how_to"),
        ("my neck is stiff and i want to join a boxing club is that ok", [], "ball_sports/risks"),
        ("rugby with neck pain", ["neck_pain"], "ball_sports/risks"),
        ("can i run with a numb toe and my bad back", [], "warning_signs/risks"),
    ],
)
def test_what_is_asked_of_a_sport(plain: str, topics: list[str], expected: str) -> None:
    assert _asked(plain, *topics) == expected


@pytest.mark.parametrize(
    ("plain", "topics"),
    [
        ("i was playing rugby when my back went", []),
        ("my back hurts when i swim", ["low_back_pain"]),
        ("the pain is running down my leg , is that bad", []),
        ("can i run out of my pills", []),
        ("can i climb stairs with stenosis", ["spinal_stenosis"]),
        ("can you play tennis", []),
        ("is running ok with a bad knee", []),
        ("could golf have caused my bulging disc", ["bulging_disc"]),
        ("which exercises can i do in the gym for my back", ["exercise"]),
        # Others have the say with these.
        ("can i ski after a fusion", ["fusion"]),
        ("can i swim while pregnant", ["pregnancy"]),
        ("can my son play soccer with a bad back", []),
        ("can i hike with a broken vertebra", ["compression_fracture"]),
        ("can i go jogging on ibuprofen", ["anti_inflammatory"]),
    ],
)
def test_what_is_no_question_about_a_sport(plain: str, topics: list[str]) -> None:
    assert _asked(plain, *topics) is None


@pytest.mark.parametrize(
    ("plain", "topic"),
    [
        ("can i do pilattes", "yoga_pilates"),
        ("can i go swiming", "swimming"),
        ("can i play basketbal", "ball_sports"),
        ("can i play tenis", "golf_tennis"),
        ("can i go runing", "running"),
        ("can i go to the gim", "gym_training"),
    ],
)
def test_a_misspelt_sport_is_known(plain: str, topic: str) -> None:
    assert _asked(plain) == f"{topic}/risks"


def test_what_was_told_before_has_the_say() -> None:
    assert sport_asked("can i swim", [], _LEARNED, cautions=["recent_surgery"]) is None
    assert sport_asked("can i swim", [], _LEARNED, context="fusion") is None
    assert sport_asked("can i swim", [], _LEARNED, told="i am pregnant with twins . my back aches .") is None
    assert sport_asked("can i swim", [], _LEARNED, context="sciatica") == Asked("ask_risks", ("swimming",))


def test_a_few_words_follow_on() -> None:
    told = "swimming/benefits"
    assert sport_asked("and yoga ?", [], "inform", last=told) == Asked("ask_benefits", ("yoga_pilates",))
    assert sport_asked("is it safe with stenosis", [], _LEARNED, last=told) == Asked("ask_risks", ("swimming",))
    assert sport_asked("and yoga ?", [], "inform") is None
    assert sport_asked("yoga", [], "inform") == Asked("ask_what_is", ("yoga_pilates",))
    assert sport_asked("yoga", [], "inform", bare=False) is None
    assert sport_asked("and yoga ?", [], "inform", last=told, bare=False) is None


def test_a_request_for_the_clinic_stays_one() -> None:
    assert _asked("can i talk to someone about when i can play golf", learned="request_contact") is None


def test_what_is_of_sport() -> None:
    assert is_of_sport(Asked("ask_risks", ("running",)))
    assert not is_of_sport(Asked("ask_risks", ("exercise",)))
    assert not is_of_sport(None)
