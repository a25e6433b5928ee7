"""The questions and requests of a message, by the intents of its clauses: the `asks` of the public contract."""

from __future__ import annotations

import tarfile
import tempfile
from pathlib import Path

from backline.assistant import resources
from backline.assistant.sentence_intent_classifier import CLASSIFIER_FILE, clauses, parts
from backline.language import Question
from backline.language.classifier import IntentClassifier
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
_LEAST = 0.3  # as the fallback threshold of config.yml


def load_classifier(model: Path) -> IntentClassifier:
    """Read the intent classifier out of a trained Rasa model.

    Raises:
        ValueError: the model holds none.
    """
    with tempfile.TemporaryDirectory() as folder, tarfile.open(model) as archive:
        member = next((m for m in archive.getmembers() if m.name.endswith(f"/{CLASSIFIER_FILE}")), None)
        if member is None:
            raise ValueError(f"{model.name} holds no intent classifier: train it again with 'backline train --force'.")
        member.name = CLASSIFIER_FILE
        archive.extract(member, folder, filter="data")
        return IntentClassifier.load(Path(folder) / CLASSIFIER_FILE, parts=parts())


class QuestionFinder:
    """Finds what a message asks."""

    def __init__(self, classifier: IntentClassifier) -> None:
        """Take the intent classifier."""
        self._classifier = classifier

    def __call__(self, text: str) -> list[Question]:
        """Questions and requests, the strongest first.

        Args:
            text: the message.
        """
        found = []
        context: str | None = None
        for clause in clauses(text):
            named = [_contract_name(topic) for topic in resources.reader().read(clause).topics]
            intent, confidence = self._classifier.rank(clause)[0]
            aspect = _REQUESTS.get(intent) or ASPECT_OF.get(intent) or ("other" if intent in OTHER_QUESTIONS else None)
            # "How long is recovery after surgery?" is about surgery; "what about its risks?" about what was named last.
            context = next((topic for topic in named if topic != aspect), _wider(named[0]) if named else context)
            if aspect and confidence >= _LEAST:
                found.append(Question(aspect if aspect in ASPECTS else "other", context, confidence, clause))
        return sorted(found, key=lambda question: -question.confidence)


def _wider(topic: str) -> str:
    known = resources.knowledge().topics.get(topic)
    return _contract_name(known.part_of) if known and known.part_of else topic


def _contract_name(topic: str) -> str:
    return resources.contract_names().get(topic, topic)
