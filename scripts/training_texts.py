"""What fine_tune.py teaches with: messages of data/messages and examples of data/nlu, in pieces and with labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from backline.assistant import resources
from backline.assistant.language_model import WRITTEN_ON, read_harmless
from backline.language import LabelledMessage
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
    places: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for one in named_in(reading, resources.contract_names()):
        places.setdefault((one.question, one.key), []).append((one.start, one.end))
    return tuple(Thing(question, tuple(found), float(key in said)) for (question, key), found in places.items())


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


def parts_of(texts: Sequence[str], count: int) -> list[Example]:
    """Texts that nobody wrote or labelled: parts of messages, the beginning of one with another's end, words left out.

    Args:
        texts: the messages.
        count: how many are wanted.
    """
    chance = np.random.default_rng(0)

    def pieces() -> list[str]:
        return [piece for piece in _CUT.split(texts[chance.integers(len(texts))]) if piece.strip()]

    made = []
    for kind in chance.random(count):
        own = pieces()
        if kind < 0.6 and len(own) > 1:
            length = chance.integers(1, len(own))
            first = chance.integers(0, len(own) - length + 1)
            made.append(" ".join(own[first : first + length]))
        elif kind < 0.8:
            other = pieces()
            beginning, end = own[: chance.integers(1, len(own) + 1)], other[-chance.integers(1, len(other) + 1) :]
            made.append(" ".join(beginning + end))
        else:
            words = " ".join(own).split()
            made.append(" ".join([word for word in words if chance.random() > 0.12] or words))
    return [Example(text, [], []) for text in made]
