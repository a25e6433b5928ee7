"""The text of a training example: marked words, and what makes it a bad one."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from backline.assistant.turn_record import WITHHELD
from backline.console.stand_ins import StandIns, has_mask, is_only_masks
from backline.language.features import normalise
from backline.language.normalise import word_set

MAX_CHARACTERS = 200
# What the reader of messages finds by its words; other entities are figures, or belong to buttons.
KINDS = ("condition", "treatment")

_MARKED = re.compile(r"\[(?P<words>[^\[\]]+)\](?:\((?P<kind>\w+)\)|(?P<more>\{[^{}]*\}))")
_BRACKETS = re.compile(r"[\[\]{}]")
_LITTLE = word_set("a an the my your please pls of for to in on is it i do")
_FEW = 4  # words; shorter sentences with the same words in another order may well mean something else


@dataclass(frozen=True)
class Finding:
    """What is to be said about an example before it is kept; ``refuses`` where it can't be."""

    kind: str
    sentence: str
    refuses: bool = False


@dataclass(frozen=True)
class MarkedWords:
    """Words that a reviewer marked: an entity's kind, and the topic they stand for where it was given."""

    words: str
    kind: str
    value: str | None


def one_line(text: str) -> str:
    """``text`` in one line without characters that no YAML file can hold."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def mark(text: str, words: str, kind: str, value: str) -> str | None:
    """``text`` with the first ``words`` marked as Rasa writes it; None where they do not stand in it."""
    start = text.casefold().find(words.casefold())
    if not words or start < 0:
        return None
    said = text[start : start + len(words)]
    entity = json.dumps({"entity": kind, "value": value})
    return f"{text[:start]}[{said}]{entity}{text[start + len(words) :]}"


def marked_words(text: str) -> list[MarkedWords]:
    """The marked words of a correction; those that are not written properly are left out."""
    found = []
    for match in _MARKED.finditer(text):
        entity, value = match["kind"], None
        if match["more"]:
            try:
                details = json.loads(match["more"])
                entity, value = str(details["entity"]), details.get("value")
            except (ValueError, KeyError):
                continue
        found.append(MarkedWords(match["words"], entity, value))
    return found


def plain(text: str) -> str:
    """The example as data/nlu holds it: no marks, no masks, no brackets, and no slash at its start."""
    bare = StandIns().fill(_MARKED.sub(lambda match: match["words"], text))
    return one_line(_BRACKETS.sub(" ", bare)).lstrip("/ -")


def same(text: str) -> str:
    """What two examples have in common that teach the same: words without punctuation, where there are words."""
    even = normalise(text)
    return re.sub(r"[^\w -]", "", even).strip() or even


def nearly_same(text: str) -> str:
    """The same without little words and order; the sentence itself where it is short."""
    words = same(text).split()
    telling = sorted({word for word in words if word not in _LITTLE})
    return " ".join(telling) if len(words) >= _FEW and len(telling) > 1 else same(text)


def findings_of_text(text: str, clauses: Sequence[str], topics: Collection[str]) -> list[Finding]:
    """What is wrong with the text itself.

    Args:
        text: redacted, perhaps with marked words.
        clauses: what the assistant would classify one by one.
        topics: the ids that marked words may stand for.
    """
    bare = plain(text)
    found = []
    if not any(char.isalnum() for char in bare):
        found.append(Finding("empty", "There are no words in it to learn from.", refuses=True))
    if WITHHELD in text:
        found.append(Finding("mask", "The words of this message were not kept: it may hold a name.", refuses=True))
    elif is_only_masks(text):
        found.append(Finding("mask", "Without what was masked there is nothing to learn from.", refuses=True))
    elif has_mask(text):
        found.append(Finding("mask", f"Masks become invented words in the example: {bare}"))
    if len(bare) > MAX_CHARACTERS:
        sentence = f"It has {len(bare)} characters; an example has {MAX_CHARACTERS} at most. Take one sentence of it."
        found.append(Finding("long", sentence))
    elif len(clauses) > 1:
        found.append(Finding("long", f"It is {len(clauses)} sentences, and each is understood alone. Take one."))
    for marked in marked_words(text):
        if marked.kind not in KINDS:
            found.append(Finding("mark", f"Words can be marked as {' or '.join(KINDS)}.", refuses=True))
        elif marked.value is not None and marked.value not in topics:
            found.append(Finding("mark", f"There is no topic '{marked.value}' in data/knowledge.", refuses=True))
    if _BRACKETS.search(_MARKED.sub("", StandIns().fill(text))):
        found.append(Finding("mark", "Brackets only mark words; these will be left out."))
    return found
