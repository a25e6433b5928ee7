"""Whether a message says that care has helped."""

from __future__ import annotations

import re

_NOT = re.compile(
    r"\b(?:(?:did|does|do|has|have|is|was|were|are)(?:n[o']?t|\snot)\s+(?:\w+\s+){0,2}(?:help\w*|work\w*|better|improv\w*)"
    r"|nothing\s+(?:\w+\s+){0,3}(?:help\w*|work\w*)"
    r"|no\s+(?:relief|improvement|change|better|difference|luck)"
    r"|(?:not|never)\s+(?:really\s+|much\s+)?(?:help\w*|better|work\w*)"
    r"|(?:still|just)\s+(?:the\s+same|as\s+bad|in\s+pain)|(?:getting|got|only)\s+worse|came\s+(?:right\s+)?back"
    r"|wore\s+off|useless|a\s+waste|only\s+(?:for\s+)?(?:a\s+(?:few\s+)?(?:days?|hours?|weeks?)|short))\b",
    re.I,
)
_YES = re.compile(
    r"\b(?:help(?:s|ed|ing)|work(?:s|ed|ing)|(?:much|bit|little|lot|getting|feel(?:ing)?|am|is|got)\s+better|improv\w+|a\s+little|little\s+bit|a\s+bit"
    r"|somewhat|some\s+relief)\b",
    re.I,
)


def improvement_in(text: str) -> bool | None:
    """True where something helped, False where it did not (or only for a short time), None where not said."""
    plain = text.replace("\u2019", "'").replace("'", "")
    if _NOT.search(plain) or _NOT.search(text):
        return False
    return True if _YES.search(plain) else None
