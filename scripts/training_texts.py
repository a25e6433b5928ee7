"""What is taught with: data/messages, examples of data/nlu and parts of messages, in pieces and labelled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from backline.assistant import resources
from backline.assistant.language_model import WRITTEN_ON, read_harmless
from backline.language import LabelledMessage, read_corpus
from backline.language.adapters import number_of
from backline.language.contract import CARE, RED_FLAGS, TOPICS
from backline.language.fine_tuned import Pieces
from backline.language.learned import is_near
from backline.language.named import MEANT, named_in
from backline.language.reader import Reading

NAMES = (
    "scope",
    *(f"flag {flag}" for flag in RED_FLAGS),
    *(f"topic {topic}" for topic in TOPICS),
    *(f"tried {care}" for care in CARE),
    "improved",
    "not_improved",
)
NAMED = (*(f"had {care}" for care in CARE), *(f"about {topic}" for topic in TOPICS), MEANT)
_CUT = re.compile(r"(?<=[.!?])\s+|\n+|, (?=and|but|i )")


def labels_of(message: LabelledMessage) -> list[float]:
    """1 for each of `NAMES` that is true of a message, else 0."""
    said = {
        *(["scope"] if message.in_scope else []),
        *(f"flag {flag}" for flag in message.red_flags),
        *(f"topic {topic}" for topic in message.topics),
        *(f"tried {care}" for care in message.tried),
        *({True: ["improved"], False: ["not_improved"], None: []}[message.improved]),
    }
    return [float(name in said) for name in NAMES]


@dataclass(frozen=True)
class Thing:
    """Something that a text names.

    Attributes:
        question: one of `NAMED`.
        places: offsets of the first character and after the last, for each time it is named.
        wanted: 1 where the answer is yes, else 0.
    """

    question: str
    places: tuple[tuple[int, int], ...]
    wanted: float


@dataclass(frozen=True)
class Example:
    """A text to learn from.

    Attributes:
        text: as it was written.
        wanted: 1 for each of `NAMES` that is true of it, else 0.
        known: 1 for each of `NAMES` of which that is known, else 0.
        things: what it names.
        evidence: a red flag's name in `NAMES`, and the offsets of the words that show it.
    """

    text: str
    wanted: list[float]
    known: list[float]
    things: tuple[Thing, ...] = ()
    evidence: tuple[tuple[str, int, int], ...] = ()


def examples_of(messages: Sequence[LabelledMessage]) -> list[Example]:
    """Messages, of which all is known."""
    found = []
    for message in messages:
        reading = resources.reader().read(message.text, today=WRITTEN_ON)
        starts = {f"flag {flag}": (message.text.find(words), words) for flag, words in message.evidence.items()}
        evidence = tuple((flag, start, start + len(words)) for flag, (start, words) in starts.items() if start >= 0)
        every = [1.0] * len(NAMES)
        found.append(Example(message.text, labels_of(message), every, things_of(message, reading), evidence))
    return found


def things_of(message: LabelledMessage, reading: Reading) -> tuple[Thing, ...]:
    """What a message names, with the answers its labels give."""
    said = {*(f"had {care}" for care in message.tried), *(f"about {topic}" for topic in message.topics)}
    said |= {
        f"{MEANT} {number}"
        for number, span in enumerate(reading.time_spans)
        if is_near(message.duration_weeks, span.weeks)
    }
    return tuple(Thing(q, found, float(key in said)) for (q, key), found in _places_of(reading).items())


def _places_of(reading: Reading) -> dict[tuple[str, str], tuple[tuple[int, int], ...]]:
    """What a text names: question and key, and where."""
    places: dict[tuple[str, str], tuple[tuple[int, int], ...]] = {}
    for one in named_in(reading, resources.contract_names()):
        key = (one.question, one.key)
        places[key] = (*places.get(key, ()), (one.start, one.end))
    return places


def all_examples(project: Path) -> list[Example]:
    """All that is labelled: the messages, and the examples of intents."""
    return [*examples_of(read_corpus(project / "data" / "messages")), *harmless_examples(project / "data" / "nlu")]


def harmless_examples(folder: Path) -> list[Example]:
    """Examples of intents that tell of no warning sign: their topics are not known, their scope of some.

    Args:
        folder: examples in Rasa's form.
    """
    found = []
    for reading, inside in read_harmless(folder, resources.reader()):
        known = [float(name.startswith("flag ") or (name == "scope" and inside is not None)) for name in NAMES]
        found.append(Example(reading.text, [float(name == "scope" and inside is True) for name in NAMES], known))
    return found


@dataclass(frozen=True)
class Row:
    """A text in pieces.

    Attributes:
        ids: its pieces.
        things: for each thing it names the number of its question, its places (the first piece and the one after the
            last), and the answer.
        evidence: the number of a red flag's name, the first piece of the words that show it, the one after the last.
    """

    ids: list[int]
    things: tuple[tuple[int, tuple[tuple[int, int], ...], float], ...] = ()
    evidence: tuple[tuple[int, int, int], ...] = ()


def rows_of(tokenizer: Tokenizer, examples: Sequence[Example]) -> list[Row]:
    """Examples in pieces; what stands beyond the last piece that is read is left out."""
    rows = []
    for example, encoding in zip(examples, tokenizer.encode_batch([e.text for e in examples]), strict=True):
        pieces = Pieces(encoding.offsets)
        things = []
        for thing in example.things:
            places = tuple(part for place in thing.places if (part := pieces.between(*place)))
            if places:
                things.append((NAMED.index(thing.question), places, thing.wanted))
        evidence = [(flag, pieces.between(start, end)) for flag, start, end in example.evidence]
        seen = tuple((NAMES.index(flag), *part) for flag, part in evidence if part)
        rows.append(Row(encoding.ids, tuple(things), seen))
    return rows


@dataclass(frozen=True)
class Part:
    """A text that nobody wrote or labelled.

    Attributes:
        text: it.
        of: the numbers of the messages it was made of, see `number_of`.
    """

    text: str
    of: tuple[int, ...]


def parts_of(texts: Sequence[str], count: int) -> list[Part]:
    """Parts of messages, the beginning of one with the end of another, and messages with words left out.

    Args:
        texts: the messages.
        count: how many are wanted.
    """
    chance = np.random.default_rng(0)

    def pieces() -> tuple[list[str], int]:
        text = texts[chance.integers(len(texts))]
        return [piece for piece in _CUT.split(text) if piece.strip()], number_of(text)

    made = []
    for kind in chance.random(count):
        own, number = pieces()
        if kind < 0.5 and len(own) > 1:
            length = chance.integers(1, len(own))
            first = chance.integers(0, len(own) - length + 1)
            made.append(Part(" ".join(own[first : first + length]), (number,)))
        elif kind < 0.8:
            other, second = pieces()
            beginning, end = own[: chance.integers(1, len(own) + 1)], other[-chance.integers(1, len(other) + 1) :]
            made.append(Part(" ".join(beginning + end), (number, second)))
        else:
            words = " ".join(own).split()
            made.append(Part(" ".join([word for word in words if chance.random() > 0.12] or words), (number,)))
    return made


def unlabelled(text: str) -> Example:
    """A text of which nothing is known; the answers about what it names are still to be filled in."""
    reading = resources.reader().read(text, today=WRITTEN_ON)
    things = tuple(Thing(question, found, 0.0) for (question, _), found in _places_of(reading).items())
    return Example(text, [0.0] * len(NAMES), [0.0] * len(NAMES), things)


def answered(row: Row, answers: Sequence[float], trusted: float) -> Row:
    """A row with a teacher's answers about what it names beside its own.

    Args:
        row: the pieces of a text.
        answers: one for each thing it names, 0 to 1.
        trusted: how much the teacher's count.
    """
    things = tuple(
        (question, places, trusted * answer + (1 - trusted) * wanted)
        for (question, places, wanted), answer in zip(row.things, answers, strict=True)
    )
    return replace(row, things=things)
