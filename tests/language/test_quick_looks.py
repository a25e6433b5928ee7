"""A long pattern is tried only where the text holds one of a few words: all that it matches must hold one."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backline.language import facts, past

_LOOKS: list[tuple[Sequence[str], re.Pattern[str]]] = [
    (past._LONG_PAST_HOLDS, past._LONG_PAST),
    (facts._PREGNANT_HOLDS, facts._PREGNANT),
    *facts._LEVELS,
]


@pytest.mark.parametrize(("holds", "pattern"), _LOOKS, ids=["long past", "pregnant", "out of ten", "pain level"])
@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_what_a_pattern_matches_holds_one_of_its_words(
    data: st.DataObject, holds: Sequence[str], pattern: re.Pattern[str]
) -> None:
    text = data.draw(st.from_regex(pattern))
    match = pattern.search(text)
    assert match is not None
    assert any(held in match[0] for held in holds)
