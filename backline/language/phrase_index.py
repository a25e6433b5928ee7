"""Finds where compiled phrases match, trying each only where its words are."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

from backline.language.phrases import Phrase, PhraseSet
from backline.language.words import SentenceWords

Value = TypeVar("Value", bound=Hashable)


class PhraseIndex:
    """Many phrase sets, looked up together by their words.

    A message of a hundred words holds a word of each part of only a handful of several thousand phrases, so this is
    many times faster than trying each phrase everywhere.
    """

    def __init__(self, sets: Mapping[str, PhraseSet]) -> None:
        """Index phrase sets by name."""
        self._phrases: list[tuple[str, Phrase]] = [
            (name, phrase) for name, own in sets.items() for phrase in own.phrases
        ]
        phrases = [phrase for _, phrase in self._phrases]
        parts = {words: number for number, words in enumerate({words: 0 for p in phrases for words in p.needs})}
        self._needs = [frozenset(parts[words] for words in phrase.needs) for phrase in phrases]
        self._holding = WordPatterns((number, words) for words, number in parts.items())
        self._begun = WordPatterns((number, phrase.starts) for number, phrase in enumerate(phrases))

    def prepare(self) -> None:
        """Make every pattern now, so that no message has to wait for one."""
        for _, phrase in self._phrases:
            _ = phrase.pattern

    def matches(self, sentence: SentenceWords) -> Iterator[tuple[str, int, int]]:
        """Yield (name, start, end) for every set that matches at a word, its first phrase that does.

        Offsets are into `SentenceWords.text`; of the sets that match at one word those come first that were given
        first.
        """
        text = sentence.text
        held = frozenset().union(*map(self._holding.of, sentence.words))
        needs = self._needs
        at = 0
        for word in sentence.words:
            matched = None
            for number in self._begun.of(word):
                if needs[number] <= held:
                    name, phrase = self._phrases[number]
                    if name != matched and (match := phrase.pattern.match(text, at)):
                        matched = name
                        yield name, at, match.end()
            at += len(word) + 1


class WordPatterns(Generic[Value]):
    """Which values a word stands for, where values come with words and patterns of words, see `phrases.Piece`."""

    def __init__(self, words_of: Iterable[tuple[Value, Iterable[str]]]) -> None:
        """Take values with their words; they come out in the order in which they are given."""
        self._values: list[Value] = []
        self._whole: dict[str, list[int]] = {}
        self._beginning: dict[str, list[int]] = {}
        self._ending: dict[str, list[int]] = {}
        self._inside: dict[str, list[int]] = {}
        for number, (value, words) in enumerate(words_of):
            self._values.append(value)
            for word in words:
                self._kind(word).setdefault(word.strip("*"), []).append(number)
        self.of = lru_cache(maxsize=20_000)(self._of)

    def _kind(self, word: str) -> dict[str, list[int]]:
        if word.startswith("*"):
            return self._inside if word.endswith("*") else self._ending
        return self._beginning if word.endswith("*") else self._whole

    def _of(self, word: str) -> tuple[Value, ...]:
        found = [self._whole.get(word, ()), self._whole.get("#", ()) if word[:1].isdigit() else ()]
        for length in range(1, len(word) + 1):
            found.append(self._beginning.get(word[:length], ()))
            found.append(self._ending.get(word[-length:], ()))
        found += [numbers for core, numbers in self._inside.items() if core in word]
        return tuple(self._values[number] for number in sorted({number for numbers in found for number in numbers}))
