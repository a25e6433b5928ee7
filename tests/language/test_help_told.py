"""What is said of help while an emergency is open."""

from __future__ import annotations

import pytest

from backline.language.help_told import (
    has_been_looked_at,
    help_fell_through,
    how_handled,
    is_known_to_a_doctor,
    is_of_what_is_known,
)


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
