"""The words a message may name: loading them, and finding them in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from backline.language.errors import LanguageError
from backline.language.normalise import plain_word
from backline.language.phrase_table import PhraseTable

Lexicon = Mapping[str, Mapping[str, Sequence[str]]]

# File in data/knowledge/lexicon -> the label its values carry. "condition" and "treatment" come from the topics.
# A hint only suggests what a message is about; the learned model hears it, and nobody is answered because of it.
LABELS = {
    "regions": "region",
    "limits": "limit",
    "care_tried": "care",
    "cautions": "caution",
    "sides": "side",
    "symptoms": "symptom",
    "triggers": "trigger",
    "elsewhere": "elsewhere",
    "other_senses": "other sense",
    "condition_hints": "condition_hint",
    "subject_hints": "subject_hint",
}
# Other organs and other matters: no mentions, found by `elsewhere.ElsewhereFinder`.
ELSEWHERE = LABELS["elsewhere"]
CONDITION_HINT = LABELS["condition_hints"]
SUBJECT_HINT = LABELS["subject_hints"]
NO_HINT = "none"  # what looks like a hint at a condition and is none ("back to work"): it only hides shorter hints
_OTHER_SENSE = LABELS["other_senses"]
# Their words correct no other word.
_CORRECT_NOTHING = frozenset({ELSEWHERE, CONDITION_HINT, SUBJECT_HINT, _OTHER_SENSE})
_NAMES = frozenset({"condition", "treatment", "region", "care"})
_PIECE = re.compile(r"[^\s/-]+|[/-]")


class NamedPhrase(NamedTuple):
    """A phrase of the lexicon in a text.

    Attributes:
        start: index of its first token.
        end: index after its last.
        label: a value of `LABELS`, "condition" or "treatment".
        value: what it stands for.
    """

    start: int
    end: int
    label: str
    value: str


def load_lexicon(folder: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    """Read data/knowledge/lexicon: one file per label, each a mapping from a value to its phrases.

    Returns:
        Label (a value of `LABELS`) -> value -> phrases.

    Raises:
        LanguageError: a file is missing or malformed, or a phrase stands for two values.
    """
    return {label: _read(folder / f"{stem}.yml") for stem, label in LABELS.items()}


def _read(path: Path) -> dict[str, tuple[str, ...]]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise LanguageError(f"{path.name} can not be read: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict) or not content:
        raise LanguageError(f"{path.name} holds no values; write 'value:' and under it a list of phrases")
    values: dict[str, tuple[str, ...]] = {}
    owner: dict[str, str] = {}
    for value, phrases in content.items():
        if not isinstance(phrases, list) or not phrases:
            raise LanguageError(f"{path.name}: '{value}' needs a list with at least one phrase")
        for phrase in phrases:
            if not isinstance(phrase, str) or not phrase.strip():
                raise LanguageError(
                    f"{path.name}: '{value}' lists '{phrase}', which is no phrase; put it in quotation marks"
                )
            other = owner.setdefault(phrase.lower(), str(value))
            if other != value:
                raise LanguageError(f"{path.name}: '{phrase}' stands under '{other}' and '{value}'; keep one of them")
        values[str(value)] = tuple(phrases)
    return values


def phrase_words(phrase: str) -> list[str]:
    """Split a lexicon phrase into its words; hyphens and slashes only separate."""
    return [piece.lower() for piece in _pieces(phrase)]


def _pieces(phrase: str) -> list[str]:
    return [piece for piece in _PIECE.findall(phrase) if piece not in "/-"]


def _variants(phrase: str) -> Iterator[tuple[str, ...]]:
    """The ways a phrase is written: plural or singular, with hyphens, slashes, blanks or in one word."""
    words = phrase_words(phrase)
    if not words:
        return
    for last in number_variants(_pieces(phrase)[-1]):
        form = [*words[:-1], last]
        yield tuple(form)
        if len(form) > 1:
            yield _joined(form, "-", range(1, len(form)))
            if "-" in phrase or "/" in phrase:
                yield _joined(form, "/", range(1, len(form)))
                yield ("".join(form),)
        if len(form) > 2:
            yield _joined(form, "-", (1,))
            yield _joined(form, "-", (len(form) - 1,))


def number_variants(word: str) -> tuple[str, ...]:
    """The word in lower case, and after it its plural or singular where that is plain.

    A word in capitals stands for itself alone ("TENS" is not some "ten").
    """
    in_capitals, word = word.isupper(), word.lower()
    if in_capitals or not word.isalpha() or len(word) < 4:
        return (word,)
    if word.endswith(("ss", "us", "is", "ia", "ing", "ed")):
        return (word,)
    if word.endswith("ies"):
        return (word, word[:-3] + "y")
    if word.endswith("s"):
        return (word, word[:-1])
    return (word, word[:-1] + "ies") if word.endswith("y") and word[-2] not in "aeiou" else (word, word + "s")


def _joined(words: Sequence[str], mark: str, positions: Iterable[int]) -> tuple[str, ...]:
    at = set(positions)
    pieces: list[str] = []
    for i, word in enumerate(words):
        if i in at:
            pieces.append(mark)
        pieces.append(word)
    return tuple(pieces)


class MentionFinder:
    """Finds lexicon phrases; the longest wins where two of the same label overlap.

    What stands within a phrase of other_senses.yml is not found, whatever its label: "ice" in "slipped on the ice".
    A hint at a condition is left out inside a longer name ("disc" in "bulging disc").

    It looks at the plain words, in lower case with spelling put right, and so finds them however they are written.
    """

    def __init__(self, lexicon: Lexicon, plain: Callable[[str], str]) -> None:
        """Know every phrase of the lexicon in all its variants, but those of `ELSEWHERE`.

        Args:
            lexicon: label -> value -> phrases.
            plain: makes a word what the reader makes of it in a message.
        """
        self._plain = plain
        self._table: PhraseTable[tuple[str, str]] = PhraseTable(self._phrases(lexicon))

    def _phrases(self, lexicon: Lexicon) -> Iterator[tuple[list[str], tuple[str, str]]]:
        plain = self._plain
        for label, values in lexicon.items():
            if label == ELSEWHERE:
                continue
            written = {tuple(phrase_words(phrase)): value for value, phrases in values.items() for phrase in phrases}
            for value, phrases in values.items():
                forms = {form for phrase in phrases for form in _variants(phrase)}
                for form in sorted(forms):
                    # A variant made here never takes a phrase away from the value it was written under.
                    if written.get(form, value) == value:
                        yield [plain(word) for word in form], (label, value)
                        for written_out in _split(form):
                            yield [plain(word) for word in written_out], (label, value)

    def find(self, words: Sequence[str]) -> list[NamedPhrase]:
        """Find what is named by the plain words of a text, in order."""
        by_label: dict[str, list[NamedPhrase]] = {}
        for (label, value), start, end in self._table.find(words):
            by_label.setdefault(label, []).append(NamedPhrase(start, end, label, value))
        other = _longest(by_label.pop(_OTHER_SENSE, []))
        found = [
            named
            for own in by_label.values()
            for named in _longest(own)
            if not any(_within(named, wider) for wider in other)
        ]
        return sorted(_without_idle_hints(found), key=lambda named: (named.start, -named.end, named.label))


def _longest(found: Sequence[NamedPhrase]) -> list[NamedPhrase]:
    """Of those that overlap the longest, and of equally long ones the first."""
    kept: list[NamedPhrase] = []
    taken: set[int] = set()
    for named in sorted(found, key=lambda named: (named.start - named.end, named.start)):
        if named.start not in taken and named.end - 1 not in taken:
            kept.append(named)
            taken.update(range(named.start, named.end))
    return kept


def _within(named: NamedPhrase, wider: NamedPhrase) -> bool:
    return wider.start <= named.start and named.end <= wider.end and named.end - named.start < wider.end - wider.start


def _without_idle_hints(found: Sequence[NamedPhrase]) -> list[NamedPhrase]:
    """Those without hints that stand inside a longer name, and without those that are none."""
    names = [named for named in found if named.label in _NAMES]
    return [
        named
        for named in found
        if named.label != CONDITION_HINT or (named.value != NO_HINT and not any(_within(named, name) for name in names))
    ]


def _split(form: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The same phrase with its contractions written out, if it has any ("can't sleep" -> "can not sleep")."""
    plain = [word for piece in form for word in plain_word(piece).split()]
    if len(plain) != len(form):
        yield tuple(plain)


def vocabulary(lexicon: Lexicon) -> set[str]:
    """Every word of the lexicon's phrases and their plural and singular, lower-case.

    Without those of hints, of other senses and of `ELSEWHERE`: spelling is never put right towards them.
    """
    return {
        variant
        for label, values in lexicon.items()
        if label not in _CORRECT_NOTHING
        for phrases in values.values()
        for phrase in phrases
        for word in _pieces(phrase)
        for variant in number_variants(word)
    }
