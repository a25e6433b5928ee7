"""Linear models over shared features: one for each thing that may be said of a message."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from backline.language.vectors import Vectors

_ALWAYS = 10.0  # a score that no threshold withstands
_CLOSE_ENOUGH = 0.01  # beyond, figures do not change

IntArray = NDArray[np.int64]


def _solve(
    matrix: csr_matrix, known: Any, strength: float, *, balanced: bool = False, weight: Any = None
) -> tuple[Vectors, float]:
    """Weights and bias of one logistic regression; without two examples, or a counterexample, a constant."""
    from sklearn.linear_model import LogisticRegression  # only training needs it, and it takes a second to import

    if known.sum() < 2 or known.all():
        return np.zeros(matrix.shape[1], dtype=np.float32), _ALWAYS if known.sum() > 1 else -_ALWAYS
    model = LogisticRegression(
        C=strength,
        solver="liblinear",
        dual=True,
        tol=_CLOSE_ENOUGH,
        max_iter=200,
        random_state=0,
        class_weight="balanced" if balanced else None,
    )
    model.fit(matrix, known, weight)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


class Heads:
    """Linear models that share their features: one column of weights each."""

    def __init__(self, names: Sequence[str], weights: Vectors, bias: Vectors) -> None:
        self.names = tuple(names)
        self.weights = np.ascontiguousarray(weights, dtype=np.float32)
        self.bias = np.asarray(bias, dtype=np.float32)

    @classmethod
    def none(cls) -> Heads:
        """No head at all."""
        return cls((), np.zeros((0, 0), dtype=np.float32), np.zeros(0, dtype=np.float32))

    @classmethod
    def fit(
        cls,
        matrix: csr_matrix,
        wanted: Mapping[str, Sequence[bool | None]],
        strength: float,
        *,
        balanced: bool = False,
    ) -> Heads:
        """Fit one logistic regression for each name; rows whose label is None, or beyond the last, are left out.

        A name without two examples is never said, one without a counterexample always. Where `balanced`, the rare
        answer weighs as much as the common one.
        """

        def solve(labels: Sequence[bool | None]) -> tuple[Vectors, float]:
            rows = [row for row, label in enumerate(labels) if label is not None]
            return _solve(matrix[rows], np.array([bool(labels[row]) for row in rows]), strength, balanced=balanced)

        return cls._of(wanted, solve)

    @classmethod
    def fit_by_best_row(
        cls, matrix: csr_matrix, owners: IntArray, wanted: Mapping[str, Sequence[bool]], strength: float
    ) -> Heads:
        """Fit heads over sentences where only the label of the whole message is known.

        The sentences of a message share its label at first; then each message that has it keeps only the sentence that
        shows it best, and the heads are fitted once more.

        Args:
            matrix: one row for each sentence; rows beyond those of `owners` are not used.
            owners: the number of the message of each row, rising.
            wanted: name -> the label of each message.
            strength: scikit-learn's C.
        """
        matrix = matrix[: len(owners)]
        share = 1 / np.bincount(owners)[owners] if len(owners) else np.zeros(0)

        def solve(labels: Sequence[bool]) -> tuple[Vectors, float]:
            known = np.array(labels, dtype=bool)[owners]
            weights, bias = _solve(matrix, known, strength, weight=np.where(known, share, 1.0))
            scores = np.asarray(matrix @ weights) + bias
            order = np.lexsort((-scores, owners))
            best = order[np.r_[True, np.diff(owners[order]) > 0]] if len(order) else order
            kept = ~known
            kept[best] = True
            return _solve(matrix[kept], known[kept], strength)

        return cls._of(wanted, solve)

    @classmethod
    def _of(cls, wanted: Mapping[str, Any], solve: Callable[[Any], tuple[Vectors, float]]) -> Heads:
        with ThreadPoolExecutor(os.cpu_count()) as workers:  # the solver works outside Python's lock
            solved = list(workers.map(solve, wanted.values()))
        weights = np.array([column for column, _ in solved], dtype=np.float32).T
        return cls(list(wanted), weights, np.array([bias for _, bias in solved], dtype=np.float32))

    def and_(self, other: Heads) -> Heads:
        """These heads and others over the same features."""
        return Heads(
            (*self.names, *other.names),
            np.concatenate([self.weights, other.weights], axis=1),
            np.concatenate([self.bias, other.bias]),
        )
