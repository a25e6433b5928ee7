"""What is read off the states of the encoder, against sums done by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backline.language.readout import Readout


def readout(**given: np.ndarray) -> Readout:
    """One model of a text and one of a name, which look at the first two numbers of a state."""
    nothing = np.zeros((384, 1))
    plain = Readout(("a",), nothing, np.zeros((768, 1)), np.array([0.25]), ("b",), nothing, np.array([-1.0]))
    return replace(plain, **given)


def column(*numbers: float, size: int = 384) -> np.ndarray:
    """One column that begins with these numbers."""
    return np.pad(np.array(numbers), (0, size - len(numbers)))[:, None]


def states(*rows: tuple[float, ...]) -> np.ndarray:
    return np.array([np.pad(row, (0, 384 - len(row))) for row in rows])


def test_where_it_looks_nowhere_in_particular_it_takes_the_mean() -> None:
    made = readout(weights=column(2.0, size=768))
    assert made.score_text(states((1.0,), (3.0,), (8.0,)))["a"] == pytest.approx(2 * 4 + 0.25)


def test_it_looks_at_the_pieces_that_tell() -> None:
    made = readout(weights=column(2.0, size=768), look=column(0.0, 100.0))
    assert made.score_text(states((1.0, 0.0), (3.0, 5.0), (8.0, 0.0)))["a"] == pytest.approx(2 * 3 + 0.25)


def test_the_greatest_of_each_number_counts_too() -> None:
    weights = np.zeros((768, 1))
    weights[384 + 1] = 3.0
    assert readout(weights=weights).score_text(states((9.0, -2.0), (0.0, 4.0)))["a"] == pytest.approx(3 * 4 + 0.25)


def test_a_name_is_read_in_its_own_pieces() -> None:
    made = readout(named_weights=column(1.0))
    rows = states((1.0,), (2.0,), (4.0,), (100.0,))
    assert made.score_named(rows, [("b", 1, 3), ("b", 0, 1)]) == pytest.approx([3 - 1, 1 - 1])
    assert made.score_named(rows, []) == []


def test_it_is_kept_as_plain_arrays() -> None:
    made = readout(look=column(0.5), named_weights=column(1.0))
    found = Readout.of(made.state())
    assert (found.names, found.named) == (("a",), ("b",))
    for name in ("look", "weights", "bias", "named_weights", "named_bias"):
        assert np.array_equal(getattr(found, name), getattr(made, name))
    with pytest.raises(KeyError):
        Readout.of({"names": np.array(["a"])})
