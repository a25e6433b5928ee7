"""How long ago a phrase of a sentence was, and whether it still goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from backline.language.negation import CLAUSE_ENDS
from backline.language.normalise import NUMBER_WORDS, word_set
from backline.language.spelled_years import spelled_year_at
from backline.language.words import SentenceWords

_YEAR = re.compile(r"^(?:19|20)\d\d$")
_BEFORE_A_YEAR = word_set("in since of around from during about until")
_MONTHS = word_set("january february march april may june july august september october november december")
_OPENING_WORDS = 8  # "In the summer of 2015 ," is no longer than this
# None but these and numbers begin what tells a time; see `weeks_ago`.
_TELLING = _BEFORE_A_YEAR | word_set("ago back earlier year summer winter spring")
_UNIT_WEEKS = {"day": 1 / 7, "week": 1.0, "month": 52 / 12, "year": 52.0, "decade": 520.0}
_VAGUE = {"couple": 2.0, "few": 3.0, "several": 5.0, "many": 10.0, "some": 3.0}
_LAST_YEAR = 40.0  # weeks; "last year", "last summer"
_LONG_AGO = 520.0
_ONGOING = word_set("still since ever ongoing currently today lately worse worsening continues")
_PRESENT = word_set("now today currently lately recently")
_NEW = word_set("today yesterday tonight just recently suddenly")
_NEW_PAIRS = frozenset(
    (first, second)
    for first, seconds in {
        "this": "morning afternoon evening week weekend",
        "last": "night week weekend monday tuesday wednesday thursday friday saturday sunday",
        "other": "day night",
        "on": "monday tuesday wednesday thursday friday saturday sunday",
        "all": "of",  # a sudden
    }.items()
    for second in seconds.split()
)
_NEW_ENDS = _NEW | {"now"} | {second for _, second in _NEW_PAIRS}
_BREAKS = word_set(", . ; : - and but")
_RETURNING = word_set("it they this that these again worse same i he she can not no")
_BEFORE_NOW = word_set(", . : but and so then")
_AFTER_OLD = word_set("after since because for that from , .")
_ACHES = word_set("pain pains ache aches hurts hurting spasm spasms")
_NEAR = 6  # words
_UNITS = r"(?:minutes?|hours?|days?|nights?|weeks?|weekends?|months?|years?)"
_LENGTHS = r"(?:feet|foot|ft|meters?|metres?|miles?|steps?|stories|storeys|kilos?|pounds?|lbs)"
_AGES = r"(?:\d{1,2}|(?:four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|eighteen|twenty)\w*)"
_YOUNG = r"(?:kid|child|baby|infant|toddler|teen|teenager|adolescent|boy|girl|student|youngster|lad)"
_SCHOOL = r"(?:(?:high |middle |grade |primary |elementary |secondary )?school|college|university|uni|(?:\w+ )?grade)"
_LONG_PAST = re.compile(
    rf"\b(?:as a (?:young )?{_YOUNG}"
    rf"|when i was (?:only |just |about |around |maybe |like )*(?:(?:very |so )?(?:young|younger|little|small)\b"
    rf"|an? (?:\w+ )?{_YOUNG}\b"
    rf"|in (?:my (?:\w+ )?(?:teens|youth|\w+ties)|{_SCHOOL}|the (?:army|navy|military|marines)\b)"
    rf"|{_AGES}\b(?! (?:{_UNITS}|{_LENGTHS})\b))"
    # "My back in the gym" tells no time.
    r"|(?<!\bmy )(?<!\bhis )(?<!\bher )(?<!\bthe )(?<!\blower )(?<!\bupper )back in "
    rf"(?:19|20|{_SCHOOL}\b|the (?:spring|summer|winter|fall|autumn|days?|early|late|mid|\w+ties|[1-9]0)\b"
    r"|my (?:days?|teens|youth|\w+ties|school|college)\b)"
    # "In the past two days" is now.
    rf"|in (?:the )?past\b(?! (?:\w+ ){{0,4}}{_UNITS}\b)|used to|years back"
    r"|in (?:high school|college|my (?:teens|youth|twenties))\b"
    r"|(?:(?<!not )(?<!not too )(?<!not that )(?<!not so )(?<!not very )long|decades|ages) ago|childhood|previously"
    r"|in the (?:19)?[5-9]0 ?s)\b"
)

# Whatever it matches holds one of these.
_LONG_PAST_HOLDS = (
    *("as a ", "when i was ", "back in ", "past", "used to", "years back", "in high school", "in college", "teens"),
    *("youth", "twenties", " ago", "childhood", "previously", "0s", "0 s"),
)


def weeks_ago(sentence: SentenceWords, start: int, end: int, today: date) -> float | None:
    """Weeks since what the phrase tells where its clause says so; None where it is now or not said."""
    words = sentence.words
    left, right = _clause(words, start, end)
    for at in range(left, right):
        word = words[at]
        if word not in _TELLING and not word[:1].isdigit():
            continue
        if word in ("ago", "back", "earlier") and at >= 2:
            unit = words[at - 1].rstrip("s")
            # The "back" of a phrase, or of "30 weeks, back pain", is a part of the body; "a fall 20 years ago" holds
            # its own time.
            ached = word == "back" and not _ACHES.isdisjoint(words[at + 1 : at + 2])
            if unit in _UNIT_WEEKS and (word == "ago" or not (start <= at < end or ached)):
                return _amount(words, at - 2, words[at - 1]) * _UNIT_WEEKS[unit]
        if _YEAR.match(word) and at and words[at - 1] in _BEFORE_A_YEAR | _MONTHS:
            return max(0.0, (today.year - int(word)) * 52.0)
        if word in _BEFORE_A_YEAR and (year := spelled_year_at(words, at + 1)):
            return max(0.0, (today.year - year) * 52.0)
        if word in ("year", "summer", "winter", "spring") and at and words[at - 1] == "last":
            return _LAST_YEAR
    clause = " ".join(words[left:right])
    told = any(held in clause for held in _LONG_PAST_HOLDS)  # a quick look before the long one
    return _LONG_AGO if told and _LONG_PAST.search(clause) else None


def goes_on(sentence: SentenceWords, end: int) -> bool:
    """Tell whether the sentence says that what it told before word `end` still goes on ("and ever since ...")."""
    words = sentence.words
    if not _ONGOING.isdisjoint(words[end:]):
        return True
    # "..., now back pain" begins something else.
    return any(
        words[at] == "now" and (words[at - 1] not in _BREAKS or not _RETURNING.isdisjoint(words[at + 1 : at + 5]))
        for at in range(end, len(words))
    )


def has_just_happened(words: Sequence[str], start: int, end: int) -> bool:
    """Tell whether the words around a phrase say that it is new ("but now I fell", "I fell again last night")."""
    if ("but", "now") in pairwise(words[:start]):
        return True  # however long what has come is told: "but now my L1 is squashed after I jumped off the truck"
    first, last = max(0, start - _NEAR), min(len(words), end + _NEAR)
    if _NEW_ENDS.isdisjoint(words[first:last]):  # a quick look before the long one
        return False
    for at in range(first, last):
        previous, following = words[at - 1] if at else ",", words[at + 1] if at + 1 < len(words) else ""
        if words[at] in _NEW or (previous, words[at]) in _NEW_PAIRS:
            return True
        # "For years now, since I fell" is another now.
        if words[at] == "now" and at < start and previous in _BEFORE_NOW and following not in _AFTER_OLD:
            return True
    return False


def _clause(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The clause around a phrase, with the time that may open the sentence ("In 2015, I ...")."""
    left, right = start, end
    while left > 0 and not _ends_clause(words, left - 1):
        left -= 1
    while right < len(words) and not _ends_clause(words, right):
        right += 1
    opens = left and words[left - 1] == "," and left <= _OPENING_WORDS and not _ends_clause(words[: left - 1], 0)
    if opens and words[left] not in _PRESENT:
        left = 0
    return left, right


def _ends_clause(words: Sequence[str], at: int) -> bool:
    if at >= len(words):
        return False
    return words[at] in CLAUSE_ENDS or (
        words[at] == "and"
        and at + 1 < len(words)
        and words[at + 1] in ("i", "my", "now", "it", "he", "she", "his", "her", "the")
    )


def _amount(words: Sequence[str], at: int, unit: str) -> float:
    """The number before a unit of time; bare "years" counts as three."""
    word = words[at]
    if word in ("of", "or"):
        at, word = at - 1, words[at - 1]
    if word in _VAGUE:
        return _VAGUE[word]
    if word in NUMBER_WORDS:
        return NUMBER_WORDS[word]
    try:
        return float(word)
    except ValueError:
        return 3.0 if unit.endswith("s") else 1.0
