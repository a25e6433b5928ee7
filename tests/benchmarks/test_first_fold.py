"""What the measured encoder never sees: a fifth of what it does not know yet, for good."""

from __future__ import annotations

import numpy as np
import pytest

from backline.language.adapters import Adapters, number_of, numbers_of
from backline.language.readout import Readout
from benchmarks.first_fold import FIRST_FOLD, left_out_of, unseen_by

TEXTS = [f"my back hurts since day {number}" for number in range(1000)]
LATER = [f"my neck hurts since day {number}" for number in range(500)]


def taught(texts: list[str], left_out: frozenset[int]) -> Adapters:
    """An encoder that learned from the texts but for those left out."""
    seen = numbers_of(texts) - left_out
    narrow, wide, none = np.zeros((384, 0)), np.zeros((768, 0)), np.zeros(0)
    nothing = Readout((), narrow, wide, none, (), narrow, none)
    return Adapters(nothing, {}, {}, seen, left_out)


def test_a_fifth_is_left_out() -> None:
    left_out = left_out_of(TEXTS, None)
    assert left_out < numbers_of(TEXTS)
    assert 0.15 < len(left_out) / len(TEXTS) < 0.25


def test_what_was_left_out_stays_out_and_a_fifth_of_what_came_later_joins_it() -> None:
    before = taught(TEXTS, left_out_of(TEXTS, None))
    after = left_out_of([*TEXTS, *LATER], before)
    assert after & numbers_of(TEXTS) == before.left_out
    assert 0.1 < len(after & numbers_of(LATER)) / len(LATER) < 0.3


def test_what_was_taught_once_is_never_measured() -> None:
    before = taught(TEXTS, frozenset())
    assert not left_out_of(TEXTS, before)
    with pytest.raises(SystemExit, match="nothing is left to measure"):
        unseen_by(before, TEXTS)


def test_what_has_gone_is_no_longer_left_out() -> None:
    before = taught(TEXTS, left_out_of(TEXTS, None))
    assert left_out_of(TEXTS[:100], before) < numbers_of(TEXTS[:100])


def test_what_was_left_out_or_came_later_is_measured() -> None:
    before = taught(TEXTS, left_out_of(TEXTS, None))
    found = unseen_by(before, [*TEXTS, "my foot is numb"])
    assert found[-1] == len(TEXTS)
    assert numbers_of(TEXTS[i] for i in found[:-1]) == before.left_out


def test_the_encoder_that_is_kept_learned_nothing_of_what_it_left_out() -> None:
    kept = Adapters.load(FIRST_FOLD)
    assert not kept.taught_on & kept.left_out
    assert 0.15 < len(kept.left_out) / (len(kept.left_out) + len(kept.taught_on)) < 0.25
    assert all(0 <= number < 2**32 for number in kept.left_out)
    assert number_of("") not in kept.taught_on
