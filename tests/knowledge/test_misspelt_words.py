"""The lexicon holds no misspelt word that the speller would put right: as a word of its own it would stay wrong."""

from __future__ import annotations

import pytest

from backline.assistant import resources

PUT_RIGHT = {
    "bak": "back",
    "nek": "neck",
    "pian": "pain",
    "wieght": "weight",
    "weekness": "weakness",
    "numness": "numbness",
    "blader": "bladder",
    "fevr": "fever",
    "tingeling": "tingling",
    "surgen": "surgeon",
    "terapy": "therapy",
    "incontinance": "incontinence",
}


@pytest.mark.parametrize(("written", "meant"), PUT_RIGHT.items())
def test_misspelt_words_of_signs_are_put_right(written: str, meant: str) -> None:
    assert resources.reader().read(written).sentences[0].plain == meant
