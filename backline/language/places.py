"""Places in a message: amounts of time and care that is named, with the words around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backline.language.hints import outcomes_in, what_came
from backline.language.reader import Mention, Reading

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
    for number, sentence in enumerate(reading.sentences):
        named = [m for m in reading.mentions if m.label == "care" and sentence.start <= m.start < sentence.end]
        for care in dict.fromkeys(mention.value for mention in named):
            own = [mention for mention in named if mention.value == care]
            text = sentence.text
            for mention in reversed(own):
                text = f"{text[: mention.start - sentence.start]} {_MASK} {text[mention.end - sentence.start :]}"
            found = [f"care is {care}", "care is denied" if all(m.negated for m in own) else "care is not denied"]
            found.append("care tried by rule" if care in reading.tried else "care not tried by rule")
            found += _outcomes_near(reading, number, own)
            places.append(Place(care, text, sentence.text, tuple(dict.fromkeys(found))))
    return places


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
