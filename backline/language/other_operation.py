"""Whether a message tells of an operation that is planned, or of another one than on the spine that was lately.

With either, whoever operates says which moves are safe. An operation on the spine that was is read in
`backline.language.spine_history`, one on the heart in `backline.language.heart_told`.
"""

from __future__ import annotations

import re

from backline.language.long_ago import says_long_ago
from backline.language.operation_words import OPERATION, SPINE_OPERATION
from backline.language.people import RELATIVE

_ANY = rf"(?:{OPERATION}|op)"
_OF_THE_SPINE = (
    rf"(?:(?:back|spine|spinal|neck|disc|lumbar) {_ANY}"
    rf"|{_ANY} (?:on|for) (?:my|the) (?:\w+ )?(?:back|spine|neck|disc)|{SPINE_OPERATION})"
)
_SOON = (
    r"(?:in (?:about )?(?:a|an|one|two|three|four|five|six|\d{1,2}|a few|a couple of|few)"
    r" (?:days?|weeks?|months?)(?! ago)|next (?:week|month|\w+day)|tomorrow|soon|this (?:week|month|\w+day)"
    r"|on (?:\w+day|the \w+)|booked|scheduled|coming up|planned|date)"
)
_PLANNED = re.compile(
    rf"\b(?:having|getting|have|got|get|booked|scheduled|due|waiting|going in|need|will have|am) (?:\w+ ){{0,5}}?"
    rf"{_OF_THE_SPINE}(?: \w+){{0,4}}? {_SOON}\b"
    rf"|\b{_OF_THE_SPINE} (?:is |was |has been |got )?(?:booked|scheduled|planned|coming up|(?:is|s) {_SOON})\b"
    rf"|\b(?:booked|scheduled|down) (?:in )?for (?:an? |my )?{_OF_THE_SPINE}\b"
)
_OTHER = (
    rf"(?:(?:hip|knee|shoulder|ankle|joint|elbow) (?:replacement|replaced|{_ANY})"
    r"|(?:new|replaced) (?:hip|knee)|c ?-? ?sections?|caesarean|cesarean"
    rf"|hernia (?:repair|{_ANY})|hysterectomy|appendectomy|appendix out"
    rf"|(?:abdominal|belly|stomach|bowel|gall ?bladder|chest|breast|prostate|open) {_ANY}|mastectomy"
    r"|had (?:a|the|my) baby|gave birth|given birth)"
)
_LATELY = re.compile(
    r"\b(?:yesterday|just|recently|lately|this (?:week|month|spring|summer|autumn|fall|winter)|last (?:week|month)"
    r"|(?:\d{1,2}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few|couple of|some)"
    r" (?:days?|weeks?|wks?)(?: ago)?|(?:a|one|two|three|1|2|3) months?(?: ago)?"
    r"|in (?:january|february|march|april|may|june|july|august|september|october|november|december))\b"
    r"(?! (?:of )?(?:19|20)\d\d)"
)
_HAD = re.compile(rf"\b(?:i|had|have|ve|after|since|my|from|post)\b.{{0,30}}?\b{_OTHER}\b")
_NOT = re.compile(r"\b(?:no|not|never|without|avoid|instead of|want|wish|should i|if i|might|may need|refus\w+)\b")
_OF_ANOTHER = re.compile(rf"\b(?:my|our|his|her|their) (?:\w+ )?{RELATIVE}\b|\b(?:he|she)\b")
_CLAUSE = re.compile(r"[.;!?\n]|\bbut\b")


def other_operation_told(plain: str) -> bool:
    """Read a message.

    Args:
        plain: the message in plain words, see `backline.language.plain_text`.
    """
    for clause in _CLAUSE.split(plain):
        if _OF_ANOTHER.search(clause):
            continue
        planned = _PLANNED.search(clause)
        if planned and not _NOT.search(clause[: planned.start()]):
            return True
        had = _HAD.search(clause)
        if had and _LATELY.search(clause) and not says_long_ago(clause) and not _NOT.search(clause[: had.end()]):
            return True
    return False
