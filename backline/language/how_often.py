"""How often exercises or therapy were done."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Literal

from backline.language.normalise import plain_characters

HowOften = Literal["most_days", "weekly", "now_and_then"]

_SELDOM = re.compile(
    r"\b(?:now an?d? then|once in a while|every now and|from time to time|at times|some ?times|some days|rarely|seldom"
    r"|hardly|barely|not (?:very |that |so |too |really )?(?:often|much|a lot|regular\w*)|irregular\w*|un ?regular\w*"
    r"|on and off|off and on|a (?:few|couple)(?: of)? times(?! (?:a|per|each|every|in the) ?(?:day|week))"
    r"|once or twice"
    r"(?! (?:a|per|each|every) ?(?:day|week))|only when (?:it|i)\b"
    r"|when(?:ever)? i (?:remember\w*|feel like|have time|can)"
    r"|(?:once|twice|one time|(?:1|2|3) ?(?:x|times)) (?:a|per|each|every) month|monthly|not every week|skipp?ed"
    r"|off a lot|did ?n[o']?t (?:really )?(?:keep (?:it )?up|stick))\b"
)
_DAILY = re.compile(
    r"\b(?:(?:most|nearly all|almost all|all) (?:of the )?days|(?:almost |nearly |pretty much )?every ?day|each day"
    r"|daily|without fail|(?:all|whole) the time|always|every (?:morning|evening|night)|every (?:other|second) day"
    r"|(?:once|twice|three times|\d+ ?(?:x|times)|(?:a )?(?:couple|few)(?: of)? times) (?:a|per|each|every) ?day"
    r"|(?:four|five|six|seven|[4-7]) ?(?:x|times|days|sessions) ?(?:a|per|each|every|/) ?(?:week|wk))\b"
    r"|\b[4-7] ?x ?(?:/|a|per)? ?(?:week|wk)\b|^\W*(?:very )?(?:regular(?:ly)?|often)\W*$"
)
_WEEKLY = re.compile(
    r"\b(?:(?:once or twice|once|twice|one time|two times|three times|thrice|[1-3](?:(?: ?- ?| or | to )[1-3])? ?"
    r"(?:x|times|days|sessions)|two or three times|one or two times|(?:a )?(?:couple|few)(?: of)? times) ?"
    r"(?:a|per|each|every|in the|/)? ?(?:week|wk)|weekly|every ?week|every (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|week ?ends?)\b|\b[1-3] ?x ?(?:/|a|per)? ?(?:week|wk)\b"
)
_KNOWN: dict[str, HowOften] = {
    "most days": "most_days",
    "every day": "most_days",
    "daily": "most_days",
    "almost every day": "most_days",
    "once or twice a week": "weekly",
    "once a week": "weekly",
    "twice a week": "weekly",
    "weekly": "weekly",
    "now and then": "now_and_then",
    "once in a while": "now_and_then",
    "sometimes": "now_and_then",
    "not very often": "now_and_then",
    "rarely": "now_and_then",
}
_CLOSE = 0.8
_WEAK = re.compile(r"\b(a|per|each|every) (?:weak|weeek|wek|weke)\b")
_TIMES = re.compile(r"\b(?:tims|tmes|tiems|timez|tymes)\b")
_PRACTICE = re.compile(
    r"\b(?:pt|physio\w*|physical therap\w*|therap(?:y|ist)|exerci[sz]\w*|stretch\w*|work(?:ed|ing)? ?out|yoga|gym"
    r"|walk(?:ing|ed)?)\b"
)
_PAIN = re.compile(
    r"\b(?:hurt\w*|pain\w*|ach\w+|sore|flare\w*|pills?|tablets?|meds|medicine|ibuprofen|advil|tylenol)\b"
)
# What care was for says nothing of how often it hurts.
_PAIN_TREATED = re.compile(
    r"\b(?:for|against|with) (?:(?:my|the|this|some|bad|chronic|constant) )*(?:\w+ ){0,2}?(?:pain|ache)s?\b"
)
_FEW_WORDS = 5
_WHEN_WORDS = 3
_OF_ELSE = re.compile(r"\b(?:is|was|are|were|feel\w*|sleep\w*|sit\w*|it)\b")  # "PT, every day is a struggle"
_CLAUSE = re.compile(r"[.,;!?\n]+|\b(?:but|because|since|although|while)\b|\band (?=(?:it|the|my|i)\b)")


def how_often(text: str) -> HowOften | None:
    """Read the answer to the question how often exercises or therapy were done; None where it tells nothing of it."""
    plain = _TIMES.sub("times", _WEAK.sub(r"\1 week", plain_characters(text).lower().strip()))
    for words, meaning in ((_SELDOM, "now_and_then"), (_DAILY, "most_days"), (_WEEKLY, "weekly")):
        if words.search(plain):
            return meaning  # type: ignore[return-value]
    close = get_close_matches(plain.strip(" .!"), _KNOWN, n=1, cutoff=_CLOSE)
    return _KNOWN[close[0]] if close else None


def practice_told(text: str) -> HowOften | None:
    """How often, where a message says so of exercises or therapy themselves and not of the pain or of tablets.

    It may follow right after them: "PT for my back pain since May, twice a week".
    """
    practised = False  # the clause before named exercises or therapy
    for clause in _CLAUSE.split(plain_characters(text).lower()):
        if not clause.strip():
            continue
        told = _PAIN_TREATED.sub(" ", clause)
        named = bool(_PRACTICE.search(told)) and not _PAIN.search(told)
        follows = practised and len(told.split()) <= _FEW_WORDS and not _PAIN.search(told) and not _OF_ELSE.search(told)
        if (named or follows) and (found := how_often(told)):
            return found
        # "PT since last year, twice a week": what says when stands between.
        practised = named or (follows and len(told.split()) <= _WHEN_WORDS)
    return None
