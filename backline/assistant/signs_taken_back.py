"""Which urgent sign was heard, and whether somebody says that it was misread: "I stopped going, I didn't fall"."""

from __future__ import annotations

import re
from collections.abc import Collection

from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.alarms import rules_of
from backline.language.intents import STORY_WORDS
from backline.language.small_words import SAID_BESIDE

_WHICH = re.compile(
    r"\b(?:what|which|wat|wht) (?:(?:kind|sort) of )?(?:warning|sign|urgent|danger)|\bwhat sign\b", re.I
)
# Red flag -> the words that deny it. "I did not fall hard" denies no fall: nothing may follow.
_DENIABLE = {
    "fracture": r"(?:fall|fell|fallen|(?:had )?(?:a |any )?(?:bad )?fall|(?:a |an |any )?(?:accident|crash|injury))",
    "infection": r"(?:(?:have |had )?(?:a |any )?(?:fever|chills|infection)|feverish)",
    "cancer": r"(?:(?:have |had )?(?:any )?(?:cancer|tumou?r)|(?:los(?:e|t|ing) )(?:any )?weight)",
    "cauda_equina": r"(?:(?:have |had )?(?:any )?(?:numbness|(?:bladder|bowel) (?:trouble|problems?))|numb)",
    "progressive_weakness": r"(?:(?:have |had )?(?:any )?weakness|weak)",
    "vascular_cardiac": r"(?:(?:have |had )?(?:any )?chest pains?)",
}
_NOT = r"(?:(?:did|do|does|have|had|am|was|is)(?: not|n\Wt)|never|no|not|without|didnt|dont|havent|hadnt|wasnt|aint)"
_ENDS = rf"(?: at all| down| over| anywhere| off anything)?(?=(?:\W+(?:{SAID_BESIDE}|though|tho))*\W*$)"
_DENIED = {
    flag: re.compile(rf"\b{_NOT}(?: (?:really|actually|ever|even))* {words}{_ENDS}", re.I)
    for flag, words in _DENIABLE.items()
}
_LIKE_THAT = r"(?:that|this|it|one|any|anything|so|such a thing)(?: like (?:that|it))?"
_THAT = rf"(?:{_LIKE_THAT}|about (?:a|any) (?:warning )?(?:sign|fall))"
# Nothing more is told: "I never told you, it began in May" takes nothing back.
_NO_MORE = rf"(?=(?:\W+(?:{SAID_BESIDE}|no|that|it|just|at all|like|literally))*\W*$)"
_NEVER_SAID = re.compile(
    r"\b(?:never|didn\W?t|did not) (?:actually |ever |even )?"
    r"(?:say|said|tell|told|mention(?:ed)?|write|wrote|mean|meant)(?: (?:you|u))?"
    rf"(?: {_THAT})?(?: like that| that way| literally)?{_NO_MORE}"
    rf"|\b(?:figure of speech|(?:just )?an expression|figurative\w*|not literal\w*){_NO_MORE}"
    rf"|\b(?:you )?(?:misread(?: me| it| that)?|read (?:it|that|me) wrong|got (?:it|that|me) wrong){_NO_MORE}",
    re.I,
)
_NEVER_PUT_ASIDE = frozenset({"self_harm"})
# What happened instead may be as bad: "I didn't fall, I was hit by a car".
_INSTEAD = re.compile(
    r"\b(?:worse|other|paraly[sz]\w*|no feeling|freez\w*|shak\w*|shiver\w*|\d+|slipp?ed|tripp?ed|hit|dropped|landed"
    r"|knocked|twisted|crash\w*|accident|lifted|jumped|but|though|only|pushed)\b",
    re.I,
)

# Lost weight was found by these alone: no cancer was told.
_OF_WEIGHT = frozenset({"weight_loss_without_trying", "weight_loss", "wasting_seen", "learned"})
_DIET = (
    r"(?:diet(?:s|ing|ed)?|keto|low carb|weight watchers|slim\w* \w+|calorie\w*|ozempic|wegovy|mounjaro|zepbound"
    r"|fasting|bypass)"
)
_LOST_ON_PURPOSE = re.compile(
    rf"\b(?:(?:was|were|am|been|i'?m|im|went|started|did|doing|on|with|following|because of|due to|from"
    rf"|by|since) "
    rf"(?:\w+ ){{0,3}}?{_DIET}|(?:i|was|were|am|i'?m|im|been) (?:\w+ )?(?:dieting|fasting)|(?:count(?:ed|ing)|cut\w*) "
    r"(?:\w+ ){0,2}?(?:calories|carbs|sugar|sweets|out \w+)|on purpose|intentional(?:ly)?|deliberate(?:ly)?"
    r"|(?:was|am|been|i'?m|im) (?:\w+ )?(?:trying|working) to (?:lose|slim|drop)|(?:wanted|meant|planned) (?:to|it)"
    r"(?: (?:lose|slim|drop)\w*)?|(?:ate|eating|eat) (?:\w+ )?(?:less|healthy|healthier|better)|(?:changed"
    r"|changing) (?:what|how) i eat)\b",
    re.I,
)
_NO_EXPLANATION = re.compile(
    r"\b(?:not|n'?t|never|no|without|but|though|although|despite|even|still|more than|stopped|ended|years? ago"
    r"|before that|if"
    r"|should|can i|could|maybe|dont|didnt|wasnt|isnt|havent|normal diet)\b|n't\b|\?",
    re.I,
)


def asks_which_sign(text: str) -> bool:
    """Whether a short message asks which warning sign there was."""
    return len(text.split()) <= STORY_WORDS and bool(_WHICH.search(text))


def explains_weight_loss(text: str) -> bool:
    """Whether words say that weight was lost on purpose, or by a diet."""
    plain = text.replace("\u2019", "'")
    return bool(_LOST_ON_PURPOSE.search(plain)) and not _NO_EXPLANATION.search(plain)


def signs_taken_back(text: str, flags: Collection[str], cancer_rules: Collection[str] = ()) -> frozenset[str]:
    """Which urgent signs a short message says were never there, or never said.

    Args:
        text: the message, which names no sign itself.
        flags: the signs that are open.
        cancer_rules: the rules that found a sign of cancer: lost weight alone is explained by a diet.
    """
    only_weight = bool(cancer_rules) and set(cancer_rules) <= _OF_WEIGHT
    if "cancer" in flags and only_weight and len(text.split()) <= STORY_WORDS and explains_weight_loss(text):
        return frozenset({"cancer"})
    if len(text.split()) > STORY_WORDS or _INSTEAD.search(text):
        return frozenset()
    if _NEVER_SAID.search(text):
        return frozenset(flags) - _NEVER_PUT_ASIDE
    return frozenset(flag for flag in flags if flag in _DENIED and _DENIED[flag].search(text))


def takes_back_the_sign(text: str, tracker: DialogueStateTracker | None) -> bool:
    """Whether a message says that an urgent sign which stands was misread.

    Args:
        text: the message, which names no sign itself.
        tracker: the conversation before it; None where it is the first.
    """
    if tracker is None or tracker.get_slot("red_flag_tier") != "urgent":
        return False
    if tracker.active_loop_name not in (None, "care_review_form"):
        return False
    if tracker.get_slot("requested_slot") == "warning_signs":
        return False  # "I didn't fall" answers the question under way
    rules = rules_of((event.as_dict() for event in tracker.events), "cancer")
    return bool(signs_taken_back(text, tracker.get_slot("red_flags") or (), rules))
