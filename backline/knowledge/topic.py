"""What the knowledge base is made of: sources, answers and topics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

ASPECTS: tuple[str, ...] = (
    "what_is",
    "symptoms",
    "causes",
    "treatment",
    "self_care",
    "exercises",
    "risks",
    "benefits",
    "how_to",
    "recovery",
    "when_surgery",
    "comparison",
    "cost",
)
"""What can be asked about a topic, in the order in which aspects are offered to a patient."""

CONDITION = "condition"
KINDS: tuple[str, ...] = (CONDITION, "spine", "care", "habit", "surgery", "clinic")
"""The kinds of topics."""

PLACEHOLDERS: frozenset[str] = frozenset({"clinic_name", "clinic_phone", "emergency_number", "weeks_of_care"})
"""What may stand in braces in an answer; ``Clinic.words()`` of the settings has a value for each."""


class KnowledgeError(ValueError):
    """A knowledge file is wrong; the message is one sentence: file, entry, what is wrong, how to mend it."""


@dataclass(frozen=True)
class Source:
    """Where something was read.

    Attributes:
        id: the name by which answers refer to it.
        title: the title of the page or paper.
        publisher: who published it.
        address: its web address; ``clinic.yml`` for what only the clinic itself can say.
        checked: the day it was last read.
    """

    id: str
    title: str
    publisher: str
    address: str
    checked: date


@dataclass(frozen=True)
class Answer:
    """What is said about one aspect of one topic.

    Attributes:
        topic: the id of the topic.
        aspect: one of ``ASPECTS``.
        text: plain text, paragraphs separated by a blank line; may hold ``PLACEHOLDERS`` in braces.
        sources: where it comes from, at least one.
        reviewed: the day its content was last checked against the sources.
    """

    topic: str
    aspect: str
    text: str
    sources: tuple[Source, ...]
    reviewed: date

    def fill(self, words: Mapping[str, str]) -> str:
        """The text with the clinic's words in place of the placeholders.

        Args:
            words: a value for each of ``PLACEHOLDERS``; others are ignored.

        Raises:
            KeyError: the text needs a word that is not given.
        """
        return self.text.format_map(words)


@dataclass(frozen=True)
class Topic:
    """Something patients ask about.

    Attributes:
        id: the name of its file without ``.yml``.
        kind: one of ``KINDS``.
        title: as a heading.
        name: as used inside a sentence.
        synonyms: what patients write for it, common misspellings included; no two topics share one.
        related: ids of topics worth offering next.
        answers: aspect -> answer.
        part_of: id of the wider topic whose answers stand in where this one has none.
    """

    id: str
    kind: str
    title: str
    name: str
    synonyms: tuple[str, ...]
    related: tuple[str, ...]
    answers: Mapping[str, Answer]
    part_of: str | None = None
