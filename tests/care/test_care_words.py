"""Ids and numbers in plain words."""

from __future__ import annotations

import pytest

from backline.care import care_name, describe_weeks, join_words
from backline.language.contract import CARE


@pytest.mark.parametrize("care_id", CARE)
def test_every_care_id_has_plain_words(care_id: str) -> None:
    assert "_" not in care_name(care_id)
    assert care_name(care_id) != ""


@pytest.mark.parametrize(
    ("care_id", "name"),
    [("tens", "a TENS machine"), ("hot_cold", "heat or cold packs"), ("deep_oil_bath", "deep oil bath")],
)
def test_care_names(care_id: str, name: str) -> None:
    assert care_name(care_id) == name


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ([], ""),
        (["rest"], "rest"),
        (["physical therapy", "injections"], "physical therapy and injections"),
        (["a", "b", "c"], "a, b and c"),
    ],
)
def test_words_are_joined_as_people_speak(words: list[str], joined: str) -> None:
    assert join_words(words) == joined


def test_the_last_word_can_be_or() -> None:
    assert join_words(iter(["a", "b", "c"]), "or") == "a, b or c"


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        (0, "1 day"),
        (1 / 7, "1 day"),
        (3 / 7, "3 days"),
        (1, "1 week"),
        (2.4, "2 weeks"),
        (12, "12 weeks"),
        (13, "3 months"),
        (26, "6 months"),
        (52, "12 months"),
        (99, "23 months"),
        (104, "2 years"),
        (156, "3 years"),
        (1040, "20 years"),
    ],
)
def test_weeks_are_said_as_people_do(weeks: float, said: str) -> None:
    assert describe_weeks(weeks) == said
