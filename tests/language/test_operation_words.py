"""The names of operations that all who read of one share."""

import re

import pytest

from backline.language.operation_words import OPERATION, SPINE_OPERATION
from backline.language.other_operation import other_operation_told
from backline.language.plain_text import plain_text
from backline.language.spine_history import late_operation_in, spine_history_in

_NAMES = (
    "fusion",
    "diskectomy",
    "micro discectomy",
    "laminotomy",
    "foraminotomy",
    "acdf",
    "kyphoplasty",
    "decompression",
)


@pytest.mark.parametrize("text", ["surgery", "surgurey", "surgeries", "operation", "operatoin"])
def test_an_operation_is_known(text: str) -> None:
    assert re.fullmatch(OPERATION, text)


@pytest.mark.parametrize("text", ["surge", "surgeon", "cooperation"])
def test_another_word_is_none(text: str) -> None:
    assert not re.fullmatch(OPERATION, text)


@pytest.mark.parametrize("name", _NAMES)
def test_each_reader_knows_each_name(name: str) -> None:
    assert re.fullmatch(SPINE_OPERATION, name)
    assert spine_history_in(f"i had a {name} in 2019").surgery
    assert late_operation_in(f"i had a {name} three weeks ago")
    assert other_operation_told(plain_text(f"i am having a {name} next month"))
