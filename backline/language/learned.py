"""The learned layer: what a message says, by likeness to the labelled messages of data/messages.

It looks at the same message twice: sentence by sentence for red flags, so that one alarming sentence in a long story
is not drowned, and as a whole for scope, topics and what came of the care. Each answer is one linear model over
letters, words, sentence vectors and what the lexicon found.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from backline.language.contract import RED_FLAGS, TOPICS
from backline.language.corpus import LabelledMessage
from backline.language.features import TextFeatures
from backline.language.reader import Reading, Sentence
from backline.language.vectors import WIDTH

Floats = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Floats]

VECTOR_SCALE = 1.5
HINT_SCALE = 0.42
# How closely to follow the examples (scikit-learn's C), chosen by cross-validation; see docs/understanding.md.
_TOPICS_STRENGTH = 10.0
_SCOPE_STRENGTH = 4.0
_FLAGS_STRENGTH = 1.0
_PLACES_STRENGTH = 4.0
_ALWAYS = 10.0
_FORMAT = 1
_LABELS = ("condition", "treatment", "region", "limit", "care", "symptom", "trigger", "medication_class", "pregnancy")
_MASK = "maskmask"
_AROUND = 8  # words
_STEPS = (1, 6, 26, 104, 400)  # weeks
IMPROVED = ("improved", "not_improved")


@dataclass(frozen=True)
class Learned:
    """What the learned layer makes of one message; every number is a score, above 0 is more likely than not.

    Attributes:
        scope: the message belongs here.
        topics: topic -> score.
        flags: red flag -> score of the message as a whole.
        sentences: one mapping for each sentence, red flag -> score of that sentence.
        improved: "improved" and "not_improved" -> score.
        tried: care that is named -> score that it was really had.
        spans: one score for each of the reading's time spans, that it is the episode's duration.
    """

    scope: float
    topics: Mapping[str, float]
    flags: Mapping[str, float]
    sentences: tuple[Mapping[str, float], ...]
    improved: Mapping[str, float]
    tried: Mapping[str, float]
    spans: tuple[float, ...]


@dataclass(frozen=True)
class _Place:
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


def _span_places(reading: Reading) -> list[_Place]:
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
        places.append(_Place(str(number), f"{before} {_MASK} {after}", next(inside, ""), tuple(found)))
    return places


def _care_rows(reading: Reading) -> list[_Place]:
    """The care that a message names."""
    rows = []
    for sentence in reading.sentences:
        named = [m for m in reading.mentions if m.label == "care" and sentence.start <= m.start < sentence.end]
        for care in dict.fromkeys(mention.value for mention in named):
            own = [mention for mention in named if mention.value == care]
            text = sentence.text
            for mention in reversed(own):
                text = f"{text[: mention.start - sentence.start]} {_MASK} {text[mention.end - sentence.start :]}"
            found = [f"care is {care}", "care is denied" if all(m.negated for m in own) else "care is not denied"]
            found.append("care tried by rule" if care in reading.tried else "care not tried by rule")
            rows.append(_Place(care, text, sentence.text, tuple(found)))
    return rows


def hints(reading: Reading) -> list[str]:
    """What the lexicon and the rules found in a message, as names of features."""
    found = []
    for mention in reading.mentions:
        if mention.label in _LABELS:
            found.append(f"{mention.label}:{mention.value}" + (" denied" if mention.negated else ""))
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


class _Hints:
    """Turns names of features into rows."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        self._column = {name: column for column, name in enumerate(names)}

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> _Hints:
        """The names that at least two rows have."""
        counts = Counter(name for row in rows for name in row)
        return cls(sorted(name for name, count in counts.items() if count > 1))

    def columns(self, found: Sequence[str]) -> list[int]:
        return [self._column[name] for name in found if name in self._column]

    def matrix(self, rows: Sequence[Sequence[str]]) -> csr_matrix:
        columns = [self.columns(row) for row in rows]
        ends = np.cumsum([0, *(len(row) for row in columns)])
        flat = np.array([column for row in columns for column in row], dtype=np.int32)
        data = np.full(len(flat), HINT_SCALE, dtype=np.float32)
        return csr_matrix((data, flat, ends), shape=(len(rows), len(self.names)))


def words_of(sentence: Sentence) -> str:
    """The words the learned layer reads: plain ones, with the marks they were written with."""
    return sentence.plain or sentence.text


def message_words(reading: Reading) -> str:
    """All sentences of a message in one."""
    return " . ".join(words_of(sentence) for sentence in reading.sentences)


def _pooled(vectors: Floats) -> Floats:
    """A message's vector out of its sentences': their mean, and where each number is furthest from nothing."""
    if not len(vectors):
        return np.zeros(0, dtype=np.float32)
    mean = vectors.mean(axis=0)
    return mean / max(float(np.linalg.norm(mean)), 1e-6)


class Heads:
    """Linear models that share their features: one column of weights each."""

    def __init__(self, names: Sequence[str], weights: Floats, bias: Floats) -> None:
        self.names = tuple(names)
        self.weights = np.ascontiguousarray(weights, dtype=np.float32)
        self.bias = np.asarray(bias, dtype=np.float32)

    @classmethod
    def none(cls) -> Heads:
        """No head at all."""
        return cls((), np.zeros((0, 0), dtype=np.float32), np.zeros(0, dtype=np.float32))

    @classmethod
    def fit(
        cls,
        matrix: csr_matrix,
        wanted: Mapping[str, Sequence[bool | None]],
        strength: float,
        *,
        balanced: bool = False,
    ) -> Heads:
        """Fit one logistic regression for each name; rows whose label is None, or beyond the last, are left out.

        A name without two examples is never said, one without a counterexample always. Where `balanced`, the rare
        answer weighs as much as the common one.
        """

        def solve(labels: Sequence[bool | None]) -> tuple[Floats, float]:
            rows = [row for row, label in enumerate(labels) if label is not None]
            known = np.array([bool(labels[row]) for row in rows])
            if known.sum() < 2 or known.all():
                return np.zeros(matrix.shape[1], dtype=np.float32), _ALWAYS if known.sum() > 1 else -_ALWAYS
            model = LogisticRegression(
                C=strength,
                solver="liblinear",
                max_iter=200,
                random_state=0,
                class_weight="balanced" if balanced else None,
            )
            model.fit(matrix[rows], known)
            return model.coef_[0].astype(np.float32), float(model.intercept_[0])

        with ThreadPoolExecutor(os.cpu_count()) as workers:  # the solver works outside Python's lock
            solved = list(workers.map(solve, wanted.values()))
        weights = np.array([column for column, _ in solved], dtype=np.float32).T
        return cls(list(wanted), weights, np.array([bias for _, bias in solved], dtype=np.float32))

    def and_(self, other: Heads) -> Heads:
        """These heads and others over the same features."""
        return Heads(
            (*self.names, *other.names),
            np.concatenate([self.weights, other.weights], axis=1),
            np.concatenate([self.bias, other.bias]),
        )


class LearnedLayer:
    """Scores a message that has been read by rules."""

    def __init__(
        self,
        encode: Encode,
        features: TextFeatures,
        names: _Hints,
        message: Heads,
        sentence: Heads,
        care: Heads,
        span: Heads,
    ) -> None:
        self._encode = encode
        self._features = features
        self._hints = names
        self._message = message
        self._sentence = sentence
        self._care = care
        self._span = span

    @classmethod
    def train(
        cls,
        messages: Sequence[LabelledMessage],
        readings: Sequence[Reading],
        encode: Encode,
        *,
        harmless: Sequence[tuple[Reading, bool | None]] = (),
    ) -> LearnedLayer:
        """Learn from labelled messages.

        Args:
            messages: the labelled messages.
            readings: what the rules read in each.
            encode: turns sentences into vectors.
            harmless: more messages without any red flag: what the rules read in each, and whether it belongs here,
                None where that depends on what was said before.
        """
        known = len(messages)
        readings = [*readings, *(reading for reading, _ in harmless)]
        rows = [row for reading in readings[:known] for row in _care_rows(reading)]
        spans = [place for reading in readings[:known] for place in _span_places(reading)]
        places = [*rows, *spans]
        features = TextFeatures(rarest=2).fit(
            [*(message_words(reading) for reading in readings), *(place.text for place in places)]
        )
        layer = cls(
            encode,
            features,
            _Hints.of([*map(hints, readings), *(place.hints for place in places)]),
            *[Heads.none()] * 4,
        )
        no_flag = [False] * len(harmless)
        matrix = layer.message_matrix(readings)
        scope = {"scope": [*(m.in_scope for m in messages), *(inside for _, inside in harmless)]}
        flags = {f"flag {flag}": [*(flag in m.red_flags for m in messages), *no_flag] for flag in RED_FLAGS}
        topics = {f"topic {topic}": [topic in m.topics for m in messages] for topic in TOPICS}
        outcome = {
            "improved": [m.improved is True for m in messages],
            "not_improved": [m.improved is False for m in messages],
        }
        layer._message = (
            Heads.fit(matrix, scope, _SCOPE_STRENGTH, balanced=True)
            .and_(Heads.fit(matrix, flags, _FLAGS_STRENGTH, balanced=True))
            .and_(Heads.fit(matrix, {**topics, **outcome}, _TOPICS_STRENGTH))
        )
        shown = [
            {flag for flag, words in message.evidence.items() if _holds(message.text, words, sentence)}
            for message, reading in zip(messages, readings[:known], strict=True)
            for sentence in reading.sentences
        ]
        shown += [set() for reading in readings[known:] for _ in reading.sentences]
        layer._sentence = Heads.fit(
            layer.sentence_matrix([s for reading in readings for s in reading.sentences]),
            {flag: [flag in row for row in shown] for flag in RED_FLAGS},
            _FLAGS_STRENGTH,
            balanced=True,
        )
        owners = [
            message for message, reading in zip(messages, readings[:known], strict=True) for _ in _care_rows(reading)
        ]
        had = [row.name in message.tried for message, row in zip(owners, rows, strict=True)]
        told = {
            name: [message.improved is value if had_it else None for message, had_it in zip(owners, had, strict=True)]
            for name, value in (("improved", True), ("not_improved", False))
        }
        layer._care = Heads.fit(layer.place_matrix(rows), {"tried": had, **told}, _PLACES_STRENGTH)
        meant = [
            is_near(message.duration_weeks, span.weeks)
            for message, reading in zip(messages, readings[:known], strict=True)
            for span in reading.time_spans
        ]
        layer._span = Heads.fit(layer.place_matrix(spans), {"meant": meant}, _PLACES_STRENGTH)
        return layer

    def message_matrix(self, readings: Sequence[Reading]) -> csr_matrix:
        """Features of whole messages."""
        texts = self._features.transform([message_words(reading) for reading in readings])
        vectors = self._encode([s.text for reading in readings for s in reading.sentences])
        rows, first = [], 0
        for reading in readings:
            last = first + len(reading.sentences)
            pooled = _pooled(vectors[first:last])
            rows.append(pooled if len(pooled) else np.zeros(vectors.shape[1], dtype=np.float32))
            first = last
        dense = csr_matrix(np.array(rows, dtype=np.float32) * VECTOR_SCALE)
        return csr_matrix(hstack([texts, dense, self._hints.matrix([hints(reading) for reading in readings])]))

    def sentence_matrix(self, sentences: Sequence[Sentence]) -> csr_matrix:
        """Features of single sentences."""
        texts = self._features.transform([words_of(sentence) for sentence in sentences])
        vectors = self._encode([sentence.text for sentence in sentences]) * VECTOR_SCALE
        return csr_matrix(hstack([texts, csr_matrix(vectors)]))

    def place_matrix(self, rows: Sequence[_Place]) -> csr_matrix:
        """Features of places."""
        texts = self._features.transform([row.text for row in rows])
        vectors = self._encode([row.sentence for row in rows]) * VECTOR_SCALE
        return csr_matrix(hstack([texts, csr_matrix(vectors), self._hints.matrix([row.hints for row in rows])]))

    def score(self, readings: Sequence[Reading]) -> list[Learned]:
        """Score messages.

        Args:
            readings: what the rules read in each; one without a sentence scores as nothing.
        """
        vectors = iter(self._encode([s.text for reading in readings for s in reading.sentences]))
        messages: list[Floats] = []
        marks: list[Floats] = []
        for reading in readings:
            own = [next(vectors) for _ in reading.sentences]
            pooled = _pooled(np.array(own, dtype=np.float32)) if own else np.zeros(WIDTH, dtype=np.float32)
            messages.append(self._score_row(self._message, message_words(reading), pooled, hints(reading)))
            marks += [
                self._score_row(self._sentence, words_of(sentence), vector, ())
                for sentence, vector in zip(reading.sentences, own, strict=True)
            ]
        care = self._score_places(self._care, [_care_rows(reading) for reading in readings])
        spans = self._score_places(self._span, [_span_places(reading) for reading in readings])
        found, first = [], 0
        for reading, row, named, timed in zip(readings, messages, care, spans, strict=True):
            tried: dict[str, float] = {}
            for place, scores in named:
                tried[place.name] = max(scores["tried"], tried.get(place.name, -30.0))
            last = first + len(reading.sentences)
            said = dict(zip(self._message.names, map(float, row), strict=True))
            found.append(
                Learned(
                    scope=said["scope"],
                    topics={topic: said[f"topic {topic}"] for topic in TOPICS},
                    flags={flag: said[f"flag {flag}"] for flag in RED_FLAGS},
                    sentences=tuple(
                        dict(zip(self._sentence.names, map(float, marks[i]), strict=True)) for i in range(first, last)
                    ),
                    improved={
                        name: (said[name] + max((s[name] for _, s in named if s["tried"] > 0), default=said[name])) / 2
                        for name in IMPROVED
                    },
                    tried=tried,
                    spans=tuple(scores["meant"] for _, scores in timed),
                )
            )
            first = last
        return found

    def _score_row(self, heads: Heads, text: str, vector: Floats, found: Sequence[str]) -> Floats:
        """The scores of one row of ``*_matrix``, without building a matrix: many times faster."""
        columns, values = self._features.row(text)
        scores = heads.bias + values @ heads.weights[columns]
        first = self._features.width
        scores += (vector * VECTOR_SCALE) @ heads.weights[first : first + len(vector)]
        named = self._hints.columns(found)
        if named:
            scores += HINT_SCALE * heads.weights[[first + len(vector) + column for column in named]].sum(axis=0)
        return np.asarray(scores, dtype=np.float32)

    def _score_places(
        self, heads: Heads, places: Sequence[Sequence[_Place]]
    ) -> list[list[tuple[_Place, dict[str, float]]]]:
        vectors = iter(self._encode([place.sentence for row in places for place in row]))
        return [
            [
                (place, dict(zip(heads.names, map(float, scores), strict=True)))
                for place in row
                for scores in [self._score_row(heads, place.text, next(vectors), place.hints)]
            ]
            for row in places
        ]

    def save(self, path: Path) -> None:
        """Write the layer as plain arrays; the encoder is not part of it."""
        state: dict[str, Any] = {"format": _FORMAT, "hints": np.array(self._hints.names), **self._features.state()}
        for name, heads in (
            ("message", self._message),
            ("sentence", self._sentence),
            ("care", self._care),
            ("span", self._span),
        ):
            state[f"{name}_names"] = np.array(heads.names)
            state[f"{name}_weights"] = heads.weights.astype(np.float16)
            state[f"{name}_bias"] = heads.bias
        with path.open("wb") as file:
            np.savez(file, **state)

    @classmethod
    def load(cls, path: Path, encode: Encode) -> LearnedLayer:
        """Read what ``save`` wrote.

        Raises:
            ValueError: the file is of another format or no such file at all.
        """
        with np.load(path, allow_pickle=False) as stored:
            state = {name: stored[name] for name in stored.files}
        if int(state.get("format", 0)) != _FORMAT:
            raise ValueError(f"{path} is not of format {_FORMAT}: train it again.")
        heads = [
            Heads(state[f"{n}_names"].tolist(), state[f"{n}_weights"].astype(np.float32), state[f"{n}_bias"])
            for n in ("message", "sentence", "care", "span")
        ]
        return cls(encode, TextFeatures().restore(state), _Hints(state["hints"].tolist()), *heads)


def is_near(wanted: float | None, weeks: float) -> bool:
    """True where two durations are the same within a fifth, or half a week."""
    return wanted is not None and abs(weeks - wanted) <= max(0.2 * wanted, 0.5)


def _holds(text: str, words: str, sentence: Sentence) -> bool:
    """True where the words that show a red flag stand in this sentence, or at least a good part of them."""
    start = text.find(words)
    overlap = min(sentence.end, start + len(words)) - max(sentence.start, start)
    return start >= 0 and overlap >= 0.5 * min(len(words), sentence.end - sentence.start) and overlap > 0
