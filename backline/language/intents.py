"""What the intents mean: which aspect a question asks for, and what comes first where a message holds several."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

# The aspect of a topic that an intent asks for: data/knowledge answers (topic, aspect).
ASPECT_OF: dict[str, str] = {
    "ask_what_is": "what_is",
    "ask_symptoms": "symptoms",
    "ask_causes": "causes",
    "ask_treatment": "treatment",
    "ask_self_care": "self_care",
    "ask_risks": "risks",
    "ask_benefits": "benefits",
    "ask_how_to": "how_to",
    "ask_recovery": "recovery",
    "ask_when_surgery": "when_surgery",
    "ask_comparison": "comparison",
    "ask_cost": "cost",
}

# Questions that are not answered out of data/knowledge.
OTHER_QUESTIONS = frozenset(
    {"ask_clinic", "ask_privacy", "ask_diagnosis", "ask_capabilities", "ask_plan", "bot_challenge", "explain"}
)
REQUESTS = frozenset(
    {
        "request_contact",
        "ask_human",
        "request_exercises",
        "adapt_plan",
        "review_care",
        "cancel",
        "start_over",
        "resolved",
    }
)
STATEMENTS = frozenset({"report_worsening", "report_care", "report_exercise_pain", "report_symptom", "correct"})

# What a sentence about a trouble may ask or tell, whether of the spine or of another.
ABOUT_A_TROUBLE = frozenset({*ASPECT_OF, *STATEMENTS, "ask_diagnosis", "review_care", "request_exercises"})
OUT_OF_SCOPE = "out_of_scope"

# From this confidence on a request goes before a question, a question before a statement.
SURE = 0.5
# Less sure of an intent than this, it was not heard: the threshold of the FallbackClassifier in config.yml.
HEARD = 0.4
# With more words a message tells a story, and is no bare question or request any more.
STORY_WORDS = 14

_RANK = {
    **dict.fromkeys(REQUESTS, 3),
    **dict.fromkeys(ASPECT_OF, 2),
    **dict.fromkeys(OTHER_QUESTIONS, 2),
    **dict.fromkeys(STATEMENTS, 1),
}
# Manners around what somebody came for: "good evening", "many thanks in advance".
_MANNERS = frozenset({"greet", "thank", "goodbye"})


@dataclass(frozen=True)
class Ask:
    """What one clause of a message wants.

    Attributes:
        intent: the intent with the highest confidence.
        confidence: 0 to 1.
        sentence: the clause's own words.
        topics: the topics it names, in order.
    """

    intent: str
    confidence: float
    sentence: str
    topics: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The same as a dictionary that JSON can hold."""
        return {
            "intent": self.intent,
            "confidence": round(self.confidence, 4),
            "sentence": self.sentence,
            "topics": list(self.topics),
        }


@dataclass(frozen=True)
class Clause:
    """A part of a message that is classified by itself.

    Attributes:
        sentence: its words.
        topics: the topics it names, in order.
        ranking: intents and their probabilities, the likeliest first; at least one.
    """

    sentence: str
    topics: tuple[str, ...]
    ranking: tuple[tuple[str, float], ...]

    def ask(self) -> Ask:
        """What it most likely asks or tells."""
        return Ask(*self.ranking[0], self.sentence, self.topics)

    def share(self, intents: Collection[str]) -> float:
        """How likely it is one of some intents, 0 to 1."""
        return sum(value for intent, value in self.ranking if intent in intents)

    def without(self, impossible: Collection[str]) -> Clause:
        """The same, given that it is none of some intents; as it is where nothing else is left."""
        return replace(self, ranking=_given(self.ranking, lambda intent: intent not in impossible))

    def of_ours(self) -> Clause:
        """The same, given that it is about the spine: as it is where `OUT_OF_SCOPE` is not the likeliest.

        "Ankylosing spondylitis symptoms" is words that the intent classifier never saw; what it thinks of the rest of
        the intents still says that symptoms are asked for.
        """
        if self.ranking[0][0] != OUT_OF_SCOPE:
            return self
        others = _given(self.ranking, lambda intent: intent != OUT_OF_SCOPE)
        ours = tuple(one for one in others if one[0] in ABOUT_A_TROUBLE)
        return replace(self, ranking=ours or self.ranking)


def _given(ranking: tuple[tuple[str, float], ...], possible: Callable[[str], bool]) -> tuple[tuple[str, float], ...]:
    """A ranking of what is possible, with the probabilities given that it is one of these."""
    kept = [(intent, value) for intent, value in ranking if possible(intent)]
    rest = max(sum(value for _, value in kept), 1e-9)
    return tuple((intent, value / rest) for intent, value in kept) or ranking


def choose(asks: Iterable[Ask], sure: float = SURE) -> Ask | None:
    """The ask that names a message's intent: a request first, then a question, a statement, the rest.

    Order counts only among asks with a confidence of at least ``sure``; where none is, the most confident one wins.
    A greeting or thanks does not outdo what else is heard, however sure it is.
    """
    found = list(asks)
    if not found:
        return None
    if any(ask.intent in _RANK and ask.confidence >= HEARD for ask in found):
        found = [ask for ask in found if ask.intent not in _MANNERS]
    confident = [ask for ask in found if ask.confidence >= sure]
    if confident:
        return max(confident, key=lambda ask: (_RANK.get(ask.intent, 0), ask.confidence))
    return max(found, key=lambda ask: ask.confidence)
