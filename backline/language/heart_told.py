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
)
# What tells of it where heart trouble was asked for.
_ANSWER = re.compile(
    rf"\b(?:{_HEART}\b(?! ?(?:burn|{_ATTACK}|(?:is|feels|works) (?:\w+ )?(?:fine|ok|okay|good|well|healthy|strong)))"
    r"|palpitations?)\b"
)
# What was put in once, and is known where no time of late is told.
_WORN = re.compile(
    r"\b(?:have|has|got|having|with|wear|on) (?:(?:a|an|one|two|three|\d|my|some) )?(?:pace ?maker|defibrillator"
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
# "Five years after my ...": what stands right behind is that old.
_SINCE = re.compile(
    r"\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|twenty|many|few|several)"
    r" (?:years?|yrs?|decades?) (?:after|since|post|past|out (?:from|of)|following)"
    r"(?: (?:my|the|a|an|i|had|having|this|that|last|first|second|double|big|small|mild|massive|open)){0,4} ?$"
)
_MONTHS_AND_SEASONS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|spring|summer|fall|autumn|winter)"
)
# A time under a year; "last summer" may be as near as that.
_OF_LATE = re.compile(
    r"\b(?:yesterday|today|recent(?:ly)?|just (?:had|got|now)"
    r"|(?:this|last|past) (?:\w+ )?(?:night|weeks?|weekend|months?"
    rf"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|{_MONTHS_AND_SEASONS})|this year"
    r"|(?:days?|weeks?|wks?) (?:ago|back)"
    rf"|(?:in|since|from) (?:the |this |early |late |mid )?{_MONTHS_AND_SEASONS})\b"
    r"(?! (?:of )?(?:19|20)\d\d)"
)
_DATE_WORDS = (
    r"(?:about|around|roughly|over|under|more|less|than|at|least|nearly|almost|like|maybe|probably|way|back|in|since|on"
    r"|early|late|mid|the|year|a|an|couple|few|several|many|some|good|of|or|so|now|already|well|just|only|quite|very"
    rf"|long|time|\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|\w*teen|eleven|twelve|ten|\w+ty|half|and"
    rf"|{_MONTHS_AND_SEASONS})"
)
_BARE_DATE = re.compile(rf"^\W*(?:(?:yes|yeah|yep|no|oh|sorry|i think|i guess|actually|{_DATE_WORDS})\b\W*)*$")
# "It was ...", "I had it ...", with none but words of a date behind.
_DONE = r"(?:put in|placed|fitted|inserted|done)"
_WAS = rf"(?:(?:was|were|is|happened|has been|dates|goes|occurred)(?: (?:{_DONE}|all|that|back))*)"
_OF_IT = re.compile(
    rf"(?:\b(?:it|that|this|which|they|those|(?:the|my|that) (?:\w+ )?(?:{_EVENT.pattern}|attack)) {_WAS}"
    rf"|\b(?:had|got) (?:it|that|them|mine)(?: {_DONE})?|^\W*(?:happened|was|{_DONE}|had it|got it|first))"
    rf"(?: {_DATE_WORDS})* ?$"
)
_WHEN = re.compile(
    r"\b(?:(?:days?|weeks?|wks?|months?|mths?|years?|yrs?|decades?|ages|long|time)\W+(?:ago|back|since|earlier)"
    r"|(?:19|20)\d\d|as a (?:child|kid|teen)|last (?:week|month|year)|when i was (?:a )?\w+)\b"
)
_GOES_ON_TO_ASK = re.compile(
    r"\b(?:exercis\w*|stretch\w*|can i|could i|fine|good|ok|okay|well|please|thanks?|better)\b"
)
_PAIN = re.compile(r"\b(?:back|pain\w*|hurt\w*|ach\w+|neck|fell|lift\w*|started|began)\b")
_SENTENCE = re.compile(r"[.;!?\n]")
_CLAUSE = re.compile(r",|\b(?:and|but|because|so|while|though|although|then)\b")
_STEP = re.compile(rf"{_SENTENCE.pattern}|{_CLAUSE.pattern}")
_ALSO = re.compile(r"^ ?(?:(?:a|an|then|also|my|had|one|two|three|\d) )*$")


def heart_told(plain: str, today: date | None = None, *, asked: bool = False) -> HeartTold | None:
    """Read a message.

    Args:
        plain: the message in plain words, see `backline.language.plain_text`.
        today: the day it was written; None for today.
        asked: it answers a question for heart trouble: then "my heart" tells of it.

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
        known = _named(_KNOWN, sentence)
        if known or (asked and _named(_ANSWER, sentence)):
            found.append("known")
        worn = _named(_WORN, sentence)
        for event in _named(_EVENT, sentence):
            if any(_overlap(event, other) for other in known):
                continue
            told = _weeks(sentence, event, sentences[at + 1 : at + 2], day)
            is_worn = any(_overlap(event, other) for other in worn)
            weeks.append(_SETTLED_WEEKS if told is None and is_worn else told)
    if weeks:
        # What is not dated may be of late.
        found.append("first" if any(each is None or each < _SETTLED_WEEKS for each in weeks) else "known")
    return min(found, default=None)


def dates_long_ago(plain: str) -> bool:
    """Whether a message, after one that told of the heart, says that it was a year ago or more: "that was in 2015".

    What else was long ago ("I quit smoking 5 years ago") dates nothing.
    """
    steps = [step for step in _STEP.split(plain) if step.strip(" -")]
    if any(_dates_it(step) and says_long_ago(step) for step in steps if not _is_bare(step)):
        return True
    bare = [step for step in steps if _is_bare(step)]
    rest = [step for step in steps if not _is_bare(step)]
    return any(says_long_ago(step) for step in bare) and all(
        _BARE_DATE.match(step) or _GOES_ON_TO_ASK.search(step) for step in rest
    )


def _dates_it(step: str) -> bool:
    """Whether a part of a sentence tells when it was, and of nothing else: "that was ten years ago", "in 2009"."""
    if _PAIN.search(re.sub(r"\bback (?:in|on)\b|\b(?:years?|yrs?) back\b", " ", step)):
        return False
    return _is_bare(step) or any(_OF_IT.search(step[: date.start()]) for date in _WHEN.finditer(step))


def _is_bare(step: str) -> bool:
    return bool(_BARE_DATE.match(_WHEN.sub(" ", step))) and bool(_WHEN.search(step))


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
    """Weeks since an event; None where that is not said of it."""
    ends = [0, *(at for one in _CLAUSE.finditer(sentence) for at in one.span()), len(sentence)]
    spans = list(zip(ends[::2], ends[1::2], strict=True))
    at = next((n for n, (_, end) in enumerate(spans) if event.start() < end), len(spans) - 1)
    clauses = [sentence[start:end] for start, end in spans]
    clause, start = clauses[at], spans[at][0]
    if _OF_LATE.search(clause):
        return 0.0
    if _SINCE.search(sentence[start : event.start()]):
        return _SETTLED_WEEKS
    told = _weeks_in(clause, today)
    if told is not None:
        return told
    # "A heart attack and a bypass in 2010" are both of that year.
    following = clauses[at + 1] if at + 1 < len(clauses) else ""
    another = _EVENT.search(following)
    if (
        another
        and not sentence[event.end() : spans[at][1]].strip()
        and _ALSO.match(following[: another.start()].lstrip())
    ):
        return 0.0 if _OF_LATE.search(following) else _weeks_in(following, today)
    # "Had a stent, that was ten years ago", "in 2012, I had a stroke".
    opening = clauses[at - 1 : at] if at == 1 else []
    for step in [*clauses[at + 1 : at + 2], *after, *(one for one in opening if _is_bare(one))]:
        first = re.split(_STEP, step)[0]
        late = _OF_LATE.search(first)
        if late and _OF_IT.search(first[: late.start()]):
            return 0.0
        if _dates_it(first):
            told = _weeks_in(first, today)
            if told is not None:
                return told
    return None


def _weeks_in(clause: str, today: date) -> float | None:
    words = tuple(clause.split())
    return weeks_ago(_in_words(words), 0, len(words), today) if words else None


def _in_words(words: tuple[str, ...]) -> SentenceWords:
    return SentenceWords(words, tuple(range(len(words))), " ".join(words))
