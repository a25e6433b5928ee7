"""How long ago a phrase of a sentence was, and whether it still goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from backline.language.negation import CLAUSE_ENDS
from backline.language.normalise import NUMBER_WORDS, word_set
from backline.language.spelled_years import spelled_year_at
from backline.language.words import SentenceWords

_YEAR = re.compile(r"^(?:19|20)\d\d$")
_BEFORE_A_YEAR = word_set("in since of around from during about until")
_OPENING_WORDS = 8  # "In the summer of 2015 ," is no longer than this
_UNIT_WEEKS = {"day": 1 / 7, "week": 1.0, "month": 52 / 12, "year": 52.0, "decade": 520.0}
_VAGUE = {"couple": 2.0, "few": 3.0, "several": 5.0, "many": 10.0, "some": 3.0}
_LAST_YEAR = 40.0  # weeks; "last year", "last summer"
_LONG_AGO = 520.0
_ONGOING = word_set("still now since ever ongoing currently today lately worse worsening continues")
_PRESENT = word_set("now today currently lately recently")
_LONG_PAST = re.compile(
    r"\b(?:as a (?:young )?(?:kid|child|teen|teenager|baby)|when i was (?:a |an |in |about |only |\d|young|little"
    r"|(?:four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|eighteen|twenty)\w*\b"
    r"(?! (?:minutes?|hours?|days?|weeks?|months?|feet|foot|miles?|steps?|stories|meters?|metres?)\b))"
    r"|back in (?:the|my|19|20|high|college)|in (?:the )?past|used to|years back"
    r"|in (?:high school|college|my (?:teens|youth|twenties))|(?:long|while|decades|ages) ago|childhood|previously"
    r"|in the (?:19)?[5-9]0 ?s)\b"
)


def weeks_ago(sentence: SentenceWords, start: int, end: int, today: date) -> float | None:
    """Weeks since what the phrase tells where its clause says so; None where it is now or not said."""
    words = sentence.words
    left, right = _clause(words, start, end)
    for at in range(left, right):
        word = words[at]
        if word in ("ago", "back", "earlier") and at >= 2:
            unit = words[at - 1].rstrip("s")
            if unit in _UNIT_WEEKS and not start <= at < end:
                return _amount(words, at - 2, words[at - 1]) * _UNIT_WEEKS[unit]
        if _YEAR.match(word) and at and words[at - 1] in _BEFORE_A_YEAR:
            return max(0.0, (today.year - int(word)) * 52.0)
        if word in _BEFORE_A_YEAR and (year := spelled_year_at(words, at + 1)):
            return max(0.0, (today.year - year) * 52.0)
        if word in ("year", "summer", "winter", "spring") and at and words[at - 1] == "last":
            return _LAST_YEAR
    return _LONG_AGO if _LONG_PAST.search(" ".join(words[left:right])) else None


def goes_on(sentence: SentenceWords, end: int) -> bool:
    """Tell whether the sentence says that what it told before word `end` still goes on ("and ever since ...")."""
    return bool(set(sentence.words[end:]) & _ONGOING)


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
    word = words[at] if at < len(words) else ""
    following = words[at + 1] if at + 1 < len(words) else ""
    return word in CLAUSE_ENDS or (
        word == "and" and following in ("i", "my", "now", "it", "he", "she", "his", "her", "the")
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
