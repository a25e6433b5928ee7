"""Who complains of the clinic, its people or this chat: anger at somebody is no despair, and is heard by a person.

The intent classifier takes "I am so angry at this clinic" for distress, and "your nurse did my injection on the wrong
side" for a question about injections.
"""

from __future__ import annotations

import re

from backline.language.plain_text import plain_text

_STAFF = (
    r"(?:nurses?|doctors?|docs?|dr|surgeons?|staff|receptionists?|secretary|front desk|office|clinic|team"
    r"|people|hospital"
    r"|practice|assistants?|therapists?|physio\w*|billing|lady|guy|place|service|company|website|app|chat|bot)"
)
_ANGRY = (
    r"(?:angry|angrey|furious|mad|pissed(?: off)?|livid|fuming|disgusted|fed up|disappointed|upset|annoyed"
    r"|outraged|unhappy|cross"
    r"|frustrated|appalled)"
)
# What of "the" may be the clinic: "the surgeon" and "the people at my gym" are of a story.
_OF_THE_CLINIC = r"(?:receptionists?|secretary|front desk|staff|office|clinic|billing|website|app|chat|bot)"
_OURS = rf"(?:(?:your|ur) (?:\w+ )?{_STAFF}|(?:the|this|that) (?:\w+ )?{_OF_THE_CLINIC}|this (?:place|company|service))"
# "I have a complaint" alone makes one; with a body behind it is a symptom.
_MAKES_ONE = re.compile(
    r"\b(?:make|file|lodge|submit|write|send|raise|register|put in) (?:a |an |my |another )?(?:formal |official )?"
    r"compl(?:ai|a|ia)nt?s?\b(?! (?:of|is|was))"
    r"|\b(?:formal|official) compl(?:ai|a|ia)nt?s?\b"
    rf"|\bcompl(?:ai|a|ia)nt?s? (?:about|against|with|regarding|for) (?:you|u|{_OURS})\b"
    r"|^\W*(?:(?:hi|hello|hey|so|well|ok|yes)\W+)*(?:i (?:have|got|have got|want|need) |this is )a"
    r" compl(?:ai|a|ia)nt?\W*$"
    r"|\b(?:want|wanna|like|need|going|gonna|wish|where (?:can|do) i|how (?:can|do) i|who (?:can"
    r"|do) i)(?: to)? compla?in\b"
)
_IS_ANGRY = re.compile(
    rf"\b{_ANGRY}\b(?: \w+){{0,2}}? (?:(?:at|with|about|by|over|on) )?(?:you|u|ur|(?:your|ur|this|the"
    rf"|that) (?:\w+ )?{_STAFF})\b"
    rf"|\b{_ANGRY}\b (?:(?:that|because|cause|cuz|cos|bc) )?(?:you|u|they|nobody|no one|noone|your|ur)\b"
)
_WRONGED = re.compile(
    rf"\b{_OURS}\b(?: \w+){{0,7}}? (?:(?:on|in|at) the wrong\b"
    rf"|did (?:\w+ ){{1,4}}?wrong"
    r"|(?:was|were|is|are|been) (?:\w+ ){0,2}?(?:rude|mean|nasty|awful|horrible|terrible|unprofessional"
    r"|useless|disrespectful"
    r"|dismissive|late|careless)|(?:ignored|yelled|shouted|laughed at|lied|botched|messed|screwed|forgot"
    r"|hung up|overcharged"
    r"|dismissed|insulted)\b|lost my\b|made (?:a |an )?(?:\w+ )?mistake|treated me (?:\w+ )?(?:bad|like"
    r"|poor|rude|awful|terribl)\w*)"
)
# Whoever does this to the writer, in plain words.
_MEAN_TO_ME = re.compile(
    r"\b(?:the|this|that) (?:\w+ )?(?:nurses?|doctors?|docs?|dr|surgeons?|assistants?|therapists?"
    r"|physio\w*|lady|guy)\b"
    r"(?: \w+){0,5}? (?:(?:yelled|shouted|laughed|swore) at me|hung up on me|(?:insulted|ignored|dismissed) me"
    r"|(?:was|were|is|are) (?:\w+ ){0,2}?(?:rude|mean|nasty|unprofessional|disrespectful|dismissive)"
    r"(?: to me|$| [.!,;]))"
)
_KEPT_WAITING = re.compile(
    r"\b(?:you|u|they|your \w+|the clinic|this clinic)(?: \w+){0,2}? (?:mak(?:e|es|ing)|made|keeps?|kept"
    r"|leave|left|have|had|got)"
    r"(?: \w+)? (?:me|us) (?:wait\w*|on hold|hanging)\b"
    r"|\b(?:nobody|no one|noone|none of you|you|u|they|the clinic)(?: \w+)? (?:(?:did|do|has|have) not|never|ever)"
    r"(?: \w+)? (?:call(?:ed)?|rang|phoned|got back)\b(?! (?:it|this|that)\b)"
    r"(?! (?:me |us )?(?:back )?(?:at|in|on|before|after"
    r"|during|until)\b)"
    r"|\b(?:nobody|no one|noone) (?:called|rang|phoned|got back|calls)\b(?! (?:it|this|that|him|her|them|the|a|an)\b)"
)
# With one of these it may be more than anger.
_DESPAIR = re.compile(
    r"\b(?:die|dying|dead|death|kill\w*|suicid\w*|end (?:it|this|my)|go on|hopeless|no point|pointless"
    r"|giv(?:e|ing) up|alone"
    r"|take (?:it|this|much) (?:any|no)|worthless|burden|myself|my life|living|live|hurt (?:you|them|him"
    r"|her|some\w+))\b"
)
_ASKS = re.compile(r"^\W*(?:is|are|does|do|did|can|could|will|would|should|may)\b")


def complains_of_the_clinic(text: str) -> bool:
    """Whether a message is a complaint about the clinic, its people, the waiting or this chat, and tells no despair.

    Args:
        text: the message, which names no warning sign.
    """
    plain = plain_text(text)
    if _DESPAIR.search(plain):
        return False
    if _MAKES_ONE.search(plain) or _IS_ANGRY.search(plain):
        return True
    return not _ASKS.match(plain) and any(pattern.search(plain) for pattern in (_WRONGED, _MEAN_TO_ME, _KEPT_WAITING))
