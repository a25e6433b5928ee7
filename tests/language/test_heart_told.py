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
    assert not dates_long_ago(plain_text("my back pain began 3 years ago"))
    assert not dates_long_ago(plain_text("in may"))


@pytest.mark.parametrize(
    "text", ["i can not bend and had a stroke last month", "i do not drink and had a heart attack 2 weeks ago"]
)
def test_a_no_of_something_else_denies_nothing(text: str) -> None:
    assert heart_told(plain_text(text)) is not None
