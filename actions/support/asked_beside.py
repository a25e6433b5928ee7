"""A question of its own in a message that tells of care: "physio did not help, when is surgery an option?"."""

from __future__ import annotations

import re

from actions.support.answering import Found
from actions.support.facts import QUESTION
from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.message_reader import read, read_by_rules, reading_as_dict
from backline.assistant.question_turns import asked_plainly
from backline.knowledge import Topic
from backline.language.intents import ASPECT_OF
from backline.language.plain_text import plain_text

# Where a question may begin in the middle of a message: after a mark or a joining word, before a word that asks.
_BEFORE_QUESTION = re.compile(
    r"[.,;!?\n]+|\b(?:and|so|but|now)\b(?=\W+(?:how|what|whats|when|which|is|are|does|do|can|could|should|will|would)\b)",
    re.I,
)
# "What should I do now?" asks for the review itself.
_OPEN = re.compile(
    r"\bwhat (?:now|next|else|to do|(?:should|can|could|do|would) (?:i|you|we)|happens|comes|are my options|is left)\b"
    r"|\b(?:can|could|will) you help\b|\bany (?:ideas?|advice|suggestions?|tips?)\b"
)
_ASPECTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cost", re.compile(r"\b(?:cost|price|pay|insurance|afford\w*|cover(?:ed|s)?)\b")),
    (
        "risks",
        re.compile(r"\b(?:safe|ok|okay|alright|risk\w*|danger\w*|harm\w*|side effects?|bad for|addict\w*|allowed)\b"),
    ),
    ("recovery", re.compile(r"\bhow (?:long|soon|quick\w*)\b|\brecover\w*")),
    ("how_to", re.compile(r"\bhow (?:do|does|is|are|to|often|much)\b")),
    ("causes", re.compile(r"\bwhy\b|\bcaus\w+")),
    ("what_is", re.compile(r"\bwhat (?:is|are|does)\b|\bwhats\b")),
    ("when_surgery", re.compile(r"\b(?:surger\w+|operat\w+|an op)\b")),
    ("benefits", re.compile(r"\b(?:worth|help\w*|work\w*|good|better|need|useful|should|could|try\w*|make sense)\b")),
)
_FEWEST_WORDS = 3
_FEWEST_PARTS = 2


def question_beside(view: TurnView) -> Found | None:
    """What a typed message asks in a clause of its own, with the answer; None where it asks nothing that has one."""
    if not view.reading:
        return None
    parts = [part for part in _BEFORE_QUESTION.split(view.text) if part.strip()]
    if len(parts) < _FEWEST_PARTS:
        return None  # nothing is told besides
    for clause in reversed(parts):
        plain = plain_text(clause)
        if len(plain.split()) < _FEWEST_WORDS or not QUESTION.search(clause.strip()) or _OPEN.search(plain):
            continue
        found = _answer(clause, plain)
        if found is not None:
            return found
    return None


def answer_to(clause: str, otherwise: str | None) -> Found | None:
    """The answer to a question by itself; None where it has none.

    Args:
        clause: the question.
        otherwise: the topic that it is about where it names none; None where it may be about anything.
    """
    plain = plain_text(clause)
    found = _answer(clause, plain) or (_about([resources.knowledge().topics[otherwise]], plain) if otherwise else None)
    # "Tell me about stenosis first".
    return found or next((what for topic in topics_named(clause) if (what := _found(topic, "what_is"))), None)


def topics_named(clause: str) -> list[Topic]:
    """The topics that a clause names, read by itself."""
    topics = resources.knowledge().topics
    return [topics[topic] for topic in read_by_rules(clause).topics if topic in topics]


def _answer(clause: str, plain: str) -> Found | None:
    reading = reading_as_dict(read(clause))
    knowledge = resources.knowledge()
    asked = asked_plainly(clause, None, "nlu_fallback", reading)
    if asked is not None and asked.topics and asked.intent in ASPECT_OF:
        topic = knowledge.topics[asked.topics[0]]
        return _found(topic, ASPECT_OF[asked.intent])
    named = [knowledge.topics[topic] for topic in reading.get("topics") or [] if topic in knowledge.topics]
    # "Is physical therapy safe with a disc like mine" asks about the therapy.
    named.sort(key=lambda topic: topic.kind == "condition")
    return _about(named, plain)


def _about(topics: list[Topic], plain: str) -> Found | None:
    for topic in topics:
        for aspect, words in _ASPECTS:
            wanted = aspect != "when_surgery" or topic.kind == "surgery"
            if wanted and words.search(plain) and aspect in topic.answers:
                return _found(topic, aspect)
    return None


def _found(topic: Topic, aspect: str) -> Found | None:
    answer = resources.knowledge().find(topic.id, aspect)
    return Found(aspect, topic, answer) if answer is not None else None
