"""Years in words, as speech recognition writes them."""

from __future__ import annotations

from datetime import date

import pytest

from backline.language.since import since_spans
from backline.language.spelled_years import spelled_year, spelled_year_at

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("nineteen eighty eight when i fell", 1988),
        ("nineteen eighty-eight", 1988),
        ("nineteen sixty", 1960),
        ("nineteen fourteen", 1914),
        ("nineteen oh five", 1905),
        ("two thousand", 2000),
        ("two thousand six", 2006),
        ("two thousand and eleven", 2011),
        ("two thousand twenty three", 2023),
        ("twenty seventeen", 2017),
        ("twenty twenty four", 2024),
        ("twenty five pills", None),
        ("nineteen twenty minutes ago", None),
        ("nineteen", None),
        ("twenty", None),
        ("when i was nineteen", None),
    ],
)
def test_years_in_words(text: str, year: int | None) -> None:
    assert spelled_year(text) == year


def test_a_year_among_words() -> None:
    assert spelled_year_at(["back", "in", "nineteen", "ninety", "nine", "it", "hurt"], 2) == 1999


def test_since_a_year_in_words() -> None:
    assert [weeks for weeks, _, _ in since_spans("it has hurt since twenty twenty four , on and off", TODAY)] == [104]
