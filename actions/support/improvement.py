"""Whether a message says that care has helped."""

from __future__ import annotations

import re

from backline.assistant import resources

_NOTHING = r"(?:nothing|zilch|zero|nada|zip|diddly\w*|bupkis)"
_NONE = (
    r"(?:(?:no|zero|zip|nil|0|not\s+any|without(?:\s+any)?)(?:\s+(?:real|lasting|actual|clear|big|noticeable))?"
    r"|very\s+little)"
)
_NOT = re.compile(
    r"\b(?:(?:did|does|do|has|have|is|was|were|are)(?:n[o']?t|\snot)\s+(?:\w+\s+){0,2}(?:help\w*|work\w*|better|improv\w*)"
    r"|nothing\s+(?:\w+\s+){0,3}(?:help\w*|work\w*|better|easier|difference|relief)"
    rf"|{_NONE}\s+(?:relief|improvement|change|better|difference|luck|benefit|effect|results?|success)|no\s+avail"
    rf"|{_NONE}\s+help(?!\s+(?:from|at\s+home|with|getting|to)\b)"
    r"|(?:was|were|is|been|of)\s+no\s+(?:help|good|use)"
    r"|(?:help\w*|work\w*)\s+(?:me\s+|it\s+|exactly\s+|about\s+)?(?:zero|nothing|zilch|nada|zip|0|not\s+at\s+all)"
    rf"|(?<!i )(?:did|does|do|done)\s+(?:absolutely\s+)?(?:{_NOTHING}|squat)"
    r"|(?<!\bnot )(?<!never )(?<!nt )(?:failed|fails\s+me|a\s+fail(?:ure)?)(?!\s+back\b)"
    r"|(?:did|does|has|have)(?:n[o']?t|\s+not)\s+(?:do|done)\s+(?:a\s+thing|anything|much)"
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
# "And if it does not work?" tells nothing yet.
_SUPPOSED = re.compile(r"\b(?:what )?if\b(?! anything)[^.;,!?]*", re.I)
_BRIEFLY = re.compile(
    r"\b(?:for|lasted) (?:about |maybe |like |only |just )?(?:an?|one|two|three|few|(?:a )?(?:couple|few)(?: of)?|\d+)"
    r" ?(?:mins?|minutes?|hours?|hrs?|days?)\b|\bat first\b|\btemporar\w+",
    re.I,
)
_WORSE = re.compile(r"(?<!not )(?<!no )(?<!n't )(?<!nt )(?<!any )(?<!never )\bworse\b", re.I)
_SAYS_YES, _SAYS_NO = re.compile(r"\b(?:yes|yeah|yep|yea)\b", re.I), re.compile(r"\b(?:no|nope|not|nothing)\b", re.I)


# Help that lasted for weeks or months, and is over.
_FOR_A_WHILE = re.compile(
    r"\b(?:help\w*|work\w*|reli\w+|better|good|fine|ok|eas\w+)\b[^.;!?]*\b(?:wore off|wears off|came (?:right )?back"
    r"|comes (?:right )?back|(?:is|was|has come) back|returned|stopped (?:working|helping)|faded|did ?n[o\W]?t last"
    r"|never lasts?|for a (?:while|bit|time)|at first|in the beginning|initially|temporar\w+)\b"
    r"|\b(?:at first|initially|in the beginning|for a while)\b[^.;!?]*\b(?:help\w*|work\w*|better|good)\b"
    r"[^.;!?]*\b(?:but|then|until|now)\b",
    re.I,
)
_NEVER_HELPED = re.compile(
    r"\b(?:not|never|n\W?t|nothing|no|didnt|doesnt|none)\b(?: \w+){0,3} (?:help\w*|work\w*|better|reli\w+)\b", re.I
)


def only_for_a_while(text: str) -> bool:
    """Whether a message says that something helped for a time, and does so no more."""
    said = _SUPPOSED.sub("", text)
    return bool(_FOR_A_WHILE.search(said)) and not _NEVER_HELPED.search(said)


def improvement_in(text: str) -> bool | None:
    """True where something helped, False where it did not (or only for a short time), None where not said."""
    said = _SUPPOSED.sub("", text)
    plain = said.replace("\u2019", "'").replace("'", "")
    if _NOT.search(plain) or _NOT.search(said) or only_for_a_while(said):
        return False
    return True if _YES.search(plain) else None


def answer_improvement(text: str) -> bool | None:
    """The same of an answer to "has it helped?": "worse, if anything", "the shots yes for a day, the therapy no"."""
    said = _SUPPOSED.sub("", text)
    if _WORSE.search(said) or _BRIEFLY.search(said):
        return False
    improved = improvement_in(text)
    if (
        improved is None
        and _SAYS_YES.search(said)
        and _SAYS_NO.search(said)
        and resources.reader().read(said).care_mentioned
    ):
        return True  # of several treatments one has helped
    return improved
