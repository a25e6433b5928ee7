"""Whether a message tells of heart trouble or a stroke, and how long ago: by rules, from plain words.

What is not clearly long ago counts as not settled, so that a doctor is asked first.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from backline.language.long_ago import says_long_ago
from backline.language.past import weeks_ago
from backline.language.people import RELATIVE
from backline.language.words import SentenceWords

#: "first": a doctor has to agree before exercise; "known": gentle exercise, with the advice to ask a doctor.
HeartTold = Literal["first", "known"]

_SETTLED_WEEKS = 40.0  # "last year" counts as that many
_HEART = r"(?:heart|hart|haert)"
_ATTACK = r"at+a\w{0,2}c?k\w*"
# What happens once, and needs a doctor's word for a while.
_EVENT = re.compile(
    rf"\b(?:{_HEART} ?{_ATTACK}|myocardial \w+|cardiac arrest|open {_HEART} \w+|angioplast\w+|cabg"
    rf"|(?:heart|hart|cardiac|valve|aort\w+) (?:by ?pass|surg\w+|op|operations?|ops|transplant|replacement|repair)"
    r"|(?:double|triple|quadruple|quad|coronary) by ?pass|(?<!gastric )(?<!leg )(?<!stomach )by ?pass"
    r"(?= (?:surg\w+|op|operation|last|this|in|on|a|\d|\w+ (?:weeks?|months?|years?|yrs?) ago)\b| ?[.,;!?]| ?$)"
    r"|(?:mini |small |minor |ischemic )?(?<!heat )(?<!sun )(?<!breast )(?<!back )(?<!golf )(?<!swim )(?<!key )"
    r"strokes?(?! of\b)|(?<!kidney )(?<!ureteral )(?<!ureter )(?<!bile )stents?|pace ?makers?|defibrillator)\b"
)
# What lasts, and needs a doctor's word at any time.
_UNSETTLED = re.compile(rf"\b(?:{_HEART} fail\w*|chf|cardio ?myopath\w*|angina|(?:very )?weak {_HEART}|aneurysm)\b")
# What lasts, and is looked after.
_KNOWN = re.compile(
    r"\b(?:(?:heart|hart|cardiac) (?:problems?|diseases?|conditions?|trouble|issues?|patients?|murmurs?|history"
    r"|valve|rhythm)"
    r"|(?:bad|dodgy|poor|sick) (?:heart|hart)\b(?! ?burn)|a ?-? ?fib|atrial fib\w*|arr?h?ythmias?"
    r"|irregular heart ?\w*|coronary (?:artery |heart )?disease)\b"
    r"|\b(?:have|has|got|having|with|wear|on) (?:(?:a|an|one|two|three|\d|my|some) )?(?:pace ?maker|defibrillator"
    r"|stents?)\b(?! (?:put|fitted|placed|inserted|in |last|this))"
)
_DENIED = re.compile(
    r"\b(?:no|not|never|nor|neither|without|denied)\b"
    r"(?: (?!i\b|since|after|until|till|before|from|following|because|but|due|and (?:i|have|has|had|got|am)\b)\w+)"
    r"{0,7}? ?$"
)
_NOT_SO = re.compile(
    r"\b(?:thought|think|like|scared of|afraid of|fear of|risk of|risk for|prevents?|avoid|worr\w+ about"
    r"|gave me|giving me|family|chance of|cause|causes|caused by|signs? of|symptoms? of|is (?:it|this|that))"
    r"(?: (?:an?|my|the|having|was|i|it|am|get|getting|be|another|history|of))* ?$"
)
_OF_ANOTHER = re.compile(rf"\b(?:my|our|his|her|their|the) (?:\w+ )?{RELATIVE}(?: ?s)?(?: \w+){{0,3}} ?$")
_IN_THE_FAMILY = re.compile(r"\bfamily (?:history|hx)\b|\bruns? in (?:the|my|our|his|her) family\b")
_GENERAL = re.compile(r"^\W*(?:can|does|do|is|are|what|how|why|could|will)\b")
_OWN_OR_EXERCISE = re.compile(r"\b(?:i|my|me|mine|exercis\w*|stretch\w*|workouts?|moves?|train\w*)\b")
_SINCE = re.compile(
    r"\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|twenty|many|few|several)"
    r" (?:years?|yrs?|decades?) (?:after|since|post|past|out (?:from|of)|following)\b"
)
_DATES_IT = re.compile(r"\b(?:was|happened|had it|had that|done|it is|back in|ago)\b")
_PAIN = re.compile(r"\b(?:back|pain\w*|hurt\w*|ach\w+|neck|fell|lift\w*|started|began)\b")
_SENTENCE = re.compile(r"[.;!?\n]")


def heart_told(plain: str, today: date | None = None) -> HeartTold | None:
    """Read a message.

    Args:
        plain: the message in plain words, see `backline.language.plain_text`.
        today: the day it was written; None for today.

    Returns:
        What follows for exercise, see `HeartTold`; None where nothing of the kind is told.
    """
    day = today or date.today()
    found: list[HeartTold] = []
    weeks: list[float | None] = []
    sentences = _SENTENCE.split(plain)
    for at, sentence in enumerate(sentences):
        if _IN_THE_FAMILY.search(sentence):
            continue
        if _GENERAL.search(sentence) and not _OWN_OR_EXERCISE.search(sentence):
            continue  # "does a heart attack hurt in the back?"
        if _named(_UNSETTLED, sentence):
            found.append("first")
        known = [*_named(_KNOWN, sentence)]
        if known:
            found.append("known")
        events = [one for one in _named(_EVENT, sentence) if not any(_overlap(one, other) for other in known)]
        weeks += [_weeks(sentence, one, sentences[at + 1 : at + 2], day) for one in events]
    if weeks:
        dated = [each for each in weeks if each is not None]
        found.append("first" if not dated or min(dated) < _SETTLED_WEEKS else "known")
    return min(found, default=None)


def dates_long_ago(plain: str) -> bool:
    """Whether a message, after one that told of the heart, says that it was a year ago or more: "that was in 2015"."""
    return says_long_ago(plain) and not _PAIN.search(plain)


def _named(words: re.Pattern[str], sentence: str) -> list[re.Match[str]]:
    """Where a sentence tells of it, and it is neither denied, feared nor somebody else's."""
    return [one for one in words.finditer(sentence) if not _is_none(_clause_before(sentence, one.start()))]


def _is_none(before: str) -> bool:
    return any(words.search(before) for words in (_DENIED, _NOT_SO, _OF_ANOTHER))


def _clause_before(sentence: str, at: int) -> str:
    return re.split(r",|\bbut\b", sentence[:at])[-1].lstrip()


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _weeks(sentence: str, event: re.Match[str], after: list[str], today: date) -> float | None:
    """Weeks since an event; None where that is not said."""
    if _SINCE.search(sentence[: event.start()]):
        return _SETTLED_WEEKS
    words = tuple(sentence.split())
    start = len(sentence[: event.start()].split())
    end = start + len(event[0].split())
    told = weeks_ago(_in_words(words), start, end, today)
    if told is not None:
        return told
    # "Had a stent, that was ten years ago."
    rest = [*re.split(r",|\band\b", sentence[event.end() :])[1:2], *after]
    for clause in rest:
        if _DATES_IT.search(clause) and not _PAIN.search(clause):
            spoken = tuple(clause.split())
            told = weeks_ago(_in_words(spoken), 0, 1, today) if spoken else None
            if told is not None:
                return told
    return None


def _in_words(words: tuple[str, ...]) -> SentenceWords:
    return SentenceWords(words, tuple(range(len(words))), " ".join(words))
