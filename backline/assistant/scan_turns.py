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
    rf"\b(?:do|does|did|should|shud|shld|would|will|when|wen|must|is|are) (?:{_ANY} |a |an |the )*"
    r"(?:do |does |should |would |will )?(?:i|we|you|one|he|she|they|my \w+|people|everyone|really|even|always|needed"
    r"|necessary|worth)\b"
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
    if (_NEEDS_ONE.search(plain) or _WHY_NONE.search(plain)) and not _OTHER.search(plain):
        return Asked.of(_SCAN, "benefits")
    return None
