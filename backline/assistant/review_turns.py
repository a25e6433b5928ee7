"""What is asked right after the outcome of a review: whether that was all, and which care is left.

By itself "is that all?" says goodbye and "what is left besides surgery?" asks for a review, which has just been done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.events import ActionExecuted, ActiveLoop
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.turn_before import last_actions
from backline.language.intents import STORY_WORDS

_SURGERY = r"(?:surger\w+|surgury|sugery|an? op(?:eration)?|operations?|the knife|being operated)"
_FIRST = re.compile(
    r"\b(?:first|before|instead of|rather than|to avoid|without|besides?|apart from|other than|except)\b"
    rf".*\b{_SURGERY}\b"
    r"|\btry first\b",
    re.I,
)
_ELSE = re.compile(
    r"\b(?:what|whats|which|anything|nothing|is there|are there|any)\b.*"
    r"\b(?:left|else|besides?|apart from|other than|other (?:treatments?|options?|ways?|things?|care))\b",
    re.I,
)
_IF_IT_FAILS = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|well|yeah)\W+)*(?:what (?:happens )?)?if (?:\w+\W+){1,4}?"
    r"(?:(?:do|does|did|wo|will|is|has)(?:es)?(?:n\W?t| not)\b|dont|doesnt|wont|never|fails?\b|no help)"
    r"|^\W*(?:(?:and|but|so|ok|okay)\W+)*(?:what )?if (?:none|nothing|neither)\b",
    re.I,
)
_IS_DONE = re.compile(
    r"\b(?:is|are|r|was|were) (?:that|this|it|we|my|the|u|you)\b(?: (?:whole )?(?:review|questions?|check))?"
    r"(?: (?:all|now|it|then|really|already))* (?:it|all|done|over|finished|everything|through|complete|the end)\b"
    r"(?! (?:with|right|the)\b)",
    re.I,
)
_NOT = r"(?:do ?n\W?t|do not|did ?n\W?t|did not|not|never|no need to|would ?n\W?t|rather not|cant be bothered to)"
_DECLINES = re.compile(
    rf"\b{_NOT} (?:\w+ ){{0,3}}?(?:want|need|like|ask(?:ed|ing)?|sign(?:ed)?|come|came|here|interested)\b"
    r"(?: \w+){0,4}? (?:reviews?|questions?|quiz\w*|survey|interview|interrogation|questionnaire)\b"
    rf"|\b{_NOT} (?:\w+ ){{0,3}}?(?:want|like|feel like|care) (?:to (?:do|answer|go through)|doing|answering)"
    r" (?:any|all|this|that|these|it|your|more|questions?)\b"
    r"|\b(?:just|only|merely|simply) (?:want(?:ed)?(?: to)?|wanna|meant to|was|am|i\W?m)?\W*"
    r"(?:t[eo]ll(?:ing)?|say(?:ing)?|let(?:ting)? (?:you|u) know|mention(?:ing)?|shar(?:e|ing)|inform(?:ing)?)\b"
    r"|\b(?:stop|quit|enough) (?:with )?(?:the |these |your |all (?:the|these) |asking (?:me )?)?questions?\b"
    r"|\bstop asking\b"
    r"|^\W*(?:no|please no|no more) (?:review|questions?)\b|\bdid ?n\W?t ask for (?:this|that|a|any)\b",
    re.I,
)
_GOES_ON = re.compile(
    r"\b(?:go(?:ing)? on|continue|carry on|keep going|resume|pick (?:it |this |that )?(?:back )?up|(?:go|get) back)\b"
    r"|\bwhere (?:we|i) (?:were|was|left|stopped|had got|got)\b|\bleft off\b",
    re.I,
)
# What makes a trouble worse, or when it is, tells of no change: "it is worse at night".
_WORSE_WHEN = re.compile(
    r"\bworse (?:(?:is|mostly|always|just) )*(?:at|in|on|when\w*|while|after|with|if|by|during|lying|sitting|standing"
    r"|walking|bending|mornings?|nights?)\b",
    re.I,
)
_DENIED_SIGN = re.compile(r"\b(?:no|not|never|without|n\W?t)\b(?: \w+){0,2}? (?:numb\w*|weak\w*|tingl\w*)", re.I)
_CHANGED = re.compile(
    r"\b(?:wors\w*|sudden\w*|all at once|out of (?:nowhere|the blue)|over ?night|again|back again|increas\w*|intens\w*"
    r"|flar\w*|spread\w*|progress\w*|deteriorat\w*|fast|quick\w*|rapid\w*|more and more|much more|way more"
    r"|hurts? more|more than|stronger|new|now i|numb\w*|weak\w*|tingl\w*|(?:can ?not|cant|can\W?t|unable to) \w+)\b",
    re.I,
)
_CARE_SLOTS = ("care_tried", "care_weeks", "care_outcome", "pain_weeks", "pain_region", "exercises_shown")
_OF_PAIN = re.compile(r"\b(?:pains?|hurts?|aches?|exercis\w+|work|sports?|gym|taking|tablets|pills|surgery)\b", re.I)
_FEW_WORDS = 8
_OF_THE_REVIEW = frozenset({"action_review_care", "action_start_review"})


def asks_if_done(text: str) -> bool:
    """Whether a short message asks if that was all."""
    return len(text.split()) <= _FEW_WORDS and bool(_IS_DONE.search(text))


def asks_what_comes_first(text: str) -> bool:
    """Whether a short message asks for care before or instead of surgery."""
    return len(text.split()) <= STORY_WORDS and bool(_FIRST.search(text))


def asks_what_is_left(text: str) -> bool:
    """Whether a short message asks which other care there is."""
    return len(text.split()) <= STORY_WORDS and bool(_ELSE.search(text) or _FIRST.search(text))


def asks_if_it_fails(text: str) -> bool:
    """Whether a message asks what comes where care does not help: "and if it does not work?"."""
    return bool(_IF_IT_FAILS.search(text))


def declines_questions(text: str) -> bool:
    """Whether a short message wants no questions: "I don't need a review, I was only telling you"."""
    return len(text.split()) <= STORY_WORDS + _FEW_WORDS and bool(_DECLINES.search(text))


def goes_on_with(text: str, tracker: DialogueStateTracker | None) -> str | None:
    """The form that a short message takes up again after it was stopped: "let's go on where we were"; None for none.

    Args:
        text: the message.
        tracker: the conversation before it; None where it is the first.
    """
    if tracker is None or tracker.active_loop_name or len(text.split()) > _FEW_WORDS + 2:
        return None
    if not _GOES_ON.search(text) or _OF_PAIN.search(text):
        return None
    return stopped_form(tracker)


def stopped_form(tracker: DialogueStateTracker) -> str | None:
    """The form that was stopped last; None where none was, or all was put aside since.

    Args:
        tracker: the conversation.
    """
    form, stopped = None, False
    for event in tracker.events:
        if isinstance(event, ActiveLoop) and event.name:
            form, stopped = str(event.name), False
        elif isinstance(event, ActionExecuted) and event.action_name == "action_start_over":
            form = None
        elif isinstance(event, ActionExecuted) and event.action_name == "action_cancel":
            stopped = True
    return form if stopped else None


def is_a_new_pain(tracker: DialogueStateTracker | None, text: str, intent: str, reading: Mapping[str, Any]) -> bool:
    """Whether what is taken for a worsening is a pain told for the first time: "my back went out lifting".

    Where a change is told, or anything was told before, the review with its screen for warning signs stands.

    Args:
        tracker: the conversation before it; None where it is the first.
        text: the message.
        intent: its intent, as its clauses tell it.
        reading: what was read in it, as `message_reader.reading_as_dict` gives it.
    """
    if (
        intent != "report_worsening"
        or reading.get("tried")
        or _CHANGED.search(_DENIED_SIGN.sub(" ", _WORSE_WHEN.sub(" ", text)))
    ):
        return False
    if tracker is None:
        return True
    return not tracker.active_loop_name and all(tracker.get_slot(name) in (None, []) for name in _CARE_SLOTS)


def is_about_the_review(text: str, tracker: DialogueStateTracker | None) -> bool:
    """Whether a message asks about the review that the turn before ended, or takes up one that was stopped.

    Args:
        text: the message.
        tracker: the conversation before it; None where it is the first.
    """
    if goes_on_with(text, tracker) == "care_review_form":
        return True
    if tracker is None or tracker.active_loop_name or tracker.get_slot("care_outcome") is None:
        return False
    if not (asks_if_done(text) or asks_what_is_left(text)):
        return False
    return bool(last_actions(tracker) & _OF_THE_REVIEW)
