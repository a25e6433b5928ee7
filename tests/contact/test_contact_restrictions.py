from __future__ import annotations

import pytest

from backline.contact import Valid, find_corrections, find_restriction, parse_reach, restrict, without_restriction


@pytest.mark.parametrize(
    ("text", "restriction", "rest"),
    [
        ("yes but dont call me at work", "not at work", "yes"),
        ("yes, but not on fridays", "not on Fridays", "yes,"),
        ("dont call on tuesday", "not on Tuesday", ""),
        ("no not at noon i told you", "not at noon", "no i told you"),
        ("nope, mondays never suit", "not Mondays", ""),
        ("yes but mornings are bad for me", "not mornings", ""),
        ("yes but i never have time on fridays", "not on Fridays", "yes"),
        ("ok, no time before noon", "not before noon", "ok,"),
        ("sure but i cant talk at lunch", "not at lunch", "sure"),
        ("please don't call me before 9, thanks", "not before 9", "please , thanks"),
    ],
)
def test_what_is_ruled_out_is_found_and_taken_out(text: str, restriction: str, rest: str) -> None:
    assert find_restriction(text) == restriction
    left = " ".join(without_restriction(text).split()).strip()
    assert left in (rest, rest.removeprefix("please , "), rest.removeprefix("no "))
    assert "reach" not in find_corrections(text, "US")


@pytest.mark.parametrize(
    "text",
    [
        "call me at work",
        "mornings",
        "don't call me stupid",
        "don't call me at all",
        "yes, no problem",
        "i don't have time for that",
        "there is no time to lose",
        "i can't talk about it",
    ],
)
def test_nothing_is_ruled_out(text: str) -> None:
    assert find_restriction(text) is None
    assert without_restriction(text) == text


def test_a_trouble_at_a_time_rules_nothing_out() -> None:
    assert find_restriction("the mornings are hard with my back") is None
    assert find_restriction("mornings are bad", unsuitable=False) is None


def test_a_time_that_is_ruled_out_is_kept_no_longer() -> None:
    assert restrict("evenings", "not in the evening") == "not in the evening"


def test_a_restriction_is_added_once_and_stays_short() -> None:
    assert restrict("mornings", "not on Tuesday") == "mornings, not on Tuesday"
    assert restrict("mornings, not on Tuesday", "not on Tuesday") == "mornings, not on Tuesday"
    assert restrict(None, "not at work") == "any time, not at work"
    assert restrict("x" * 119, "not at work") == "not at work"


@pytest.mark.parametrize(
    ("text", "value"), [("you can call or text whenever", "any time"), ("mornings actually", "mornings")]
)
def test_words_around_a_time_go(text: str, value: str) -> None:
    result = parse_reach(text)
    assert isinstance(result, Valid)
    assert result.value == value
