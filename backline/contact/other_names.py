"""Names in a contact request that are not the writer's: "my husband's name is Tom", "her name is Ada"."""

from __future__ import annotations

import re

from backline.contact.results import tidy
from backline.language.people import RELATIVE

_STAFF = (
    r"(?:doctors?|drs?|docs?|gp|surgeons?|therapists?|physios?|pt|nurses?|chiros?|chiropractors?|specialists?|boss"
    r"|company)"
)
_WHOSE = (
    rf"(?:\b(?:my|our|the)\s+(?:\w+\s+)?(?:{RELATIVE}|{_STAFF})(?:'?s)?|\b(?:his|her|their)|\b[a-z]+'s)"
    r"\s+(?:(?:full|first|last|real)\s+)?names?\b"
)
_NAME = re.compile(_WHOSE, re.IGNORECASE)
_CLAUSE = re.compile(rf"{_WHOSE}[^.,;!?]*", re.IGNORECASE)
# "Use my wife's name instead" is a new name for the request.
_TAKES = re.compile(
    rf"\b(?:instead|rather|change\w*|use|under|switch|replace|take)\b.*{_WHOSE}|{_WHOSE}.*\binstead\b", re.IGNORECASE
)
_NOT_ANOTHERS = re.compile(r"\b(?:what|that|it|there|here|who|name|let|she|he)'s\s+(?:\w+\s+)?names?\b", re.IGNORECASE)


def names_another(text: str) -> bool:
    """Whether ``text`` gives or speaks of the name of somebody else, and does not put it in the place of "
    "the writer's."""
    clean = tidy(text).replace("\u2019", "'")
    return bool(_NAME.search(_NOT_ANOTHERS.sub(" ", clean))) and not _TAKES.search(clean)


def without_others(text: str) -> str:
    """``text`` without the clauses that give somebody else's name."""
    return _CLAUSE.sub(" ", text) if names_another(text) else text
