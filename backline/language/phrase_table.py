"""Thousands of fixed phrases, looked up by their first words: a word that begins none costs one look in a dictionary.

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
        entries: dict[str, dict[int, dict[tuple[str, ...], list[Value]]]] = {}
        for words, value in phrases:
            rest = tuple(words[1:])
            values = entries.setdefault(words[0], {}).setdefault(len(rest), {}).setdefault(rest, [])
            if value not in values:
                values.append(value)
        # By length, so that a word that begins a thousand phrases costs a handful of looks.
        self._entries = {first: tuple(sorted(own.items(), reverse=True)) for first, own in entries.items()}

    def at(self, words: Sequence[str], start: int) -> Iterator[tuple[Value, int]]:
        """Yield (value, end) of every phrase that begins at a word, the longest first.

        Args:
            words: the words of a sentence.
            start: index of the word.
        """
        for length, phrases in self._entries.get(words[start], ()):
            end = start + 1 + length
            for value in phrases.get(tuple(words[start + 1 : end]), ()):
                yield value, end
