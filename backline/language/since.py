"""Durations told by their beginning: "since March", "started in 2019", "since yesterday"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from backline.language.spelled_years import SPELLED_YEAR, spelled_year

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(?P<month>january|february|march|april|may|june|july|august|september|sept|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\b\.?"
)
_YEARS_BACK = {"this year": 0, "last year": 1, "the year before last": 2, "the year before": 1}
_SEASON = r"(?:summer|winter|spring|fall|autumn|christmas|thanksgiving|easter|new years?)\b"
_BEGAN = (
    r"(?:(?:ever )?since|(?:started|began|start|begun|onset|happened|hurt|injured|going on) "
    r"(?:back |it |my back |again |(?:around|about|sometime) )?in|starting in|from)"
)
_SINCE = re.compile(
    rf"\b{_BEGAN}(?: about| around| early| late| mid| mid-| the (?:end|beginning|start) of| sometime in)? "
    rf"(?:(?P<last>last |this past |this )?(?:(?:{_MONTH}|(?P<season>{_SEASON}))"
    rf"(?:,? (?:of )?(?:(?P<year>(?:19|20)\d\d|{SPELLED_YEAR})|(?P<years_back>{'|'.join(_YEARS_BACK)})\b))?"
    r"|(?P<only_year>(?:19|20)\d\d)\b"
    rf"|(?P<spelled_year>{SPELLED_YEAR})"
    r"|(?P<day>yesterday|today|tonight|morning|afternoon|night|weekend"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
    r"|(?P<last_unit>week|month|year)\b))"
)
# Most people say "since covid" for the spring in which everything closed. What began before is at least as old, and
# for the rules of care one length beyond a year is as good as another. "Since I had covid" and "since my covid shot"
# name a day of their own.
_COVID = re.compile(
    r"\bsince (?:(?:about|around|before|the|start of|beginning of|first|whole|early) )*"
    r"(?:covid(?: ?-? ?19)?|corona(?:virus)?|pandemic|lock ?downs?|shut ?downs?)\b"
    r"(?! (?:shot|shots|vaccin\w*|jab|jabs|infection|booster|ended|was over)\b)"
)
_COVID_BEGAN = date(2020, 3, 1)
_POINT = re.compile(
    r"\b(?:last (?P<unit>week|month|year)|(?P<day>yesterday|today|tonight|this morning|this afternoon|last night)"
    r"|(?:on |last |this )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend))\b"
)
# "Last year in March", "last year around Easter".
_OF_LAST_YEAR = re.compile(rf",? (?:in |around |about |at )?(?:{_MONTH}|(?P<season>{_SEASON}))")
_BEGINNING = re.compile(
    r"\b(?:start\w*|beg[au]n|came on|hurt|injured|pulled|strained|threw|tweaked|happened|woke|went out|fell|slipped)\b"
)
_SHORT_ANSWER = 3  # words
_SEASON_MONTH = {
    "summer": 7,
    "winter": 1,
    "spring": 4,
    "fall": 10,
    "autumn": 10,
    "christmas": 12,
    "thanksgiving": 11,
    "easter": 4,
    "new year": 1,
    "new years": 1,
}
_LAST = {"week": 1.0, "month": 52 / 12, "year": 52.0}
_TODAY = ("yesterday", "today", "tonight", "morning", "afternoon", "night")
_A_WEEKDAY = 0.5  # "since Monday" is half a week ago on average


def since_spans(plain: str, today: date) -> Iterator[tuple[float, int, int]]:
    """Yield the weeks since each beginning that a text names ("I hurt it last week"), and where it stands.

    Args:
        plain: the text in lower case with single blanks.
        today: the day from which to count; a month without a year is the last one that has begun.
    """
    for match in _SINCE.finditer(plain):
        weeks, end = _weeks(match, today), match.end()
        if match["last_unit"] == "year" and match["last"] == "last ":
            weeks, end = _in_last_year(plain, end, today)
        if weeks is not None and weeks >= 0:
            yield weeks, match.start(), end
    if covid := _COVID.search(plain):
        yield (today - _COVID_BEGAN).days / 7, covid.start(), covid.end()
    point = _POINT.search(plain)
    if point and (len(plain.split()) <= _SHORT_ANSWER or _begins_there(plain, point)):
        if point["unit"] == "year":
            weeks, end = _in_last_year(plain, point.end(), today)
        else:
            weeks = _LAST[point["unit"]] if point["unit"] else 1 / 7 if point["day"] else _A_WEEKDAY
            end = point.end()
        yield weeks, point.start(), end


def _in_last_year(plain: str, end: int, today: date) -> tuple[float, int]:
    """The weeks since "last year", or since the month of it that is named after it, and where that ends.

    Args:
        plain: the text.
        end: where "last year" ends.
        today: the day from which to count.
    """
    named = _OF_LAST_YEAR.match(plain, end)
    if not named:
        return _LAST["year"], end
    return (today - date(today.year - 1, _month(named), 1)).days / 7, named.end()


def _begins_there(plain: str, point: re.Match[str]) -> bool:
    """True where the clause of a point in time tells of a beginning ("I pulled it last week")."""
    before = re.split(r"[.?!;,]", plain[: point.start()])[-1]
    after = re.split(r"[.?!;,]", plain[point.end() :])[0]
    return bool(_BEGINNING.search(before) or _BEGINNING.search(after))


def _weeks(match: re.Match[str], today: date) -> float | None:
    if match["only_year"]:
        return (today.year - int(match["only_year"])) * 52.0
    if match["spelled_year"]:
        year = spelled_year(match["spelled_year"])
        return None if year is None else (today.year - year) * 52.0
    if match["month"] or match["season"]:
        return _weeks_since_month(match, today)
    if match["day"]:
        if match["day"] in _TODAY:
            return 1 / 7
        return 2 / 7 if match["day"] == "weekend" else _A_WEEKDAY
    return _LAST[match["last_unit"]] if match["last"] == "last " else None


def _weeks_since_month(match: re.Match[str], today: date) -> float | None:
    month = _month(match)
    if match["years_back"]:
        year = today.year - _YEARS_BACK[match["years_back"]]
    elif match["year"]:
        year = int(match["year"]) if match["year"].isdigit() else spelled_year(match["year"]) or today.year
    else:
        year = today.year - (1 if month > today.month or (month == today.month and match["last"] == "last ") else 0)
    begin = date(year, month, 1)
    return (today - begin).days / 7 if begin <= today else None


def _month(match: re.Match[str]) -> int:
    """The number of the month, or of the season's first, that a match names."""
    return _MONTHS.index(match["month"][:3]) + 1 if match["month"] else _SEASON_MONTH[match["season"]]
