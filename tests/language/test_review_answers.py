"""The answers that the review of care asks for, as people write them."""

from __future__ import annotations

import random

import pytest

from backline.language.how_often import how_often, practice_told
from backline.language.scores import score_in, three_scores_in
from backline.language.spine_history import answer_spine_history, spine_history_in
from backline.language.wishes import merge_wishes, wishes_in


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Most days", "most_days"),
        ("moast days", "most_days"),
        ("evry day", "most_days"),
        ("every other day", "most_days"),
        ("5 times a week", "most_days"),
        ("twice a day", "most_days"),
        ("Once or twice a week", "weekly"),
        ("3x a week", "weekly"),
        ("2-3 times per week", "weekly"),
        ("3 tiems a weak", "weekly"),
        ("every tuesday", "weekly"),
        ("twise a week", "weekly"),
        ("Now and then", "now_and_then"),
        ("now an then", "now_and_then"),
        ("daily at first, then rarely", "now_and_then"),
        ("not very often tbh", "now_and_then"),
        ("once a month", "now_and_then"),
        ("only when it hurts", "now_and_then"),
        ("green", None),
        ("yes", None),
        ("", None),
    ],
)
def test_how_often(text: str, meaning: str | None) -> None:
    assert how_often(text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("PT twice a week for 3 months", "weekly"),
        ("it hurts every day, i do my exercises now and then", "now_and_then"),
        ("i did pt and it hurts every day", None),  # the pain, not the therapy
        ("i take pills daily and did exercises", None),  # the tablets
        ("my back aches all the time", None),
        ("did physio for my neck pain, three times a week, no luck", "weekly"),
        ("pt since last may, every day", "most_days"),
        ("i did pt, every day is a struggle", None),  # the days, not the therapy
        ("i did pt for my pain, pills twice a day", None),
    ],
)
def test_how_often_is_taken_from_a_story_only_where_it_is_said_of_practice(text: str, meaning: str | None) -> None:
    assert practice_told(text) == meaning


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("7", 7),
        ("0", 0),
        ("10!!", 10),
        ("6-7", 6.5),
        ("six or seven", 6.5),
        ("eight out of ten", 8),
        ("7/10", 7),
        ("like a 5 or so", 5),
        ("for 3 days a 6", 6),
        ("sevn", 7),
        ("7.5", 7.5),
        ("Not at all (0)", 0),
        ("A little (3)", 3),
        ("a litle", 3),
        ("so so", 5),
        ("alot", 7),
        ("quite a bit", 7),
        ("very bad", 9),
        ("compleetly", 10),
        ("the worst ever", 10),
        ("not much", 2),
        ("11", None),
        ("100", None),
        ("-3", None),
        ("3 days", None),
        ("purple", None),
        ("", None),
    ],
)
def test_how_much(text: str, score: float | None) -> None:
    assert score_in(text) == score


def test_every_number_in_range_is_read_in_figures_and_none_beyond() -> None:
    for number in range(11):
        assert score_in(str(number)) == number
        assert score_in(f"about {number} I guess") == number
    seeded = random.Random(7)
    for _ in range(200):
        assert score_in(str(seeded.randint(11, 10**6))) is None


def test_three_numbers_at_once() -> None:
    assert three_scores_in("7, 8 and 6") == [7, 8, 6]
    assert three_scores_in("pain 7 joy 3 daily life 9") == [7, 3, 9]
    assert three_scores_in("7,8,6") == three_scores_in("7/8/6") == three_scores_in("7-8-6") == [7, 8, 6]
    assert three_scores_in("6,5") == three_scores_in("1/2/2024") == []
    assert three_scores_in("7, 8 and 16") == []
    assert three_scores_in("7 and 8") == []
    assert three_scores_in("i had 3 shots, 2 scans and 1 operation") == []


@pytest.mark.parametrize(
    ("text", "surgery", "imaging"),
    [
        ("Neither", False, False),
        ("niether", False, False),
        ("A scan", False, True),
        ("An operation", True, False),
        ("Both", True, True),
        ("an mri last year", False, True),
        ("no never had surgery", False, False),
        ("i had a discectomy in 2015 and an mri", True, True),
        ("only a scan, no operation", False, True),
        ("mri yes, surgery no", False, True),
        ("no scan no surgery", False, False),
        ("no x-ray no op", False, False),
        ("mri yes op no", False, True),
        ("an op in 2011", True, False),
        ("fusion in 2012 and lots of x-rays", True, True),
        ("maybe", None, None),
        ("no i dont want an operation ever", None, None),
        ("what do you mean", None, None),
    ],
)
def test_scans_and_operations_as_an_answer(text: str, surgery: bool | None, imaging: bool | None) -> None:
    told = answer_spine_history(text)
    assert (told.surgery, told.imaging) == (surgery, imaging)


@pytest.mark.parametrize(
    ("text", "surgery", "imaging"),
    [
        ("I did have an MRI", None, True),
        ("my mri showed a bulge", None, True),
        ("i had back surgery in 2015", True, None),
        ("I've never had an MRI", None, False),
        ("i haven\u2019t had surgery", False, None),
        # questions, plans and advice
        ("should i get an mri?", None, None),
        ("what does an mri cost", None, None),
        ("waiting for an mri", None, None),
        ("the doctor said i need surgery", None, None),
        ("i want surgery", None, None),
        ("i dont want an operation", None, None),
        ("i'd rather go without surgery", None, None),
        ("i never had an mri before", None, False),
    ],
)
def test_scans_and_operations_in_a_story(text: str, surgery: bool | None, imaging: bool | None) -> None:
    told = spine_history_in(text)
    assert (told.surgery, told.imaging) == (surgery, imaging)


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("i dont want surgery", ["no_surgery"]),
        ("I'd rather avoid an operation", ["no_surgery"]),
        ("no surgery please", ["no_surgery"]),
        ("please call me about surgery", ["surgery_talk"]),
        ("am i a candidate for an operation", ["surgery_talk"]),
        ("i'd like a 2nd opinion, but no surgery please", ["second_opinion", "no_surgery"]),
        ("i want to talk about surgery. actually no, i do not want an operation", ["no_surgery"]),
        ("i never had surgery", []),
        ("my back hurts", []),
    ],
)
def test_wishes(text: str, wishes: list[str]) -> None:
    assert wishes_in(text) == wishes


def test_of_two_wishes_about_surgery_the_later_counts() -> None:
    assert merge_wishes(["surgery_talk", "second_opinion"], ["no_surgery"]) == ["second_opinion", "no_surgery"]
    assert merge_wishes(["no_surgery"], ["surgery_talk"]) == ["surgery_talk"]
    assert merge_wishes(["second_opinion"], ["second_opinion"]) == ["second_opinion"]


@pytest.mark.parametrize(
    ("text", "score"), [("abuot sevn", 7), ("maybe eigh", 8), ("even worse", None), ("very purple", None)]
)
def test_a_number_in_a_short_answer_may_be_misspelt(text: str, score: float | None) -> None:
    assert score_in(text) == score


@pytest.mark.parametrize(
    ("text", "score"),
    [("9. no make that 4", 4), ("2, no wait, 3", 3), ("seven, actually eight", 8), ("6-7", 6.5), ("no, 5", 5)],
)
def test_a_number_put_right_in_the_same_breath(text: str, score: float) -> None:
    assert score_in(text) == score
