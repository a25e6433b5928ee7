"""What a message tells that decides whether exercises may be given: an operation, a baby, the age of a child."""

from __future__ import annotations

import pytest

from backline.language.exercise_safety import safety_told


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
        ("fusion was 8 years ago, i do yoga", False),
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
        ("my back hurts and my wife is pregnant", None),
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
