"""What rules and lexicon found in a message, as features for the learned layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from backline.language.reader import Mention, Reading

HINT_SCALE = 0.42  # beside letters and words of length 1; chosen by cross-validation
_LABELS = (
    *("condition", "treatment", "region", "limit", "care", "symptom", "trigger", "medication_class", "pregnancy"),
    "subject_hint",
)


def hints(reading: Reading) -> list[str]:
    """What the lexicon and the rules found in a message, as names of features."""
    found = []
    for mention in reading.mentions:
        if mention.label in _LABELS:
            found.append(f"{mention.label}:{mention.value}{how_meant(mention)}")
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


def how_meant(mention: Mention) -> str:
    """How an entity is meant, as an ending for the name of a feature; empty where it is simply told."""
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
