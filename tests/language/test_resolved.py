"""What words after a warning sign say of it."""

from __future__ import annotations

import pytest

from backline.language.resolved import confirms_taking_back, denies_wish_to_die, is_back, takes_back


@pytest.mark.parametrize(
    "text",
    [
        "im not suicidal i meant the plank",
        "I'm not going to hurt myself, it was about the exercise",
        "not sad just angry",
    ],
)
def test_a_plain_no_with_what_was_meant_denies_a_wish_to_die(text: str) -> None:
    assert denies_wish_to_die(text)


@pytest.mark.parametrize(
    "text",
    [
        "im not suicidal",
        "not suicidal, just done with life",
        "i dont want to die but i cant go on",
        "im not sad im empty",
    ],
)
def test_less_than_that_does_not(text: str) -> None:
    assert not denies_wish_to_die(text)


@pytest.mark.parametrize(
    "text",
    [
        "thats not what i meant, i spilled water",
        "its a joke",
        "sorry i was joking",
        "no i never said that",
        "just a figure of speech",
        "that was ten years ago",
        "when i was a teenager",
        "i dont have any of those",
        "i said NO fever",
        "im not suicidal",
        "u got me wrong",
    ],
)
def test_a_misunderstanding_is_worth_a_question(text: str) -> None:
    assert takes_back(text) == "perhaps"


def test_who_says_what_was_meant_is_taken_at_their_word() -> None:
    assert takes_back("i didn't mean that, i was talking about my dog") == "surely"
    assert takes_back("you misunderstood, i meant the phone line is dead") == "surely"
    assert takes_back("i didnt mean that, i meant maybe a bit numb") == "perhaps"


@pytest.mark.parametrize(
    "text",
    [
        "i dont have a phone",
        "im not safe",
        "i am not calling",
        "no one is here",
        "not yet",
        "it is not better, im weak",
    ],
)
def test_a_no_to_something_else_takes_nothing_back(text: str) -> None:
    assert takes_back(text) is None


@pytest.mark.parametrize("text", ["no i dont", "correct", "i dont have it", "no, i have never had that", "thats right"])
def test_asked_back_a_clear_no_is_enough(text: str) -> None:
    assert confirms_taking_back(text)


@pytest.mark.parametrize("text", ["yes", "no", "i dont have it much but sometimes", "not sure", "maybe not", "i do"])
def test_an_unclear_one_is_not(text: str) -> None:
    assert not confirms_taking_back(text)


def _is_back(text: str, *flags: str, taken_back: bool = False, turns: int = 1) -> bool:
    return is_back(text, flags or ("cauda_equina",), taken_back=taken_back, turns=turns)


@pytest.mark.parametrize(
    "text",
    [
        "it is hapening again",
        "its back",
        "it came back this morning",
        "same thing has started again",
        "still numb down there",
        "getting worse since yesterday",
        "again",
        "the numbness has returned",
    ],
)
def test_a_sign_that_was_dealt_with_is_back(text: str) -> None:
    assert _is_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "my back pain came back",
        "what if it comes back",
        "will it come back?",
        "it has not come back",
        "the doctor said it may come back",
        "start again",
        "can you say that again",
        "my neck hurts again",
        "i will come back later",
        "ok thanks",
        "it is better",
    ],
)
def test_all_else_is_not(text: str) -> None:
    assert not _is_back(text)


def test_it_means_the_sign_only_soon_after_it() -> None:
    assert not _is_back("it started again", turns=9)
    assert _is_back("the numbness started again", turns=9)


def test_the_words_of_the_sign_are_its_own() -> None:
    assert _is_back("foot is weak again", "progressive_weakness")
    assert not _is_back("my pain is back", "progressive_weakness")


@pytest.mark.parametrize(
    "text", ["well actually its a bit numb", "actually yes", "no wait i do have it", "i wasnt joking", "i did mean it"]
)
def test_what_was_taken_back_is_so_after_all(text: str) -> None:
    assert _is_back(text, taken_back=True)


@pytest.mark.parametrize(
    "text",
    ["actually i have sciatica", "well i have back pain", "actually no", "it is not numb", "thanks"],
)
def test_what_was_taken_back_stays_so(text: str) -> None:
    assert not _is_back(text, taken_back=True)


@pytest.mark.parametrize("text", ["i lied", "the thoughts are back", "its bad again tonight", "I am not ok"])
def test_a_wish_to_die_is_back_in_other_words(text: str) -> None:
    assert is_back(text, ["self_harm"], taken_back=False, turns=2)
    assert not is_back(text, ["cancer"], taken_back=False, turns=2)
    assert not is_back(text, ["self_harm"], taken_back=False, turns=9)
