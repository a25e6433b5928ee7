"""Facts that are told in figures: how strong the pain is, how old somebody is, how far a pregnancy has come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backline.language.normalise import NUMBER_WORDS, lower_characters

_NUMBER = r"(?:\d{1,2}(?:\.\d)?|" + "|".join(word for word in NUMBER_WORDS if word not in ("a", "an")) + ")"
_NOT_A_LEVEL = r"(?! ?(?:year|yr|month|week|day|hour|min|time|mg|am|pm|st|nd|rd|th|sec|mile|%|[-/]))"
# Each with what a text holds that it matches: a quick look before the long one.
_LEVELS = (
    # "8/10", "a 7 out of 10", "9 on a scale of ten"
    (
        ("10", "out of ten", "scale"),
        re.compile(
            rf"\b(?P<n>{_NUMBER})(?: ?[-to]+ ?(?P<m>{_NUMBER}))? ?"
            r"(?:/ ?10\b|out of (?:10|ten)\b|on (?:a|the) scale\b)"
        ),
    ),
    # "pain level 6", "my pain is at about an 8"
    (
        ("pain ",),
        re.compile(
            r"\bpain (?:level|score|scale)? ?(?:is|was|of|at|around|about|like|now|usually|a|an|[:=]|to| )*"
            rf"\b(?P<n>{_NUMBER})(?: ?- ?(?P<m>\d{{1,2}}))?\b{_NOT_A_LEVEL}"
        ),
    ),
)
_DIGIT = re.compile(r"\d")
_NOT_AN_AGE = (
    r"(?! ?(?:weeks?|wks?|months?|mos?|days?|hours?|feet|ft|foot|lbs?|pounds?|kg|kilos?|percent|%|minutes?|times|miles"
    r"|mg|inches|cm|st\b|nd|rd|th|/|-|:|\.\d))"
)
_AGES = (
    re.compile(r"\b(?P<n>\d{1,3})[ -]?(?:years?|yrs?|y)[ -]?(?:old|o|of age)\b"),
    re.compile(r"\b(?P<n>\d{1,3}) ?(?:yo|y/o|y\.o\.?)\b"),
    re.compile(
        r"\b(?:i am|i'm|im|he is|he's|she is|she's|aged?|age is|turn(?:ed|ing)) "
        rf"(?:now |only |just |about |almost |nearly )*(?P<n>\d{{1,3}})\b{_NOT_AN_AGE}"
    ),
    re.compile(r"(?:^|[ (,])(?P<n>\d{2}) ?(?:m|f|male|female|man|woman|guy)\b"),
    re.compile(r"\b(?:male|female|man|woman)[ ,/]{1,2}(?P<n>\d{2})\b"),
)
_ELDEST = 110
_PREGNANT = re.compile(
    r"\b(?P<n>\d{1,2})(?: ?(?:and|\+|,) ?\d)? ?(?:weeks?|wks?|months?)[ -](?:pregnant|gestation|along)\b"
    r"|\bpregnant\b|\bexpecting (?:a baby|twins|my|our)\b|\b(?:first|second|third|1st|2nd|3rd|last) trimester\b"
    r"|\bmy pregnancy\b|\bgestation\b"
)
_PREGNANT_HOLDS = ("pregnan", "gestation", "expecting", "trimester", "along")
_NOT_PREGNANT = re.compile(r"\b(?:not|n't|never|am i|when i was|after|since|while i was|years ago|if i) (?:\w+ ){0,2}$")


@dataclass(frozen=True)
class Fact:
    """A fact and where it stands.

    Attributes:
        label: "pain_level", "age" or "pregnancy".
        value: pain 0 to 10, age in years; for a pregnancy the weeks or months as told, or "".
        start: offset of its first character.
        end: offset after its last.
    """

    label: str
    value: str
    start: int
    end: int


def find_facts(text: str) -> list[Fact]:
    """Find pain levels, ages and pregnancies.

    Args:
        text: the message, quotes and dashes straightened.

    Returns:
        Facts in the order in which they are told; of two that overlap the first kind wins.
    """
    plain = lower_characters(text)
    found: list[Fact] = []
    for fact in (*_pain_levels(plain), *_ages(plain), *_pregnancies(plain)):
        if not any(fact.start < other.end and other.start < fact.end for other in found):
            found.append(fact)
    return sorted(found, key=lambda fact: fact.start)


def _number(written: str) -> float:
    return NUMBER_WORDS[written] if written in NUMBER_WORDS else float(written)


def _pain_levels(plain: str) -> Iterator[Fact]:
    for holds, pattern in _LEVELS:
        for match in pattern.finditer(plain) if any(held in plain for held in holds) else ():
            level = _number(match["n"])
            if match["m"]:
                level = max(level, _number(match["m"]))
            if level <= 10:
                yield Fact("pain_level", f"{level:g}", match.start("n"), match.end())


def _ages(plain: str) -> Iterator[Fact]:
    if not _DIGIT.search(plain):
        return
    for pattern in _AGES:
        for match in pattern.finditer(plain):
            if 0 < int(match["n"]) <= _ELDEST:
                yield Fact("age", str(int(match["n"])), match.start("n"), match.end())


def _pregnancies(plain: str) -> Iterator[Fact]:
    for match in _PREGNANT.finditer(plain) if any(held in plain for held in _PREGNANT_HOLDS) else ():
        if not _NOT_PREGNANT.search(plain[: match.start()]):
            yield Fact("pregnancy", match["n"] or "", match.start(), match.end())
