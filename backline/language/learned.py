"""The learned layer: what a message says, by likeness to the labelled messages of data/messages.

It looks at the same message twice: sentence by sentence for red flags, so that one alarming sentence in a long story
is not drowned, and as a whole for scope, topics and what came of the care. Each answer is one linear model over
letters, words, sentence vectors and what the lexicon found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack

from backline.language.contract import RED_FLAGS, TOPICS
from backline.language.corpus import LabelledMessage
from backline.language.features import TextFeatures
from backline.language.heads import Heads
from backline.language.hints import HINT_SCALE, HintColumns, Place, care_places, hints, span_places
from backline.language.reader import Reading, Sentence
from backline.language.vectors import WIDTH, Vectors

Encode = Callable[[Sequence[str]], Vectors]

VECTOR_SCALE = 1.5
# How closely to follow the examples (scikit-learn's C), chosen by cross-validation; see docs/understanding.md.
_TOPICS_STRENGTH = 10.0
_SCOPE_STRENGTH = 4.0
_FLAGS_STRENGTH = 1.0
_PLACES_STRENGTH = 4.0
_FORMAT = 1
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


def words_of(sentence: Sentence) -> str:
    """The words the learned layer reads: plain ones, with the marks they were written with."""
    return sentence.plain or sentence.text


def message_words(reading: Reading) -> str:
    """All sentences of a message in one."""
    return " . ".join(words_of(sentence) for sentence in reading.sentences)


def _pooled(vectors: Vectors | Sequence[Vectors]) -> Vectors:
    """A message's vector: the mean of its sentences', of length 1; nothing where it has none."""
    if not len(vectors):
        return np.zeros(WIDTH, dtype=np.float32)
    mean: Vectors = np.mean(vectors, axis=0, dtype=np.float32)
    return mean / max(float(np.linalg.norm(mean)), 1e-6)


class LearnedLayer:
    """Scores a message that has been read by rules."""

    def __init__(
        self,
        encode: Encode,
        features: TextFeatures,
        names: HintColumns,
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
        rows = [row for reading in readings[:known] for row in care_places(reading)]
        spans = [place for reading in readings[:known] for place in span_places(reading)]
        places = [*rows, *spans]
        features = TextFeatures(rarest=2).fit(
            [*(message_words(reading) for reading in readings), *(place.text for place in places)]
        )
        layer = cls(
            encode,
            features,
            HintColumns.of([*map(hints, readings), *(place.hints for place in places)]),
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
            message for message, reading in zip(messages, readings[:known], strict=True) for _ in care_places(reading)
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
            rows.append(_pooled(vectors[first:last]))
            first = last
        dense = csr_matrix(np.array(rows, dtype=np.float32) * VECTOR_SCALE)
        return csr_matrix(hstack([texts, dense, self._hints.matrix([hints(reading) for reading in readings])]))

    def sentence_matrix(self, sentences: Sequence[Sentence]) -> csr_matrix:
        """Features of single sentences."""
        texts = self._features.transform([words_of(sentence) for sentence in sentences])
        vectors = self._encode([sentence.text for sentence in sentences]) * VECTOR_SCALE
        return csr_matrix(hstack([texts, csr_matrix(vectors)]))

    def place_matrix(self, rows: Sequence[Place]) -> csr_matrix:
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
        messages: list[Vectors] = []
        marks: list[Vectors] = []
        for reading in readings:
            own = [next(vectors) for _ in reading.sentences]
            messages.append(self._score_row(self._message, message_words(reading), _pooled(own), hints(reading)))
            marks += [
                self._score_row(self._sentence, words_of(sentence), vector, ())
                for sentence, vector in zip(reading.sentences, own, strict=True)
            ]
        care = self._score_places(self._care, [care_places(reading) for reading in readings])
        spans = self._score_places(self._span, [span_places(reading) for reading in readings])
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

    def _score_row(self, heads: Heads, text: str, vector: Vectors, found: Sequence[str]) -> Vectors:
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
        self, heads: Heads, places: Sequence[Sequence[Place]]
    ) -> list[list[tuple[Place, dict[str, float]]]]:
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
        return cls(encode, TextFeatures().restore(state), HintColumns(state["hints"].tolist()), *heads)


def is_near(wanted: float | None, weeks: float) -> bool:
    """True where two durations are the same within a fifth, or half a week."""
    return wanted is not None and abs(weeks - wanted) <= max(0.2 * wanted, 0.5)


def _holds(text: str, words: str, sentence: Sentence) -> bool:
    """True where the words that show a red flag stand in this sentence, or at least a good part of them."""
    start = text.find(words)
    overlap = min(sentence.end, start + len(words)) - max(sentence.start, start)
    return start >= 0 and overlap >= 0.5 * min(len(words), sentence.end - sentence.start) and overlap > 0
