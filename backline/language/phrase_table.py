"""Thousands of fixed phrases, looked up by their first two words: a word that begins none costs one look in a table.

spaCy's PhraseMatcher finds the same, but wants a document for each phrase: building 58,000 of them took two seconds at
every start, this takes a fifth of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value")


class PhraseTable(Generic[Value]):
    """Phrases of plain words, each with the values it stands for."""

    def __init__(self, phrases: Iterable[tuple[Sequence[str], Value]]) -> None:
        """Index phrases.

        Args:
            phrases: the words of each, and a value; a phrase may come again with another value.
        """
        self._values: dict[tuple[str, ...], list[Value]] = {}
        lengths: dict[str, dict[str, set[int]]] = {}
        for words, value in phrases:
            values = self._values.setdefault(tuple(words), [])
            if value not in values:
                values.append(value)
            lengths.setdefault(words[0], {}).setdefault(words[1] if len(words) > 1 else "", set()).add(len(words))
        # First word -> second word -> how long the phrases are that may stand there, the longest first.
        self._lengths = {
            first: {
                second: tuple(sorted(own | seconds.get("", set()), reverse=True)) for second, own in seconds.items()
            }
            for first, seconds in lengths.items()
        }

    def find(self, words: Sequence[str]) -> Iterator[tuple[Value, int, int]]:
        """Yield (value, start, end) of every phrase, in order, of those that begin at one word the longest first.

        Args:
            words: the words of a sentence.
        """
        words = tuple(words)
        count = len(words)
        for start, word in enumerate(words):
            seconds = self._lengths.get(word)
            if seconds is None:
                continue
            following = words[start + 1] if start + 1 < count else ""
            for length in seconds.get(following) or seconds.get("", ()):
                if start + length <= count:
                    for value in self._values.get(words[start : start + length], ()):
                        yield value, start, start + length
