"""The questions and requests of a message, by the intents of its clauses: the `asks` of the public contract."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from pathlib import Path

from backline.assistant import resources
from backline.assistant.sentence_intent_classifier import classify
from backline.language import Question, Reading
from backline.language.cascade import Cascade
from backline.language.contract import ASPECTS
from backline.language.intents import ASPECT_OF, OTHER_QUESTIONS

# Requests, by the aspect that the contract names them with.
_REQUESTS = {
    "request_contact": "book",
    "request_exercises": "exercises",
    "ask_human": "human",
    "ask_clinic": "contact",
    "review_care": "treatment",
    "adapt_plan": "exercises",
    "ask_plan": "how_to",
}
# Less than a turn needs (`HEARD`): who reads the contract sees the confidence, and nobody is answered wrongly.
_LEAST = 0.3


def load_classifier(model: Path) -> Cascade:
    """Read the intent classifier out of a trained Rasa model.

    Raises:
        ValueError: the model holds none.
    """
    with tempfile.TemporaryDirectory() as folder, tarfile.open(model) as archive:
        held = {Path(member.name).name: member for member in archive.getmembers() if member.isfile()}
        if not held.keys() >= set(Cascade.FILES):
            raise ValueError(f"{model.name} holds no intent classifier: train it again with 'backline train --force'.")
        for name in Cascade.FILES:
            part = archive.extractfile(held[name])
            assert part  # each is a file
            with part, (Path(folder) / name).open("wb") as file:  # extract() is safe from Python 3.11.4 on only
                shutil.copyfileobj(part, file)
        return Cascade.load(Path(folder), quick=resources.quick_parts(), careful=resources.careful_parts())


class QuestionFinder:
    """Finds what a message asks."""

    def __init__(self, classifier: Cascade) -> None:
        """Take the intent classifier."""
        self._classifier = classifier

    def __call__(self, reading: Reading) -> list[Question]:
        """Questions and requests, the strongest first.

        Args:
            reading: what was read in the message.
        """
        found = []
        context: str | None = None
        for clause in classify(reading, lambda words: self._classifier.rank(words, _aspect)):
            named = [_contract_name(topic) for topic in clause.topics]
            ask = clause.ask()
            aspect = _aspect(ask.intent)
            # "How long is recovery after surgery?" is about surgery; "what about its risks?" about what was named last.
            context = next((topic for topic in named if topic != aspect), _wider(named[0]) if named else context)
            if aspect and ask.confidence >= _LEAST:
                found.append(Question(aspect if aspect in ASPECTS else "other", context, ask.confidence, ask.sentence))
        return sorted(found, key=lambda question: -question.confidence)


def _aspect(intent: str) -> str | None:
    return _REQUESTS.get(intent) or ASPECT_OF.get(intent) or ("other" if intent in OTHER_QUESTIONS else None)


def _wider(topic: str) -> str:
    known = resources.knowledge().topics.get(topic)
    return _contract_name(known.part_of) if known and known.part_of else topic


def _contract_name(topic: str) -> str:
    return resources.contract_names().get(topic, topic)
