"""Whether a message asks, or takes back what was said before, and what it puts in its place."""

from __future__ import annotations

import re
from typing import Any

from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.slot_values import UNKNOWN
from backline.language.intents import ASPECT_OF, OTHER_QUESTIONS
from backline.language.normalise import NUMBER_WORDS
from backline.language.plain_text import QUESTION

# "Wait, what about surgery", "actually does insurance pay for that": words of a correction before a question.
BEFORE_QUESTION = re.compile(
    r"^\W*(?:(?:no|nope|oh|ok|okay|um+|uh|hm+|so|and|but|well|yes|yeah)\W+)*"
    r"(?:(?:wai+t+|act[ua]*l+y|hold on|hang on|sorry|oops|btw|by the way"
    r"|(?:(?:one|1|a|another) )?(?:quick )?(?:question|sec|second)"
    r"|before (?:that|i forget|we go on|i answer))\W+(?:(?:no|so|and|but|first|though)\W+)*)+",
    re.I,
)
_SENTENCE_END = re.compile(r"(?<=[.!?;\n])\s+")
ASKED = frozenset(ASPECT_OF) | OTHER_QUESTIONS
_CORRECTS = re.compile(
    r"^\W*(?:(?:no|nope|oh|oops|sorry|wait|hold on|hang on|hmm|ok|yes|yeah|well|and)\W+)*"
    r"(?:actually|i meant?|i (?:also )?forgot|correction|my mistake|my bad|wait|oops"
    r"|scratch that"
    r"|change (?:that|it)|that\W?s (?:wrong|not right))\b"
    r"|^\W*(?:no|nope|sorry|wait)\W+(?:not|it\W?s|its|i|the|my|more like|rather|make (?:that|it))\b"
    r"|\bnot (?:my|the|in my|in the) \w+(?: \w+)?[\s,]+(?:but|it\W?s|its)\b|\brather than\b|\binstead\W*$",
    re.I,
)
_NUMBER = rf"(?:\d+(?:\.\d+)?|{'|'.join(NUMBER_WORDS)}|(?:a )?(?:few|couple)(?: of)?)"
_AMOUNT = rf"{_NUMBER} ?(?:days?|weeks?|wks?|months?|mths?|mos?|years?|yrs?)\b"
_NOT_BUT = r"[\s,.;-]+(?:(?:but|it\W?s|it is|more like|rather|only|just) )*"
# "2 months, not 6", "6 weeks not months", "not 6 months, 6 weeks".
_PUTS_TIME_RIGHT = re.compile(
    rf"\b{_AMOUNT}[\s,.;-]+(?:and )?not (?:for )?(?:{_NUMBER}|days?|weeks?|months?|years?)\b"
    rf"|\bnot (?:for )?(?:{_AMOUNT}|{_NUMBER}){_NOT_BUT}{_AMOUNT}",
    re.I,
)
# These add up.
_LISTS = frozenset(
    {
        *("care_tried", "pain_limits", "cautions_told", "positions_out", "equipment_missing"),
        *("eased_by", "exercise_goals", "cannot_do", "exercises_left_out", "exercise_kinds_out"),
    }
)
# Facts that "I did have an MRI" turns round.
_YES_OR_NO = ("earlier_surgery", "imaging_had", "sudden_worsening")
# Treatments tried are added to, unless the words put others in their place; "I meant it did not help" does not.
_INSTEAD = re.compile(
    r"\bi meant?\W+(?!(?:i|it|that|they|yes|no)\b|(?:\w+\W+){1,3}(?:did|does|has|was|helped|worked)\b)|\binstead\b"
    r"|\brather\b",
    re.I,
)
# What stands right before care that was not had: "I never went to a chiropractor". "No, I did PT" denies none.
_NOT_HAD_BEFORE = re.compile(
    r"(?:\b(?:never|not|dont|didnt|havent|hadnt|wasnt|without|neither|nor)|n[\u2019']t)\s+"
    r"(?:(?:really|actually|ever|yet|even|do|done|did|have|had|get|got|gotten|been|tr(?:y|ied)|used?|take|taken|took|see|seen"
    r"|saw|go|gone|went|start(?:ed)?|to|for|in|on|of|a|an|the|any|my|some)\s+)*$"
    r"|\bno\s+(?:(?:any|real|actual)\s+)?$",
    re.I,
)
_NOT_HAD_AFTER = re.compile(
    r"^\W{0,3}(?:no|nope|never|not)\b(?!\s+(?:\w+\s+)?(?:help|work|relief|good|use|better|luck|change))", re.I
)


def asks(text: str) -> bool:
    """Whether a sentence of a message is a question: "no. what is that machine" asks, though it begins with a no."""
    return any(QUESTION.search(sentence) for sentence in _SENTENCE_END.split(text.strip()))


def asks_between(view: TurnView) -> bool:
    """Whether a message is a question behind words that may begin a correction: "wait, what is an epidural"."""
    if not view.reading or view.intent not in ASKED:
        return False
    rest = BEFORE_QUESTION.sub("", view.text)
    return rest != view.text and bool(QUESTION.search(rest))


def corrects(view: TurnView) -> bool:
    """Whether the message takes something back that was said before."""
    if view.intent == "correct" or (view.reading and _PUTS_TIME_RIGHT.search(view.text)):
        return True
    return bool(_CORRECTS.search(view.text)) and not asks_between(view)


def contradicts(view: TurnView, told: dict[str, Any]) -> bool:
    """Whether the message says the opposite of what is known, without a word such as "no" or "actually"."""
    known = view.tracker.slots
    flips = any(told.get(name) is not None and known.get(name) is (not told[name]) for name in _YES_OR_NO)
    tried = known.get("care_tried")
    return flips or (isinstance(tried, list) and bool(care_denied(view) & set(tried)))


def merge(known: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """``new`` where nothing is known yet; treatments tried add up."""
    merged: dict[str, Any] = {}
    for name, value in new.items():
        before = known.get(name)
        if name in _LISTS and isinstance(before, list):
            added = [item for item in value if item not in before]
            if added:
                merged[name] = before + added
        elif before in (None, UNKNOWN):
            merged[name] = value
    return merged


def changed(view: TurnView, told: dict[str, Any]) -> dict[str, Any]:
    """What a message that corrects puts right: facts of ``told`` that were known, and are different now."""
    known = view.tracker.slots
    found: dict[str, Any] = {}
    for name, value in told.items():
        before = known.get(name)
        if before is None or before == value:
            continue
        if name == "care_tried" and isinstance(before, list) and not _INSTEAD.search(view.text):
            value = [*before, *(item for item in value if item not in before)]
        found[name] = value
    denied = care_denied(view)
    tried = found.get("care_tried", known.get("care_tried"))
    if isinstance(tried, list) and denied & set(tried):
        found["care_tried"] = [item for item in tried if item not in denied]
    return found


def care_denied(view: TurnView) -> set[str]:
    """Care that the message says was not had; that it did not help says no such thing."""
    if not view.reading:
        return set()
    mentions = [mention for mention in resources.reader().read(view.text).mentions if mention.label == "care"]
    denied = {mention.value for mention in mentions if _is_denied(view, mention.start, mention.end)}
    # "Not the pills, I did PT": what is told in the same words as had stays.
    return denied - {mention.value for mention in mentions if not _is_denied(view, mention.start, mention.end)}


def _is_denied(view: TurnView, start: int, end: int) -> bool:
    if _NOT_HAD_BEFORE.search(view.text[:start]):
        return True
    # "PT yes, chiro no" tells what was tried only where that is asked.
    return view.requested == "care_tried" and bool(_NOT_HAD_AFTER.search(view.text[end:]))
