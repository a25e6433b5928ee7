"""When a person must not be called: "but don't call me at work"."""

from __future__ import annotations

import re

from backline.contact.free_text import ANY_TIME, MAX_REACH, is_only_a_time, mentions_time, times_in
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
# "I never have time on Mondays", "no time before 5": only with a time behind.
_NO_TIME = re.compile(
    r"(?:\b(?:but|and|because|cos|cuz|that|yes|no)\s+)?(?:\b(?:i|we)(?:\W?m| am)?\s+)?"
    r"(?:\b(?:never|don\W?t|dnt|do not|won\W?t|will not|can\W?t|can not) (?:really |usually |ever )?have"
    r" (?:any |the |much )?time"
    r"|(?:\b(?:have|got|have got)\s+)?\bno time|\b(?:never|not) (?:really |usually |ever )?(?:free|available|reachable)"
    r"|\b(?:can\W?t|cannot|can not|never|won\W?t) (?:really |usually |ever )?(?:talk|answer|pick up"
    r"|take (?:a |the |your )?calls?|be reached|come to the phone))"
    r"\s+((?:(?:at|on|before|after|in|during|until|between)\s+)?[^,.;!?]+?)"
    r"(?=\s*(?:[,.;!?]|$|\b(?:but|please|thanks|thank you|though)\b))",
    re.IGNORECASE,
)
# "Weekends don't work", "mornings are bad for me".
_DOES_NOT_SUIT = re.compile(
    r"(?:^|[,.;!]\s*|\b(?:but|and|because|cos|cuz)\s+)(?:(?:no|nope|sorry|but|and|yes|yeah|ok|okay|sure|the)\W+)*"
    r"([^,.;!?]{3,40}?)\s+(?:(?:(?:do|does|would|will)(?: not|n\W?t)|wont|dont|doesnt|never)\s+(?:really "
    r"|usually )?(?:work|suit|fit)s?"
    r"|(?:is|are|would be)\s+(?:really |usually |always |very )?(?:bad|no good|not (?:good|great|possible"
    r"|ok|okay)|impossible|out))\b"
    r"(?:\s+(?:for|with|me|us|to|call|reach|at|all|now|anymore|any|more|though|sorry|please|actually))*(?=\W*(?:$|[,.;!?]|\b(?:but|and|so)\b))",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b", re.IGNORECASE)
_JOINS = r"(?:but|and|just|please|though|only)"
_JOIN = re.compile(rf"^\W*(?:{_JOINS}\b\W*)+|\W*\b{_JOINS}\W*$", re.IGNORECASE)
# "Don't call me at all" refuses; it names no time.
_NEVER = re.compile(r"(?:at all|in any|ever|again)\b", re.IGNORECASE)
_PLACE = re.compile(r"^(?:at|on|during|while|in)\s", re.IGNORECASE)


def find_restriction(text: str, *, unsuitable: bool = True) -> str | None:
    """Find when a person does not want to be called.

    Args:
        text: the message, such as "yes but don't call me at work" or "weekends don't work".
        unsuitable: whether the latter counts; where a trouble is told, "mornings are bad" is about that.

    Returns:
        "not at work", "not on Tuesday"; None where nothing is ruled out.
    """
    clean = tidy(text)
    found = _DONT_CALL.search(clean)
    if found and not _NEVER.match(found[1]) and (mentions_time(found[1]) or _PLACE.match(found[1])):
        return "not " + _DAY.sub(lambda day: day[0].capitalize(), found[1].strip())
    if not unsuitable:
        return None
    suits, no_time = _DOES_NOT_SUIT.search(clean), _NO_TIME.search(clean)
    if no_time and is_only_a_time(no_time[1]):
        return "not " + _DAY.sub(lambda day: day[0].capitalize(), no_time[1].strip())
    ruled_out = suits[1].strip() if suits else ""
    if not is_only_a_time(ruled_out):
        return None
    return "not " + _DAY.sub(lambda day: day[0].capitalize(), ruled_out.lower())


def without_restriction(text: str) -> str:
    """``text`` without its "don't call me ..."; the words that joined it go as well."""
    clean = tidy(text)
    if not find_restriction(clean):
        return clean
    ruled_out = next(one for one in (_DONT_CALL, _NO_TIME, _DOES_NOT_SUIT) if one.search(clean))
    return _JOIN.sub("", ruled_out.sub(" ", clean)).strip()


def restrict(reach: str | None, restriction: str) -> str:
    """Add a restriction to the time to call: "mornings" -> "mornings, not on Tuesday"."""
    known = reach or ANY_TIME
    if restriction.lower() in known.lower():
        return known
    if times_in(known) and times_in(known) <= times_in(restriction):
        return restriction  # "evenings", and then "not in the evening"
    both = f"{known}, {restriction}"
    return both if len(both) <= MAX_REACH else restriction
