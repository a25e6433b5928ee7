"""The learned layer: what a message says, by likeness to the labelled messages of data/messages.

It looks at the same message in three ways: as a whole; sentence by sentence, so that one alarming sentence in a long
story is not drowned; and at the places that name care or an amount of time. Each answer is one linear model
over letters, words, sentence vectors and what the lexicon found. `learning` makes the layer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack

from backline.language.contract import RED_FLAGS, SUBJECTS, TOPICS
from backline.language.features import Row, TextFeatures
from backline.language.heads import Heads
from backline.language.hints import HINT_SCALE, HintColumns, hints, sentence_hints
from backline.language.places import Place, care_places, span_places
from backline.language.reader import Reading, Sentence
from backline.language.vectors import WIDTH, Vectors

Encode = Callable[[Sequence[str]], Vectors]

VECTOR_SCALE = 1.5
PARTS = ("message", "sentence", "care", "span")
"""The sets of linear models: over messages, sentences, named care and amounts of time."""
IMPROVED = ("improved", "not_improved")
# What a single sentence may settle, however long the story around it.
IN_A_SENTENCE = (*(topic for topic in SUBJECTS if topic != "symptom"), *IMPROVED)
_FAILED = "failed_conservative_care"
_FORMAT = 4


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
        unnamed: care that no word names -> score that it was had all the same ("took this for my sciatica"); of the
            fine-tuned encoder only.
    """

    scope: float
    topics: Mapping[str, float]
    flags: Mapping[str, float]
    sentences: tuple[Mapping[str, float], ...]
    improved: Mapping[str, float]
    tried: Mapping[str, float]
    spans: tuple[float, ...]
    unnamed: Mapping[str, float] = field(default_factory=dict)


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
    if len(vectors) == 1:
        return np.asarray(vectors[0], dtype=np.float32)
    mean: Vectors = np.mean(vectors, axis=0, dtype=np.float32)
    return mean / max(float(np.linalg.norm(mean)), 1e-6)


class LearnedLayer:
    """Scores a message that has been read by rules."""

    def __init__(
        self,
        encode: Encode,
        features: TextFeatures,
        names: HintColumns,
        places: HintColumns,
        *,
        heads: Mapping[str, Heads] | None = None,
    ) -> None:
        """Put a layer together.

        Args:
            encode: turns sentences into vectors.
            features: letters and words.
            names: columns of what the lexicon found in messages.
            places: columns of what stands around named care and amounts of time.
            heads: the linear models of each of `PARTS`; none where they are still to be learned.
        """
        self._encode = encode
        self._features = features
        self._hints = names
        self._places = places
        self.heads = dict.fromkeys(PARTS, Heads.none()) | dict(heads or {})

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

    def sentence_matrix(self, readings: Sequence[Reading]) -> csr_matrix:
        """Features of the single sentences of messages."""
        sentences = [sentence for reading in readings for sentence in reading.sentences]
        texts = self._features.transform([words_of(sentence) for sentence in sentences])
        vectors = self._encode([sentence.text for sentence in sentences]) * VECTOR_SCALE
        found = [row for reading in readings for row in sentence_hints(reading)]
        return csr_matrix(hstack([texts, csr_matrix(vectors), self._hints.matrix(found)]))

    def place_matrix(self, rows: Sequence[Place]) -> csr_matrix:
        """Features of places."""
        texts = self._features.transform([row.text for row in rows])
        vectors = self._encode([row.sentence for row in rows]) * VECTOR_SCALE
        return csr_matrix(hstack([texts, csr_matrix(vectors), self._places.matrix([row.hints for row in rows])]))

    def score(self, readings: Sequence[Reading]) -> list[Learned]:
        """Score messages.

        Args:
            readings: what the rules read in each; one without a sentence scores as nothing.
        """
        encoded = self._encode([s.text for reading in readings for s in reading.sentences])
        found, first = [], 0
        for reading in readings:
            last = first + len(reading.sentences)
            found.append(self._score(reading, encoded[first:last]))
            first = last
        return found

    def _score(self, reading: Reading, vectors: Vectors) -> Learned:
        known = {sentence.text: vector for sentence, vector in zip(reading.sentences, vectors, strict=True)}
        row = self._features.row(message_words(reading))
        said = self._named(
            "message", self._score_row("message", row, _pooled(vectors), self._hints.columns(hints(reading)))
        )
        # The words of an only sentence are those of its message.
        rows = (
            [row] if len(vectors) == 1 else [self._features.row(words_of(sentence)) for sentence in reading.sentences]
        )
        sentences = [
            self._named("sentence", self._score_row("sentence", own, vector, self._hints.columns(found)))
            for own, vector, found in zip(rows, vectors, sentence_hints(reading), strict=True)
        ]
        care = self._score_places("care", care_places(reading), known)
        tried: dict[str, float] = {}
        for place, scores in care:
            tried[place.name] = max(scores["tried"], tried.get(place.name, -30.0))
        best = {name: max((row[name] for row in sentences), default=said[_key(name)]) for name in IN_A_SENTENCE}
        outcome = {}
        for name in IMPROVED:
            views = [said[name], best[name]]
            views += [max(had)] if (had := [scores[name] for _, scores in care if scores["tried"] > 0]) else []
            outcome[name] = sum(views) / len(views)
        topics = {topic: said[f"topic {topic}"] for topic in TOPICS}
        for topic in topics.keys() & best.keys():
            topics[topic] = (topics[topic] + best[topic]) / 2
        # That care has failed is told by what is said of the care as much as by words for failing.
        topics[_FAILED] = (topics[_FAILED] + outcome["not_improved"]) / 2
        return Learned(
            scope=said["scope"],
            topics=topics,
            flags={flag: said[f"flag {flag}"] for flag in RED_FLAGS},
            sentences=tuple({flag: row[flag] for flag in RED_FLAGS} for row in sentences),
            improved=outcome,
            tried=tried,
            spans=tuple(scores["meant"] for _, scores in self._score_places("span", span_places(reading), known)),
        )

    def _named(self, part: str, row: Vectors) -> dict[str, float]:
        return dict(zip(self.heads[part].names, row.tolist(), strict=True))

    def _score_places(
        self, part: str, places: Sequence[Place], known: Mapping[str, Vectors]
    ) -> list[tuple[Place, dict[str, float]]]:
        return [
            (place, self._named(part, self._score_row(part, row, known[place.sentence], columns)))
            for place in places
            for row, columns in [(self._features.row(place.text), self._places.columns(place.hints))]
        ]

    def _score_row(self, part: str, row: Row, vector: Vectors, named: Sequence[int]) -> Vectors:
        """The scores of one row of ``*_matrix``, without building a matrix: many times faster."""
        heads = self.heads[part]
        columns, values = row
        scores = heads.bias + values @ heads.weights.take(columns, axis=0)
        first = self._features.width
        scores += (vector * VECTOR_SCALE) @ heads.weights[first : first + len(vector)]
        if named:
            scores += HINT_SCALE * heads.weights[first + len(vector) :].take(named, axis=0).sum(axis=0)
        return np.asarray(scores, dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the layer as plain arrays; the encoder is not part of it."""
        state: dict[str, Any] = {
            "format": _FORMAT,
            "hints": np.array(self._hints.names),
            "places": np.array(self._places.names),
            **self._features.state(),
        }
        for name, heads in self.heads.items():
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
        heads = {
            n: Heads(state[f"{n}_names"].tolist(), state[f"{n}_weights"].astype(np.float32), state[f"{n}_bias"])
            for n in PARTS
        }
        return cls(
            encode,
            TextFeatures().restore(state),
            HintColumns(state["hints"].tolist()),
            HintColumns(state["places"].tolist()),
            heads=heads,
        )


def _key(name: str) -> str:
    """The message model for what a sentence may settle."""
    return name if name in IMPROVED else f"topic {name}"


def is_near(wanted: float | None, weeks: float) -> bool:
    """True where two durations are the same within a fifth, or half a week."""
    return wanted is not None and abs(weeks - wanted) <= max(0.2 * wanted, 0.5)
