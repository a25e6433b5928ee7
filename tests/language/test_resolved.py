"""What words after a warning sign say of it."""

from __future__ import annotations

import pytest

from backline.language.help_told import (
    has_been_looked_at,
    help_fell_through,
    how_handled,
    is_known_to_a_doctor,
    is_of_what_is_known,
)
from backline.language.resolved import confirms_taking_back, denies_wish_to_die, is_back, takes_back


@pytest.mark.parametrize(
    "text",
    [
        "i called 911",
        "the ambulance is comming",
        "I have called an ambulance, thank you",
        "the paramedics are here",
        "im at the hospital now",
        "on my way to the ER",
        "a doctor has checked this",
        "doctor looked at it this morning, all fine",
        "it's been checked by a doctor",
        "help is on the way",
        "my gp examined me an hour back",
        "im with the doctor now",
        "just got back from the hospital, they let me go",
        "the doctor's had a look",
        "999 is sending someone",
        "it is dealt with, the ambulance was here",
    ],
)
def test_help_that_is_there_ends_it(text: str) -> None:
    assert how_handled(text)


@pytest.mark.parametrize(
    "text",
    [
        "i am not safe",
        "should i call the crisis line?",
        "nobody is with me",
        "it was years ago",
        "im fine",
        "i am not calling",
        "the doctor is closed",
        "i called 911 but they didnt come",
        "a doctor saw me 2 years ago",
        "its better now",
        "gone",
        "i took an antacid and its gone",
        "it went away",
        "should i call 911?",
        "can i see my doctor tomorrow",
        "they told me to stop",
        "i dont want to call 911 its too expensive",
        "ok",
        "",
    ],
)
def test_everything_else_does_not(text: str) -> None:
    assert not how_handled(text)
    assert not how_handled(text, self_harm=True)


@pytest.mark.parametrize(
    "text",
    [
        "left a message with the gp, they'll ring me back",
        "my sister is a nurse and had a look at it",
        "nurse line says it is ok",
        "i got it checked by my husband",
        "the doctor will look at it at four",
        "i have an appointment to be examined",
        "waiting for the doctor to check it",
        "my appointment at the hospital is next week",
        "i work at the hospital",
        "my wife is with me",
        "im safe",
    ],
)
def test_nobody_who_can_judge_it_has_looked_yet(text: str) -> None:
    assert not how_handled(text)


@pytest.mark.parametrize(
    "text",
    [
        "my wife is with me",
        "I am safe now",
        "I'm safe now, my brother is here",
        "i talked to the crisis line",
        "talking with 988, im on the phone with 988",
        "i am sitting with her and im with her all night",
    ],
)
def test_company_or_a_crisis_line_ends_a_wish_to_die(text: str) -> None:
    assert how_handled(text, self_harm=True)


@pytest.mark.parametrize(
    "text",
    [
        "the ambulance is coming",
        "im there now",
        "sitting in the waiting room",
        "we're heading to the ER",
        "my wife drives me to the hospital",
        "i went to the hospital",
        "got to the er an hour ago",
        "in the car to the hosptial",
        "waiting on the ambulence",
    ],
)
def test_help_that_is_near_has_not_looked_yet(text: str) -> None:
    assert how_handled(text) == "help"
    assert not has_been_looked_at(text)


@pytest.mark.parametrize(
    "text",
    [
        "i saw a doctor about it three days ago",
        "was at the ER last night, ct scan came back clear",
        "they did an mri and everything is normal",
        "the surgeon examined me",
        "the hospital told me it is harmless",
    ],
)
def test_who_was_looked_at_says_for_this_or_what_came_of_it(text: str) -> None:
    assert how_handled(text) == "examined"
    assert has_been_looked_at(text)


def test_what_is_said_where_help_is_comes_from_the_doctors_there() -> None:
    assert has_been_looked_at("scan came back clear, they let me go home")
    assert not has_been_looked_at("they have not let me go home")
    assert how_handled("they let me go home") is None


@pytest.mark.parametrize(
    "text",
    [
        "i called 911 twice and they were rude",
        "help is coming? says who",
        "im at the hospital to visit my aunt",
        "i was at the er before it began",
        "my mother is in the hospital, she had surgery",
        "picking up my son from the hospital",
        "i saw my doctor yesterday",
        "went to the er last week",
        "the paramedics came the last time too",
        "i hope the ambulance is coming",
        "i went to the er for a broken toe in spring",
        "i went to the hospital, waited for hours and left",
        "went to the er, they turned me away",
        "the ambulance is coming, i cancelled it",
        "the hospital told me to come",
    ],
)
def test_what_only_sounds_like_help_ends_nothing(text: str) -> None:
    assert how_handled(text) is None


@pytest.mark.parametrize(
    "text", ["my brother is here", "feeling calmer, my mum just came over", "a friend, someone is here"]
)
def test_company_that_has_come_is_company(text: str) -> None:
    assert how_handled(text, self_harm=True) == "safe"


@pytest.mark.parametrize(
    "text", ["my kids are here", "my brother is not here", "my sister is coming", "is my wife here?"]
)
def test_other_company_is_none(text: str) -> None:
    assert how_handled(text, self_harm=True) is None


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
    "text", ["only the melanoma", "just the cancer i told you about", "lymphoma, but scanned clear"]
)
def test_a_sign_that_was_told_before_is_known(text: str) -> None:
    assert is_of_what_is_known(text)


@pytest.mark.parametrize("text", ["i had cancer", "only the cancer, and it is back", "just the cancer and a new lump"])
def test_a_sign_that_may_be_new_is_not(text: str) -> None:
    assert not is_of_what_is_known(text)


@pytest.mark.parametrize("text", ["I'm not safe", "i'm safe but i still want to die"])
def test_who_is_not_safe_is_not(text: str) -> None:
    assert not how_handled(text, self_harm=True)


@pytest.mark.parametrize(
    "text",
    [
        "my neurologist diagnosed that in 2019",
        "the surgeon knows and says its nothing",
        "gp cleared me for excercise",
        "i have seen my doctor about it",
        "they did an mri and it was ok",
        "the hospital sent me home",
        "my doc told me its not serious",
    ],
)
def test_a_doctor_knows_of_it(text: str) -> None:
    assert is_known_to_a_doctor(text)


@pytest.mark.parametrize(
    "text",
    [
        "the tablets brought the fever down",
        "its gone now",
        "they can fit me in at 5",
        "my doctor doesnt know",
        "should i tell my doctor",
        "i saw my doctor but its worse now",
        "my physio said its fine",
        "doctor said to go to the er",
        "i called my doctor",
        "my appointment with the doctor is on friday",
    ],
)
def test_no_doctor_knows_of_it(text: str) -> None:
    assert not is_known_to_a_doctor(text)


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


@pytest.mark.parametrize(
    "text",
    [
        "my husband came and left again",
        "my mom is here, she yells at me",
        "my son is here now",
        "my ex is here",
        "our neighbour came over and said i am a burden",
    ],
)
def test_a_visitor_is_not_always_company(text: str) -> None:
    assert how_handled(text, self_harm=True) is None


@pytest.mark.parametrize("text", ["i came home from the hospital and it is worse", "back from the doctor, still numb"])
def test_to_be_back_and_worse_is_no_end(text: str) -> None:
    assert how_handled(text) is None


def test_to_be_back_tells_not_what_came_of_it() -> None:
    assert how_handled("i just got home from the hospital") == "help"
    assert how_handled("back from the er, the mri was normal") == "examined"
    assert how_handled("the doctor did a scan, no fracture") == "examined"
    assert how_handled("i was discharged") == "examined"


@pytest.mark.parametrize(
    "text", ["the ambulance never came", "they cancelled it", "we left, it took too long", "nobody came"]
)
def test_help_falls_through(text: str) -> None:
    assert help_fell_through(text)


@pytest.mark.parametrize("text", ["they sent me home", "the ambulance is here", "they are not here yet", "i can wait"])
def test_help_is_still_near(text: str) -> None:
    assert not help_fell_through(text)


@pytest.mark.parametrize("text", ["i just found out i have a tumor", "only cancer, in my bones now"])
def test_a_new_cancer_is_not_the_known_one(text: str) -> None:
    assert not is_of_what_is_known(text)
