"""Words of a message that belong to another organ or to another matter than the spine: evidence for the scope alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from backline.language.lexicon import number_variants, phrase_words
from backline.language.phrase_table import PhraseTable

MATTER = "matter_"  # values that are not medical begin so
# Matters of every illness, that of the spine too: they say little of where it is.
WIDE = frozenset({"drugs_general", "lab_results", "general_care", "mental_health", "sleep_apnoea", "weight_diet"})
HERE = "here"  # the value of phrases that belong to the spine after all ("shoulder blade"), and so hide others


class ElsewhereFinder:
    """Finds the phrases of data/knowledge/lexicon/elsewhere.yml among plain words.

    Apart from the other labels: they are no mentions, and are found among the words of sentences, not among tokens.
    """

    def __init__(self, phrases: Mapping[str, Sequence[str]], plain: Callable[[str], str]) -> None:
        """Index the phrases.

        Args:
            phrases: value -> phrases.
            plain: makes a word what the reader makes of it in a message.
        """
        self._table = PhraseTable(_plain(phrases, plain))

    def find(self, words: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """Yield (value, start, end) in order: the longest phrases, none overlaps another, without those of `HERE`."""
        taken = 0
        for value, start, end in self._table.find(words):
            if start >= taken:
                taken = end
                if value != HERE:
                    yield value, start, end


def _plain(phrases: Mapping[str, Sequence[str]], plain: Callable[[str], str]) -> Iterator[tuple[list[str], str]]:
    # Phrases as they are written come first: a plural made here takes none of them away.
    for made in (0, 1):
        for value, words in ((value, phrase_words(phrase)) for value, own in phrases.items() for phrase in own):
            for last in number_variants(words[-1])[made : made + 1]:
                yield [part for word in (*words[:-1], last) for part in plain(word).split()], value
