"""Graph component: classify a message sentence by sentence, and name the message's intent from all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from backline.assistant import resources
from backline.assistant.message_reader import READING, WHOLE_READING, read_by_rules
from backline.language import Reading
from backline.language.cascade import Cascade
from backline.language.clauses import clause_spans
from backline.language.foreign import looks_foreign
from backline.language.intents import OUT_OF_SCOPE, SURE, Ask, Clause, choose

CLAUSES = "clauses"
"""The message's `Clause`s, for `turn_intent`: in the parse data until the turn takes them out."""
_LIKELY = 0.5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SentenceIntentClassifier(GraphComponent):
    """Ranks intents for each sentence; a warning sign outranks all of them."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``sure``: from this confidence on a request goes before a question, a question before a statement."""
        return {"sure": SURE, "ranking_length": 10}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        """Keep the configuration and where the trained classifier is stored."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._classifier: Cascade | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceIntentClassifier:
        """Make an untrained component (see the parent class)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SentenceIntentClassifier:
        """Load the trained component (see the parent class)."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._classifier = Cascade.load(
                folder, quick=resources.quick_parts(), careful=resources.careful_parts()
            )
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the intent examples and store the result."""
        examples = [(e.get(TEXT), e.get(INTENT)) for e in training_data.intent_examples if e.get(TEXT)]
        texts, intents = [text for text, _ in examples], [intent for _, intent in examples]
        self._classifier = Cascade.train(
            texts, intents, quick=resources.quick_parts(), careful=resources.careful_parts()
        )
        with self._storage.write_to(self._resource) as folder:
            self._classifier.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent, ranking and the ``asks`` of the reading on each message."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                self._classify(message, text)
        return messages

    def _classify(self, message: Message, text: str) -> None:
        assert self._classifier is not None, "the component was used before it was trained or loaded"
        reading = message.get(READING) or {}
        whole = message.get(WHOLE_READING) or read_by_rules(text)
        clauses = classify(whole, self._classifier.rank, self._config["sure"])
        asks = [clause.ask() for clause in clauses]
        best = choose(asks, self._config["sure"])
        rankings: dict[str, float] = {}
        for intent, confidence in (one for clause in clauses for one in clause.ranking):
            rankings[intent] = max(confidence, rankings.get(intent, 0.0))
        tier = (reading.get("triage") or {}).get("tier")
        if tier:
            best = Ask("emergency" if tier == "emergency" else "warning_sign", 1.0, text)
        if best is None:
            return
        # A request goes before a more confident statement; the ranking says so too, or the fallback would step in.
        rankings = {intent: min(value, best.confidence) for intent, value in rankings.items()}
        rankings[best.intent] = best.confidence
        ordered = sorted(rankings.items(), key=lambda item: (item[0] != best.intent, -item[1]))
        message.set(INTENT, {"name": best.intent, "confidence": best.confidence}, add_to_output=True)
        message.set(
            INTENT_RANKING_KEY,
            [{"name": name, "confidence": value} for name, value in ordered[: self._config["ranking_length"]]],
            add_to_output=True,
        )
        reading["asks"] = [ask.as_dict() for ask in asks]
        message.set(READING, reading, add_to_output=True)
        if (message.get(METADATA) or {}).get(WHOLE_READING) is not None:
            # For a turn of ours, which takes them out; Rasa's own commands write down all that is put out.
            message.set(CLAUSES, clauses, add_to_output=True)


def classify(whole: Reading, rank: Callable[[str], Sequence[tuple[str, float]]], sure: float = SURE) -> list[Clause]:
    """The clauses of a message with their rankings; at least one, which may be the message itself.

    Where they make the message one of another matter and the learned layer of `backline.language`, which has read it as
    a whole, does not, they are what they would be of ours. Of 505 messages of the first fold that the classifier took
    for another matter, the layer, which had seen none of them, put 92 in scope, and 82 of them are.

    Args:
        whole: the message as read.
        rank: ranks the intents for the words of one clause.
        sure: see `choose`.
    """
    text = whole.text
    found = [
        Clause(text[start:end], whole.topics_between(start, end), tuple(rank(text[start:end])))
        for start, end in clause_spans(whole) or [(0, len(text))]
    ]
    best = choose((clause.ask() for clause in found), sure)
    if best is None or best.intent != OUT_OF_SCOPE or looks_foreign(text):
        return found
    ours = whole.scope is not None and whole.scope >= _LIKELY
    return [clause.of_ours() for clause in found] if ours else found


def clauses(text: str) -> list[str]:
    """The clauses of a message that are classified one by one; at least one."""
    return [text[start:end] for start, end in clause_spans(read_by_rules(text))] or [text]
