"""Picking signs of the list, and asking what they mean."""

import pytest

from backline.assistant.listed_signs import meanings_asked, only_asks_for_meaning, picked_signs


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("the second one", ["I have new numbness between my legs."]),
        ("1 and 8", ["I have new trouble with my bladder.", "I have chest pain."]),
        ("no, just fever", ["I have a fever."]),
        ("my uncle had cancer", []),
        ("what is a fever exactly", []),
        ("not cancer", []),
    ],
)
def test_signs_are_picked(text: str, picked: list[str]) -> None:
    assert picked_signs(text) == picked


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("what qualifies as a bad fall", ["means_fall"]),
        ("wdym? what do you mean by bladder", ["means_bladder"]),
        ("does pins and needles between the legs count", ["means_numb"]),
        ("my aunt had a tumor", ["means_cancer"]),
        ("is dieting weight loss", ["means_weight"]),
        ("my chest hurts", []),
    ],
)
def test_meanings_are_asked(text: str, meanings: list[str]) -> None:
    assert meanings_asked(text) == meanings


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("what counts as a crash", True),
        ("what do you mean by weakness", True),
        ("what counts as a fall, i fell off a ladder", False),
        ("my legs are weak, does that count", False),
        ("what is the number to call for chest pain", False),
    ],
)
def test_only_the_meaning_is_asked(text: str, *, only: bool) -> None:
    assert only_asks_for_meaning(text) is only


@pytest.mark.parametrize(
    "text",
    [
        "numb between the legs since noon, what does that mean?",
        "chest pain right now, does this count?",
        "my wife has no feeling down there, what does it mean",
    ],
)
def test_a_sign_that_is_told_is_not_only_asked_about(text: str) -> None:
    assert not only_asks_for_meaning(text)


@pytest.mark.parametrize("text", ["my bladder works", "bowels are normal", "numb in the calf", "a crash in 1999"])
def test_what_is_well_elsewhere_or_old_is_not_picked(text: str) -> None:
    assert picked_signs(text) == []
