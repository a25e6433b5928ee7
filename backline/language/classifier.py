"""What one sentence wants: intents ranked by a linear model over its letters and words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from backline.language.features import Part, Row, TextFeatures

# Chosen with benchmarks/intents.py: accuracy hardly moves between 10 and 30.
INVERSE_REGULARISATION = 20.0
# Below 1 sharpens: the model is too modest about sentences phrased unlike its examples.
TEMPERATURE = 0.8

_FORMAT = 3


class IntentClassifier:
    """Ranks the intents of a sentence.

    It sees a sentence's letters and words; other views, such as sentence vectors, join as further ``parts``, see
    ``TextFeatures``.
    """

    def __init__(
        self,
        features: TextFeatures,
        weights: NDArray[np.float32],
        bias: NDArray[np.float32],
        labels: Sequence[str],
        temperature: float = TEMPERATURE,
    ) -> None:
        """Take what ``train`` or ``load`` made.

        Args:
            features: the fitted features.
            weights: one row for each feature, one column for each label.
            bias: one number for each label.
            labels: the intents, in the order of the columns.
            temperature: scores are divided by it before they become confidences; it never changes the order.
        """
        self.features = features
        # Row by row in memory: a sentence needs only the rows of the features it has.
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)
        self._bias = np.asarray(bias, dtype=np.float32)
        self._labels = tuple(labels)
        self._temperature = temperature

    @classmethod
    def train(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        *,
        parts: Sequence[Part] = (),
        inverse_regularisation: float = INVERSE_REGULARISATION,
        temperature: float = TEMPERATURE,
    ) -> IntentClassifier:
        """Learn from examples; the same examples in the same order give the same classifier.

        Args:
            texts: example sentences.
            labels: the intent of each.
            parts: further views of a sentence, see the class.
            inverse_regularisation: how closely to follow the examples, above 0.
            temperature: see ``__init__``.

        Returns:
            A classifier for the intents among ``labels``.

        Raises:
            ValueError: if the two differ in length, or there are fewer than two intents.
        """
        from sklearn.linear_model import LogisticRegression  # only training needs it, and it takes a second to import

        if len(texts) != len(labels):
            raise ValueError(f"There are {len(texts)} texts but {len(labels)} intents: give one intent for each text.")
        if len(set(labels)) < 2:
            raise ValueError("The examples hold fewer than two intents: add examples of another intent.")
        features = TextFeatures(parts).fit(texts)
        matrix = features.transform(texts)
        # This solver converges in seconds; lbfgs stops early here, and accuracy then wavers by 3 %.
        model = LogisticRegression(C=inverse_regularisation, solver="newton-cg", max_iter=100)
        model.fit(matrix, list(labels))
        weights, bias = model.coef_, model.intercept_
        if len(model.classes_) == 2:  # scikit-learn keeps one column for two classes
            weights, bias = np.vstack([-weights, weights]) / 2, np.array([-bias[0], bias[0]]) / 2
        return cls(features, weights.T, bias, [str(label) for label in model.classes_], temperature)

    @property
    def labels(self) -> tuple[str, ...]:
        """The intents it knows, in alphabetical order."""
        return self._labels

    def rank(self, text: str, row: Row | None = None) -> list[tuple[str, float]]:
        """Every intent with its confidence, the most confident first.

        Args:
            text: one sentence; a longer message is better read sentence by sentence.
            row: its letters and words, where `features.row` has been asked for them.

        Returns:
            Pairs of intent and confidence; the confidences add up to 1.
        """
        scores = self._bias + self.features.score(text, self._weights, row)
        scores = (scores - scores.max()) / self._temperature
        shares = np.exp(scores)
        shares /= shares.sum()
        order = np.argsort(-shares, kind="stable")
        return [
            (self._labels[index], share) for index, share in zip(order.tolist(), shares[order].tolist(), strict=True)
        ]

    def save(self, path: Path) -> None:
        """Write the classifier as NumPy arrays, without pickle; further ``parts`` are named in it but not written."""
        state: dict[str, Any] = {
            "format": _FORMAT,
            "labels": np.array(self._labels),
            "weights": self._weights,
            "bias": self._bias,
            "temperature": self._temperature,
            **self.features.state(),
        }
        with path.open("wb") as file:
            np.savez_compressed(file, **state)

    @classmethod
    def load(cls, path: Path, *, parts: Sequence[Part] = ()) -> IntentClassifier:
        """Read a classifier that ``save`` wrote.

        Args:
            path: the file.
            parts: the same further parts, in the same order, as in training.

        Returns:
            A classifier that ranks exactly as the saved one.

        Raises:
            ValueError: if the file is of another format, holds anything but plain arrays, or was trained with
                other parts.
        """
        try:
            with np.load(path, allow_pickle=False) as stored:
                state = {name: stored[name] for name in stored.files}
            found = int(state.get("format", 0))
        except (ValueError, EOFError, BadZipFile, TypeError, AttributeError) as error:
            raise ValueError(f"{path} is not a classifier: train it again.") from error
        if found != _FORMAT:
            raise ValueError(f"{path} is not a classifier of format {_FORMAT}: train it again.")
        try:
            features = TextFeatures(parts).restore(state)
        except ValueError as error:
            raise ValueError(f"{path} {error}") from None
        return cls(features, state["weights"], state["bias"], state["labels"].tolist(), float(state["temperature"]))
