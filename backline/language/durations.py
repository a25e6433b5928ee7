"""How long it has hurt, in weeks.

A month is 52/12 weeks. Vague words follow the clinic's table: a couple is 2, a few weeks are 3, a few months 12 weeks,
half a year 26 weeks, bare "months" like a few months and bare "years" like a couple of years (104 weeks).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from backline.language.normalise import NUMBER_WORDS, lower_characters, plain_characters
from backline.language.since import since_spans

_WEEKS = {
    "hour": 1 / 168,
    "day": 1 / 7,
    "week": 1.0,
    "fortnight": 2.0,
    "month": 52 / 12,
    "year": 52.0,
    "decade": 520.0,
}
_UNITS = {
    "hour": "hours?|hrs?",
    "day": "days?",
    "week": "weeks?|wks?|wk|weaks?|weekes|weesk",
    "fortnight": "fortnights?",
    "month": "months?|mths?|mnths?|mos?|munths?|monts|monhts?|montsh|moths",
    "year": "years?|yrs?|yr|yeers?|yeras|yaers?",
    "decade": "decades?",
}
_UNIT = "(?:" + "|".join(_UNITS.values()) + r")\b\.?"
_VAGUE = {"couple": 2.0, "few": 3.0, "several": 5.0, "many": 5.0, "some": 3.0, "number": 5.0}
_TABLE = {("few", "month"): 12.0, ("", "month"): 12.0, ("", "year"): 104.0, ("", "week"): 3.0, ("", "day"): 3 / 7}
_WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_ONE = rf"(?:\d+(?:\.\d+)?|½|{_WORDS})"
_AMOUNT = (
    r"(?:(?:a |the |about )?(?P<vague>couple|few|several|many|some|number)(?: of)?(?: more)?"
    r"|(?P<half>half|½|1/2)(?: an?| of an?)?"
    r"|(?P<one>full|whole|entire|solid)"
    rf"|(?P<low>{_ONE})(?:-?ish)?(?: ?(?:-|to|or|/) ?(?P<high>\d+(?:\.\d+)?|{_WORDS}))?"
    r"(?P<plus_half> and (?:a )?half| ?½| 1/2)?(?: full| whole| long| solid)?)"
)
_CARE = (
    r"\b(?:pt|physical therapy|physio\w*|therapy|treatments?|medications?|meds|ibuprofen|chiro\w*|injections?"
    r"|exercises?|rest|acupuncture|steroids?|prednisone|brace|traction|massage|antibiotics|gym|yoga|taking|took|smok\w+"
    r"|work(?:ed|ing)?|job|marriage|relief)\b"
)
_IN_ONE = "".join(rf"(?<!\b{unit}{ending}\.)" for unit in _WEEKS for ending in ("", "s"))
_SPAN = re.compile(
    rf"(?<![\w.$])(?:{_AMOUNT}(?:\+| plus)? ?)?(?<![a-z])(?P<unit>{_UNIT})"
    r"(?P<or_two> or (?:two|so))?(?P<after_half> and (?:a )?half)?"
    # "I train since 1 year. 2 weeks back it cracked", "1 yr. 2 weeks ago" and "5 years, 2 months of therapy" are two,
    # "2 yrs. 3 mos." is one amount.
    rf"(?:{_IN_ONE}(?!(?<=\.) [^,.;!?]{{0,20}} (?:ago|back)\b),? (?:and )?(?P<more>{_ONE}) (?P<more_unit>{_UNIT})"
    rf"(?! (?:of|with|doing) (?:\w+ ){{0,2}}?{_CARE}))?"
)
# "Day 4 and I still can't bend", "week 3 of this"; not "every week 3 times", and "day one" is the beginning.
_COUNTED = re.compile(
    r"(?:^|[.,;:!?-] ?|\b(?:it is|it's|its|now|on|still|strain|sprain|spasm|pain|ache|sciatica) )"
    rf"(?P<counted>(?P<unit>day|week|month) (?P<number>[2-9]|[1-9]\d|(?!an?\b|one\b)(?:{_WORDS})))"
    r"(?= ?(?:$|[.,;:!?)](?!\d)|(?:and|but|now|so|i|my|still) |of (?:this|constant|bad|lower|back|neck|pain)\b))"
)
_ALWAYS = re.compile(
    r"\b(?:all my life|my (?:whole|entire) life|as long as i can remember|forever|for ages"
    r"|since (?:i was )?(?:a |my )?(?:kid|child|childhood|teen|teenager|young))\b"
)
_ALWAYS_WEEKS = 520.0  # "forever" is read as ten years: long enough for every rule, and no false precision

_NOT_A_DURATION_BEFORE = re.compile(
    r"(?:\b(?:every|each|per|once|twice|times|next|another|age|aged|in about|within|up to|sessions|days|visits|hours|x"
    r"|every other|mg|doses?|times? in|at"
    # "6 weeks, not 6 months" tells what it is not.
    r"|other|usual|not)|(?<!last)(?<!past) in|^in) (?:the )?$"
)
# "Most days", "bad nights" tell how often or when; "a good 6 months" and "getting worse 6 months" how long.
_HOW_OFTEN_BEFORE = re.compile(r"\b(?:most(?: of)?|all|good|bad|better|worse) (?:the )?$")
_NOT_A_DURATION_AFTER = re.compile(
    r"^[ -]?(?:(?:old|of age|pregnant|post|later|apart|notice|until|off work|along|supply|before|prior|wait)\b"
    r"|after (?:my |the |a )?(?:surgery|op)|out from|out of surgery|from now|in a row"
    r"|(?:a|per|each|/|every) ?(?:day|week|month|year))"
)
# "3 tablets a day": a rate. Only after these does "a day" or "a week" tell how long.
_A_FEW_WORDS_BEFORE_A = re.compile(
    r"(?:^|[,.;:!?-] ?|\b(?:for|about|almost|nearly|over|than|like|maybe|been|past|only|just|after|lasted|took|around"
    r"|roughly|least|quite|approximately|probably|and|or|within|since|it's|is) )$"
)
_AGE_BEFORE = re.compile(r"\b(?:i am|i'm|im|he is|she is|he's|she's|am|aged?|turning|turned|was|a|an) $")
_AGE_AFTER = re.compile(r"^ ?(?:male|female|man|woman|guy|[mf]\b|with\b|and (?:i|have|suffer))")
_LASTING_BEFORE = re.compile(
    r"\b(?:for|over|past|last|been|since|going on|about|almost|nearly|least|than|around|lasted|on)"
    r"(?: (?:the|about|over|almost|nearly|more than|at least|past|last|around|a|like|maybe|probably|well over|close to"
    r"|only|just))* $"
)
_LASTING_AFTER = re.compile(
    r"^ (?:of (?:\w+ ){0,2}(?:pain|suffering|hell|agony|this|sciatica)|now\b|running\b|in(?=[,.;!?]|$))"
)
_ONE_BEFORE = re.compile(r"\b(?:past|last|this) $")  # "the past month" is one
_ONSET = re.compile(
    r"\b(?:start\w*|beg[au]n|first|came on|hurt|injur\w+|pull\w+|strain\w+|threw|tweak\w+|happen\w*|notic\w+|woke|felt"
    r"|feel|pain|onset|ache|aching|slipped|herniat\w+|went out|diagnosed|symptoms?|problems?|since)\b"
)
_EVENT = re.compile(
    r"\b(?:surgery|surgeries|operation|operated|fusion|mri|x-?rays?|scan|injections?|epidural|shots?|appointment|quit"
    r"|stopped|moved|retired|visit|saw|seen|married|baby|birth|pregnan\w+|discectomy|laminectomy|accident|crash|fell"
    r"|fall|fracture\w*|broke)\b"
)
_CARE_BEFORE = re.compile(_CARE)
_CARE_AFTER = re.compile(rf"^(?: of)? (?:\w+ ){{0,2}}?{_CARE}")
_WHOLE_UNITS = frozenset(f"{unit}{ending}" for unit in _WEEKS for ending in ("", "s"))
_SHORT_UNIT = re.compile(r"^(?:about |over |around )?(\d+(?:\.\d+)?) ?([dwmy])$")
_SHORT_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}

# "I am 36 now, it hurts since I was 22"
_SINCE_AGE = re.compile(
    r"(?:\b(?:i am|i'm|im|now) (?P<now_first>\d{2})\b[^.?!]{0,60})?\bsince (?:i was|age|the age of) (?P<then>\d{1,2})\b"
    r"(?(now_first)|[^.?!]{0,20}?\b(?:i am|i'm|im|am|now) (?:now )?(?P<now>\d{2})\b)"
)
_LONGEST_YEARS = 80

# How likely an amount of time is the duration that was asked for.
_SURE, _LIKELY, _POSSIBLE, _UNLIKELY, _NEVER = 3.0, 2.0, 1.0, 0.5, 0.0
_Found = tuple[float, float, int, int]  # how likely it is the episode's, weeks, start, end


def parse_duration(text: str, today: date | None = None) -> float | None:
    """Read how long an episode has lasted.

    Args:
        text: an answer ("3 months", "since March") or a whole message; ages, times to come, doses, and how long ago an
            operation was are left out where they can be told apart.
        today: the day on which "since March" is read; today by default.

    Returns:
        Weeks, or None where the text does not say.
    """
    plain = _evened_out(plain_characters(text))
    return _duration(plain, _find(plain, today or date.today()))


def _evened_out(text: str) -> str:
    return " ".join(text.lower().split())


def _duration(plain: str, spans: Iterable[_Found]) -> float | None:
    short = _SHORT_UNIT.match(plain.strip(" .!"))
    if short:
        return round(float(short[1]) * _WEEKS[_SHORT_UNITS[short[2]]], 2)
    found = [(score, weeks) for score, weeks, _, _ in spans]
    if _ALWAYS.search(plain):
        found.append((_LIKELY, _ALWAYS_WEEKS))
    best = max((score for score, _ in found), default=_NEVER)
    if best <= _NEVER:
        return None
    return round(max(weeks for score, weeks in found if score == best), 2)


@dataclass(frozen=True)
class TimeSpan:
    """An amount of time in a text.

    Attributes:
        weeks: how long it is.
        likely: how likely the rules take it for the episode's duration: 3 sure, 2, 1, 0.5, 0 never.
        start: offset of its first letter.
        end: offset after its last.
    """

    weeks: float
    likely: float
    start: int
    end: int


def duration_and_spans(text: str, today: date) -> tuple[float | None, list[TimeSpan]]:
    """Read how long an episode has lasted, as ``parse_duration`` does, and find every amount of time, in order.

    Args:
        text: a message, quotes and dashes straightened.
        today: the day on which "since March" is read.
    """
    plain, written = _evened_out(text), lower_characters(text)
    found = list(_find(plain, today))
    # Where a message has line breaks, its amounts of time stand elsewhere than among single blanks.
    placed = found if written == plain else _find(written, today)
    spans = [TimeSpan(round(weeks, 2), likely, start, end) for likely, weeks, start, end in placed]
    return _duration(plain, found), sorted(spans, key=lambda span: (span.start, -span.end))


def longest(spans: Iterable[TimeSpan]) -> float | None:
    """Weeks of the amount of time that is likeliest the episode's, of several the longest; None where none is.

    Args:
        spans: amounts of time; what was said of care ("physio for years") does not count.
    """
    likely = [span for span in spans if span.likely >= _POSSIBLE]
    best = max((span.likely for span in likely), default=_NEVER)
    return max((span.weeks for span in likely if span.likely == best), default=None)


def _find(plain: str, day: date) -> Iterator[_Found]:
    """Every "number + unit of time", "day 4" and "since ..."."""
    for match in _SPAN.finditer(plain):
        # The full stop after "3 yrs." may also end the sentence.
        end = match.start() + len(match.group().rstrip(". "))
        if match["more"] and plain[: match.start()].endswith("not "):
            # "Not 6 months, 6 weeks" is no amount of both.
            yield _POSSIBLE, _number(match["more"]) * _WEEKS[_unit(match["more_unit"])], match.start("more"), end
            continue
        yield _score(match, plain), _weeks(match), match.start(), end
    for match in _COUNTED.finditer(plain) if "pregnan" not in plain else ():
        # No more than a hint: a fall is not as old as it says.
        yield _UNLIKELY, _number(match["number"]) * _WEEKS[match["unit"]], *match.span("counted")
    for match in _SINCE_AGE.finditer(plain) if "since" in plain else ():
        years = int(match["now"] or match["now_first"]) - int(match["then"])
        if 0 < years < _LONGEST_YEARS:
            yield _SURE, years * _WEEKS["year"], match.start(), match.end()
    for weeks, start, end in since_spans(plain, day):
        yield _SURE, weeks, start, end


@lru_cache
def _unit(written: str) -> str:
    written = written.rstrip(".")
    return next(unit for unit, pattern in _UNITS.items() if re.fullmatch(pattern, written))


def _number(written: str) -> float:
    return 0.5 if written == "½" else NUMBER_WORDS[written] if written in NUMBER_WORDS else min(float(written), 10_000)


def _weeks(match: re.Match[str]) -> float:
    unit = _unit(match["unit"])
    vague = match["vague"] or ""
    if match["one"] or _is_one(match):
        amount = 1.0
    elif match["half"]:
        amount = 0.5
    elif match["low"]:
        amount = _number(match["low"])
        if match["high"]:
            amount = (amount + _number(match["high"])) / 2
    elif (vague, unit) in _TABLE and not match["after_half"]:
        return _TABLE[(vague, unit)]
    else:
        amount = _VAGUE.get(vague, 1.0)
    if match["plus_half"] or match["after_half"]:
        amount += 0.5
    if match["or_two"] == " or two":
        amount += 0.5
    weeks = amount * _WEEKS[unit]
    if match["more"]:
        weeks += _number(match["more"]) * _WEEKS[_unit(match["more_unit"])]
    return weeks


def _is_one(match: re.Match[str]) -> bool:
    """True for the unit of "the past month", which has no number and is one."""
    numbered = match["vague"] or match["half"] or match["low"]
    plural = match["unit"].rstrip(".").endswith("s")
    return not numbered and not plural and bool(_ONE_BEFORE.search(match.string[: match.start()]))


def _score(match: re.Match[str], plain: str) -> float:
    # "5 months. PT did nothing": the full stop ends a sentence; in "3 yrs. of pain" it is part of the word.
    stops = match.group().endswith(".") and match["unit"].rstrip(".") in _WHOLE_UNITS
    end = match.end() - stops
    before, after = plain[max(0, match.start() - 60) : match.start()], plain[end : end + 60]
    most = len(match.group().split()) + 3
    alone = len(plain.split(None, most)) <= most
    if _NOT_A_DURATION_AFTER.match(after) or _NOT_A_DURATION_BEFORE.search(before):
        return _NEVER
    if match["low"] in ("a", "an") and not _A_FEW_WORDS_BEFORE_A.search(before):
        return _NEVER
    if not (match["vague"] or match["half"] or match["low"] or match["one"]):
        if _HOW_OFTEN_BEFORE.search(before):
            return _NEVER
        return _score_bare(match, before, after, alone)
    if match["one"] and _unit(match["unit"]) in ("hour", "day"):
        return _NEVER  # "it hurts the whole day"
    if _unit(match["unit"]) == "hour" and not re.search(r"\b(?:last|past|for the)\b[^.]*$", before):
        return _POSSIBLE if alone or after.startswith(" ago") else _NEVER
    clause_before = re.split(r"[.?!;]", before)[-1]
    clause_after = re.split(r"[.?!;,]", after)[0]
    if re.match(r"^ ?(?:ago|back)\b", after):
        return _score_ago(clause_before + clause_after, clause_after, alone)
    if _AGE_BEFORE.search(before) and _AGE_AFTER.match(after) and _unit(match["unit"]) == "year":
        return _NEVER
    if _CARE_BEFORE.search(re.split(r",| and ", clause_before)[-1][-40:]) or _CARE_AFTER.match(after):
        return _UNLIKELY
    return _SURE if _LASTING_BEFORE.search(before) or _LASTING_AFTER.match(after) else _POSSIBLE


def _score_bare(match: re.Match[str], before: str, after: str, alone: bool) -> float:
    """Score a unit without a number: "for months", "the last year", "year and a half"."""
    if match["after_half"]:
        return _SURE
    if match["unit"].rstrip(".").endswith("s"):
        lasting = re.search(r"\b(?:for|over|past|last|took|been) (?:the |many )?$", before)
        return _LIKELY if alone or lasting or after.startswith((" of pain", " now")) else _NEVER
    # "a week" is found with its number; here "the last year" and "this past week" are spans of one.
    return _LIKELY if re.search(r"\b(?:for|over|in) (?:the |this )?(?:past|last) $", before) else _NEVER


def _score_ago(context: str, clause_after: str, alone: bool) -> float:
    if alone:
        return _POSSIBLE
    if _EVENT.search(context) and not re.search(r"\bsince\b", clause_after):
        return _NEVER
    return _LIKELY if _ONSET.search(context) else _NEVER
