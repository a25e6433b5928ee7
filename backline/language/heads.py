"""Linear models over shared features: one for each thing that may be said of a message."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from backline.language.vectors import Vectors

_ALWAYS = 10.0  # a score that no threshold withstands


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
            known = np.array([bool(labels[row]) for row in rows])
            if known.sum() < 2 or known.all():
                return np.zeros(matrix.shape[1], dtype=np.float32), _ALWAYS if known.sum() > 1 else -_ALWAYS
            model = LogisticRegression(
                C=strength,
                solver="liblinear",
                max_iter=200,
                random_state=0,
                class_weight="balanced" if balanced else None,
            )
            model.fit(matrix[rows], known)
            return model.coef_[0].astype(np.float32), float(model.intercept_[0])

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
