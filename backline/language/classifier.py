"""What one sentence wants: intents ranked by a linear model over its letters and words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion

from backline.language.normalise import plain_characters

# Chosen with benchmarks/intents.py: accuracy hardly moves between 10 and 30.
INVERSE_REGULARISATION = 20.0
# Below 1 sharpens: the model is too modest about sentences phrased unlike its examples.
TEMPERATURE = 0.8

_FORMAT = 2
_INNER_QUOTE = re.compile(r"(?<=\w)'(?=\w)")
_DIGIT = re.compile(r"\d")
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")
_MARK = re.compile(r"([?!.,])")

# A part of the features: its name, and a transformer from a list of texts to a matrix with one row for each.
Part = tuple[str, Any]


def normalise(text: str) -> str:
    """Even out what says nothing about the intent.

    Args:
        text: a sentence as it was typed.

    Returns:
        The sentence in lower case with straight quotes, no apostrophes inside words ("dont"), every digit as "0",
        letters stretched to three or more cut to two, and single blanks.
    """
    plain = _INNER_QUOTE.sub("", plain_characters(text).lower())
    return " ".join(_STRETCHED.sub(r"\1\1", _DIGIT.sub("0", plain)).split())


def _words_and_pairs(text: str) -> list[str]:
    # How a sentence begins and ends tells much: "what is ..." asks, "... what is next" asks something else. So the
    # pairs know the ends; the ends alone are no word, or any unknown word would look like a short answer.
    words = _MARK.sub(r" \1 ", normalise(text)).split()
    marked = ["^", *words, "$"]
    return words + [f"{first} {second}" for first, second in pairwise(marked)]


def _union(parts: Sequence[Part]) -> FeatureUnion:
    letters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, preprocessor=normalise, dtype=np.float32
    )
    words = TfidfVectorizer(analyzer=_words_and_pairs, sublinear_tf=True, dtype=np.float32)
    return FeatureUnion([("letters", letters), ("words", words), *parts])


class IntentClassifier:
    """Ranks the intents of a sentence.

    Letters (2 to 4 in a row, inside words) forgive typing errors; words and pairs of words carry the phrasing. Other
    views of a sentence, such as sentence vectors, join as further ``parts``: they must be ready to use, they are not
    trained here and not saved, so ``load`` gets them again.
    """

    def __init__(
        self,
        features: FeatureUnion,
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
        self._features = features
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
        if len(texts) != len(labels):
            raise ValueError(f"There are {len(texts)} texts but {len(labels)} intents: give one intent for each text.")
        if len(set(labels)) < 2:
            raise ValueError("The examples hold fewer than two intents: add examples of another intent.")
        features = _union(parts)
        matrix = csr_matrix(features.fit_transform(list(texts)), dtype=np.float32)
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

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Every intent with its confidence, the most confident first.

        Args:
            text: one sentence; a longer message is better read sentence by sentence.

        Returns:
            Pairs of intent and confidence; the confidences add up to 1.
        """
        scores = self._bias.copy()
        first = 0
        # Part by part: FeatureUnion's own transform takes longer to start its workers than to do the work.
        for _, part in self._features.transformer_list:
            row = csr_matrix(part.transform([text]))
            scores += row.data.astype(np.float32) @ self._weights[first + row.indices]
            first += row.shape[1]
        scores = (scores - scores.max()) / self._temperature
        shares = np.exp(scores)
        shares /= shares.sum()
        order = np.argsort(-shares, kind="stable")
        return [(self._labels[index], float(shares[index])) for index in order]

    def save(self, path: Path) -> None:
        """Write the classifier as NumPy arrays, without pickle; further ``parts`` are named in it but not written."""
        parts = [name for name, _ in self._features.transformer_list]
        state: dict[str, Any] = {
            "format": _FORMAT,
            "parts": np.array(parts),
            "labels": np.array(self._labels),
            "weights": self._weights,
            "bias": self._bias,
            "temperature": self._temperature,
        }
        for name, vectorizer in self._features.transformer_list[:2]:
            vocabulary = vectorizer.vocabulary_
            state[f"{name}_terms"] = np.array(sorted(vocabulary, key=vocabulary.__getitem__))
            state[f"{name}_idf"] = vectorizer.idf_
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
        features = _union(parts)
        names = [name for name, _ in features.transformer_list]
        trained = state["parts"].tolist()
        if names != trained:
            raise ValueError(f"{path} was trained with the parts {trained}, not {names}: train it again.")
        for name, vectorizer in features.transformer_list[:2]:
            terms = state[f"{name}_terms"].tolist()
            vectorizer.vocabulary_ = {term: column for column, term in enumerate(terms)}
            vectorizer.idf_ = state[f"{name}_idf"]
        return cls(features, state["weights"], state["bias"], state["labels"].tolist(), float(state["temperature"]))
