"""Signs in questions, and what claims them."""

import pytest
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.signs_asked_about import claims_what_was_told, imagined_sign, picks_one, signs_claimed


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("what if my bladder leaks", "cauda_equina"),
        ("what should someone do if they cant pee", "cauda_equina"),
        ("should I be worried when i get chest pain?", "vascular_cardiac"),
        ("and if i go numb between the legs, what then", "cauda_equina"),
        ("how long does numbness between the legs last", "cauda_equina"),
        ("ok, will a drop foot get better?", "progressive_weakness"),
        ("can weight loss for no reason come from my back", "cancer"),
        ("is weakness in both legs permanent", "progressive_weakness"),
    ],
)
def test_a_sign_is_imagined(text: str, flag: str) -> None:
    assert flag in {found.id for found in imagined_sign(text)}


@pytest.mark.parametrize(
    "text",
    [
        "what if it gets worse",
        "what if exercises hurt",
        "can i swim if my back is sore",
        "how long does sciatica last",
        "will my bulging disc heal",
        "is a fusion permanent",
        "can back pain come from a disc",
    ],
)
def test_nothing_is_imagined(text: str) -> None:
    assert imagined_sign(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "I have that",
        "its happening to me",
        "mine are",
        "ive got one of those",
        "yes that is me",
        "i do have them now",
        "i do have it yes",
    ],
)
def test_what_was_told_is_claimed(text: str) -> None:
    assert claims_what_was_told(text)


@pytest.mark.parametrize(
    "text", ["I got it", "i dont have that", "my mom has that", "do i have that?", "I had that", "that", "i have a dog"]
)
def test_nothing_is_claimed(text: str) -> None:
    assert not claims_what_was_told(text)


def test_one_of_a_list_is_picked() -> None:
    assert picks_one("the third one")
    assert not picks_one("the third week")


def _after(question: str) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("somebody", [UserUttered(question), ActionExecuted("action_answer")])


def test_a_claim_takes_the_sign_of_the_question() -> None:
    flags = signs_claimed("that is happening to me", _after("can a disc make you lose bladder control"))
    assert [flag.id for flag in flags] == ["cauda_equina"]
    assert flags[0].sentence == "can a disc make you lose bladder control"


def test_a_question_without_a_sign_gives_none() -> None:
    assert signs_claimed("I have that", _after("what is sciatica")) == ()
    assert signs_claimed("thanks", _after("can a disc make you lose bladder control")) == ()
    assert signs_claimed("I have that", None) == ()
