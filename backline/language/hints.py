"""What rules and lexicon found in a message, as features for the learned layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from backline.language.elsewhere import MATTER, WIDE
from backline.language.outcomes import GROUPS
from backline.language.reader import Mention, Outcome, Reading, Sentence

HINT_SCALE = 0.42  # beside letters and words of length 1; chosen by cross-validation
BAD = ("no_better", "short_lived", "worse")
_SPINE_REGIONS = frozenset({"lower_back", "upper_back", "neck"})
_NEAR = 14  # letters between "rash" and "my lower back"
_MOST = 3  # mentions are counted up to here
_LABELS = (
    "condition", "condition_hint", "subject_hint", "treatment", "region", "limit", "care", "symptom", "trigger",
    "medication_class", "pregnancy",
)  # fmt: skip


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
    found += _outcome_hints(reading)
    if "?" in reading.text:
        found.append("a question mark")
    length = sum(len(sentence.plain.split()) for sentence in reading.sentences)
    found.append(f"length {min(int(np.log2(length + 1)), 7)}")
    found += _spine_or_elsewhere(reading)
    return list(dict.fromkeys(found))


def _spine_or_elsewhere(reading: Reading) -> list[str]:
    """What speaks for the spine and what for another organ or another matter: which, how much, and where."""
    elsewhere = reading.elsewhere
    taken = [(m.start, m.end) for m in elsewhere]
    # "Neck" is no mention of the spine in "lump on my neck", nor "back" in "acne on my back".
    spine = [
        m
        for m in reading.mentions
        if (m.label == "condition" or (m.label == "region" and m.value in _SPINE_REGIONS))
        and not any(start <= m.start and m.end <= end for start, end in taken)
    ]
    # "Lower back pain" is a condition and a region, but is said once.
    spine = [m for i, m in enumerate(spine) if not any(m.start < other.end for other in spine[:i])]
    found = [f"elsewhere:{m.value}{how_meant(m)}" for m in elsewhere]
    told = [m for m in elsewhere if not m.negated]
    organs = [m for m in told if not m.value.startswith(MATTER) and m.value not in WIDE]
    matters = [m for m in told if m.value.startswith(MATTER)]
    spine = [m for m in spine if not m.negated]
    counts = (("spine", spine), ("organs", organs), ("matters", matters), ("elsewhere", told))
    found += [f"{name} {min(len(mentions), _MOST)}" for name, mentions in counts]
    found.append(f"spine {min(len(spine), 2)} organs {min(len(organs), 2)}")
    if organs or spine:
        found.append(f"share of organs {round(4 * len(organs) / (len(organs) + len(spine)))}")
    words = max(1, sum(len(sentence.plain.split()) for sentence in reading.sentences))
    for name, mentions in (("organs", organs), ("elsewhere", told)):
        found.append(f"density of {name} {min(8 * sum(len(m.text.split()) for m in mentions) // words, 4)}")
    if len(organs) > len(spine):
        found.append("more elsewhere than spine")
    if not spine:
        found.append("only elsewhere" if organs else "only matters" if matters else "neither")
    found += [f"much of {value}" for value, times in Counter(m.value for m in told).items() if times > 1]
    first = min((*spine[:1], *organs[:1]), key=lambda m: m.start, default=None)
    if first:
        found.append("spine first" if first in spine else "elsewhere first")
        if first in organs:
            found.append(f"first {first.value}")
    for name, sentence in _places(reading):
        near = [m for m in spine if sentence.start <= m.start < sentence.end]
        far = [m for m in organs if sentence.start <= m.start < sentence.end]
        found.append(f"{name} {_which(len(near), len(far))}")
    if spine and any(_is_place_of(m, organs) for m in spine):
        found.append("spine as a place")
    return found


def _places(reading: Reading) -> list[tuple[str, Sentence]]:
    """The sentences that tell most of what is asked: the first, the last, and the last question."""
    if not reading.sentences:
        return []
    places = [("opens with", reading.sentences[0]), ("ends with", reading.sentences[-1])]
    return [*places, *[("asks of", s) for s in reading.sentences if "?" in s.text][-1:]]


def _which(spine: int, elsewhere: int) -> str:
    if spine and elsewhere:
        return "both"
    return "spine" if spine else "elsewhere" if elsewhere else "neither"


def _is_place_of(mention: Mention, organs: Sequence[Mention]) -> bool:
    """True for the back in "itchy rash on my lower back": named right after what is elsewhere."""
    return mention.label == "region" and any(0 <= mention.start - m.end <= _NEAR for m in organs)


def how_meant(mention: Mention) -> str:
    """How an entity is meant, as an ending for the name of a feature; empty where it is simply told."""
    if mention.negated:
        return " denied"
    if mention.other:
        return " of somebody else"
    return " imagined" if mention.imagined else ""


def what_came(outcome: Outcome) -> str:
    """The group of an outcome, what is denied turned round, and how it is meant."""
    group = "no_better" if outcome.denied and outcome.group == "better" else outcome.group
    denied = " denied" if outcome.denied and outcome.group != "better" else ""
    return group + denied + (" asked" if outcome.asked else "") + (" of somebody else" if outcome.other else "")


def _outcome_hints(reading: Reading) -> list[str]:
    """What is said to have come of care, in the message as a whole."""
    groups = [what_came(outcome) for outcome in reading.outcomes]
    care = [mention for mention in reading.mentions if mention.label == "care"]
    tried = [mention.start for mention in care if mention.value in reading.tried]
    found = [f"outcome:{group}" for group in groups]
    found += [f"outcome:{group} {min(count, 4)} times" for group, count in Counter(groups).items() if count > 1]
    told = [group for group in groups if group in GROUPS]
    if told:
        found += [f"first outcome:{told[0]}", f"last outcome:{told[-1]}"]
    kinds = {"helped" if group == "better" else "did not" for group in told if group in ("better", *BAD)}
    if kinds:
        found.append("outcomes " + " and ".join(sorted(kinds)))
    elif tried:
        found.append("care tried, no outcome")
    for sentence in reading.sentences:
        if any(sentence.start <= mention.start < sentence.end for mention in care):
            found += [f"outcome:{group} beside care" for group in outcomes_in(reading, sentence)]
    for outcome, group in zip(reading.outcomes, groups, strict=True):
        if any(start < outcome.end for start in tried):
            found.append(f"outcome:{group} after tried care")
    return found


def outcomes_in(reading: Reading, sentence: Sentence) -> list[str]:
    """The outcomes of one sentence, see `what_came`."""
    return [what_came(o) for o in reading.outcomes if sentence.start <= o.start < sentence.end]


def sentence_hints(reading: Reading) -> list[list[str]]:
    """What was found in each sentence of a message, and in the ones beside it, as names of features."""
    outcomes = [outcomes_in(reading, sentence) for sentence in reading.sentences]
    named = [
        [m for m in reading.mentions if sentence.start <= m.start < sentence.end and m.label in ("care", "duration")]
        for sentence in reading.sentences
    ]
    rows = []
    for number, (own, mentions) in enumerate(zip(outcomes, named, strict=True)):
        care = {m.value for m in mentions if m.label == "care" and not m.negated}
        tried = care & set(reading.tried)
        had = "tried" if tried else "care" if care else "no care"
        found = [f"here outcome:{group}" for group in own]
        found += [f"here outcome:{group}, {had}" for group in own]
        if own:
            found += [f"here first outcome:{own[0]}", f"here last outcome:{own[-1]}"]
        found.append(f"here {had}")
        found += ["here several tried"] if len(tried) > 1 else []
        found += ["here a duration", f"here a duration, {had}"] if any(m.label == "duration" for m in mentions) else []
        before = named[number - 1] if number else []
        if any(m.value in reading.tried for m in before):
            found.append("tried in the sentence before")
            found += [f"here outcome:{group}, tried before" for group in own]
        rows.append(list(dict.fromkeys(found)))
    return rows


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
        column = self._column.get
        return [known for name in found if (known := column(name)) is not None]

    def matrix(self, rows: Sequence[Sequence[str]]) -> csr_matrix:
        """One row for each list of names."""
        columns = [self.columns(row) for row in rows]
        ends = np.cumsum([0, *(len(row) for row in columns)])
        flat = np.array([column for row in columns for column in row], dtype=np.int32)
        data = np.full(len(flat), HINT_SCALE, dtype=np.float32)
        return csr_matrix((data, flat, ends), shape=(len(rows), len(self.names)))
