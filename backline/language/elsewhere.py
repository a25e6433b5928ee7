"""Words of a message that belong to another organ or to another matter than the spine: evidence for the scope alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from backline.language.lexicon import number_variants, phrase_words

MATTER = "matter_"  # values that are not medical begin so
# Matters of every illness, that of the spine too: they say little of where it is.
WIDE = frozenset({"drugs_general", "lab_results", "general_care", "mental_health", "sleep_apnoea", "weight_diet"})
HERE = "here"  # the value of phrases that belong to the spine after all ("shoulder blade"), and so hide others
Entry = tuple[tuple[str, ...], str]  # words of a phrase after its first, and the value


class ElsewhereFinder:
    """Finds the phrases of data/knowledge/lexicon/elsewhere.yml among plain words.

    Apart from the other labels: there are thousands of phrases, and looking up each word once in a dictionary takes
    microseconds.
    """

    def __init__(self, phrases: Mapping[str, Sequence[str]], norm: Callable[[str], str]) -> None:
        """Index the phrases.

        Args:
            phrases: value -> phrases.
            norm: makes a word what the reader makes of it in a message.
        """
        entries: dict[str, dict[tuple[str, ...], str]] = {}
        # Phrases as they are written come first: a plural made here takes none of them away.
        for made in (False, True):
            for value, words in ((value, phrase_words(phrase)) for value, own in phrases.items() for phrase in own):
                for last in number_variants(words[-1])[made:]:
                    plain = [part for word in (*words[:-1], last) for part in norm(word).split()]
                    entries.setdefault(plain[0], {}).setdefault(tuple(plain[1:]), value)
        self._entries: dict[str, tuple[Entry, ...]] = {
            first: tuple(sorted(own.items(), key=lambda entry: -len(entry[0]))) for first, own in entries.items()
        }

    def find(self, words: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """Yield (value, start, end) in order: the longest phrases, none overlaps another, without those of `HERE`."""
        end = 0
        for at, word in enumerate(words):
            if at >= end and word in self._entries:
                for rest, value in self._entries[word]:
                    if not rest or tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
                        end = at + 1 + len(rest)
                        if value != HERE:
                            yield value, at, end
                        break
