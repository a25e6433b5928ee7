"""The question that a long story ends in: it is what its writer wants to know.

What is told before names other topics by the way, and its clauses may sound like questions: "she said I would pay for
it" asks for no price.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from backline.assistant import resources
from backline.assistant.asked import Asked, known_topics
from backline.assistant.exercise_turns import EXERCISE_TOPICS
from backline.assistant.message_reader import read_by_rules
from backline.knowledge import Answer, Topic
from backline.language.exercise_wishes import asks_for_exercises
from backline.language.intents import ASPECT_OF, HEARD
from backline.language.plain_text import plain_text

#: What is asked of a topic, by the words of a question, in this order.
ASPECT_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("comparison", re.compile(r"\bor\b.*\bbetter\b|\b(?:better|best)\b.*\b(?:or|than)\b|\b(?:vs|versus|difference)\b")),
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
_MOST_ASIDES = 2
_WISHES = re.compile(
    r"\b(?:please|pls|want\w*|wish|would like|need\w*|hope|help me|tell me|call|let me know|advi[cs]e|suggest|show|book"
    r"|looking for)\b"
)
_SENTENCES = re.compile(r"(?<=[.!?\n])\s+|\n+")
_ASKS = (
    r"(?:how|hows|what|whats|when|where|why|who|which|is|are|does|do|did|can|could|should|shud|would|will|may|am)"
    r"(?: |$)"
)
# Where a question begins within a sentence: "anyway, can i ...", "my question is how ...", "so is it ...".
_BEGINS = re.compile(
    rf"(?:^|[,;:-]\s*|\b(?:and|so|but|or|anyway|anyways|question is|wondering|wonder|ask|know|now)\s+)(?={_ASKS})"
)
_MANNERS = re.compile(
    r"^\W*(?:(?:thanks?|thank you|thx|ty|cheers|please|pls|help|sorry|many|much|so|for|in advance|your|any|time"
    r"|reading|all|this|that|the|long|message|story|rant|post|appreciated|bye|regards|best|kind|and|a|lot|hello|hi|i|know"
    r"|is)\b\W*)+$"
)
_OF_THE_SENTENCE_BEFORE = re.compile(r"\b(?:it|that|this|he|she|they)\b")
# "My friend swears by acupuncture. Is it safe?"
_OF_A_TREATMENT_BEFORE = re.compile(
    r"^\W*(?:is|are|does|do|how is|how are|what is|how much is) (?:it|that|this|they|those|these)\b"
)
_TREATMENTS = ("care", "surgery")
_OF_TREATMENTS = frozenset({"cost", "risks", "how_to", "benefits", "what_is"})
_IS_IT_TRUE = re.compile(
    r"\b(?:be|is|s|true|any) (?:it |that |this |really |actually |even )*"
    r"(?:true|right|truth|possible|real|a thing|nonsense|a myth)\b"
)
_MAY_I = re.compile(r"\b(?:can|could|may|should|shud|do|would) (?:i|we|he|she|you)\b|\b(?:ok|okay|idea)\b")
_MATTERS = ("risks", "how_to", "benefits", "what_is")
_STEM = 5


def closing_question(text: str) -> str | None:
    """The words of the question that a message of several sentences ends in; None where it ends in none.

    Args:
        text: the message, as typed.
    """
    parts = [part.strip() for part in _SENTENCES.split(text) if re.search(r"\w", part)]
    while parts and _MANNERS.match(parts[-1].lower()):
        parts.pop()
    if not parts:
        return None
    last = parts[-1]
    if not last.endswith("?") and not _BEGINS.search(last.lower()):
        last = _before_asides(parts) or last
    starts = [found.end() for found in _BEGINS.finditer(last.lower())]
    tails = [last[start:].strip() for start in starts]
    long_enough = [tail for tail in tails if len(tail.split()) >= _FEWEST_WORDS]
    asks = last.endswith("?") or bool(tails and last.lower().startswith(tails[0].lower())) or bool(long_enough)
    if not asks:
        return None
    return long_enough[0] if long_enough else last


def _before_asides(parts: Sequence[str]) -> str | None:
    """The question that only an aside or two stand behind: "Does a second shot work? I'm also on thyroxine."."""
    for back in range(1, min(_MOST_ASIDES, len(parts) - 1) + 1):
        if _WISHES.search(parts[-back].lower()):
            return None
        if parts[-back - 1].endswith("?"):
            return parts[-back - 1]
    return None


def asked_at_the_end(text: str) -> Asked | None:
    """What the question asks that a long message ends in, by its own words; None where these name no topic.

    "Can that be true?" is about what the sentence before it names.

    Args:
        text: the message, as typed.
    """
    tail = closing_question(text)
    if tail is None or asks_for_exercises(tail):
        return None
    plain = plain_text(tail)
    topics = known_topics(read_by_rules(tail).topics)
    if not topics:
        return _of_the_sentence_before(plain, known_topics(read_by_rules(_before(text, tail)).topics))
    topics = [topic for topic in topics if topic.id not in EXERCISE_TOPICS]
    # "Is physical therapy safe with a disc like mine" asks about the therapy.
    topics.sort(key=lambda topic: topic.kind == "condition")
    asked = by_its_words(plain, topics)
    if asked is None and topics and topics[0].kind != "condition" and _MAY_I.search(plain):
        answer = _that_names(plain, topics[0])
        return Asked.for_answer(answer) if answer else None
    return asked


def by_its_words(plain: str, topics: Iterable[Topic]) -> Asked | None:
    """What a question asks of the first of some topics that has an answer to it; None for nothing.

    Args:
        plain: the question in plain words.
        topics: the topics that it may be about.
    """
    for topic in topics:
        for aspect, words in ASPECT_WORDS:
            if not words.search(plain) or (aspect == "when_surgery" and topic.kind != "surgery"):
                continue
            found = (
                resources.knowledge().find(topic.id, aspect) if aspect == "comparison" else topic.answers.get(aspect)
            )
            if found is not None:
                return Asked.of(topic.id, aspect)
    return None


def asks_at_the_end(text: str, asks: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Of the `asks` of a message those of its last sentence, where that is a question with a topic of its own.

    Args:
        text: the message, as typed.
        asks: what its clauses ask, as the reading holds them.
    """
    tail = closing_question(text)
    if tail is None or asks_for_exercises(tail):
        return []
    last = [
        ask
        for ask in asks
        if ask["intent"] in ASPECT_OF
        and ask["confidence"] >= HEARD
        and (tail in ask["sentence"] or ask["sentence"] in tail)
    ]
    return last if any(ask["topics"] for ask in last) else []


def _of_the_sentence_before(plain: str, topics: list[Topic]) -> Asked | None:
    """What "can that be true?" and "is it safe?" ask of what the sentence before them names."""
    if _IS_IT_TRUE.search(plain) and _OF_THE_SENTENCE_BEFORE.search(plain):
        caused = [topic for topic in topics if "causes" in topic.answers]
        return Asked.of(caused[-1].id, "causes") if caused else None
    treatments = [topic for topic in topics if topic.kind in _TREATMENTS and topic.id not in EXERCISE_TOPICS]
    if not treatments or not _OF_A_TREATMENT_BEFORE.match(plain):
        return None
    asked = by_its_words(plain, treatments[-1:])
    return asked if asked is not None and ASPECT_OF[asked.intent] in _OF_TREATMENTS else None


def _before(text: str, tail: str) -> str:
    """The sentence before the last question."""
    parts = [part for part in _SENTENCES.split(text[: text.rindex(tail)]) if re.search(r"\w", part)]
    return parts[-1] if parts else ""


def _that_names(plain: str, topic: Topic) -> Answer | None:
    """The text about a treatment that has the words of the question: one on "collars" tells of collars."""
    stems = [re.compile(rf"\b{re.escape(word[:_STEM])}", re.I) for word in re.findall(r"[a-z]{5,}", plain)]
    known = [topic.answers[aspect] for aspect in _MATTERS if aspect in topic.answers]
    return max(known, key=lambda answer: sum(bool(stem.search(answer.text)) for stem in stems), default=None)
