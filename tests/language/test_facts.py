"""Facts told in figures: pain levels, ages, pregnancies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.language.facts import find_facts


def found(text: str) -> list[tuple[str, str, str]]:
    return [(fact.label, fact.value, text[fact.start : fact.end]) for fact in find_facts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pain is about an 8/10", [("pain_level", "8", "8/10")]),
        ("a 7 out of 10 today", [("pain_level", "7", "7 out of 10")]),
        ("pain level 6-7", [("pain_level", "7", "6-7")]),
        ("my pain is nine out of ten", [("pain_level", "9", "nine out of ten")]),
        ("I am 45 and my back hurts", [("age", "45", "45")]),
        ("a 72 year old woman", [("age", "72", "72 year old")]),
        ("36 M with low back pain", [("age", "36", "36 M")]),
        ("im 45yo", [("age", "45", "45yo")]),
        ("Female, 29, sciatica", [("age", "29", "Female, 29")]),
        ("I am 10 weeks pregnant", [("pregnancy", "10", "10 weeks pregnant")]),
        ("I'm pregnant and my back hurts", [("pregnancy", "", "pregnant")]),
        ("31 y/o, pain 5/10", [("age", "31", "31 y/o"), ("pain_level", "5", "5/10")]),
    ],
)
def test_facts_are_found_where_they_stand(text: str, expected: list[tuple[str, str, str]]) -> None:
    values = found(text)
    assert [(label, value) for label, value, _ in values] == [(label, value) for label, value, _ in expected]
    assert all(words in expected_words for (_, _, words), (_, _, expected_words) in zip(values, expected, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "I am 6 feet tall",
        "pain for 3 weeks",
        "I'm 3 months post op",
        "L4/5 and L5/S1",
        "I am not pregnant",
        "call 10 out of hours",
        "I took 2 tablets",
        "pain is 3 months old",
    ],
)
def test_other_figures_are_left_alone(text: str) -> None:
    assert found(text) == []


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_fact_stands_in_it(text: str) -> None:
    for fact in find_facts(text):
        assert 0 <= fact.start < fact.end <= len(text.lower())
