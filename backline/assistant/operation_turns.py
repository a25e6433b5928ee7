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
from backline.assistant.message_reader import read_by_rules

_WIDE = ("surgery", "recovery")
_RECOVERY = "recovery"
# Behind these, and a few words of its own, the operation stands: "after my fusion", "off work for a fusion".
_AFTER = re.compile(
    r"\b(?:after|afterwards?|since|following|post(?: ?op\w*)?|from|off (?:\w+ )?(?:for|with|because)|(?:off|miss) work"
    r"|time off)(?: (?!(?:should|shud|can|could|do|does|is|am|will|would|did|not)\b)\w+){0,4} $"
)
# These tell of the time after it wherever they stand.
_AFTERWARDS = re.compile(
    r"\b(?:after(?:wards?| (?:it|that|this|having (?:it|that|one)))|post ?op\w*|(?:weeks?|wks?|months?|days?) out"
    r"|recover\w*|healing)\b"
)
_BEFORE = re.compile(r"\b(?:before|until|till|waiting for|awaiting|instead|without|avoid|prior to)\b")
_WHEN_OR_WHETHER = re.compile(
    r"^\W*(?:and|what about|how about)\b"
    r"|\b(?:when|wen|how (?:long|soon|many|much time|quick\w*|far|heavy)|can|could|may|should|shall|am i|allowed|ok"
    r"|okay|safe|alright|time off|off (?:from )?work|is it|will i be able|able to|be able)\b"
)
_DONE = re.compile(rf"\b(?:{ACTIVITIES}|{CHORES})\b")
# "The shots did not work" names no work that is done.
_DOES_NOT_WORK = re.compile(
    r"\b(?:(?<!can )(?<!could )not|never|nothing|none|no longer|hardly|barely|stop|stops|stopped|stoped|quits?"
    r"|failed)(?: (?:\w+ly|even|ever|been|be|to|of it|of them|of that|has|have))* work(?:s|ed|ing)?\b"
    r"(?! (?:after|since))"
)
# What these ask of an operation goes before what may be done after it.
_ASKED_OF_IT = frozenset({"ask_when_surgery", "ask_comparison", "ask_cost"})
_SPORT = re.compile(rf"\b(?:{SPORTS}|exercis\w+|cardio)\b")
# "I had a fusion in May, can I ski": before the name of the operation.
_HAD = re.compile(r"\bi (?:just |have |have just |already |only |also )?(?:had|got|underwent) (?:\w+ ){0,3}$")
# What is felt is for the warning signs, and for the surgeon, to tell about.
_FEELS = re.compile(r"\b(?:hurts?|numb\w*|weak\w*|tingl\w*|worse|fever\w*|swell\w*|swoll\w*|leak\w*|fell|bleed\w*)\b")
# Besides these a message is about something else.
_BESIDE = EXERCISE_TOPICS | {"work_activity", "sleep", "posture", "rest"}


def asks_what_may_be_done(plain: str) -> bool:
    """Whether a message asks when or whether something of every day may be done.

    Args:
        plain: the message in plain words.
    """
    return bool(_DONE.search(_DOES_NOT_WORK.sub(" ", plain))) and bool(_WHEN_OR_WHETHER.search(plain))


def asked_after_operation(
    plain: str, topics: list[str], context: str | None, cautions: Collection[str], last: str | None, learned: str
) -> Asked | None:
    """What a message asks about the time after an operation; None where it asks nothing of the kind.

    Args:
        plain: the message in plain words.
        topics: the topics that it names.
        context: the topic talked about last.
        cautions: what was told before that exercises have to fit, an operation among it.
        last: the answer given last, as "topic/aspect".
        learned: its intent, as its clauses tell it.
    """
    if not asks_what_may_be_done(plain) or _FEELS.search(plain) or _BEFORE.search(plain):
        return None
    named = sorted(known_topics(topics, "surgery"), key=lambda topic: topic.id in _WIDE)
    if named:
        after = learned not in _ASKED_OF_IT and _is_after(plain, {topic.id for topic in named})
        return what_may_be_done(plain, named[0].id, last) if after else None
    if set(topics) - _BESIDE:
        return None
    spoken = known_topics([context or ""], "surgery")
    if not spoken and "recent_surgery" not in cautions:
        return None
    return what_may_be_done(plain, spoken[0].id if spoken else _RECOVERY, last)


def _is_after(plain: str, operations: Collection[str]) -> bool:
    """Whether the time after one of the operations is meant."""
    names = (one.start for one in read_by_rules(plain).mentions if one.value in operations)
    before = [plain[:start] for start in names]
    had = bool(_SPORT.search(plain)) and any(_HAD.search(words) for words in before)
    return had or bool(_AFTERWARDS.search(plain)) or any(_AFTER.search(words) for words in before)


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
