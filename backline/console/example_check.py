"""Everything that is to be said about an example before it is kept, queued or exported."""

from __future__ import annotations

import asyncio
from pathlib import Path

from backline.assistant import resources
from backline.assistant.sentence_intent_classifier import clauses
from backline.console.example_text import Finding, findings_of_text, plain
from backline.console.known_sentences import KnownSentences, known_sentences


class ExampleCheck:
    """Checks examples against the project as it is now."""

    def __init__(self, known: KnownSentences) -> None:
        """Use :meth:`load`, which reads what is needed."""
        self.known = known
        self._topics = resources.knowledge().topics

    @classmethod
    async def load(cls, project_dir: Path) -> ExampleCheck:
        """Read the project's sentences where they have changed, in a thread."""
        return cls(await asyncio.to_thread(known_sentences, project_dir))

    @property
    def intents(self) -> tuple[str, ...]:
        """The intents that are learned from examples; others are set by rules."""
        return self.known.intents

    @property
    def topics(self) -> dict[str, str]:
        """What marked words may stand for: id -> title."""
        named = {id_: topic.title for id_, topic in self._topics.items()}
        return dict(sorted(named.items(), key=lambda item: item[1].casefold()))

    def kind_of(self, topic: str) -> str:
        """Whether a topic is a ``condition`` or a ``treatment``."""
        return "condition" if self._topics[topic].kind == "condition" else "treatment"

    def clauses(self, text: str) -> list[str]:
        """The parts of ``text`` that are understood one by one."""
        return clauses(text)

    def findings(self, text: str, intent: str | None) -> list[Finding]:
        """What is to be said about ``text`` (redacted, perhaps marked) as an example of ``intent``; refusals first."""
        of_text = findings_of_text(text, self.clauses(plain(text) or "?"), self._topics)
        return sorted([*of_text, *self.known.check(text, intent)], key=lambda finding: not finding.refuses)
