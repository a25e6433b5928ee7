"""What rules and lexicon found in a message, as features for the learned layer: of the whole, and of places in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from backline.language.reader import Mention, Reading

HINT_SCALE = 0.42  # beside letters and words of length 1; chosen by cross-validation
_LABELS = ("condition", "treatment", "region", "limit", "care", "symptom", "trigger", "medication_class", "pregnancy")
_MASK = "maskmask"
_AROUND = 8  # words
_STEPS = (1, 6, 26, 104, 400)  # weeks


@dataclass(frozen=True)
class Place:
    """A place in a message: the words around it with its own words masked, so that all of a kind are learned alike.

    Attributes:
        name: what stands there, e.g. the id of a care.
        text: the words, masked.
        sentence: the sentence it stands in, as written; its vector is known already.
        hints: names of further features.
    """

    name: str
    text: str
    sentence: str
    hints: tuple[str, ...]


def span_places(reading: Reading) -> list[Place]:
    """The amounts of time of a message."""
    places = []
    for number, span in enumerate(reading.time_spans):
        before = " ".join(reading.text[: span.start].split()[-_AROUND:])
        after = " ".join(reading.text[span.end :].split()[:_AROUND])
        found = [
            f"likely {span.likely:g}",
            f"length {sum(span.weeks >= step for step in _STEPS)}",
            "only span" if len(reading.time_spans) == 1 else "first span" if number == 0 else "later span",
            "the rules' choice" if span.weeks == reading.duration_weeks else "not the rules' choice",
        ]
        inside = (s.text for s in reading.sentences if s.start <= span.start < s.end)
        places.append(Place(str(number), f"{before} {_MASK} {after}", next(inside, ""), tuple(found)))
    return places


def care_places(reading: Reading) -> list[Place]:
    """The care that a message names."""
    places = []
    for sentence in reading.sentences:
        named = [m for m in reading.mentions if m.label == "care" and sentence.start <= m.start < sentence.end]
        for care in dict.fromkeys(mention.value for mention in named):
            own = [mention for mention in named if mention.value == care]
            text = sentence.text
            for mention in reversed(own):
                text = f"{text[: mention.start - sentence.start]} {_MASK} {text[mention.end - sentence.start :]}"
            found = [f"care is {care}", "care is denied" if all(m.negated for m in own) else "care is not denied"]
            found.append("care tried by rule" if care in reading.tried else "care not tried by rule")
            places.append(Place(care, text, sentence.text, tuple(found)))
    return places


def hints(reading: Reading) -> list[str]:
    """What the lexicon and the rules found in a message, as names of features."""
    found = []
    for mention in reading.mentions:
        if mention.label in _LABELS:
            found.append(f"{mention.label}:{mention.value}{_meant(mention)}")
    found += [f"tried:{care}" for care in reading.tried]
    found += [f"flag:{flag.id}" for flag in reading.red_flags]
    found += [f"sign:{sign}" for sign in reading.signs]
    conditions = set(reading.values("condition"))
    places = {"low_back_pain", "neck_pain", "upper_back_pain"}
    if conditions:
        found.append("any condition")
        found.append("one condition" if len(conditions) == 1 else "several conditions")
    if conditions - places:
        found.append("a named condition")
    if conditions & places:
        found.append("a painful place")
    if reading.regions:
        found.append("any region")
    if reading.tried:
        found.append("any care tried")
    if reading.duration_weeks is not None:
        found.append("a duration")
        found.append("a long duration" if reading.duration_weeks >= 6 else "a short duration")
    if "?" in reading.text:
        found.append("a question mark")
    length = sum(len(sentence.plain.split()) for sentence in reading.sentences)
    found.append(f"length {min(int(np.log2(length + 1)), 7)}")
    return list(dict.fromkeys(found))


def _meant(mention: Mention) -> str:
    if mention.negated:
        return " denied"
    if mention.other:
        return " of somebody else"
    return " imagined" if mention.imagined else ""


class HintColumns:
    """Turns names of features into columns of a matrix."""

    def __init__(self, names: Sequence[str]) -> None:
        """Take the names in the order of their columns."""
        self.names = list(names)
        self._column = {name: column for column, name in enumerate(names)}

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> HintColumns:
        """The names that at least two rows have."""
        counts = Counter(name for row in rows for name in row)
        return cls(sorted(name for name, count in counts.items() if count > 1))

    def columns(self, found: Sequence[str]) -> list[int]:
        """The columns of names; unknown names have none."""
        return [self._column[name] for name in found if name in self._column]

    def matrix(self, rows: Sequence[Sequence[str]]) -> csr_matrix:
        """One row for each list of names."""
        columns = [self.columns(row) for row in rows]
        ends = np.cumsum([0, *(len(row) for row in columns)])
        flat = np.array([column for row in columns for column in row], dtype=np.int32)
        data = np.full(len(flat), HINT_SCALE, dtype=np.float32)
        return csr_matrix((data, flat, ends), shape=(len(rows), len(self.names)))
