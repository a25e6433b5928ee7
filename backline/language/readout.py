"""What is read off the states of the fine-tuned encoder: linear models over a text as a whole, and over what it names.

For what a text says as a whole, each model looks at the pieces that tell of it, and leaves the rest of a long story
alone (label attention, https://arxiv.org/abs/1802.05695). For what a text names, a model reads the pieces of the name,
which by then know their surroundings: whether care that is named was had, whether an amount of time is the trouble's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backline.language.vectors import WIDTH

Array = NDArray[Any]
_HALVES = ("look", "weights", "named_weights")


@dataclass(frozen=True)
class Readout:
    """Linear models over states; one column for each, a row for each of the 384 numbers of a state.

    Attributes:
        names: what is told of a text, e.g. "scope", "topic surgery", "flag cancer", "tried rest", "improved".
        look: where each of them looks: pieces count by the exponential of their product with it.
        weights: what it makes of the mean of what it looks at, and, below, of the greatest of each number.
        bias: one number for each.
        named: what is told of something that is named: "had rest", "about surgery", "meant".
        named_weights: what it makes of the mean of its pieces.
        named_bias: one number for each.
    """

    names: tuple[str, ...]
    look: Array
    weights: Array
    bias: Array
    named: tuple[str, ...]
    named_weights: Array
    named_bias: Array

    def score_text(self, states: Array) -> dict[str, float]:
        """Name -> score of a text; every number above 0 is more likely than not.

        Args:
            states: one row for each piece of the text.
        """
        looked = states @ self.look
        looked = np.exp(looked - looked.max(axis=0))
        looked /= looked.sum(axis=0)
        scores = (looked * (states @ self.weights[:WIDTH])).sum(axis=0)
        scores += states.max(axis=0) @ self.weights[WIDTH:] + self.bias
        return dict(zip(self.names, scores.tolist(), strict=True))

    def score_named(self, states: Array, named: Sequence[tuple[str, int, int]]) -> list[float]:
        """The score of each thing that is named.

        Args:
            states: one row for each piece of the text.
            named: which of `named` each is, its first piece, and the one after its last.
        """
        columns = [self.named.index(name) for name, _, _ in named]
        means = np.array([states[first:last].mean(axis=0) for _, first, last in named])
        return [
            float(mean @ self.named_weights[:, column] + self.named_bias[column])
            for mean, column in zip(means, columns, strict=True)
        ]

    def state(self) -> dict[str, Array]:
        """As plain arrays."""
        return {
            "names": np.array(self.names),
            "named": np.array(self.named, dtype=np.str_),
            "bias": self.bias.astype(np.float32),
            "named_bias": self.named_bias.astype(np.float32),
            **{name: getattr(self, name).astype(np.float16) for name in _HALVES},
        }

    @classmethod
    def of(cls, state: Mapping[str, Array]) -> Readout:
        """Out of what `state` gave.

        Raises:
            KeyError: something is missing.
        """
        return cls(
            names=tuple(state["names"].tolist()),
            named=tuple(state["named"].tolist()),
            bias=state["bias"],
            named_bias=state["named_bias"],
            **{name: state[name].astype(np.float32) for name in _HALVES},
        )
