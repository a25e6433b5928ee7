"""The knowledge base: finds the answer for a topic and an aspect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from backline.knowledge.fallback import FALLBACKS
from backline.knowledge.loader import load_sources, load_topics
from backline.knowledge.topic import CONDITION, Answer, Source, Topic


@dataclass(frozen=True)
class KnowledgeBase:
    """Every topic and its answers, checked.

    Attributes:
        topics: id -> topic.
        sources: id -> source.
    """

    topics: Mapping[str, Topic]
    sources: Mapping[str, Source]

    @classmethod
    def load(cls, folder: Path, today: date | None = None) -> KnowledgeBase:
        """Read ``folder`` (``data/knowledge``) and check everything in it.

        Args:
            folder: holds ``sources.yml`` and one file for each topic; its sub-folders are left alone.
            today: the day after which no date may lie; by default the current one.

        Raises:
            KnowledgeError: something is wrong; the message is one sentence that says how to mend it.
        """
        day = today or date.today()
        sources = load_sources(folder, day)
        topics = load_topics(folder, sources, day)
        return cls(MappingProxyType(topics), MappingProxyType(sources))

    def answer(self, topic: str, aspect: str) -> Answer | None:
        """Exactly the answer on ``aspect`` of ``topic``; None where there is none, or no such topic."""
        known = self.topics.get(topic)
        return known.answers.get(aspect) if known else None

    def find(self, topic: str, aspect: str) -> Answer | None:
        """The best answer on ``aspect`` of ``topic``.

        The exact one; else the nearest aspect of the same topic (see ``FALLBACKS``); else the same search in
        the wider topic that it is ``part_of``. None where nothing serves: the assistant then says so.
        """
        for wider in self._with_wider(topic):
            for candidate in (aspect, *FALLBACKS.get(aspect, ())):
                if answer := self.answer(wider, candidate):
                    return answer
        return None

    def aspects(self, topic: str) -> tuple[str, ...]:
        """The aspects of ``topic`` that have an answer of their own, in the order of ``ASPECTS``."""
        known = self.topics.get(topic)
        return tuple(known.answers) if known else ()

    def lexicon(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """What patients call each topic: label -> topic -> its name and synonyms.

        Conditions stand under the label ``condition``, all else under ``treatment``; kinds of medicine (topics that
        are part of ``medication``) under ``medication_class`` too.
        """
        labels: dict[str, dict[str, tuple[str, ...]]] = {"condition": {}, "treatment": {}, "medication_class": {}}
        for topic in self.topics.values():
            label = "condition" if topic.kind == CONDITION else "treatment"
            labels[label][topic.id] = tuple(dict.fromkeys((topic.name, *topic.synonyms)))
            if topic.part_of == "medication":
                labels["medication_class"][topic.id] = labels[label][topic.id]
        return labels

    def _with_wider(self, topic: str) -> Iterator[str]:
        known = self.topics.get(topic)
        while known:
            yield known.id
            known = self.topics[known.part_of] if known.part_of else None
