"""What an answer to the question for warning signs denies."""

import pytest

from backline.assistant.denials import denial_in, told_behind_no


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "Nope!",
        "noo",
        "none of the above",
        "no i havent got any of those",
        "nothing of the sort, thank god",
        "no to all of them",
        "none that i know of",
        "no, only a sore lower back from my desk",
        "no i have arthritis and stiff knees",
        "nope, neck and shoulders, 6 weeks",
        "no i feel fine",
        "nope. can we start now?",
    ],
)
def test_a_plain_no_is_none(text: str) -> None:
    denial = denial_in(text)
    assert denial is not None
    assert denial.is_none


@pytest.mark.parametrize(
    "text",
    [
        "no fever",
        "no just one of them",
        "nope, only sometimes",
        "no not always",
        "no. i am not well",
        "no, my waterworks act up",
        "no.. i wobble when i get up",
        "no. only my legs",
        "none yet",
        "no control",
        "I did not fall",
        "i dont have it",
        "no idea",
        "i dont know",
        "no i dont know",
    ],
)
def test_more_behind_a_no_is_not_none(text: str) -> None:
    denial = denial_in(text)
    assert denial is not None
    assert not denial.is_none
    assert not denial.asks_besides


@pytest.mark.parametrize(
    "text",
    [
        "no hang on, what does a scan cost",
        "nah i wanna know about scoliosis",
        "no tell me about fusion first",
        "none of those, can i do them with my weak leg?",
        "none. is it normal to pee all night?",
    ],
)
def test_a_question_behind_a_no_is_not_none(text: str) -> None:
    denial = denial_in(text)
    assert denial is not None
    assert denial.question
    assert not denial.is_none
    assert not denial.asks_besides


def test_none_and_a_question_besides_are_both() -> None:
    denial = denial_in("none of them. how often are they done?")
    assert denial is not None
    assert denial.asks_besides
    assert not denial.is_none


@pytest.mark.parametrize("text", ["yes", "my back hurts", "not yet", "what is a fall"])
def test_other_words_are_no_denial(text: str) -> None:
    assert denial_in(text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No, i can't feel my foot", "i can not feel my foot"),
        ("nope. but my legs shake", "my legs shake"),
        ("no bladder trouble", ""),
        ("my back hurts", ""),
    ],
)
def test_a_clause_behind_a_no_stands_for_itself(text: str, told: str) -> None:
    assert told_behind_no(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "all good",
        "all clear",
        "im ok",
        "nothing on your list",
        "no, not a single one",
        "no fever no falls nothing",
        "no i dont have any of that, just old",
    ],
)
def test_all_of_it_is_denied(text: str) -> None:
    denied = denial_in(text)
    assert denied is not None
    assert denied.clear
    assert denied.is_none


@pytest.mark.parametrize("text", ["no fever", "no numbness but my legs give way", "all good except my bladder"])
def test_only_some_of_it_is_denied(text: str) -> None:
    denied = denial_in(text)
    assert denied is None or not (denied.clear and denied.is_none)
