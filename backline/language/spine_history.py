"""Whether there were scans of the spine or operations on it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from backline.language.normalise import plain_characters

_SCAN = r"(?:m\.?r\.?i\.?s?|x ?-? ?rays?|c\.?t\.?s?(?: scans?)?|cat scans?|scans?|scann?ed|imaging|myelogram|pictures)"
_SURGERY = (
    r"(?:surger(?:y|ies)|surgury|surgrey|sugery|operations?|operatoin|operated(?: on)?|an op|fusions?|fused"
    r"|lamin(?:ectomy|otomy)|dis[ck]ectomy|micro ?dis[ck]ectomy|dis[ck] replacement|decompression)"
)
_NOT_THERE = r"(?:no|never|not|without|haven'?t|hav ?nt|hadn'?t|didn'?t|did nt|don'?t|dont|none|n't|nor|neither)"
_CLAUSE = re.compile(r"[.;!?\n]+|,|\b(?:but|though|although|except|only|just)\b|\band (?=i\b|an? |no\b|never)")
_HAD = re.compile(
    r"\b(?:had|have had|i'?ve had|did (?:have|get)|got|gotten|did an?|done|underwent|was|were|my|the|last|showed|shows"
    r"|shown|says|said|found|revealed|after|since|from|in (?:19|20)\d\d|ago|there (?:is|was)|have (?:an?|my|some))\b"
)
# Wishes, fears, plans and advice tell of no operation that was, denied or not: "I don't want an operation".
_WISHED = re.compile(
    r"\b(?:should|would|could|might|want\w*|wanna|need\w*|wish|like|plan\w*|afraid|scared|avoid\w*|insurance|recommend\w*"
    r"|suggest\w*|consider\w*|option|refus\w*|candidate|whether|if|will|going to|ready|against|without)\b"
)
_NOT_YET = re.compile(
    r"\b(?:waiting|wait|scheduled|schedule|upcoming|next|tomorrow|soon|before|get(?:ting)? an?|order\w*|about)\b"
)
_QUESTION = re.compile(r"\?\s*$|^\W*(?:what|which|how|should|would|could|can|do|does|is|are|will|when|why|where)\b")
_BOTH = re.compile(r"\b(?:both|each of them|one of each|all of (?:it|them))\b")
_NEITHER = re.compile(
    r"^\W*(?:no\W+)?(?:neither|niether|neether|nither|none|nothing|never|nope|not (?:one|either|any)|no (?:to )?both)\b"
)


@dataclass(frozen=True)
class SpineHistory:
    """What was told: True, False, or None where it was not."""

    surgery: bool | None = None
    imaging: bool | None = None


def spine_history_in(text: str) -> SpineHistory:
    """What a message states about scans and operations; questions, plans and advice do not count."""
    surgery = imaging = None
    for clause in _clauses(text):
        if _QUESTION.search(clause) or _WISHED.search(clause):
            continue
        if _NOT_YET.search(clause) and not _denies(clause, f"{_SCAN}|{_SURGERY}"):
            continue
        told = _told(clause, _SCAN, needs_had=True)
        imaging = told if told is not None else imaging
        told = _told(clause, _SURGERY, needs_had=True)
        surgery = told if told is not None else surgery
    return SpineHistory(surgery, imaging)


def answer_spine_history(text: str) -> SpineHistory:
    """Read the answer to "a scan, an operation, both or neither?"; what is not named then was not had.

    Both are None where the answer names neither of them and says neither yes nor no to both.
    """
    plain = plain_characters(text).lower().strip()
    if _BOTH.search(plain) and not re.search(rf"\b{_NOT_THERE}\b", plain):
        return SpineHistory(True, True)
    surgery = imaging = None
    for clause in _clauses(text):
        if _WISHED.search(clause):
            continue
        told = _told(clause, _SCAN, needs_had=False)
        imaging = told if told is not None else imaging
        told = _told(clause, _SURGERY, needs_had=False)
        surgery = told if told is not None else surgery
    if surgery is None and imaging is None:
        return SpineHistory(False, False) if _NEITHER.search(plain) else SpineHistory()
    return SpineHistory(bool(surgery), bool(imaging))


def _clauses(text: str) -> list[str]:
    return [clause.strip() for clause in _CLAUSE.split(plain_characters(text).lower()) if clause and clause.strip()]


def _told(clause: str, words: str, *, needs_had: bool) -> bool | None:
    if not re.search(rf"\b{words}\b", clause):
        return None
    if _denies(clause, words):
        return False
    return True if not needs_had or _HAD.search(clause) else None


def _denies(clause: str, words: str) -> bool:
    """ "Never had an MRI", "no scan or surgery", "surgery no": a denial before reaches to the end of the clause."""
    before, after = rf"\b{_NOT_THERE}\b[^.;]*\b(?:{words})\b", rf"\b(?:{words})\b\W+(?:no|nope|never)\W*$"
    return bool(re.search(before, clause) or re.search(after, clause))
