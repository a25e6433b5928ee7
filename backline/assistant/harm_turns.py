"""Who tells that a person hurts, threatens or frightens them, and what they write after that.

The intent classifier takes "my husband, not me" for it, because whoever is hurt names a person too; and "my boyfriend
hits me and my back hurts" for a back that hurts.
"""

from __future__ import annotations

import re

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.language.intents import STORY_WORDS
from backline.language.people import RELATIVE

HARMED = "harmed"

_HURTING = (
    r"(?:hit(?:s|ting)?|beat(?:s|en|ing)?|punch\w*|kick\w*|slap\w*|chok\w+|strangl\w+|threaten\w*|abus\w+|attack\w*"
    r"|assault\w*|rap(?:e|es|ed|ing)|bash\w*|smack\w*|batter\w*|burn(?:s|ed|t)?|bit(?:es?|ing)?|spit\w*|molest\w*"
    r"|terroris\w*"
    r"|whack\w*|thump\w*|headbutt\w*)"
)
# Said of anybody, also of a physio; of a partner it is meant.
_ROUGH = (
    r"(?:push(?:es|ed|ing)?|shov(?:e|es|ed|ing)|hurt(?:s|ing)?|grab(?:s|bed)?|drag(?:s|ged)?|thr(?:ew|ows?)"
    r"|lock(?:s|ed)"
    r"|harm(?:s|ed)?)"
)
_BY = rf"(?:my|our) (?:(?!physio|chiro|massage)\w+ ){{0,2}}(?:{RELATIVE}|carer|caregiver|landlord|lodger)"
_SHE = r"(?:he|she|they|someone|somebody|the (?:man|woman|guy|person)(?: \w+){0,4}|people)"
_MEANS = r"(?: \w+){0,2}? "
_TELLS = re.compile(
    rf"\b{_BY}(?:(?:'?s)? \w+){{0,3}}? (?:{_HURTING}|{_ROUGH})(?: (?!to\b)[\w']+){{0,2}}? (?:me|us)\b(?! (?:to|too"
    rf"|hard to|harder|in (?:my|a|the) (?:wheel)?chair))"
    rf"|\b{_BY}(?: \w+){{0,3}}? (?:thr(?:ew|ows?) (?:\w+ ){{1,2}}at me|is (?:\w+ )?(?:violent|abusive"
    rf"|rough with me))\b"
    rf"|\b{_SHE}(?:'?s| is| has| will| would| keeps| always| often| sometimes| just| used to"
    rf"|'?ll)*{_MEANS}?{_HURTING}(?: up)? (?:me|us)\b(?! (?:to|with (?:a|the) (?:bill|news)|that))"
    rf"|\b(?:he|she|someone|somebody) (?:\w+ ){{0,2}}?(?:push\w+|shov\w+|thr(?:ew|ows?)) me (?:down|against|into"
    rf"|over|off|around|onto|across|on purpose|again|out)\b"
    rf"|\b(?:someone|somebody|he|she) (?:at home )?(?:hurts|harms|is hurting|frightens|scares) me\b"
    rf"|\b(?:i am|i'?m|im|was|got|been|being|getting|get) (?:being )?(?:hit|beaten(?: up)?|abused|kicked|punched"
    rf"|slapped|choked|assaulted|attacked|raped|pushed|shoved|hurt) (?:\w+ )?by (?:{_BY}|him|her|someone|somebody)\b"
    r"|\b(?:i am|i'?m|im) being (?:abused|beaten|hit|threatened)\b|\babusive (?:relationship|home|marriage|husband"
    r"|wife|partner|boyfriend|girlfriend)\b"
    rf"|\b(?:afraid|scared|frightened|terrified|fear) (?:of|for my life with) (?:{_BY}|him|her|what (?:he"
    rf"|she) (?:will|might|could|does))\b"
    r"|\bmy \w+ (?:punch(?:es|ed)|slap(?:s|ped)|kick(?:s|ed)|chok(?:es|ed)|strangle[sd]|threaten(?:s|ed)"
    r"|rape[sd]) me\b"
    r"|\bdomestic (?:violence|abuse)\b|\b(?:not|don'?t)(?: feel)? safe (?:at|in my own|in my) (?:home|house)\b"
    rf"|\bnot safe with (?:{_BY}|him|her)\b|\bgets? (?:rough|violent) with me\b",
    re.I,
)
_BY_ACCIDENT = re.compile(
    r"\b(?:by accident|accident(?:al)?ly|by mistake|play(?:ing|ed|s)?|game|ball|football|soccer|rugby|hockey|tennis"
    r"|cricket|sports?"
    r"|bike|car|truck|bus|van|scooter|trolley|cart|door|dog|horse|baby|toddler|massag\w+|stretch\w+|joke|joking"
    r"|spar\w*|karate|judo"
    r"|mma|boxing|jiu|wrestl\w+|dance|dancing|not on purpose|didn'?t mean)\b",
    re.I,
)
# "He pushed me to see somebody" urges.
_URGES = re.compile(r"\bpush\w* (?:me|us)(?: \w+)? to \w+", re.I)
# Anything of a person who hurts; without any of it a message is not about that.
_NAMES = re.compile(
    rf"\b(?:{_HURTING}|{_ROUGH})(?: [\w']+){{0,2}} (?:me|us|him|her|them|my|on purpose)\b"
    r"|\b(?:am|'?m|being|been|was|were|get|got|gets|getting) (?:hit|beaten|hurt|abused|kicked|punched|pushed|shoved"
    r"|attacked|raped|slapped)\b"
    r"|\b(?:abus\w+|violen\w+|assault\w*|threat\w*|rough with|unsafe|not (?:feel(?:ing)? )?safe|n'?t (?:feel )?safe"
    r"|afraid|scared"
    r"|scares|frighten\w*|domestic|bull(?:y|ies|ied|ying)|attack\w*|hits|beats|punches|kicks|slaps|chokes|molest\w*"
    r"|rape[ds]?"
    r"|terrif\w+|yells?|shouts?|screams?|control\w+|stalk\w*)\b",
    re.I,
)
# Short words that go on with it: who it is, that there is no way out, what may come.
_GOES_ON = re.compile(
    rf"\b{RELATIVE}\b|\b(?:he|she|him|her|they|them|someone)\b|\b(?:leave|leaving|escape|go back|stay with|get out"
    rf"|get away|nowhere"
    r"|move out|police|safe|scared|afraid|fear|alone|again|tell (?:anyone|anybody|someone)|report|help me|kids"
    r"|children|my fault"
    r"|deserve|what (?:can|should|do) i do|bruis\w+|every (?:day|night|week)|often|years|drunk|drinks?)\b",
    re.I,
)
# So clearly that nothing else is meant.
_SURELY_GOES_ON = re.compile(
    r"\b(?:nowhere|leave (?:him|her|them)|can'?t leave|cannot leave|escape|get (?:out|away)|move out|police|my fault"
    r"|scared|afraid|every (?:day|night)|drunk)\b",
    re.I,
)
# What may be said in between, and is answered as ever.
_OTHER_WISHES = frozenset(
    {
        "thank",
        "goodbye",
        "greet",
        "request_contact",
        "ask_human",
        "ask_clinic",
        "start_over",
        "cancel",
        "request_exercises",
    }
    | {
        "affirm",
        "deny",
        "resolved",
        "emergency",
        "warning_sign",
        "review_care",
        "bot_challenge",
        "ask_privacy",
        "distress",
    }
)
_TURNS = 3


def tells_of_violence(text: str) -> bool:
    """Whether a message says that a person hurts, threatens or frightens the writer."""
    plain = " ".join(text.replace("\u2019", "'").split())
    return bool(_TELLS.search(_URGES.sub(" ", plain))) and not _BY_ACCIDENT.search(plain)


def may_tell_of_violence(text: str) -> bool:
    """Whether anything in a message tells of somebody who hurts or frightens; a person's name alone does not."""
    return bool(_NAMES.search(_URGES.sub(" ", text.replace("\u2019", "'")))) or tells_of_violence(text)


def goes_on_about_it(text: str, tracker: DialogueStateTracker | None, intent: str) -> bool:
    """Whether a short message soon after somebody told of violence is about that.

    Args:
        text: the message.
        tracker: the conversation before it; None where it is the first.
        intent: its intent, as its clauses tell it.
    """
    if tracker is None or len(text.split()) > STORY_WORDS or not _GOES_ON.search(text):
        return False
    if intent in _OTHER_WISHES and not _SURELY_GOES_ON.search(text):
        return False
    said = [event for event in tracker.events if isinstance(event, UserUttered)][-_TURNS:]
    return any(event.intent_name == HARMED or tells_of_violence(event.text or "") for event in said)
