"""Makes the learned layer out of labelled messages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backline.language.contract import RED_FLAGS, TOPICS
from backline.language.corpus import LabelledMessage
from backline.language.features import TextFeatures
from backline.language.heads import Heads
from backline.language.hints import HintColumns, hints, sentence_hints
from backline.language.learned import IMPROVED, IN_A_SENTENCE, Encode, LearnedLayer, is_near, message_words
from backline.language.places import care_places, span_places
from backline.language.reader import Reading, Sentence

# How closely to follow the examples (scikit-learn's C), chosen by cross-validation; see docs/understanding.md.
_TOPICS_STRENGTH = 10.0
_SCOPE_STRENGTH = 4.0
_FLAGS_STRENGTH = 1.0
_CARE_STRENGTH = 1.0
_SPANS_STRENGTH = 4.0
_SENTENCES_STRENGTH = 4.0


def learn(
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
        harmless: more messages without any red flag: what the rules read in each, and whether it belongs here, None
            where that depends on what was said before.
    """
    everything = [*readings, *(reading for reading, _ in harmless)]
    places = [place for reading in readings for place in (*care_places(reading), *span_places(reading))]
    layer = LearnedLayer(
        encode,
        TextFeatures(rarest=2).fit([*map(message_words, everything), *(place.text for place in places)]),
        HintColumns.of(
            [
                *map(hints, everything),
                *(row for reading in everything for row in sentence_hints(reading)),
            ]
        ),
        HintColumns.of([place.hints for place in places]),
    )
    layer.heads["message"] = _message_heads(layer, messages, everything, [inside for _, inside in harmless])
    layer.heads["sentence"] = _sentence_heads(layer, messages, everything)
    layer.heads["care"] = _care_heads(layer, messages, readings)
    layer.heads["span"] = _span_heads(layer, messages, readings)
    return layer


def _message_heads(
    layer: LearnedLayer, messages: Sequence[LabelledMessage], readings: Sequence[Reading], more: Sequence[bool | None]
) -> Heads:
    matrix = layer.message_matrix(readings)
    scope = {"scope": [*(m.in_scope for m in messages), *more]}
    flags = {f"flag {flag}": [*(flag in m.red_flags for m in messages), *[False] * len(more)] for flag in RED_FLAGS}
    topics = {f"topic {topic}": [topic in m.topics for m in messages] for topic in TOPICS}
    return (
        Heads.fit(matrix, scope, _SCOPE_STRENGTH, balanced=True)
        .and_(Heads.fit(matrix, flags, _FLAGS_STRENGTH, balanced=True))
        .and_(Heads.fit(matrix, {**topics, **_outcomes(messages)}, _TOPICS_STRENGTH))
    )


def _sentence_heads(layer: LearnedLayer, messages: Sequence[LabelledMessage], readings: Sequence[Reading]) -> Heads:
    known = len(messages)
    matrix = layer.sentence_matrix(readings)
    shown = [
        {flag for flag, words in message.evidence.items() if _holds(message.text, words, sentence)}
        for message, reading in zip(messages, readings[:known], strict=True)
        for sentence in reading.sentences
    ]
    shown += [set() for reading in readings[known:] for _ in reading.sentences]
    flags = Heads.fit(
        matrix, {flag: [flag in row for row in shown] for flag in RED_FLAGS}, _FLAGS_STRENGTH, balanced=True
    )
    owners = np.array([n for n, reading in enumerate(readings[:known]) for _ in reading.sentences], dtype=np.int64)
    said = {name: [name in m.topics for m in messages] for name in IN_A_SENTENCE if name not in IMPROVED}
    return flags.and_(Heads.fit_by_best_row(matrix, owners, {**said, **_outcomes(messages)}, _SENTENCES_STRENGTH))


def _care_heads(layer: LearnedLayer, messages: Sequence[LabelledMessage], readings: Sequence[Reading]) -> Heads:
    pairs = [(m, place) for m, reading in zip(messages, readings, strict=True) for place in care_places(reading)]
    had = [place.name in message.tried for message, place in pairs]
    told = {
        name: [message.improved is value if had_it else None for (message, _), had_it in zip(pairs, had, strict=True)]
        for name, value in zip(IMPROVED, (True, False), strict=True)
    }
    return Heads.fit(layer.place_matrix([place for _, place in pairs]), {"tried": had, **told}, _CARE_STRENGTH)


def _span_heads(layer: LearnedLayer, messages: Sequence[LabelledMessage], readings: Sequence[Reading]) -> Heads:
    meant = [
        is_near(message.duration_weeks, span.weeks)
        for message, reading in zip(messages, readings, strict=True)
        for span in reading.time_spans
    ]
    rows = [place for reading in readings for place in span_places(reading)]
    return Heads.fit(layer.place_matrix(rows), {"meant": meant}, _SPANS_STRENGTH)


def _outcomes(messages: Sequence[LabelledMessage]) -> dict[str, list[bool]]:
    return {
        "improved": [m.improved is True for m in messages],
        "not_improved": [m.improved is False for m in messages],
    }


def _holds(text: str, words: str, sentence: Sentence) -> bool:
    """True where the words that show a red flag stand in this sentence, or at least a good part of them."""
    start = text.find(words)
    overlap = min(sentence.end, start + len(words)) - max(sentence.start, start)
    return start >= 0 and overlap >= 0.5 * min(len(words), sentence.end - sentence.start) and overlap > 0
