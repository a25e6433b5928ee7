"""An emergency that only a likeness found in a few words is asked about, and what answers that."""

from typing import Any

import pytest

from backline.assistant.likeness import AGAIN, WHY, answer_to, asked_in, asks_about_likeness, asks_why, question_of
from backline.settings import Settings

HARM, NERVES, HEART = "self_harm.asks", "cauda_equina.asks", "vascular_cardiac.asks"


@pytest.fixture(autouse=True)
def _resources(settings: Settings) -> None:
    """The shipped texts."""


def read_as(flag: str, tier: str = "emergency", rule: str = "learned", sure: float = 0.9) -> dict[str, Any]:
    return {
        "triage": {"tier": tier, "ids": [flag], "message_key": f"{flag}.{tier}"},
        "red_flags": [{"id": flag, "tier": tier, "rule": rule, "sentence": "as told", "sure": sure}],
    }


@pytest.mark.parametrize("flag", ["self_harm", "cauda_equina", "vascular_cardiac"])
def test_a_likeness_in_a_few_words_is_asked_about(flag: str) -> None:
    reading = read_as(flag)
    assert asks_about_likeness("im going to try the bridge", reading, None)
    assert reading["triage"] == {"tier": "emergency", "ids": [flag], "message_key": f"{flag}.asks"}
    assert asks_about_likeness("im going to try the bridge", read_as(flag), "resolved")


def test_a_weak_likeness_in_a_story_is_asked_about() -> None:
    assert asks_about_likeness("word " * 30, read_as("self_harm", sure=0.7), None)


@pytest.mark.parametrize(
    ("text", "reading", "tier_before"),
    [
        ("i want to jump", read_as("self_harm", rule="suicidal_thoughts"), None),
        ("i am weak", read_as("progressive_weakness", tier="urgent"), None),
        ("word " * 15, read_as("self_harm"), None),
        ("im going to try the bridge", read_as("self_harm"), "urgent"),
        ("my brother is going to try it", read_as("self_harm"), None),
        ("im going to try the bridge", read_as("fracture"), None),
    ],
    ids=[
        "a rule",
        "not an emergency",
        "a strong likeness in a story",
        "a sign is open",
        "of somebody else",
        "no question for it",
    ],
)
def test_all_else_is_believed(text: str, reading: dict[str, Any], tier_before: str | None) -> None:
    key = reading["triage"]["message_key"]
    assert not asks_about_likeness(text, reading, tier_before)
    assert reading["triage"]["message_key"] == key


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "Nope",
        "no!! the exercise lol",
        "omg no",
        "of course not",
        "no im just angry",
        "no i don't want to die",
        "no, leave me alone",
        "i mean the exercise",
        "not at all",
        "lol no way",
        "n",
        "nope but thanks for asking",
        "no but my back hurts",
        "haha its a joke",
        "no lol the exersise",
        "i would never do that, i have kids",
    ],
)
def test_a_plain_no_ends_it(text: str) -> None:
    assert answer_to(text, HARM) == "no"


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "sometimes",
        "maybe",
        "i dont know",
        "not really",
        "no one cares",
        "no point",
        "no but i wish i was dead",
        "not today",
        "no not anymore",
        "no i just want to fall asleep and not wake",
        "i guess",
        "nobody would notice",
    ],
)
def test_a_yes_a_doubt_and_despair_are_heard(text: str) -> None:
    assert answer_to(text, HARM) == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "no but i wish i was dead",
        "not today",
        "no not anymore",
        "no i have a plan already",
        "no i think about it all day",
        "no, all the time",
        "no other way out",
        "no i already tried once",
        "i dont want to say",
        "no i want to",
        "no i am",
        "no joke",
        "no im not safe",
        "no please help me",
        "im talking about the bridge i want to do it",
    ],
)
def test_a_no_with_something_behind_it_ends_nothing(text: str) -> None:
    assert answer_to(text, HARM) != "no"


@pytest.mark.parametrize("text", ["what is stenosis", "hello?", "i mean it", "why do you ask", "show me the bridge"])
def test_all_else_is_no_answer(text: str) -> None:
    assert answer_to(text, HARM) is None


@pytest.mark.parametrize("key", [NERVES, HEART])
@pytest.mark.parametrize("text", ["no", "no just pain in my legs", "nope none of that", "nope all good down there"])
def test_a_plain_no_ends_a_sign_of_the_body(key: str, text: str) -> None:
    assert answer_to(text, key) == "no"


@pytest.mark.parametrize(
    "text",
    [
        *("yes numb", "a bit", "no but i cant pee", "no feeling down there", "sort of", "what does numb mean", "legs"),
        *("no, numb", "no pain numb between legs", "no i feel nothing", "have no control", "trouble walking ok"),
        *("no i dont feel my legs", "nope cant feel anything", "not the bladder, the numbness", "no its one side only"),
    ],
)
def test_what_may_be_a_sign_ends_nothing(text: str) -> None:
    assert answer_to(text, NERVES) != "no"


@pytest.mark.parametrize("text", ["both legs", "bladder", "the last one", "not the bladder but both legs"])
def test_a_sign_that_is_named_is_a_yes(text: str) -> None:
    assert answer_to(text, NERVES) == "yes"


@pytest.mark.parametrize("key", [HARM, NERVES, HEART])
def test_the_question_is_known_again(key: str) -> None:
    assert asked_in([question_of(key)]) == key
    assert asked_in(["Good morning.", question_of(key, AGAIN)]) == key
    assert asked_in([question_of(key, WHY)]) == key
    assert asked_in(["Good morning."]) is None
    assert "911" in question_of(key)


@pytest.mark.parametrize(
    "text", ["no just sudden pain in my back", "no my arm and neck hurt", "no i feel ok now it stopped"]
)
def test_what_may_come_from_the_heart_ends_nothing(text: str) -> None:
    assert answer_to(text, HEART) != "no"


@pytest.mark.parametrize(
    "text",
    ["why do you ask", "why??", "huh?", "wot, why would you say that", "what has that to do with my back", "how come"],
)
def test_who_asks_why_is_told(text: str) -> None:
    assert asks_why(text)


@pytest.mark.parametrize("text", ["no", "why does it hurt at night", "what is a bulging disc", "yes thats why"])
def test_other_questions_are_not_why(text: str) -> None:
    assert not asks_why(text)
