"""Tests for heart trouble and strokes that a message tells of."""

from __future__ import annotations

from datetime import date

import pytest

from backline.language.heart_told import dates_long_ago, heart_told
from backline.language.plain_text import plain_text

TODAY = date(2026, 11, 30)


def _read(text: str) -> str | None:
    return heart_told(plain_text(text), TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "any stretches for me? had a heart atack in the spring",
        "i had two stents put in last month, which exercises can i do",
        "exercises for my neck please. triple bypass in august",
        "back exercises after a stroke",
        "i had a mini stroke 3 weeks ago and my back hurts",
        "i have heart failure and a bad back",
        "i got angina, can i do the stretches",
        "not exercised since my heart attack",
        "open heart surgery 5 months ago",
        # The year of something else dates nothing.
        "retired in 2014 and had a stroke ten days ago, any stretches",
        "i was born in 1958 and had a hart attack last month",
        "spine surgery in 2009 and a heart attack this winter",
        "heart attack, gave up smoking 6 years ago",
        "twelve years after my back operation i had a stroke",
        "i had a mini stroke last month. i moved here 9 years ago. any moves for me?",
        "i had a stroke in 2008 and a heart attack 5 weeks ago",
        # A stent of late is no old one.
        "got a stent 3 weeks ago and want back exercises",
        "i have a pacemaker since last month",
        "i have two stents, they were put in 10 days ago",
    ],
)
def test_what_is_not_long_ago_waits_for_a_doctor(text: str) -> None:
    assert _read(text) == "first"


@pytest.mark.parametrize(
    "text",
    [
        "i had a heart attack in 2019, exercises for my low back?",
        "had a stroke ten years ago",
        "i have a stent and want some stretches",
        "bypass surgery 4 yrs ago, fine since",
        "heart attack, that was 6 years ago",
        "i have a heart condition",
        "got a pacemaker, which exercises are ok",
        "5 years after my heart attack i want to move more",
        "i have afib",
        "i had a heart attack and a bypass in 2011",
        "in 2013, i had a stroke, what can i do for my back",
        "i have a pacemaker since 2017",
        "i have a stent and my neck hurts since last week",
        "i had a stroke. it happened 8 years ago. any moves?",
    ],
)
def test_what_is_long_ago_or_looked_after_is_known(text: str) -> None:
    assert _read(text) == "known"


@pytest.mark.parametrize(
    "text",
    [
        "i never had a heart attack or stroke",
        "no heart problems",
        "my dads heart attack was last year",
        "i am scared of having a heart attack",
        "can a heart attack cause back pain?",
        "heart disease runs in the family, family heart disease",
        "i got heat stroke once",
        "a stroke of luck",
        "i swim backstroke, it hurts my heart to stop",
        "gastric bypass in march",
        "i had a kidney stent last month",
        "my back hurts",
    ],
)
def test_what_tells_of_no_heart_trouble(text: str) -> None:
    assert _read(text) is None


def test_a_later_message_may_date_it() -> None:
    assert dates_long_ago(plain_text("that was in 2012"))
    assert dates_long_ago(plain_text("over 3 years ago"))
    assert dates_long_ago(plain_text("no, it was back in 2011, can i have exercises?"))
    assert dates_long_ago(plain_text("my stroke was many years ago"))
    assert not dates_long_ago(plain_text("my back pain began 3 years ago"))
    assert not dates_long_ago(plain_text("in may"))


@pytest.mark.parametrize(
    "text", ["i can not bend and had a stroke last month", "i do not drink and had a heart attack 2 weeks ago"]
)
def test_a_no_of_something_else_denies_nothing(text: str) -> None:
    assert heart_told(plain_text(text)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "i gave up drinking 8 years ago",
        "married since 1994, stretches please",
        "5 years ago i moved here, exercises?",
        "i retired in 2016, can i exercise",
        "9 years ago, i stopped smoking",
    ],
)
def test_what_else_was_long_ago_dates_no_heart_attack(text: str) -> None:
    assert not dates_long_ago(plain_text(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("my hart", "known"),
        ("yep, the heart", "known"),
        ("the heart is weak sometimes", "known"),
        ("i get palpitations", "known"),
        ("not my heart", None),
        ("my heart is fine", None),
        ("just heart burn", None),
    ],
)
def test_a_bare_heart_answers_the_question_for_it(text: str, told: str | None) -> None:
    assert heart_told(plain_text(text), TODAY, asked=True) == told
    assert heart_told(plain_text("my heart"), TODAY) is None
