"""What the intents mean: which aspect a question asks for, and what comes first where a message holds several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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

_RANK = {
    **dict.fromkeys(REQUESTS, 3),
    **dict.fromkeys(ASPECT_OF, 2),
    **dict.fromkeys(OTHER_QUESTIONS, 2),
    **dict.fromkeys(STATEMENTS, 1),
}
OUT_OF_SCOPE = "out_of_scope"
# What a clause may be that the classifier takes for another matter in a message that is about the spine.
_OF_OURS = frozenset({*ASPECT_OF, *STATEMENTS, "ask_diagnosis", "review_care", "request_exercises"})
# Manners around what somebody came for: "good evening", "many thanks in advance".
_MANNERS = frozenset({"greet", "thank", "goodbye"})
# Less sure than this of anything else, the manners may be all there is; as in config.yml.
_HEARD = 0.4


@dataclass(frozen=True)
class Ask:
    """What one sentence of a message wants.

    Attributes:
        intent: the intent with the highest confidence.
        confidence: 0 to 1.
        sentence: the sentence's own words.
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


def of_ours(ranking: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """What a clause asks or tells, given that it is about the spine: its ranking without `OUT_OF_SCOPE`.

    "Ankylosing spondylitis symptoms" is words that the intent classifier never saw; what it thinks of the rest of the
    intents still says that symptoms are asked for.

    Args:
        ranking: intents and their probabilities, the likeliest first.

    Returns:
        the ranking as it is where `OUT_OF_SCOPE` is not the likeliest; else the intents of our own subject, with
        their probabilities given that it is one of all the others.
    """
    if not ranking or ranking[0][0] != OUT_OF_SCOPE:
        return list(ranking)
    rest = max(1 - ranking[0][1], 1e-9)
    return [(intent, min(1.0, value / rest)) for intent, value in ranking if intent in _OF_OURS] or list(ranking)


def choose(asks: Iterable[Ask], sure: float) -> Ask | None:
    """The ask that names a message's intent: a request first, then a question, a statement, the rest.

    Order counts only among asks with a confidence of at least ``sure``; where none is, the most confident one wins.
    A greeting or thanks does not outdo what else is heard, however sure it is.
    """
    found = list(asks)
    if not found:
        return None
    if any(ask.intent in _RANK and ask.confidence >= _HEARD for ask in found):
        found = [ask for ask in found if ask.intent not in _MANNERS]
    confident = [ask for ask in found if ask.confidence >= sure]
    if confident:
        return max(confident, key=lambda ask: (_RANK.get(ask.intent, 0), ask.confidence))
    return max(found, key=lambda ask: ask.confidence)
