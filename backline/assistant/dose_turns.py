"""Questions about amounts: how much of a medicine, how many injections, whether to take less of it or more.

No amount is ever named here. Yet "how much can I take" is neither a question about money nor another matter: who can
tell the amount, and what to mind, stands in our answers.
"""

from __future__ import annotations

import re

from backline.assistant.asked import Asked, known_topics
from backline.knowledge import Topic

_MEDICINE = "medication"
_INJECTION = "injection"
_TAKEN = r"(?:tak(?:e|es|ing)|hav(?:e|ing)|us(?:e|ing)|get(?:ting)?|giv(?:e|es|en)|allowed|swallow|pop|need|safe|done)"
_HOW_MUCH = (
    r"(?:how (?:much|many|of+[te]+n|frequent\w*|far apart|long (?:apart|between))"
    r"|what (?:amount|number|is the (?:most|max\w*|limit))|the (?:most|maximum|max|limit))"
)
# "How many injections are too many", and a rate of time: "how many tylenol a day".
_A_RATE = (
    r"(?:too (?:much|many)|at once|daily|max\w*"
    r"|(?:a|per|each|every|one|in a|in one|within a|at) (?:day|night|week|month|year|time|go))"
)
_ASKS_AMOUNT = re.compile(rf"\b{_HOW_MUCH}\b.{{0,40}}\b(?:{_TAKEN}|{_A_RATE})\b")
_DOSE = r"(?:dos(?:e|es|is|ing|age|ages)|doseage|mgs?|milli ?grams?)"
_ASKS_DOSE = re.compile(
    rf"\b(?:what|whats|which|wat|how (?:much|many|high|low|big|strong)|right|correct|usual|normal|safe|max\w*"
    rf"|highest|lowest|adult|starting|daily|recommended) (?:\w+ ){{0,4}}?{_DOSE}\b"
    rf"|\b(?:is|are|can|could|should|may) .{{0,30}}\b\d+ ?(?:{_DOSE})\b|^\W*{_DOSE} (?:of|for)\b"
)
_ASKS_NUMBER = re.compile(
    r"\b(?:can|could|should|may|shall|am|is it (?:ok|okay|safe|alright|bad)|ok|okay|safe) (?:\w+ ){0,3}?"
    r"(?:tak(?:e|ing)|hav(?:e|ing)|us(?:e|ing)|get(?:ting)?|double) "
    r"(?:(?:two|three|four|five|six|2|3|4|5|6|8|10|another|extra|double|more|one more|some more|a second|a third)\b"
    r"|up to \d|(?:it|them|one|this|that|\w+) (?:every|twice|three times|4 times|3 times|two times|more often)\b)"
    r"|\b(?:is|are|would) (?:\w+ ){1,6}?too (?:much|many)\b"
)
# "A second opinion before the injection" counts no injections.
_NOT_TAKEN = r"(?:opinions?|mris?|scans?|x ?rays?|surger(?:y|ies)|operations?)"
# Money, what it does, and what was told already.
_NO_AMOUNT = re.compile(
    r"\b(?:costs?|price\w*|pay|paid|charge\w*|money|dollars?|insur\w*|expensive|cheap\w*|afford|help\w*|work\w*|better"
    r"|relief|weigh\w*|people|patients|pain (?:can|will|should)|questions?|exercis\w*|reps?|sets?)\b"
    rf"|\b(?:an?|another|second|third|more|extra|two|three|\d) (?:(?:new|more|back|spine|second|third) )*{_NOT_TAKEN}\b"
    rf"|\b(?:is|are|would) (?:an? |the |my |back |spine )*{_NOT_TAKEN} (?:\w+ )?too (?:much|many)\b"
    r"|\bhow (?:much|many) (?:\w+ ){0,3}(?:is|are|does|do) (?:it|they|that|this)\W*$"
)
# To take a medicine in another way than it was given: "can I half it", "what if I skip one", "how do I wean off".
_PILLS = (
    r"(?:it|them|one|these|those|(?:the|my|a|an|each|one) (?:(?!pain\b)\w+ )?(?:pills?|tabs?|tablets?|dos\w+|meds?))"
)
_LESS = (
    rf"(?:hal(?:f|fing|ve|ving|v) (?:it|them|the|my|this|these|a|one)\b(?! hour| day)"
    rf"|(?:split|cut|break|cutting|splitting) {_PILLS}(?: (?:in|into|up)\b)?"
    r"|tak(?:e|ing) (?:only |just )?(?:half|less)\b(?! an? hour)"
    r"|wean\w*|taper\w*|cut(?:ting)? (?:down|back)"
    r"|(?:lower|reduc\w+|drop|decreas\w+) (?:the |my |a )?(?:\w+ )?(?:dos(?:e|age)|mgs?)\b)"
)
_MORE = (
    rf"(?:doubl(?:e|ing) (?:up\b|{_PILLS}|my \w+|the \w+)|(?:up|raise|increas\w+|change|adjust) (?:the |my |a )?"
    r"(?:\w+ )?(?:dos(?:e|age)|mgs?)\b)"
)
_SKIPS = (
    rf"(?:(?:skip|skipping|miss|missing|leave out|leaving out|missed|skipped|forgot) (?:{_PILLS}|today|tonight|a day"
    r"|an? (?:\w+ )?(?:dose|pill)|my (?:\w+ )?(?:dose|pill)))"
)
_MAY = (
    r"(?:can|could|should|shud|may|shall|ok|okay|safe|bad|alright|fine|allowed|how|what (?:if|happens)|do"
    r"|want to|like to|thinking (?:of|about)|try|trying|need to)"
)
_TAKES_LESS = re.compile(rf"\b{_MAY}\b(?: \w+){{0,5}}? {_LESS}")
_TAKES_OTHERWISE = re.compile(
    rf"\b{_MAY}\b(?: \w+){{0,5}}? (?:{_MORE}|{_SKIPS})|\b{_SKIPS}\b.{{0,40}}\bwhat (?:now|do|to)\b"
)
# What else may be halved, skipped or done twice.
_OF_OTHER_THINGS = re.compile(
    r"\b(?:exercis\w*|reps?|sets?|workouts?|therapy|pt|sessions?|surger\w+|carbs|sugar|smok\w+)\b"
)


def changes_dose(plain: str) -> bool:
    """Whether a message asks about taking less of a medicine, more of it, or leaving some out.

    Args:
        plain: the message in plain words.
    """
    asks = _TAKES_LESS.search(plain) or _TAKES_OTHERWISE.search(plain)
    return bool(asks) and not _OF_OTHER_THINGS.search(plain)


def asks_how_much(plain: str) -> bool:
    """Whether a message asks for an amount of what is taken, or how often: a dose, a number, hours between.

    Args:
        plain: the message in plain words.
    """
    if _NO_AMOUNT.search(plain):
        return False
    return bool(_ASKS_AMOUNT.search(plain) or _ASKS_DOSE.search(plain) or _ASKS_NUMBER.search(plain))


def is_medicine(topic: Topic) -> bool:
    """Whether a topic is medicine, or a kind of it."""
    return _MEDICINE in (topic.id, topic.part_of)


def has_amounts(topic: Topic) -> bool:
    """Whether something comes in amounts that a doctor, a pharmacist or a label sets: a medicine, an injection."""
    return is_medicine(topic) or topic.id == _INJECTION


def dose_asked(plain: str, topics: list[str], context: str | None) -> Asked | None:
    """What tells most where an amount is asked for: how a medicine is taken, what less of it or many injections may do.

    Args:
        plain: the message in plain words.
        topics: the topics that it names.
        context: the topic talked about last.
    """
    changes = changes_dose(plain)
    if not changes and not asks_how_much(plain):
        return None
    taken = [topic for topic in known_topics(topics, "care") if has_amounts(topic)]
    if not taken and not known_topics(topics):
        taken = [topic for topic in known_topics([context or ""], "care") if has_amounts(topic)]
    # One that is called by its name goes before "pills".
    taken.sort(key=lambda topic: topic.id == _MEDICINE)
    for topic in taken:
        if changes and not is_medicine(topic):
            continue
        less = changes and _TAKES_LESS.search(plain)
        aspect = "risks" if topic.id == _INJECTION or less else "how_to"
        if aspect in topic.answers:
            return Asked.of(topic.id, aspect)
    return None
