"""Places in a message: amounts of time and care that is named, with the words around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backline.language.hints import outcomes_in, what_came
from backline.language.reader import Mention, Reading, Sentence
from backline.language.surroundings import opening, surroundings, words_and_marks

_MASK = "maskmask"
_AROUND = 8  # words
_STEPS = (1, 6, 26, 104, 400)  # weeks
_BEFORE, _AFTER = 25, 12  # words of the sentences before and after
_RECENT = 26  # weeks


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
        inside = next((s for s in reading.sentences if s.start <= span.start < s.end), None)
        if inside:
            found += surroundings(reading.text[inside.start : span.start], reading.text[span.end : inside.end])
            found += opening(inside.text)
        text = inside.text if inside else ""
        places.append(Place(str(number), f"{before} {_MASK} {after}", text, tuple(dict.fromkeys(found))))
    return places


def care_places(reading: Reading) -> list[Place]:
    """The care that a message names, one place for each sentence that names it."""
    places = []
    for number, sentence in enumerate(reading.sentences):
        named = [m for m in reading.mentions if m.label == "care" and sentence.start <= m.start < sentence.end]
        whole = _around_care(reading, number, named) if named else []
        for care in dict.fromkeys(mention.value for mention in named):
            own = [mention for mention in named if mention.value == care]
            text = sentence.text
            for mention in reversed(own):
                text = f"{text[: mention.start - sentence.start]} {_MASK} {text[mention.end - sentence.start :]}"
            by_rule = "tried by rule" if care in reading.tried else "not tried by rule"
            found = [f"care is {care}", "care is denied" if all(m.negated for m in own) else "care is not denied"]
            found += [f"care {by_rule}", f"{care} {by_rule}", *whole]
            for mention in own:
                found += _told(reading, sentence, mention)
            others = [mention.value for mention in named if mention.value != care]
            found += [f"beside {other}" for other in others]
            found.append("beside care that was tried" if set(others) & set(reading.tried) else "beside none tried")
            found += _outcomes_near(reading, number, own)
            places.append(Place(care, text, sentence.text, tuple(dict.fromkeys(found))))
    return places


def _told(reading: Reading, sentence: Sentence, mention: Mention) -> list[str]:
    """What stands around one mention, and how it is meant."""
    found = surroundings(reading.text[sentence.start : mention.start], reading.text[mention.end : sentence.end])
    found.append(f"in words {mention.text.lower()}")
    meant = {
        "denied": mention.negated,
        "of somebody else": mention.other,
        "imagined": mention.imagined,
        "long ago": mention.weeks_ago is not None and mention.weeks_ago > _RECENT,
    }
    return found + [how for how, holds in meant.items() if holds]


def _around_care(reading: Reading, number: int, named: list[Mention]) -> list[str]:
    """What holds for all care of a sentence: its length, its neighbours, how much care the message tells of."""
    sentence = reading.sentences[number]
    length = len(words_and_marks(sentence.text))
    found = [
        f"kinds of care here {min(len({m.value for m in named}), 4)}",
        f"kinds of care tried {min(len(reading.tried), 4)}",
        "a question" if "?" in sentence.text else "no question",
        f"words {min(int(np.log2(length + 1)), 6)}",
        f"sentences {min(len(reading.sentences), 4)}",
        "last sentence" if number == len(reading.sentences) - 1 else "not the last sentence",
        *opening(sentence.text),
    ]
    if number:
        found += [f"sentence before: {word}" for word in words_and_marks(reading.sentences[number - 1].text)[:_BEFORE]]
    if number + 1 < len(reading.sentences):
        found += [f"sentence after: {word}" for word in words_and_marks(reading.sentences[number + 1].text)[:_AFTER]]
    return found


def _outcomes_near(reading: Reading, number: int, own: Sequence[Mention]) -> list[str]:
    """What is said to have come of care, in its sentence and the next, as names of features."""
    sentence = reading.sentences[number]
    found = [f"care with outcome:{group}" for group in outcomes_in(reading, sentence)]
    after = [o for o in reading.outcomes if own[0].start < o.end and o.start < sentence.end]
    if after:
        found.append(f"care, then outcome:{what_came(after[0])}")
    if number + 1 < len(reading.sentences):
        following = outcomes_in(reading, reading.sentences[number + 1])
        found += [f"next sentence outcome:{group}" for group in following]
        if following and not found[: -len(following)]:
            found.append(f"care, only next outcome:{following[0]}")
    last = [what_came(o) for o in reading.outcomes]
    return [*found, f"last outcome:{last[-1]}"] if last else [*found, "no outcome"]
