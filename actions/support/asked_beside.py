"""A question of its own in a message that tells of care: "physio did not help, when is surgery an option?"."""

from __future__ import annotations

import re

from actions.support.answering import Found
from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.closing_question import asked_at_the_end, by_its_words
from backline.assistant.message_reader import read, read_by_rules, reading_as_dict
from backline.assistant.question_turns import LONG, asked_plainly
from backline.assistant.signs_asked_about import imagined_tier
from backline.knowledge import Topic
from backline.language.intents import ASPECT_OF
from backline.language.plain_text import QUESTION, plain_text

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
_FEWEST_WORDS = 3
_FEWEST_PARTS = 2


def question_beside(view: TurnView) -> Found | None:
    """What a typed message asks in a clause of its own, with the answer; None where it asks nothing that has one."""
    if not view.reading:
        return None
    at_the_end = asked_at_the_end(view.text) if len(view.text.split()) > LONG else None
    if at_the_end is not None:
        return _found(resources.knowledge().topics[at_the_end.topics[0]], ASPECT_OF[at_the_end.intent])
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
    reading = {**reading_as_dict(read(clause)), "imagined_sign": imagined_tier(clause)}
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
    said = by_its_words(plain, topics)
    return _found(resources.knowledge().topics[said.topics[0]], ASPECT_OF[said.intent]) if said else None


def _found(topic: Topic, aspect: str) -> Found | None:
    answer = resources.knowledge().find(topic.id, aspect)
    return Found(aspect, topic, answer) if answer is not None else None
