"""Whom a phrase is about: the person who needs help, or somebody in their history."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backline.language.negation import CLAUSE_ENDS
from backline.language.normalise import word_set
from backline.language.words import SentenceWords

# People somebody may write for; what they have is not only family history.
_WRITTEN_FOR = word_set(
    "mother mom father dad brother sister husband wife son daughter partner boyfriend girlfriend friend"
)
#: Words for people around somebody that mean nobody else, in any sentence.
RELATIVES = _WRITTEN_FOR | word_set(
    "mum parent parents sibling grandmother grandma grandfather grandpa uncle aunt cousin nephew niece spouse grandson "
    "granddaughter gran granny nan nana grandad granddad auntie friends neighbor neighbour coworker colleague boss "
    "roommate flatmate"
)
_CALLED = (
    "mummy|hubby|missus|bf|gf|fianc[e\u00e9]e?|ex|kids?|child|children|mate|neighbou?rs"
    "|(?:step|foster)(?:son|daughter|dad|mom|mum|father|mother|brother|sister)"
    "|(?:mother|father|sister|brother|son|daughter)-?in-?law"
)
#: A pattern for these, and for the words that mean one where "my" or "our" stands before: "my ex", "our kids".
RELATIVE = rf"(?:{'|'.join(sorted(RELATIVES, key=len, reverse=True))}|{_CALLED})"
_OTHERS = RELATIVES | word_set("family relatives relative someone somebody people others")
_ANIMALS = word_set("dog dogs cat cats pet puppy kitten rabbit")
_IN_THE_FAMILY = re.compile(r"\bfamily (?:history|hx)\b|\bruns? in (?:my|the|our) family\b|\bin my family\b")
_BODY = r"(?:back|neck|spine|leg|legs|arm|arms|foot|feet|hand|hands|hip|sciatica|disc|discs|shoulder|buttocks?|pain)"
_OWN_COMPLAINT = re.compile(
    rf"\bmy (?!(?:{'|'.join(sorted(_OTHERS))}) )(?:\w+ ){{0,2}}{_BODY}\b|\bi (?:hurt|injured|fell)\b"
    r"|\bi (?:(?:only|just|also|myself|really|now|still) )*(?:have|am|had|got|feel|get|suffer) (?:\w+ ){0,6}"
    rf"(?:{_BODY}|aches?|hurts?|numb\w*|stenosis|scoliosis|arthritis)\b"
    # "My friend got hurt there, is it safe for me" asks for the writer.
    r"|\b(?:safe|ok|okay|good|right|risky|dangerous|risk|common|likely|happen|option) (?:for|to|with) me\b"
    # What to do for somebody is asked for them: "is it ok for me to move him".
    r"(?! to\b)"
)
_TO_DEATH = 6  # words
_TO_CAUSE = 7
# A name of the illness may have words before it: "died of stage four spine cancer".
_DIED_OF = re.compile(
    r"(?<!\bi )(?<!\balmost )(?<!\bnearly )\b(?:died|passed(?: away)?|lost (?:his|her|their) (?:life|battle|fight))"
    r"(?: \w+)? (?:of|from|to|with) (?:(?!i |my |and |but )\w+ ?){0,4}$"
)
# "My dad had chest pain and died": whatever it was is history.
_DIED_OF_IT = re.compile(r"(?:(?!i |my |now |but |, ?i )\S+ ){0,3}?(?:he |she |then )?(?:died|passed away)\b")
_PATIENT = rf"(?:{'|'.join(sorted(_WRITTEN_FOR))})"
_OTHERS_COMPLAINT = re.compile(
    rf"\b(?:his|her|their|{_PATIENT}) (?:\w+ ){{0,2}}{_BODY}\b"
    # "Since she is 90" tells an age and no complaint.
    rf"|\b(?:he|she|{_PATIENT}) (?:has|is(?! (?:(?:about|almost|now|over) )?(?:\d+|old)\b)|can|keeps|gets|feels|suffers"
    r"|cries|complains)\b"
)


def is_about_another(sentence: SentenceWords, start: int, end: int, message: str) -> bool:
    """True where the phrase tells of somebody else's history and the message is about the writer."""
    if "family" in sentence.text and _IN_THE_FAMILY.search(sentence.text):
        return True
    before = sentence.words[:start]
    if is_of_an_animal(before):
        return True
    if is_what_somebody_died_of(before):
        return True
    if _OTHERS.isdisjoint(before):
        return False
    last = max(i for i, word in enumerate(before) if word in _OTHERS)
    between = before[last + 1 :]
    if "i" in between or "my" in between:
        return False
    after = " ".join(sentence.words[end : end + _TO_DEATH])
    if "died" in between or "passed away" in " ".join(between) or _DIED_OF_IT.match(after):
        return True
    return bool(_OWN_COMPLAINT.search(message)) and not _OTHERS_COMPLAINT.search(message)


def has_own_complaint(message: str) -> bool:
    """True where the writer tells of a trouble of their own; then what a relative has is somebody else's."""
    return bool(_OWN_COMPLAINT.search(message))


def is_what_somebody_died_of(before: Sequence[str]) -> bool:
    """True for what "my teacher died of", whoever it was; "I nearly died of it" is the writer's."""
    return bool(_DIED_OF.search(" ".join([*before[-_TO_CAUSE:], ""])))


def is_of_an_animal(before: Sequence[str]) -> bool:
    """True for "my dog is paralyzed", not for "knocked down by a dog"."""
    if _ANIMALS.isdisjoint(before[-5:]):
        return False
    for at in range(len(before) - 1, max(-1, len(before) - 6), -1):
        if before[at] in CLAUSE_ENDS:
            return False
        if before[at] in _ANIMALS:
            return (
                at >= 1 and before[at - 1] in ("my", "our", "his", "her") and (at < 2 or before[at - 2] in CLAUSE_ENDS)
            )
    return False
