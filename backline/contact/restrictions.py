"""When a person must not be called: "but don't call me at work"."""

from __future__ import annotations

import re

from backline.contact.free_text import ANY_TIME, MAX_REACH, mentions_time, times_in
from backline.contact.results import tidy

_DONT_CALL = re.compile(
    r"\b(?:(?:do not|don'?t|never|please not|not to|no)\s+(?:please\s+)?"
    r"(?:call|ring|phone|text|contact|reach)(?:s|ing)?(?:\s+me)?(?:\s+back)?"
    r"|(?:(?:^|[,.;!]|\b(?:but|just|only|please|and|no|nope|said|told you))\W*)\bnot"
    r"(?=\s+(?:on|at|before|after|in|during|until|between)\b))"
    r"\s+((?:(?:at|on|before|after|in|during|until|between|while)\s+)?[^,.;!?]+?)"
    r"(?=\s*(?:[,.;!?]|$|\b(?:but|please|thanks|thank you|though|i (?:said|told|meant?|mean))\b))",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b", re.IGNORECASE)
_JOINS = r"(?:but|and|just|please|though|only)"
_JOIN = re.compile(rf"^\W*(?:{_JOINS}\b\W*)+|\W*\b{_JOINS}\W*$", re.IGNORECASE)
# "Don't call me at all" refuses; it names no time.
_NEVER = re.compile(r"(?:at all|in any|ever|again)\b", re.IGNORECASE)
_PLACE = re.compile(r"^(?:at|on|during|while|in)\s", re.IGNORECASE)


def find_restriction(text: str) -> str | None:
    """Find when a person does not want to be called.

    Args:
        text: the message, such as "yes but don't call me at work".

    Returns:
        "not at work", "not on Tuesday"; None where nothing is ruled out.
    """
    found = _DONT_CALL.search(tidy(text))
    if not found or _NEVER.match(found[1]) or not (mentions_time(found[1]) or _PLACE.match(found[1])):
        return None
    return "not " + _DAY.sub(lambda day: day[0].capitalize(), found[1].strip())


def without_restriction(text: str) -> str:
    """``text`` without its "don't call me ..."; the words that joined it go as well."""
    clean = tidy(text)
    return _JOIN.sub("", _DONT_CALL.sub(" ", clean)).strip() if find_restriction(clean) else clean


def restrict(reach: str | None, restriction: str) -> str:
    """Add a restriction to the time to call: "mornings" -> "mornings, not on Tuesday"."""
    known = reach or ANY_TIME
    if restriction.lower() in known.lower():
        return known
    if times_in(known) and times_in(known) <= times_in(restriction):
        return restriction  # "evenings", and then "not in the evening"
    both = f"{known}, {restriction}"
    return both if len(both) <= MAX_REACH else restriction
