from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.language import parse_duration

TODAY = date(2026, 11, 24)
MONTH = 52 / 12


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("3 months", 13),
        ("a couple of months", 2 * MONTH),
        ("couple weeks", 2),
        ("7 weeks not months", 7),
        ("5 weeks, not 5 months", 5),
        ("not 5 months, 5 weeks", 5),
        ("hurts most days for 4 weeks", 4),
        ("since covid", (TODAY - date(2020, 3, 1)).days / 7),
        ("since before the pandemic", (TODAY - date(2020, 3, 1)).days / 7),
        ("3 yrs", 156),
        ("3 yrs. of pain", 156),
        ("2 yrs. 3 mos. of pain", 117),
        ("lumbar strain day 5", 5 / 7),
        ("It's day four and I still can't sit", 4 / 7),
        ("week 3 of this back pain", 3),
        ("in the gym 1 year. 2 weeks back I pulled my back", 2),
        ("in the gym 1 yr. 2 weeks ago I pulled my back", 2),
        ("It has been 5 months. PT for 8 weeks did nothing", 5 * MONTH),
        ("6 wks", 6),
        ("6 weaks", 6),
        ("4 munths", 4 * MONTH),
        ("pain for 7 years, 3 months of physio in between", 7 * 52),
        ("pain for 7 years, 3 months in all", 7 * 52 + 3 * MONTH),
        ("18mo", 78),
        ("3m", 13),
        ("2 y", 104),
        ("for the last two weeks", 2),
        ("about half a year", 26),
        ("half a year or so", 26),
        ("½ year", 26),
        ("a few days", 3 / 7),
        ("a few weeks", 3),
        ("few months", 12),
        ("10 days", 10 / 7),
        ("year and a half", 78),
        ("a year and a half", 78),
        ("two and a half months", 2.5 * MONTH),
        ("1.5 years", 78),
        ("over 6 months", 26),
        ("months", 12),
        ("years", 104),
        ("for years", 104),
        ("a couple of years", 104),
        ("weeks", 3),
        ("a week", 1),
        ("a month or two", 1.5 * MONTH),
        ("2-3 weeks", 2.5),
        ("two or three weeks", 2.5),
        ("1 year 3 months", 65),
        ("decades", 520),
        ("all my life", 520),
        ("since yesterday", 1 / 7),
        ("yesterday", 1 / 7),
        ("since this morning", 1 / 7),
        ("last week", 1),
        ("since last month", MONTH),
        ("my back hurts for the past month", MONTH),
        ("My back hurts for the last two weeks.", 2),
        ("much better over the past 14 months.", 14 * MONTH),
        ("rounder this past half year", 26),
        ("for the last year my neck hurts", 52),
        ("a full year of treatment for my slipped disc and no change", 52),
        ("60ish days of this knot between my shoulders", 60 / 7),
        ("thirteen months in, and the sciatica is still there", 13 * MONTH),
        ("neck pain, seven months running", 7 * MONTH),
        ("since about June of two thousand eight", (TODAY - date(2008, 6, 1)).days / 7),
        ("since May twenty twenty", (TODAY - date(2020, 5, 1)).days / 7),
        ("since March", (TODAY - date(2026, 3, 1)).days / 7),
        ("since march 2024", (TODAY - date(2024, 3, 1)).days / 7),
        ("since December", (TODAY - date(2025, 12, 1)).days / 7),
        ("it started in may", (TODAY - date(2026, 5, 1)).days / 7),
        ("since 2019", 7 * 52),
        ("since April last year", (TODAY - date(2025, 4, 1)).days / 7),
        ("since May of last year", (TODAY - date(2025, 5, 1)).days / 7),
        ("since may the year before last", (TODAY - date(2024, 5, 1)).days / 7),
        ("since last year in August", (TODAY - date(2025, 8, 1)).days / 7),
        ("since summer last year", (TODAY - date(2025, 7, 1)).days / 7),
        ("it started last year around easter", (TODAY - date(2025, 4, 1)).days / 7),
        ("since last year", 52),
        ("since christmas", (TODAY - date(2025, 12, 1)).days / 7),
        ("it started 3 weeks ago", 3),
        ("2 years ago", 104),
        ("it's been a year", 52),
        ("going on 4 months now", 4 * MONTH),
        ("My back has hurt for 10 years, worse the past 2 weeks", 520),
        ("I am 45 and have had sciatica for 3 months", 13),
        ("PT twice a week, and pain for two months", 2 * MONTH),
        ("I pulled it last week", 1),
    ],
)
def test_reads_weeks(text: str, weeks: float) -> None:
    assert parse_duration(text, TODAY) == pytest.approx(weeks, abs=0.01)


@pytest.mark.parametrize(
    "text",
    [
        "I am 45 years old",
        "a 60 year old man",
        "I am 32 years with back pain",
        "2 years ago I had surgery",
        "surgery in 2 weeks",
        "I take 3 pills a day",
        "twice a week",
        "3 times a week",
        "every 4 hours",
        "I am 10 weeks pregnant",
        "my age is 45",
        "no idea",
        "a while",
        "6",
        "I can sit for 2 hours",
        "day 10 after my surgery",
        "in my day 2 day life",
        "from day one",
        "since day 1",
        "I am pregnant, week 28",
        "I walk every day 10 km",
        "on day 2 of my period",
        "next week 2 appointments",
        "good day 4 bad day 9 hours",
        "it hurts the whole day",
        "most days",
        "most of the days",
        "bad days",
        "",
    ],
)
def test_is_silent_where_nothing_is_said(text: str) -> None:
    assert parse_duration(text, TODAY) is None


def test_today_is_today_where_it_is_not_given() -> None:
    assert parse_duration("since yesterday") == pytest.approx(1 / 7, abs=0.01)


@given(st.text(alphabet="0123456789 abcdefghijklmnopqrstuvwxyz½/-.,", max_size=60))
def test_never_raises_and_never_runs_backwards(text: str) -> None:
    weeks = parse_duration(text, TODAY)
    assert weeks is None or weeks >= 0


@given(st.integers(1, 500), st.sampled_from([("days", 1 / 7), ("weeks", 1.0), ("months", MONTH), ("years", 52.0)]))
def test_numbers_and_units(number: int, unit: tuple[str, float]) -> None:
    assert parse_duration(f"{number} {unit[0]}", TODAY) == pytest.approx(number * unit[1], abs=0.01)


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("a good 4 months", 4 * MONTH),
        ("all 5 weeks", 5),
        ("it has been bad 3 years", 156),
        ("keeps getting worse 7 weeks", 7),
        ("my back has not been good 2 months", 2 * MONTH),
        ("bad days", None),
        ("most weeks", None),
        ("worse days and better days", None),
    ],
)
def test_good_and_bad_before_a_length_of_time(text: str, weeks: float | None) -> None:
    told = parse_duration(text, TODAY)
    assert told is None if weeks is None else told == pytest.approx(weeks, abs=0.01)
