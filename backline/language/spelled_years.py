"""Years as people say them: "nineteen eighty eight", "two thousand six", "twenty seventeen"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNDER_TWENTY = (
    *("oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_CENTURIES = {"nineteen": 1900, "twenty": 2000}
_LONGEST = 4  # words: "two thousand and six"

SPELLED_YEAR = (
    rf"(?:two thousand(?: and)?(?: (?:{'|'.join(_UNDER_TWENTY[1:])}|twenty(?: (?:{'|'.join(_UNDER_TWENTY[1:10])}))?))?"
    rf"|(?:nineteen|twenty)[ -](?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_UNDER_TWENTY[1:10])}))?"
    rf"|oh (?:{'|'.join(_UNDER_TWENTY[1:10])})|{'|'.join(_UNDER_TWENTY[10:])}))\b"
    r"(?! (?:minutes|hours|days|weeks|months|years|feet|miles|pounds|steps)\b)"  # "about nineteen twenty minutes ago"
)
"""A regular expression for such a year in lower-case text."""
_WHOLE = re.compile(SPELLED_YEAR)


def spelled_year(text: str) -> int | None:
    """The year that a text begins with, 1910 to 2099; None where it begins with none.

    Args:
        text: plain words in lower case.
    """
    match = _WHOLE.match(text)
    if match is None:
        return None
    words = match[0].replace("-", " ").split()
    if words[:2] == ["two", "thousand"]:
        return 2000 + _below_hundred([word for word in words[2:] if word != "and"])
    return _CENTURIES[words[0]] + _below_hundred(words[1:])


def spelled_year_at(words: Sequence[str], at: int) -> int | None:
    """The year that stands at a place among words."""
    return spelled_year(" ".join(words[at : at + _LONGEST]))


def _below_hundred(words: Sequence[str]) -> int:
    return sum(_TENS[word] if word in _TENS else _UNDER_TWENTY.index(word) for word in words)
