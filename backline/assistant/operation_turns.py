"""What may be done after an operation, and when: work, lifting, driving, sex.

In such questions the operation stands beside the matter, or was talked about before. What helps a back that was never
operated on may be unsafe then.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from backline.assistant.activity_words import ACTIVITIES, CHORES, SPORTS
from backline.assistant.asked import Asked, known_topics
from backline.assistant.exercise_turns import EXERCISE_TOPICS

_WIDE = ("surgery", "recovery")
_RECOVERY = "recovery"
_AFTER = re.compile(
    r"\b(?:after|afterwards?|since|following|post|from|post ?op\w*|(?:weeks?|wks?|months?|days?) out|recover\w*|healing"
    r"|off (?:\w+ )?(?:for|with|because)|(?:off|miss) work|time off)\b"
)
_BEFORE = re.compile(r"\b(?:before|until|till|waiting for|awaiting|instead|without|avoid|prior to)\b")
_WHEN_OR_WHETHER = re.compile(
    r"^\W*(?:and|what about|how about)\b"
    r"|\b(?:when|wen|how (?:long|soon|many|much time|quick\w*|far|heavy)|can|could|may|should|shall|am i|allowed|ok"
    r"|okay|safe|alright|time off|off (?:from )?work|is it|will i be able|able to|be able)\b"
)
_DONE = re.compile(rf"\b(?:{ACTIVITIES}|{CHORES})\b")
_SPORT = re.compile(rf"\b(?:{SPORTS}|yoga|pilates|tennis|football|soccer|basketball|sports?|exercis\w+|gym|cardio)\b")
# What is felt is for the warning signs, and for the surgeon, to tell about.
_FEELS = re.compile(r"\b(?:hurts?|numb\w*|weak\w*|tingl\w*|worse|fever\w*|swell\w*|swoll\w*|leak\w*|fell|bleed\w*)\b")
# Besides these a message is about something else.
_BESIDE = EXERCISE_TOPICS | {"work_activity", "sleep", "posture", "rest"}


def asks_what_may_be_done(plain: str) -> bool:
    """Whether a message asks when or whether something of every day may be done.

    Args:
        plain: the message in plain words.
    """
    return bool(_DONE.search(plain)) and bool(_WHEN_OR_WHETHER.search(plain))


def asked_after_operation(
    plain: str, topics: list[str], context: str | None, cautions: Collection[str], last: str | None
) -> Asked | None:
    """What a message asks about the time after an operation; None where it asks nothing of the kind.

    Args:
        plain: the message in plain words.
        topics: the topics that it names.
        context: the topic talked about last.
        cautions: what was told before that exercises have to fit, an operation among it.
        last: the answer given last, as "topic/aspect".
    """
    if not asks_what_may_be_done(plain) or _FEELS.search(plain) or _BEFORE.search(plain):
        return None
    named = sorted(known_topics(topics, "surgery"), key=lambda topic: topic.id in _WIDE)
    if named:
        return what_may_be_done(plain, named[0].id, last) if _AFTER.search(plain) else None
    if set(topics) - _BESIDE:
        return None
    spoken = known_topics([context or ""], "surgery")
    if not spoken and "recent_surgery" not in cautions:
        return None
    return what_may_be_done(plain, spoken[0].id if spoken else _RECOVERY, last)


def what_may_be_done(plain: str, operation: str, last: str | None) -> Asked:
    """What tells about life after an operation, and was not just told.

    Args:
        plain: the message in plain words.
        operation: the topic of the operation.
        last: the answer given last, as "topic/aspect".
    """
    topic = known_topics([operation])[0]
    own = topic.id if "recovery" in topic.answers else _RECOVERY
    if last != f"{own}/recovery" and topic.id != _RECOVERY:
        return Asked.of(own, "recovery")
    return Asked.of(_RECOVERY, "recovery" if _SPORT.search(plain) else "how_to")
