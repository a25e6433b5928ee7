"""Comparisons of two things that somebody names: the text that compares them, or what each of them is.

A topic's comparison may be one of other things: of surgery and waiting, where two conditions were named.
"""

from __future__ import annotations

import re

from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.asked import known_topics
from backline.assistant.message_reader import read_by_rules
from backline.knowledge import Answer, Topic
from backline.language.plain_text import plain_text

NOTHING_COMPARES = "I have no checked text that compares the two. This is what each of them is:"
ONLY_ONE_KNOWN = "I have no checked text that compares the two. This is what I can tell you about {name}:"
# "Is A the same as B", "the difference between A and B", "A vs B": both are to be told, and none is better.
_SIDES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:dif+e?r+[ea]n\w*|dif+ers?|compar\w+|distinction) (?:\w+ )?(?:between|betwe*n|of|from)?"
        r" ?(?P<one>\w.*?) (?:and|vs|versus|to|with|from|or) (?P<other>\w.*)",
        r"^(?:.*?\b(?:is|are|r) )?(?P<one>\w.*?) (?:the |basically |really |kind of |just )*"
        r"(?:same(?: thing| condition| problem)?s?|dif+e?r+[ea]nt(?: thing)?s?|another (?:word|name))"
        r" (?:as|than|from|to|for|with|like) (?P<other>\w.*)",
        r"^(?:.*?\b(?:is|are|r) )?(?P<one>\w.*?) (?:and|or|vs|versus) (?P<other>\w.*?) "
        r"(?:the |basically |really |both |just )*(?:same|dif+e?r+[ea]n(?:t|ce))\b",
        r"^(?P<one>\w.*?) (?:vs|versus) (?P<other>\w.*)",
    )
)
_BESIDE = re.compile(r"\b(?:a|an|the|my|getting|having|is|are|it|what|whats|between)\b")
_OPTIONS = re.compile(r"\b(\w{4,}) (?:or|vs|versus|than) (?:to |just |a |the |more )?(\w{4,})\b")
_STEM = 4
_FIRST_WORDS = 20
_ADVICE = ("comparison", "self_care", "exercises", "treatment", "recovery")


def comparison_of(topics: list[Topic]) -> Answer | None:
    """The answer of one of ``topics`` that compares it with another; None for none.

    The one that begins with the other goes before, then that of the topic that was named first.
    """
    found: list[tuple[bool, Answer]] = []
    for topic in topics:
        answer = topic.answers.get("comparison")
        if answer is None:
            continue
        places = [place for other in topics if other is not topic and (place := _named_at(other, answer)) is not None]
        found += [(min(places) > _FIRST_WORDS, answer)] if places else []
    return min(found, key=lambda one: one[0])[1] if found else None


def compared(topics: list[Topic]) -> list[Topic]:
    """The two that are compared: treatments where two are named for a condition, else the first two."""
    treatments = [topic for topic in topics if topic.kind != "condition"]
    return (treatments if len(treatments) > 1 else topics)[:2]


def sides(plain: str) -> list[list[Topic]] | None:
    """The topics of the two things that are asked to be told apart, none where one is not known; None for no such
    question.

    A name that is of a spine only beside backs, such as "arthritis", is one here.

    Args:
        plain: the message in plain words.
    """
    found = next((found for pattern in _SIDES if (found := pattern.search(plain))), None)
    if found is None:
        return None
    return [_named_in(" ".join(_BESIDE.sub(" ", side).split())) for side in found.group("one", "other")]


def _named_in(words: str) -> list[Topic]:
    return known_topics(read_by_rules(words).topics) or known_topics(read_by_rules(f"spinal {words}").topics)


def of_one(view: TurnView, topic: Topic) -> Answer | None:
    """What tells two things apart that are of the same topic, as two kinds of surgery: the text that names both."""
    plain = plain_text(view.text)
    found = next((found for pattern in _SIDES if (found := pattern.search(plain))), None)
    words = [word for side in (found.group("one", "other") if found else ()) for word in re.findall(r"\w{4,}", side)]
    stems = [re.compile(rf"\b{re.escape(word[:_STEM])}", re.I) for word in words]
    known = [topic.answers[aspect] for aspect in ("what_is", *_ADVICE) if aspect in topic.answers]
    return max(known, key=lambda answer: sum(bool(stem.search(answer.text)) for stem in stems), default=None)


def advice_on_options(view: TurnView, topic: Topic) -> Answer | None:
    """The answer about ``topic`` that speaks of the two options of "walking or rest"; None where none are named.

    Where the comparison of the topic speaks of neither, the answer is None too, unless another one does.
    """
    options = _OPTIONS.search(plain_text(view.text))
    if options is None or _is_of(topic, options.groups()):
        return topic.answers.get("comparison")
    stems = [re.compile(rf"\b{re.escape(word[:_STEM])}", re.I) for word in options.groups()]

    def told(answer: Answer) -> int:
        return sum(bool(stem.search(answer.text)) for stem in stems)

    known = [topic.answers[aspect] for aspect in _ADVICE if aspect in topic.answers]
    best = max(known, key=told, default=None)
    return best if best is not None and told(best) else None


def _is_of(topic: Topic, words: tuple[str, ...]) -> bool:
    """Whether the topic itself stands beside the "or": another thing that is not known is compared with it."""
    names = " ".join((topic.name, *topic.synonyms)).lower()
    return all(re.search(rf"\b{re.escape(word)}", names) for word in words)


def _named_at(topic: Topic, answer: Answer) -> int | None:
    names = sorted({topic.name, topic.title, *topic.synonyms}, key=len, reverse=True)
    found = re.search(rf"\b(?:{'|'.join(map(re.escape, names))})s?\b", answer.text, re.I)
    return found.start() if found else None


def what_each_is(topics: list[Topic]) -> list[Answer]:
    """What each of two topics is."""
    knowledge = resources.knowledge()
    return [answer for topic in topics if (answer := knowledge.answer(topic.id, "what_is"))]
