"""Linear models: what they learn from rows, and from rows of which only the message's label is known."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from backline.language.heads import Heads


def scores(heads: Heads, rows: list[list[float]]) -> list[float]:
    return list((np.array(rows, dtype=np.float32) @ heads.weights + heads.bias)[:, 0])


def test_a_head_tells_its_rows_apart_and_leaves_out_what_is_unknown() -> None:
    matrix = csr_matrix(np.array([[1, 0], [1, 0], [0, 1], [0, 1], [1, 1]], dtype=np.float32))
    heads = Heads.fit(matrix, {"first": [True, True, False, False, None]}, 10.0)
    yes, no = scores(heads, [[1, 0], [0, 1]])
    assert yes > 0 > no


def test_a_head_without_examples_is_never_said_and_one_without_counterexamples_always() -> None:
    matrix = csr_matrix(np.eye(3, dtype=np.float32))
    heads = Heads.fit(matrix, {"never": [False] * 3, "once": [True, False, False], "always": [True] * 3}, 1.0)
    assert list(heads.bias > 0) == [False, False, True]
    assert not heads.weights.any()


def test_the_sentence_that_shows_a_label_is_found_among_those_that_do_not() -> None:
    # Column 0 is the sign, column 1 small talk that stands beside it, as often as in messages without the sign.
    rows, owners, labels = [], [], []
    for number in range(12):
        shown = number % 2 == 0
        labels.append(shown)
        for row in [[1, 0], [0, 1], [0, 1]] if shown else [[0, 1], [0, 0.5]]:
            rows.append(row)
            owners.append(number)
    heads = Heads.fit_by_best_row(
        csr_matrix(np.array(rows, dtype=np.float32)), np.array(owners, dtype=np.int64), {"sign": labels}, 10.0
    )
    sign, talk = scores(heads, [[1, 0], [0, 1]])
    assert sign > 0 > talk


def test_rows_beyond_those_of_messages_are_not_used() -> None:
    matrix = csr_matrix(np.eye(4, dtype=np.float32))
    heads = Heads.fit_by_best_row(matrix, np.array([0, 1], dtype=np.int64), {"sign": [True, True]}, 1.0)
    assert heads.bias[0] > 0
