"""Finds where compiled phrases match, trying each only at words it can begin with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from backline.language.phrases import PhraseSet
from backline.language.words import SentenceWords


class PhraseIndex:
    """Many phrase sets, looked up together by their first words.

    A message of a hundred words begins only a few of several hundred phrases, so this is many times faster than
    trying each phrase everywhere.
    """

    def __init__(self, sets: Mapping[str, PhraseSet]) -> None:
        """Index phrase sets by name."""
        self._sets = dict(sets)
        self._by_word: dict[str, list[str]] = {}
        self._by_affix: list[tuple[str, str]] = []
        for name, phrases in sets.items():
            for start in sorted(phrases.starts):
                if "*" in start:
                    self._by_affix.append((start, name))
                else:
                    self._by_word.setdefault(start, []).append(name)
        self._candidates = lru_cache(maxsize=20_000)(self._names)

    def _names(self, word: str) -> tuple[str, ...]:
        names = [*self._by_word.get(word, ()), *(self._by_word.get("#", ()) if word[:1].isdigit() else ())]
        for affix, name in self._by_affix:
            if (affix.endswith("*") and word.startswith(affix[:-1])) or (affix[0] == "*" and word.endswith(affix[1:])):
                names.append(name)
        return tuple(dict.fromkeys(names))

    def prepare(self) -> None:
        """Make every pattern now, so that no message has to wait for one."""
        for phrases in self._sets.values():
            _ = phrases.pattern

    def matches(self, sentence: SentenceWords) -> Iterator[tuple[str, int, int]]:
        """Yield (name, start, end) for every match; offsets are into `SentenceWords.text`."""
        text = sentence.text
        at = 0
        for word in sentence.words:
            for name in self._candidates(word):
                match = self._sets[name].pattern.match(text, at)
                if match:
                    yield name, at, match.end()
            at += len(word) + 1
