"""Finds where compiled phrases match, trying each only where its words are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from backline.language.phrases import PhraseSet
from backline.language.words import SentenceWords


class PhraseIndex:
    """Many phrase sets, looked up together by their first words.

    A message of a hundred words begins only a few of several hundred phrases, and holds the telling word of fewer
    still, so this is many times faster than trying each phrase everywhere.
    """

    def __init__(self, sets: Mapping[str, PhraseSet]) -> None:
        """Index phrase sets by name."""
        self._sets = dict(sets)
        self._begun = _Names((name, phrases.starts) for name, phrases in sets.items())
        self._held = _Names((name, phrases.needs) for name, phrases in sets.items())

    def prepare(self) -> None:
        """Make every pattern now, so that no message has to wait for one."""
        for phrases in self._sets.values():
            _ = phrases.pattern

    def matches(self, sentence: SentenceWords) -> Iterator[tuple[str, int, int]]:
        """Yield (name, start, end) for every match; offsets are into `SentenceWords.text`."""
        text = sentence.text
        possible = {name for word in set(sentence.words) for name in self._held.of(word)}
        at = 0
        for word in sentence.words:
            for name in self._begun.of(word):
                if name in possible:
                    match = self._sets[name].pattern.match(text, at)
                    if match:
                        yield name, at, match.end()
            at += len(word) + 1


class _Names:
    """Which names a word stands for, where names come with words and patterns of words, see `phrases.Piece`."""

    def __init__(self, words_of: Iterable[tuple[str, frozenset[str]]]) -> None:
        self._by_word: dict[str, list[str]] = {}
        self._by_affix: list[tuple[str, str]] = []
        for name, words in words_of:
            for word in sorted(words):
                if "*" in word:
                    self._by_affix.append((word, name))
                else:
                    self._by_word.setdefault(word, []).append(name)
        self.of = lru_cache(maxsize=20_000)(self._names)

    def _names(self, word: str) -> tuple[str, ...]:
        names = [*self._by_word.get(word, ()), *(self._by_word.get("#", ()) if word[:1].isdigit() else ())]
        for affix, name in self._by_affix:
            if _fits(affix, word):
                names.append(name)
        return tuple(dict.fromkeys(names))


def _fits(pattern: str, word: str) -> bool:
    """True where a word is what a pattern with a `*` at one or both of its ends stands for."""
    core = pattern.strip("*")
    if pattern.startswith("*"):
        return core in word if pattern.endswith("*") else word.endswith(core)
    return word.startswith(core)
