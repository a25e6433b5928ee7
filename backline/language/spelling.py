"""Misspelt words of the lexicon: the nearest known word, if it is near enough and the word is no word of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from backline.language.normalise import word_set

_MIN_ONE_EDIT = 6  # a known word with fewer letters is never the correction of another
_MIN_TWO_EDITS = 9
# Short words of the red flags and of the subject. They are too near to other words for free correction, so only these
# slips count: two neighbouring letters swapped, a letter doubled, a vowel left out or, in a word of five letters or
# more, taken for another, half of a "ck" left out, and spelled as it sounds.
_SHORT_WORDS = word_set(
    "back bowel chest crotch dead feel feet fever groin heart hurts kill legs neck numb pain penis spine tight waist "
    "walk weak wipe"
)
_LONG_FOR_SLIPS = 5
# Slips of that kind that are words themselves.
_NO_SLIPS = word_set(
    "bowl crutch dad deed favor fel feat fete fiver grain grin groan hart pan penes pens pin spin spina waits wast wist"
)
# How a part of a short word is written by its sound, and the ends of long words.
_SOUNDS = (("ight", "ite"), ("ee", "ea"), ("ea", "e"), ("mb", "mm"))
_ENDINGS = (("shun", "tion"), ("shon", "tion"), ("shin", "tion"), ("nis", "ness"))
_VOWELS = "aeiou"
_REAL_WORDS = Path(__file__).with_name("real_words.txt")


def real_words(path: Path = _REAL_WORDS) -> frozenset[str]:
    """Ordinary English words that look like a lexicon word but are meant as written ("message", "inspection")."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _slips(word: str) -> Iterator[str]:
    """The ways in which a short word is mistyped, the first letter always right."""
    for i, letter in enumerate(word):
        yield word[:i] + letter + word[i:]
        if i and i + 1 < len(word):
            yield word[:i] + word[i + 1] + letter + word[i + 2 :]
        if i and letter in _VOWELS:
            yield word[:i] + word[i + 1 :]
        if letter in _VOWELS and len(word) >= _LONG_FOR_SLIPS:
            yield from (word[:i] + vowel + word[i + 1 :] for vowel in _VOWELS)
    if word.endswith("ck"):
        yield word[:-2] + "k"
        yield word[:-1]
    if word.endswith("e"):
        yield word[:-1]
    yield from (word.replace(part, sound) for part, sound in _SOUNDS if part in word)


class Speller:
    """Corrects words towards a vocabulary.

    Known words of six to eight letters may be one edit away, longer ones two; the first letter must be right. Of
    shorter words only those of the red flags are corrected, and only out of the commonest slips ("chets", "nummb").
    """

    def __init__(self, vocabulary: Iterable[str], protected: Iterable[str] = ()) -> None:
        """Index the vocabulary.

        Args:
            vocabulary: the words to correct towards; those that are too short only count as known.
            protected: words that are right as they are.
        """
        self.known = frozenset(vocabulary)
        self._kept = self.known | frozenset(protected)
        # First letter and length of what is written -> the known words that may be meant.
        self._near: dict[tuple[str, int], list[str]] = {}
        for word in sorted(self.known):
            if len(word) >= _MIN_ONE_EDIT and word.isalpha():
                for length in range(len(word) - _edits(word), len(word) + _edits(word) + 1):
                    self._near.setdefault((word[0], length), []).append(word)
        self._slips = {slip: word for word in sorted(_SHORT_WORDS & self.known) for slip in _slips(word)}
        self.correct = lru_cache(maxsize=20_000)(self._correct)

    def _correct(self, word: str) -> str:
        if word not in self._kept and word not in _NO_SLIPS:
            if word in self._slips:
                return self._slips[word]
            if word.endswith("z") and len(word) > 3 and f"{word[:-1]}s" in self.known:
                return f"{word[:-1]}s"
            for sound, ending in _ENDINGS:
                if word.endswith(sound) and word.removesuffix(sound) + ending in self.known:
                    return word.removesuffix(sound) + ending
        if len(word) < _MIN_ONE_EDIT - 1 or len(word) > 30 or word in self._kept or not word.isalpha():
            return word
        # Two letters may only be dropped where a word of nine letters can be meant.
        most = 2 if len(word) >= _MIN_TWO_EDITS - 2 else 1
        near = process.extract_iter(
            word, self._near.get((word[0], len(word)), ()), scorer=OSA.distance, score_cutoff=most
        )
        # The nearest wins, and of two equally near the longer: a letter is sooner left out than added.
        found = ((int(edits), -len(known), known) for known, edits, _ in near if edits <= _edits(known))
        return min(found, default=(0, 0, word))[2]


def _edits(word: str) -> int:
    return 2 if len(word) >= _MIN_TWO_EDITS else 1
