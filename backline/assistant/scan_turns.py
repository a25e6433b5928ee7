"""Which scan, and whether one is needed at all: asked in words that name nothing but the scans."""

from __future__ import annotations

import re

from backline.assistant.asked import Asked

_SCAN = "diagnosis_imaging"
_XRAY = r"(?:x ?(?:- )?rays?|xrays?|radiographs?)"
_CT = r"(?:c ?t|cts|cat)(?: ?scans?)?"
_MRI = r"(?:m ?r ?is?|mir)(?: ?scans?)?"
_KINDS = tuple(re.compile(rf"\b{kind}\b") for kind in (_XRAY, _CT, _MRI))
_ANY = rf"(?:{_XRAY}|{_CT}|{_MRI}|scans?|scanned|imaging|pictures taken|x ?(?:- )?rayed)"
_OF_TWO = re.compile(
    r"\b(?:or|vs|versus|better|best|than|instead|differen\w*|difference|which|wich|compare\w*|but not|not"
    r"|over|show\w*)\b"
)
_TWO = 2
_NEEDS_ONE = re.compile(
    r"\b(?:do|does|did|should|shud|shld|would|will|when|wen|must|is|are) (?:\w+ ){0,4}?"
    r"(?:i|we|you|one|he|she|they|people|everyone|really|even|always|needed|necessary|worth)\b"
    rf".{{0,40}}?\b(?:need|needs|have|get|getting|ask for|want|go for|push for|bother|{_ANY})\b"
)
_WHY_NONE = re.compile(
    rf"\bwhy\b.{{0,25}}\b(?:not|no|never|without|refus\w*|deny|denied|won ?t)\b.{{0,30}}\b{_ANY}\b"
    rf"|\bwhy no {_ANY}\b|\b(?:point|use) (?:of|in) (?:a |an |the |getting |having )*{_ANY}\b"
)
_ABOUT = re.compile(rf"\b{_ANY}\b")
# How often, how much, what it shows and whether it is safe are other questions.
_OTHER = re.compile(
    r"\b(?:how (?:long|much|often|soon)|cost\w*|price|pay|insurance|book|schedul\w*|result\w*|report|safe|risk\w*"
    r"|danger\w*|radiation|pregnan\w*|pacemaker|implant\w*|metal|claustro\w*|contrast|show(?:s|ed)?|said|says|found|had"
    r"|knees?|hips?|shoulders?|head|brain|bring|wear|where|again|another|repeat|new|approv\w*|authori\w*"
    r"|prescri\w*|do you)\b"
)


_IS_LIKE = re.compile(
    rf"\b(?:what (?:is|are) (?:an? |the |getting |having )*{_ANY} like|what happens (?:in|during|at"
    rf"|when)\b.{{0,25}}\b{_ANY}"
    rf"|how (?:is|are|does|do) (?:an? |the |they )*(?:{_ANY} )?(?:done|work|performed|do)\b(?: an?)?(?: {_ANY})?"
    rf"|what (?:do|will) they do (?:in|during) (?:an? |the |my )*{_ANY})\b"
)
_LIKE_IT = re.compile(
    r"\b(?:loud|noisy|noise|claustro\w*|tight spaces?|enclosed|tube|closed in|panic|hurt\w*|painful|lie still|how long"
    r"|scared|afraid|needle|contrast)\b"
)


def asks_on_about_a_scan(plain: str) -> bool:
    """Whether a few words ask what a scan is like, after scans were told about: "is it loud?".

    Args:
        plain: the message in plain words.
    """
    return bool(_LIKE_IT.search(plain))


def scan_asked(plain: str, topics: list[str]) -> Asked | None:
    """What a message asks of scans as such; None where it asks something else.

    Args:
        plain: the message in plain words.
        topics: the topics that it names.
    """
    if _SCAN not in topics and not _ABOUT.search(plain):
        return None
    named = sum(bool(kind.search(plain)) for kind in _KINDS)
    if named >= _TWO and _OF_TWO.search(plain) and not re.search(r"\b(?:i had|results?|report|said|cost\w*)\b", plain):
        return Asked.of(_SCAN, "comparison")
    if _IS_LIKE.search(plain):
        return Asked.of(_SCAN, "how_to")
    if (_NEEDS_ONE.search(plain) or _WHY_NONE.search(plain)) and not _OTHER.search(plain):
        return Asked.of(_SCAN, "benefits")
    return None
