"""Scans and operations listed with a yes or a no."""

from __future__ import annotations

import time

import pytest

from backline.language.spine_history import SpineHistory, listed_history


@pytest.mark.parametrize(
    ("text", "surgery", "imaging"),
    [
        ("mri yes, op no", False, True),
        ("x-ray: no, surgery: yes", True, False),
        ("no surgery, scan yes", False, True),
        ("operation never", False, None),
    ],
)
def test_a_list_is_read(text: str, surgery: bool | None, imaging: bool | None) -> None:
    assert listed_history(text) == SpineHistory(surgery, imaging)


@pytest.mark.parametrize(
    "text", ["no surgery please", "I had surgery", "is an MRI a yes", "surgery, no way that helps"]
)
def test_other_words_list_nothing(text: str) -> None:
    assert listed_history(text) == SpineHistory()


def test_a_long_list_takes_no_time() -> None:
    started = time.perf_counter()
    listed_history("an op no " * 100 + "x")
    assert time.perf_counter() - started < 1
