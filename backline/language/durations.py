"""How long it has hurt, in weeks.

A month is 52/12 weeks. Vague words follow the clinic's table: a couple is 2, a few weeks are 3, a few months 12 weeks,
half a year 26 weeks, bare "months" like a few months and bare "years" like a couple of years (104 weeks).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from backline.language.normalise import NUMBER_WORDS, plain_characters

_WEEKS = {"hour": 1 / 168, "day": 1 / 7, "week": 1.0, "month": 52 / 12, "year": 52.0, "decade": 520.0}
_UNITS = {
    "hour": "hours?|hrs?",
    "day": "days?",
    "week": "weeks?|wks?|wk",
    "month": "months?|mths?|mnths?|mos?",
    "year": "years?|yrs?|yr",
    "decade": "decades?",
}
_UNIT = "(?:" + "|".join(_UNITS.values()) + r")\b\.?"
_VAGUE = {"couple": 2.0, "few": 3.0, "several": 5.0, "many": 5.0, "some": 3.0, "half": 0.5, "number": 5.0}
_TABLE = {("few", "month"): 12.0, ("", "month"): 12.0, ("", "year"): 104.0, ("", "week"): 3.0, ("", "day"): 3 / 7}
_WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_ONE = rf"(?:\d+(?:\.\d+)?|½|{_WORDS})"
_AMOUNT = (
    rf"(?:(?:a |the |about )?(?P<vague>couple|few|several|many|some|number)(?: of)?(?: more)?"
    rf"|(?P<half>half|½|1/2)(?: an?| of an?)?"
    rf"|(?P<low>{_ONE})(?: ?(?:-|to|or|/) ?(?P<high>\d+(?:\.\d+)?|{_WORDS}))?(?P<plus_half> and (?:a )?half| ?½| 1/2)?(?: full| whole| long| solid)?)"
)
_SPAN = re.compile(
    rf"(?<![\w.$])(?:{_AMOUNT}(?:\+| plus)? ?)?(?<![a-z])(?P<unit>{_UNIT})(?P<or_two> or (?:two|so))?(?P<after_half> and (?:a )?half)?"
    rf"(?:,? (?:and )?(?P<more>{_ONE}) (?P<more_unit>{_UNIT}))?"
)
_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_MONTH = "(?P<month>" + "|".join(f"{name}|{name[:3]}" for name in _MONTHS) + r"|sept)\.?"
_SINCE = re.compile(
    rf"\b(?:(?:ever )?since|(?:started|began|start|begun|onset|happened|hurt|injured|going on) (?:back |it |my back |again |(?:around|about|sometime) )?in|starting in|from)"
    rf"(?: about| around| early| late| mid| mid-| the (?:end|beginning|start) of| sometime in)? "
    rf"(?:(?P<last>last |this past |this )?(?:{_MONTH}\b(?:,? (?:of )?(?P<year>(?:19|20)\d\d))?"
    r"|(?P<only_year>(?:19|20)\d\d)\b"
    r"|(?P<day>yesterday|today|tonight|morning|afternoon|night|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend)\b"
    r"|(?P<season>summer|winter|spring|fall|autumn|christmas|thanksgiving|easter|new years?)\b"
    r"|(?P<last_unit>week|month|year)\b))"
)
_ALWAYS = re.compile(
    r"\b(?:all my life|my (?:whole|entire) life|as long as i can remember|since (?:i was )?(?:a |my )?(?:kid|child|childhood|teen|teenager|young)"
    r"|forever|for ages)\b"
)
_ALWAYS_WEEKS = 520.0  # "forever" is read as ten years: long enough for every rule, and no false precision
_SEASON_MONTH = {"summer": 7, "winter": 1, "spring": 4, "fall": 10, "autumn": 10, "christmas": 12,
                 "thanksgiving": 11, "easter": 4, "new year": 1, "new years": 1}  # fmt: skip

_NOT_A_DURATION_BEFORE = re.compile(
    r"(?:\bevery|\beach|\bper|\bonce|\btwice|\btimes|\bnext|\banother|\bage|\baged|\bin about|(?<!last)(?<!past) in|^in|\bwithin|\bup to"
    r"|\bsessions|\bdays|\bvisits|\bhours|\bx|\bevery other|\bmg|\bdoses?|\btimes? in|\bat) (?:the )?$"
)
_NOT_A_DURATION_AFTER = re.compile(
    r"^[ -]?(?:old\b|of age\b|pregnant\b|post\b|after (?:my |the |a )?(?:surgery|op)|out from|out of surgery|from now|in a row"
    r"|(?:a|per|each|/|every) ?(?:day|week|month|year)|later\b|apart\b|notice\b|until\b|off work\b|along\b|supply\b|before\b|prior\b|wait\b)"
)
_AGE_BEFORE = re.compile(r"\b(?:i am|i'm|im|he is|she is|he's|she's|aged?|turning|turned|was|a|an) $")
_ONSET = re.compile(
    r"\b(?:start\w*|beg[au]n|first|came on|hurt|injur\w+|pull\w+|strain\w+|threw|tweak\w+|happen\w*|notic\w+|woke|felt|feel"
    r"|pain|onset|ache|aching|slipped|herniat\w+|went out|diagnosed|symptoms?|problems?|since)\b"
)
_EVENT = re.compile(
    r"\b(?:surgery|surgeries|operation|operated|fusion|mri|x-?rays?|scan|injections?|epidural|shots?|appointment|quit|stopped|moved|retired"
    r"|visit|saw|seen|married|baby|birth|pregnan\w+|discectomy|laminectomy|accident|crash|fell|fall|fracture\w*|broke)\b"
)
_CARE = re.compile(
    r"\b(?:pt|physical therapy|physio\w*|therapy|treatments?|medications?|meds|ibuprofen|chiro\w*|injections?|exercises?|rest|acupuncture"
    r"|steroids?|prednisone|brace|traction|massage|antibiotics|gym|yoga|taking|took|smok\w+|work(?:ed|ing)?|job|marriage|relief)\b"
)
_SHORT_UNIT = re.compile(r"^(?:about |over |around )?(\d+(?:\.\d+)?) ?([dwmy])$")
_SHORT_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}


def parse_duration(text: str, today: date | None = None) -> float | None:
    """Read how long an episode has lasted.

    Args:
        text: an answer ("3 months", "since March") or a whole message; ages, times to come, doses, and how long ago an
            operation was are left out where they can be told apart.
        today: the day on which "since March" is read; today by default.

    Returns:
        Weeks, or None where the text does not say.
    """
    plain = " ".join(plain_characters(text).lower().split())
    short = _SHORT_UNIT.match(plain.strip(" .!"))
    if short:
        return round(float(short[1]) * _WEEKS[_SHORT_UNITS[short[2]]], 2)
    found = [*_spans(plain), *_since(plain, today or date.today())]
    if _ALWAYS.search(plain):
        found.append((2.0, _ALWAYS_WEEKS))
    best = max((score for score, _ in found), default=0.0)
    if best <= 0:
        return None
    return round(max(weeks for score, weeks in found if score == best), 2)


def _spans(plain: str) -> Iterator[tuple[float, float]]:
    """Yield (how likely it is meant, weeks) for every "number + unit of time"."""
    for match in _SPAN.finditer(plain):
        before, after = plain[: match.start()][-60:], plain[match.end() :][:60]
        score = _score(match, before, after, plain)
        if score > 0:
            yield score, _weeks(match)


def _unit(written: str) -> str:
    written = written.rstrip(".")
    return next(unit for unit, pattern in _UNITS.items() if re.fullmatch(pattern, written))


def _number(written: str) -> float:
    return 0.5 if written == "½" else NUMBER_WORDS[written] if written in NUMBER_WORDS else float(written)


def _weeks(match: re.Match[str]) -> float:
    unit = _unit(match["unit"])
    vague = match["vague"] or ""
    if match["half"]:
        amount = 0.5
    elif match["low"]:
        amount = _number(match["low"])
        if match["high"]:
            amount = (amount + _number(match["high"])) / 2
    elif (vague, unit) in _TABLE:
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


def _score(match: re.Match[str], before: str, after: str, plain: str) -> float:
    bare = not (match["vague"] or match["half"] or match["low"])
    clause_before = re.split(r"[.?!;]", before)[-1]
    clause_after = re.split(r"[.?!;,]", after)[0]
    if _NOT_A_DURATION_AFTER.match(after) or _NOT_A_DURATION_BEFORE.search(before):
        return 0.0
    alone = len(plain.split()) <= len(match.group().split()) + 3
    if (
        bare
        and not alone
        and not re.search(r"\b(?:for|over|past|last|took|been) (?:the |many )?$", before)
        and not after.startswith((" of pain", " now"))
    ):
        return 1.0 if match["after_half"] else 0.0
    if (
        bare
        and match["unit"].rstrip(".") in ("week", "month", "year", "day", "hour", "decade")
        and not match["after_half"]
    ):
        # "the last year", "this past week" are spans of one; "a week" is found with its number.
        return (
            2.0
            if re.search(r"\b(?:past|last) $", before)
            and re.search(r"\b(?:for|over|in) (?:the |this )?(?:past|last) $", before)
            else 0.0
        )
    if (
        _unit(match["unit"]) == "hour"
        and not re.search(r"\b(?:last|past|for the)\b[^.]*$", before)
        and not after.startswith(" ago")
    ):
        return 1.0 if alone else 0.0
    if re.match(r"^ ?(?:ago|back)\b", after):
        return _ago_score(clause_before, clause_after, alone)
    if _AGE_BEFORE.search(before) and re.match(r"^ ?(?:male|female|man|woman|guy|[mf]\b)", after):
        return 0.0
    score = 1.0
    if re.search(
        r"\b(?:for|over|past|last|been|since|going on|about|almost|nearly|least|than|around|lasted|on)(?: (?:the|about|over|almost|nearly|more than|at least|past|last|around|a|like|maybe|probably|well over|close to|only|just))* $",
        before,
    ):
        score = 3.0
    if re.match(r"^ (?:of (?:\w+ ){0,2}(?:pain|suffering|hell|agony|this|sciatica)|now\b)", after):
        score = 3.0
    if _CARE.search(re.split(r",| and ", clause_before)[-1][-40:]) or re.match(
        r"^(?: of)? (?:\w+ ){0,2}?" + _CARE.pattern, after
    ):
        score = 0.5
    return score


def _ago_score(clause_before: str, clause_after: str, alone: bool) -> float:
    if alone:
        return 1.0
    context = clause_before + clause_after
    if _EVENT.search(context) and not re.search(r"\b(?:since|ever since)\b", clause_after):
        return 0.0
    return 2.0 if _ONSET.search(context) else 0.0


def _since(plain: str, today: date) -> Iterator[tuple[float, float]]:
    """Yield (score, weeks) for "since March", "since 2019", "started in May", "since yesterday"."""
    for match in _SINCE.finditer(plain):
        weeks = _since_weeks(match, today)
        if weeks is not None and weeks >= 0:
            yield 3.0, weeks


def _since_weeks(match: re.Match[str], today: date) -> float | None:
    if match["only_year"]:
        return (today.year - int(match["only_year"])) * 52.0
    if match["month"] or match["season"]:
        name = match["month"]
        month = (
            next(i for i, m in enumerate(_MONTHS, 1) if m.startswith(name[:3]))
            if name
            else _SEASON_MONTH[match["season"]]
        )
        year = int(match["year"]) if match["year"] else today.year - (1 if month > today.month else 0)
        if match["last"] == "last " and not match["year"] and month == today.month:
            year -= 1
        return max(0, (today - date(year, month, 1)).days) / 7 if date(year, month, 1) <= today else None
    if match["day"]:
        day = match["day"]
        if day in ("yesterday", "today", "tonight", "morning", "afternoon", "night"):
            return 1 / 7
        return 2 / 7 if day == "weekend" else 0.5
    if match["last"] == "last ":
        return _WEEKS[match["last_unit"]]
    return None
