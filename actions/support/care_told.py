"""Care that is only told of, and care that has failed: the first gets a word and an offer, the second the review."""

from __future__ import annotations

import re
from typing import Any

from actions.support.facts import care_that_lasted, facts_in, improvement_told
from actions.support.improvement import only_for_a_while
from actions.support.view import TurnView
from actions.support.whose import own_words

# From so many weeks on pain that is told beside care is worth a look at the care.
_WEEKS = 3
_STILL = re.compile(
    r"\bstill (?:\w+ ){0,3}?(?:hurt\w*|pain\w*|ach\w*|sore|bad|there|here|the same|suffer\w*|stiff|no|not|can\W?t)\b"
    r"|\b(?:pain|ache|it|sciatica) (?:\w+ ){0,2}?(?:came|comes|keeps|is|has come|was|s) (?:\w+ )?"
    r"(?:back|coming back|returning)\b"
    r"|\b(?:worse|no better|not better|wore off|wears off|fed up|desperate|at my wits|useless|waste of)\b",
    re.I,
)
_WHAT_TO_DO = re.compile(
    r"\bwhat (?:\w+ )?(?:now|next|else|to do|(?:should|can|could|do|would) (?:i|you|we))\b"
    r"|\b(?:any (?:other |more )?(?:ideas?|advice|options?|suggestions?)|where do i go|can you help|help me|please help"
    r"|is there (?:anything|something)|running out of|out of options)\b",
    re.I,
)
_WELL = re.compile(
    r"\b(?:(?:no|without|free of|zero) pain|pain ?free"
    r"|(?:went|goes|going|doing|does|did|do|works?|worked|feel\w*|am|was|is|it\W?s) (?:\w+ )?"
    r"(?:well|great|good|fine|better|nice|amazing|wonders|lovely)|love (?:it|them)|helps?|helped|a lot better)\b",
    re.I,
)
_COURSE = re.compile(r"\b(?:weeks|wks|months?|mths|years?|yrs?)\b", re.I)
_NOT = re.compile(
    r"\b(?:not|n\W?t|never|nothing|no (?:\w+ )?help|zero(?! pain)|nil|zilch|fail\w*|hardly|barely|didnt|dont|doesnt)\b",
    re.I,
)


def care_calls_for_review(view: TurnView) -> bool:
    """Whether a message that tells of care also tells that it failed or that pain lasts, or asks what to do."""
    told = facts_in(view)
    improved = improvement_told(view).get("care_improved")
    text = own_words(view)
    if improved is False or only_for_a_while(text) or _STILL.search(text) or _WHAT_TO_DO.search(text):
        return True
    if told.get("sudden_worsening") is not None or told.get("cannot_do"):
        return True
    if improved or goes_well(view):
        return False
    if told.get("care_tried") == ["surgery"] and "recent_surgery" in (told.get("cautions_told") or ()):
        return False  # "had a fusion two weeks ago" tells how long ago that was
    weeks = told.get("pain_weeks") or told.get("care_weeks") or view.slot("pain_weeks")
    course = bool(_COURSE.search(text)) and bool({*care_that_lasted(view)} - {"surgery"})
    return course or (isinstance(weeks, (int, float)) and weeks >= _WEEKS)


def goes_well(view: TurnView) -> bool:
    """Whether the message tells that things go well."""
    text = own_words(view)
    return bool(_WELL.search(text)) and not _NOT.search(text)


def care_facts(view: TurnView) -> dict[str, Any]:
    """What a message tells that an offered review would ask for."""
    told = {**facts_in(view), **improvement_told(view)}
    lasted = care_that_lasted(view)
    return {**({"care_tried": lasted} if lasted else {}), **told}
