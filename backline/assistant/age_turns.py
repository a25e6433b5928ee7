"""Am I too old, or too young, for it? Questions about an age: for surgery, and for a bad back."""

from __future__ import annotations

import re

from backline.assistant.asked import Asked, known_topics
from backline.assistant.exercise_turns import EXERCISE_TOPICS
from backline.language.plain_text import QUESTION

_TOO_OLD = re.compile(
    r"\b(?:too|to|so|very|that|this|getting) (?:old|elderly)\b|\belderly\b|\bold (?:people|person|age)\b"
)
_TOO_YOUNG = re.compile(
    r"\b(?:too|to|so|very|that|this) young\b|\b(?:old enough|young (?:people|person|age))\b|\bunder ?age\b"
)
_MY_AGE = re.compile(r"\b(?:my|his|her|this|that|our|their) age\b")
_AGE = re.compile(
    r"\b(?:(?:i|he|she|who|mom|mum|dad|mother|father|wife|husband|grand\w+) (?:is|am|are|be|s|just turned"
    r"|turned) (?:only |now |already |almost |nearly )*"
    r"|(?:aged?|at|being|turning|only|im|for an?|over|under|and) |\( ?|^\W*)(?P<n>[1-9]\d)\b"
    r"(?! ?(?:days?|weeks?|wks?|months?|hours?|minutes?|times|percent|%|mg|pounds|lbs?|kg|st\b|th\b|years? ago|miles))"
    r"|\b(?P<years>[1-9]\d) ?(?:- )?(?:years?|yrs?|yr|yo|y o)(?: ?(?:- )?(?:old|olds|o|of age))?\b(?! ago"
    r"| now| since| of (?!age))"
)
_OLD_FROM, _YOUNG_TO = 65, 35
_OPERATION = re.compile(r"\b(?:surger\w*|surgury|operat\w*|an? op|procedure|go under the knife|cut)\b")
_MAY = re.compile(
    r"\b(?:can|could|would|should|shud|too|so|still|safe|possible|risky|risks?|worth|ok|okay|survive|candidate|limit"
    r"|old enough)\b"
)
_RISKS = re.compile(r"\b(?:safe|risk\w*|danger\w*|survive|complication\w*|die)\b")
_BENEFITS = re.compile(r"\b(?:work|help|worth|benefit\w*|good|better|success\w*|results?)\b")
# Who was operated, or tells of a sign, asks something else.
_NOT_HERE = re.compile(
    r"\b(?:had|after|since|post|numb\w*|tingl\w*|weak\w*|fever|fell|fall|bladder|bowel|cancer|yoga|swim\w*|runn?ing"
    r"|job|insurance|medicare|cost\w*|son|daughter|child|kid|baby)\b"
)
# "Is back pain normal at 40"
_AT_THAT_AGE = re.compile(
    r"\b(?:normal|common|usual|weird|expected)\b.{0,25}\b(?:at (?:my age|[1-9]\d)|for (?:my age|an? [1-9]\d)|(?:my"
    r"|this|that) age)\b"
)
_MOST_WORDS = 18


def age_asked(plain: str, topics: list[str], context: str | None) -> Asked | None:
    """What a message asks about an age; None where it asks nothing of the kind.

    Args:
        plain: the message in plain words.
        topics: the topics that it names.
        context: the topic talked about last.
    """
    is_old = _is_old(plain)
    if is_old is None and _AT_THAT_AGE.search(plain) and not known_topics(topics, "care", "surgery"):
        return Asked.of("age_and_backs", "what_is") if not _NOT_HERE.search(plain) else None
    asks = QUESTION.search(plain) or _MAY.search(plain)
    if is_old is None or not asks or len(plain.split()) > _MOST_WORDS or _NOT_HERE.search(plain):
        return None
    named = [topic for topic in known_topics(topics) if topic.id not in ("weight", "smoking")]
    operation = any(topic.kind == "surgery" for topic in named) or (
        _OPERATION.search(plain) and not any(topic.kind == "care" for topic in named)
    )
    spoken = known_topics([context or ""])
    if operation or (not named and any(topic.kind == "surgery" for topic in spoken)):
        return _of_surgery(plain, is_old=is_old)
    if not _judges(plain):
        return None
    if any(topic.id in EXERCISE_TOPICS for topic in named or spoken):
        return Asked.of("age_and_backs", "self_care")
    of_trouble = all(topic.kind == "condition" or topic.id in ("age_and_backs", "degeneration") for topic in named)
    return Asked.of("age_and_backs", "what_is") if of_trouble else None


def _of_surgery(plain: str, *, is_old: bool) -> Asked:
    topic = "surgery_in_old_age" if is_old else "surgery_in_young_age"
    if is_old and _RISKS.search(plain):
        return Asked.of(topic, "risks")
    return Asked.of(topic, "benefits" if _BENEFITS.search(plain) else "what_is")


def _judges(plain: str) -> bool:
    """Whether an age is asked about, and not told by the way."""
    return bool(
        re.search(r"\b(?:too|to|so|that) (?:old|young)\b|\bold enough\b", plain)
        or re.search(r"\b(?:normal|common|usual|weird|expected|why)\b.{0,40}\b(?:at|for|age)\b", plain)
    )


def _is_old(plain: str) -> bool | None:
    """Whether an old age is meant, or a young one; None where neither is."""
    if _TOO_YOUNG.search(plain):
        return False
    if _TOO_OLD.search(plain):
        return True
    found = _AGE.search(plain)
    if found is not None:
        years = int(found["n"] or found["years"])
        if years >= _OLD_FROM or years <= _YOUNG_TO:
            return years >= _OLD_FROM
        return None
    return True if _MY_AGE.search(plain) and _OPERATION.search(plain) else None
