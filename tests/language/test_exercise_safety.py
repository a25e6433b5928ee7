"""What a message tells that decides whether exercises may be given: an operation, a baby, the age of a child."""

from __future__ import annotations

import pytest

from backline.language.exercise_safety import heart_is_settled, safety_told


@pytest.mark.parametrize(
    ("text", "operated"),
    [
        ("they did a laminectomy on me 5 weeks ago", True),
        ("i am 3wks post op, can i swim", True),
        ("two months out from an acdf", True),
        ("just home after a lumbar fusion", True),
        ("is walking fine after a disc op? mine was 2 wks ago", True),
        ("had a fusion 8 years ago and a microdiscectomy last month", True),
        ("i was fine before my op, the op was 3 weeks ago", True),
        ("no exercises since back surgery 3 weeks ago", True),
        ("lami in 2015, redone 3 weeks ago", True),
        ("first fusion was 10 years ago and the second one 6 weeks ago", True),
        ("i refused surgery for ages and finally had it last month", True),
        ("no problems before back surgery 2 wks ago", True),
        ("dont need another surgery, just had one 2 weeks ago", True),
        ("spine surgery 20 yrs ago and then again in october", True),
        ("before my op, which was 3 weeks ago, i had sciatica", True),
        ("no pain until the surgery. that was 2 weeks ago", True),
        ("avoided the op until last month", True),
        ("had my disk taken out 5 wks ago", True),
        ("they took out the hardware 6 weeks ago", True),
        ("i got titanium screws in my back 2 months ago", True),
        ("2 weeks ago they removed a piece of my disc", True),
        ("fusion was 8 years ago, i do yoga", False),
        ("no surgery, my pain started 3 weeks ago", False),
        ("no surgery, it happened 3 weeks ago", False),
        ("no operation. 3 weeks ago i lifted a box", False),
        ("fusion in 2015, saw a physio 3 weeks ago", False),
        ("i want to avoid surgery, pain began 2 weeks ago", False),
        ("they put pins in my wrist a month ago", None),
        ("took pain pills for my disc 3 weeks ago", None),
        ("my disc went out 3 weeks ago", None),
        ("laminectomy in 2011", False),
        ("my surgery is in 3 weeks", False),
        ("the doctor suggested surgery last month", False),
        ("never had surgery", False),
        ("knee surgery 3 weeks ago", None),
        ("my back has hurt for 3 weeks", None),
    ],
)
def test_operations_of_the_last_months(text: str, operated: bool | None) -> None:
    assert safety_told(text).operated is operated


def test_an_operation_without_a_time_counts_where_it_is_asked_for() -> None:
    assert safety_told("no just the op i mentioned", cautions_asked=True).operated is True
    assert safety_told("no just the op i mentioned").operated is None
    assert safety_told("an operation in 1999", cautions_asked=True).operated is False


@pytest.mark.parametrize(
    ("text", "pregnant"),
    [
        ("im 28 wks", True),
        ("expecting our second", True),
        ("30 weeks along and sore", True),
        ("im 6 months gone", True),
        ("baby due in may", True),
        ("gentle exercises for my pregnant wife", True),
        ("ever since i became pregnant my hips ache", True),
        ("i got pregnant in june, what can i do", True),
        ("never been pregnant before 19 wks pregnant now", True),
        ("gave birth last year, now 14 weeks pregnant", True),
        ("we're expecting and my back is killing me", True),
        ("stretches at 29 weeks with twins", True),
        ("my back hurts and my wife is pregnant", None),
        ("my sister is 20 weeks pregnant and my back hurts", None),
        ("got pregnant in 2015, back hurts since", None),
        ("want a strong back before getting pregnant", None),
        ("trying to get pregnant again", None),
        ("i am expecting a call", None),
        ("i am not pregnant now", False),
        ("does pregnancy cause sciatica", None),
        ("i was pregnant two years ago", None),
        ("i am 6 weeks post op", None),
        ("i am 6 sessions into pt", None),
        ("i am not pregnant", False),
    ],
)
def test_a_baby_on_the_way(text: str, pregnant: bool | None) -> None:
    assert safety_told(text).pregnant is pregnant


def test_weeks_are_of_the_pain_where_that_was_asked_for() -> None:
    assert safety_told("i'm 8 weeks", time_asked=True).pregnant is None
    assert safety_told("31 weeks and huge", cautions_asked=True).pregnant is True


@pytest.mark.parametrize(
    ("text", "age", "of_another"),
    [
        ("give my son exercises, he is 9 and his back hurts", 9, True),
        ("for my daughter she's twelve", 12, True),
        ("my 3 year old has a stiff neck", 3, True),
        ("7yo with back pain", 7, False),
        ("my teenage son has back pain", 17, True),
        ("exercises for my mother, she is 70", 70, True),
        ("im 15 and my back hurts", 15, False),
        ("16 years old, my back hurts", 16, False),
        ("my kid is 7 and his back hurts, i hurt too", 7, True),
        ("my 11 yr old has a sore neck, my neck is bad too", 11, True),
        ("im in 10th grade and play football, back aches", 17, False),
        ("i'm a high school student", 17, False),
        ("still in middle school, my back hurts", 17, False),
        ("i'm a high school teacher, my back hurts", None, False),
        ("in 9th grade i hurt my back", None, False),
        ("as a teen i had scoliosis", None, False),
        ("i am in year 3 of this pain", None, False),
        ("exercises for my back, i lifted my 3 year old", None, False),
        ("my back hurts from carrying my 3 year old", None, False),
        ("my son is 9 years old, i hurt my back lifting him", None, False),
        ("my pain is 9", None, False),
        ("he is 5 foot 10", None, False),
    ],
)
def test_whose_age(text: str, age: int | None, of_another: bool) -> None:
    told = safety_told(text)
    assert (told.age, told.of_another) == (age, of_another)


@pytest.mark.parametrize(
    ("text", "high"),
    [("bp is high", True), ("i have high BP", True), ("my bp is fine", False), ("no high blood pressure", False)],
)
def test_blood_pressure(text: str, high: bool) -> None:
    assert safety_told(text).high_pressure is high


@pytest.mark.parametrize(
    "text", ["they agreed already", "yes he agreed", "she has agreed to it", "my doctor agreed", "that was in 2012"]
)
def test_the_heart_is_settled(text: str) -> None:
    assert heart_is_settled(text)


@pytest.mark.parametrize(
    "text", ["he agreed to operate", "they agreed on a date for the bypass", "she did not agree", "we agreed to wait"]
)
def test_the_heart_is_not_settled(text: str) -> None:
    assert not heart_is_settled(text)
