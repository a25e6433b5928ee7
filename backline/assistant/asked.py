"""What is asked, as rules find it: an intent, and the topics that it is asked of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backline.assistant import resources
from backline.knowledge import Answer, Topic
from backline.language.intents import ASPECT_OF

_INTENT_OF = {aspect: intent for intent, aspect in ASPECT_OF.items()}


@dataclass(frozen=True)
class Asked:
    """A question that rules are sure of.

    Attributes:
        intent: the intent of the turn.
        topics: the topics that it is about; none where the intent asks for no aspect.
    """

    intent: str
    topics: tuple[str, ...] = ()

    @classmethod
    def of(cls, topic: str, aspect: str) -> Asked:
        """The question that an aspect of a topic answers."""
        return cls(_INTENT_OF[aspect], (topic,))

    @classmethod
    def for_answer(cls, answer: Answer) -> Asked:
        """The question that ``answer`` answers."""
        return cls.of(answer.topic, answer.aspect)


def known_topics(ids: Iterable[str], *kinds: str) -> list[Topic]:
    """The topics with these ids that have an answer; only of some kinds where any are given."""
    topics = resources.knowledge().topics
    found = [topics[one] for one in ids if one in topics]
    return [topic for topic in found if not kinds or topic.kind in kinds]
