"""Texts as rows of numbers: their letters, their words and, where wanted, further views such as sentence vectors."""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from backline.language.normalise import plain_characters

_INNER_QUOTE = re.compile(r"(?<=\w)'(?=\w)")
_DIGIT = re.compile(r"\d")
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")
_MARK = re.compile(r"([?!.,])")
_SIZES = (2, 3, 4)  # letters in a row
_REMEMBERED_WORDS = 20_000

# Columns of features, rising, and their values.
Row = tuple[NDArray[np.int64], NDArray[np.float32]]
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
    """The words of an evened-out sentence, and each two in a row; pairs know where it begins ("^") and ends ("$").

    How a sentence begins and ends tells much: "what is ..." asks, "... what is next" asks something else. The ends
    alone are no word, or any unknown word would look like a short answer.
    """
    words = _MARK.sub(r" \1 ", text).split()
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
        self._rarest = rarest
        self._views = (_Letters(), _Words())
        self._parts = list(parts)

    @property
    def names(self) -> list[str]:
        """The parts in the order of their columns."""
        return [*(view.name for view in self._views), *(name for name, _ in self._parts)]

    @property
    def width(self) -> int:
        """How many columns letters and words have."""
        return sum(len(view.idf) for view in self._views)

    def has_terms_of(self, other: TextFeatures) -> bool:
        """True where both know the same letters and words, so that a row of one is a row of the other."""
        return all(
            mine.vocabulary == theirs.vocabulary and np.array_equal(mine.idf, theirs.idf)
            for mine, theirs in zip(self._views, other._views, strict=True)
        )

    def fit(self, texts: Sequence[str]) -> TextFeatures:
        """Learn which letters and words there are."""
        for view in self._views:
            view.fit(texts, self._rarest)
        return self

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """One row for each text."""
        rows = [self.row(text) for text in texts]
        starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns, values = (np.concatenate([row[n] for row in rows]) if rows else np.zeros(0) for n in (0, 1))
        own = csr_matrix((values, columns, starts), shape=(len(rows), self.width), dtype=np.float32)
        return csr_matrix(hstack([own, *(part.transform(list(texts)) for _, part in self._parts)]), dtype=np.float32)

    def row(self, text: str) -> Row:
        """The columns of one text's letters and words, and their values; further parts are left out."""
        plain = normalise(text)
        letters, words = self._views
        first = len(letters.idf)
        columns = np.concatenate([letters.columns(plain), words.columns(plain) + first])
        columns.sort()  # and what np.unique does, without its checks
        changes = np.ones(len(columns) + 1, dtype=bool)
        np.not_equal(columns[1:], columns[:-1], out=changes[1:-1])
        begins = np.flatnonzero(changes)
        own, counts = columns[begins[:-1]], begins[1:] - begins[:-1]
        values = 1 + np.log(counts)
        between = int(own.searchsorted(first))
        for view, part, at in (
            (letters, values[:between], own[:between]),
            (words, values[between:], own[between:] - first),
        ):
            np.multiply(part, view.idf.take(at), out=part)
            np.divide(part, max(math.sqrt(float(part @ part)), 1e-12), out=part)  # of length 1
        return own, values.astype(np.float32)

    def score(self, text: str, weights: NDArray[np.float32], row: Row | None = None) -> NDArray[np.float32]:
        """One text times ``weights`` (one row a feature), touching only the rows that its features need.

        Args:
            text: the text.
            weights: one row for each feature.
            row: what `row` gives for the text, where it is known.
        """
        columns, values = row or self.row(text)
        scores: NDArray[np.float32] = values @ weights.take(columns, axis=0)
        first = self.width
        for _, part in self._parts:
            view = np.asarray(part.transform([text]), dtype=np.float32)[0]
            scores = scores + view @ weights[first : first + len(view)]
            first += len(view)
        return scores

    def state(self) -> dict[str, Any]:
        """What ``restore`` needs, as plain arrays."""
        state: dict[str, Any] = {"parts": np.array(self.names)}
        for view in self._views:
            state[f"{view.name}_terms"] = np.array(sorted(view.vocabulary, key=view.vocabulary.__getitem__))
            state[f"{view.name}_idf"] = view.idf
        return state

    def restore(self, state: dict[str, Any]) -> TextFeatures:
        """Take what ``state`` gave.

        Raises:
            ValueError: it was fitted with other parts.
        """
        trained = state["parts"].tolist()
        if self.names != trained:
            raise ValueError(f"was trained with the parts {trained}, not {self.names}: train it again.")
        for view in self._views:
            view.use(state[f"{view.name}_terms"].tolist(), state[f"{view.name}_idf"])
        return self


class _View(ABC):
    """Terms of texts, each weighed by 1 + log of how often it comes and by how rare it is; a row has length 1."""

    name: str

    def __init__(self) -> None:
        self.use((), np.zeros(0))

    def use(self, terms: Sequence[str], idf: NDArray[Any]) -> None:
        """Know these terms, in the order of their columns."""
        self.vocabulary = {term: column for column, term in enumerate(terms)}
        self.idf = idf

    def fit(self, texts: Sequence[str], rarest: int) -> None:
        """Learn the terms of texts, without those that fewer than ``rarest`` of them hold."""
        held = Counter(term for text in texts for term in set(self.terms(normalise(text))))
        terms = sorted(term for term, count in held.items() if count >= rarest)
        counts = np.array([held[term] for term in terms], dtype=np.float64)
        # As if one more text held every term.
        self.use(terms, (np.log((1 + len(texts)) / (1 + counts)) + 1).astype(np.float32))

    @abstractmethod
    def terms(self, plain: str) -> Iterable[str]:
        """The terms of a text that has been evened out."""

    def columns(self, plain: str) -> NDArray[np.int64]:
        """The columns of a text's terms, as often as they come."""
        known = self.vocabulary
        return np.array([column for term in self.terms(plain) if (column := known.get(term, -1)) >= 0], dtype=np.int64)


class _Letters(_View):
    """Letters in a row inside words, with a blank at both ends of a word."""

    name = "letters"

    def use(self, terms: Sequence[str], idf: NDArray[Any]) -> None:
        super().use(terms, idf)
        # The same words come again and again.
        self._of_word = lru_cache(maxsize=_REMEMBERED_WORDS)(self._columns_of_word)

    def terms(self, plain: str) -> Iterable[str]:
        return (term for word in plain.split() for term in _letters(word))

    def columns(self, plain: str) -> NDArray[np.int64]:
        words = [self._of_word(word) for word in plain.split()]
        return np.concatenate(words) if words else np.zeros(0, dtype=np.int64)

    def _columns_of_word(self, word: str) -> NDArray[np.int64]:
        known = self.vocabulary
        return np.array([known[term] for term in _letters(word) if term in known], dtype=np.int64)


class _Words(_View):
    """Words, and each two in a row."""

    name = "words"

    def terms(self, plain: str) -> Iterable[str]:
        return words_and_pairs(plain)


def _letters(word: str) -> list[str]:
    padded = f" {word} "
    found = []
    for size in _SIZES:
        if len(padded) <= size:
            found.append(padded)  # a short word once, not for every size
            break
        found += [padded[at : at + size] for at in range(len(padded) - size + 1)]
    return found
