"""What a person wishes from the clinic, where they say so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from backline.language.normalise import plain_characters
from backline.language.operation_words import OPERATION, SPINE_OPERATION

SURGERY_TALK, NO_SURGERY, SECOND_OPINION = "surgery_talk", "no_surgery", "second_opinion"

_KNIFE = rf"(?:{OPERATION}|an op|under the knife|cut (?:open|on)|a {SPINE_OPERATION}|surgical)"
_NO = re.compile(
    r"\b(?:(?:do not|don'?t|dont|never|not|wo n'?t|won'?t|would not|wouldn'?t|will not|no longer)(?: \w+){0,2}? "
    r"(?:want|wanna|like|willing|ready|keen|agree|consider|interested|wish|have|get|be|go|let)(?: \w+){0,5}? ?"
    rf"{_KNIFE}|(?:avoid|without|prevent|against|anything but|rather not have|instead of)(?: \w+){{0,3}}? ?{_KNIFE}"
    rf"|\bno(?: thanks?| thank you)? to (?:an? |the |any |more |back )?{_KNIFE}"
    rf"|^\W*no {_KNIFE}(?: please| for me| thanks)?\W*$|no {_KNIFE} (?:please|for me)|not (?:a fan of|into) {_KNIFE})\b"
)
# "I never had surgery" tells of the past.
_PAST = re.compile(r"\b(?:had|haven'?t|have not had|got|did)\b")
_TALK = re.compile(
    r"\b(?:want|wanna|like|love|talk\w*|speak|discuss|call\w*|interested|ask|appointment|see|consult\w*|meet|need|ready"
    rf"|candidate|questions?)\b[^.?!]{{0,40}}\b(?:{_KNIFE}|surgeons?)\b"
)
_OPINION = re.compile(
    r"\b(?:(?:2nd|second|secnd|sec|another|other|different)(?: \w+)? opinions?|(?:another|other|different) "
    r"(?:doctor|surgeon|specialist)(?:'?s)? (?:to )?(?:look|view|opinion|see))\b"
)
_CLAUSE = re.compile(r"[.;!?\n]+|,\s*(?=but|and|i\b|please)|\bbut\b")


def wishes_in(text: str) -> list[str]:
    """The wishes that a message states: to talk about surgery, to have none, a second opinion."""
    found: list[str] = []
    for clause in _CLAUSE.split(plain_characters(text).lower()):
        if not clause:
            continue
        if _NO.search(clause) and not _PAST.search(clause):
            found = merge_wishes(found, [NO_SURGERY])
        elif _TALK.search(clause):
            found = merge_wishes(found, [SURGERY_TALK])
        if _OPINION.search(clause):
            found = merge_wishes(found, [SECOND_OPINION])
    return found


def merge_wishes(known: Iterable[str], new: Iterable[str]) -> list[str]:
    """``known`` and ``new``, each once; of a talk about surgery and none at all, the later wish counts."""
    merged = list(known)
    for wish in new:
        other = {SURGERY_TALK: NO_SURGERY, NO_SURGERY: SURGERY_TALK}.get(wish)
        merged = [*(item for item in merged if item not in (wish, other)), wish]
    return merged
