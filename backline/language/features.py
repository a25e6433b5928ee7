"""Texts as rows of numbers: their letters, their words and, where wanted, further views such as sentence vectors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from backline.language.normalise import plain_characters

_INNER_QUOTE = re.compile(r"(?<=\w)'(?=\w)")
_DIGIT = re.compile(r"\d")
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")
_MARK = re.compile(r"([?!.,])")

# A further view: its name, and a transformer from a list of texts to a matrix with one row for each.
Part = tuple[str, Any]


def normalise(text: str) -> str:
    """Even out what says nothing about the meaning.

    Args:
        text: a sentence as it was typed.

    Returns:
        The sentence in lower case with straight quotes, no apostrophes inside words ("dont"), every digit as "0",
        letters stretched to three or more cut to two, and single blanks.
    """
    plain = _INNER_QUOTE.sub("", plain_characters(text).lower())
    return " ".join(_STRETCHED.sub(r"\1\1", _DIGIT.sub("0", plain)).split())


def words_and_pairs(text: str) -> list[str]:
    """The words of a sentence, and each two in a row; pairs know where it begins ("^") and ends ("$").

    How a sentence begins and ends tells much: "what is ..." asks, "... what is next" asks something else. The ends
    alone are no word, or any unknown word would look like a short answer.
    """
    words = _MARK.sub(r" \1 ", normalise(text)).split()
    marked = ["^", *words, "$"]
    return words + [f"{first} {second}" for first, second in pairwise(marked)]


class TextFeatures:
    """Letters (2 to 4 in a row, inside words) forgive typing errors; words and pairs of words carry the phrasing.

    Further ``parts`` must be ready to use: they are not fitted here and not saved, so that ``load`` gets them again.
    """

    def __init__(self, parts: Sequence[Part] = (), *, rarest: int = 1) -> None:
        """Start unfitted.

        Args:
            parts: further views.
            rarest: letters and words in fewer texts than this are left out.
        """
        letters = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(2, 4),
            sublinear_tf=True,
            preprocessor=normalise,
            dtype=np.float32,
            min_df=rarest,
        )
        words = TfidfVectorizer(analyzer=words_and_pairs, sublinear_tf=True, dtype=np.float32, min_df=rarest)
        self._vectorizers: list[Part] = [("letters", letters), ("words", words)]
        self._parts = [*self._vectorizers, *parts]
        self._analyzers: dict[str, Callable[[str], list[str]]] = {}

    @property
    def names(self) -> list[str]:
        """The parts in the order of their columns."""
        return [name for name, _ in self._parts]

    @property
    def width(self) -> int:
        """How many columns letters and words have."""
        return sum(len(vectorizer.vocabulary_) for _, vectorizer in self._vectorizers)

    def fit(self, texts: Sequence[str]) -> TextFeatures:
        """Learn which letters and words there are."""
        for _, vectorizer in self._vectorizers:
            vectorizer.fit(list(texts))
        return self

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """One row for each text."""
        return csr_matrix(hstack([part.transform(list(texts)) for _, part in self._parts]), dtype=np.float32)

    def row(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The columns of one text's letters and words, and their values: what ``transform`` gives, many times faster.

        Further parts are left out.
        """
        columns: list[NDArray[np.int64]] = []
        values: list[NDArray[np.float32]] = []
        first = 0
        for name, vectorizer in self._vectorizers:
            vocabulary, idf = vectorizer.vocabulary_, vectorizer.idf_
            if name not in self._analyzers:
                self._analyzers[name] = vectorizer.build_analyzer()
            counts = Counter(vocabulary[term] for term in self._analyzers[name](text) if term in vocabulary)
            own = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
            found = (1 + np.log(np.fromiter(counts.values(), dtype=np.float64, count=len(counts)))) * idf[own]
            columns.append(own + first)
            values.append((found / max(float(np.linalg.norm(found)), 1e-12)).astype(np.float32))
            first += len(vocabulary)
        return np.concatenate(columns), np.concatenate(values)

    def score(self, text: str, weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """One text times ``weights`` (one row a feature), touching only the rows that its features need."""
        columns, values = self.row(text)
        scores: NDArray[np.float32] = values @ weights[columns]
        first = self.width
        for _, part in self._parts[len(self._vectorizers) :]:
            row = np.asarray(part.transform([text]), dtype=np.float32)[0]
            scores = scores + row @ weights[first : first + len(row)]
            first += len(row)
        return scores

    def state(self) -> dict[str, Any]:
        """What ``restore`` needs, as plain arrays."""
        state: dict[str, Any] = {"parts": np.array(self.names)}
        for name, vectorizer in self._vectorizers:
            vocabulary = vectorizer.vocabulary_
            state[f"{name}_terms"] = np.array(sorted(vocabulary, key=vocabulary.__getitem__))
            state[f"{name}_idf"] = vectorizer.idf_
        return state

    def restore(self, state: dict[str, Any]) -> TextFeatures:
        """Take what ``state`` gave.

        Raises:
            ValueError: it was fitted with other parts.
        """
        trained = state["parts"].tolist()
        if self.names != trained:
            raise ValueError(f"was trained with the parts {trained}, not {self.names}: train it again.")
        for name, vectorizer in self._vectorizers:
            vectorizer.vocabulary_ = {term: column for column, term in enumerate(state[f"{name}_terms"].tolist())}
            vectorizer.idf_ = state[f"{name}_idf"]
        return self
