"""Whether words say that something was long ago: a year and more."""

from __future__ import annotations

import re

_LONG_AGO = re.compile(
    r"\b(?:years?|yrs?|decades?|long (?:time )?|ages) (?:ago|back|since|earlier)\b|\byears?\W+ago\b"
    r"|\bas a (?:child|kid|teen)|\b(?:19[5-9]\d|20[01]\d)\b"
    r"|\b(?:1[2-9]|[2-9]\d) ?(?:months?|mths?) (?:ago|back)\b",
    re.I,
)


def says_long_ago(text: str) -> bool:
    """Whether a message, or a part of it, tells of a time a year or more ago: "2 yrs ago", "in 2014", "as a kid"."""
    return bool(_LONG_AGO.search(text))
