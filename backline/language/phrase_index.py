"""Finds where compiled phrases match, trying each only where its words are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, reduce
from operator import or_

from backline.language.phrases import Phrase, PhraseSet
from backline.language.words import SentenceWords

_LOOKED_AT = 2  # needs; looking for more than two costs as much as it spares


class PhraseIndex:
    """Many phrase sets, looked up together by their words.

    A message of a hundred words holds the telling words of only a handful of several thousand phrases, so this is many
    times faster than trying each phrase everywhere.
    """

    def __init__(self, sets: Mapping[str, PhraseSet]) -> None:
        """Index phrase sets by name."""
        self._phrases: list[tuple[str, Phrase]] = [
            (name, phrase) for name, own in sets.items() for phrase in own.phrases
        ]
        # A word has a row of bits, one a phrase, for each place: at 0 of the phrases that it may begin, at 1 of those
        # whose first need it meets, and so on. All places of a whole sentence cost one "or" a word.
        self._count = len(self._phrases)
        patterns = WordPatterns(
            (number + self._count * place, words)
            for number, (_, phrase) in enumerate(self._phrases)
            for place, words in enumerate((phrase.starts, *_needs(phrase)))
        )
        self._bits = lru_cache(maxsize=20_000)(patterns.of)

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
        bits = [self._bits(word) for word in sentence.words]
        held = reduce(or_, bits, 0)
        possible = (1 << self._count) - 1
        for place in range(1, _LOOKED_AT + 1):
            possible &= held >> self._count * place
        at = 0
        for word, own in zip(sentence.words, bits, strict=True):
            begun = own & possible
            matched = None
            while begun:
                number = (begun & -begun).bit_length() - 1
                begun &= begun - 1
                name, phrase = self._phrases[number]
                if name != matched and (match := phrase.pattern.match(text, at)):
                    matched = name
                    yield name, at, match.end()
            at += len(word) + 1


def _needs(phrase: Phrase) -> list[frozenset[str]]:
    """As many needs as are looked at; where there are fewer, the last one again."""
    needs = phrase.needs or (phrase.starts,)
    return [needs[min(place, len(needs) - 1)] for place in range(_LOOKED_AT)]


class WordPatterns:
    """Which numbers a word stands for, where numbers come with words and patterns of words, see `phrases.Piece`."""

    def __init__(self, words_of: Iterable[tuple[int, Iterable[str]]]) -> None:
        """Take numbers with their words."""
        self._whole: dict[str, int] = {}
        self._beginning: dict[str, int] = {}
        self._ending: dict[str, int] = {}
        self._inside: dict[str, int] = {}
        for number, words in words_of:
            for word in words:
                kind, core = self._kind(word), word.strip("*")
                kind[core] = kind.get(core, 0) | 1 << number
        self._lengths = sorted({len(core) for core in (*self._beginning, *self._ending)})

    def _kind(self, word: str) -> dict[str, int]:
        if word.startswith("*"):
            return self._inside if word.endswith("*") else self._ending
        return self._beginning if word.endswith("*") else self._whole

    def of(self, word: str) -> int:
        """The numbers of one word, as the bits of an integer."""
        found = self._whole.get(word, 0)
        if word[:1].isdigit():
            found |= self._whole.get("#", 0)
        for length in self._lengths:
            if length > len(word):
                break
            found |= self._beginning.get(word[:length], 0) | self._ending.get(word[-length:], 0)
        for core, bits in self._inside.items():
            if core in word:
                found |= bits
        return found
