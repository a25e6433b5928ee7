"""Why is it worse in the morning, at night, when I sit, when I cough? When pain comes, asked for and asked on about.

Such a question names no topic, and what it asks is told by the answers about that time. Pain at night may be a warning
sign: what is read as one never comes here, and the answers about the night send those to a doctor who have it often.
"""

from __future__ import annotations

import re

from backline.assistant.asked import Asked, known_topics
from backline.knowledge import Topic

_WHEN = r"(?:when|whenever|wen|while|whilst|if|after|everytime|every time|from|as soon as|once)"
_I = r"(?: (?:i|you|we|one|he|she))?(?: (?:am|have been|get|try to|go to|first|just|start))*"
_MORNING = (
    rf"in (?:the |my )?(?:early )?mornings?|mornings?|morni?ngs?|first thing|{_WHEN}{_I} "
    r"(?:wak(?:e|es|ing)(?: up)?|woke(?: up)?|get(?:ting)? (?:up(?! (?:from|off|out of))|out of bed)|slept"
    r"|sleeping)|on waking"
)
_NIGHT = (
    r"(?:at|in the|during the|every|all|by) ni(?:gh?)?te?s?|nights?|nighttime|overnight|in bed|at bedtime|lying down"
    rf"|{_WHEN}{_I} (?:lie|lay|lying|laying|lie down|lay down|sleep|asleep|in bed|go(?:ing)? to (?:bed|sleep))"
)
_SITTING = (
    rf"{_WHEN}{_I} (?:\w+ )?(?:sit|sits|sitting|siting|sat|seated|driv(?:e|ing)|stand(?:ing)? up)"
    r"(?: down| up)?|sitting|siting|to sit|in the car|at my desk|in (?:a|my) chair"
    r"|(?:get|stand|stood|getting|standing) up (?:from|out of) (?:a|my|the) \w+"
)
_COUGH = (
    rf"{_WHEN}{_I} (?:\w+ )?(?:cough|coff|caugh|sneez|sneas|laugh)\w*|(?:cough|sneez|laugh)ing"
    r"|to (?:cough|sneeze|laugh)"
)
_WEATHER = (
    r"weather|wether|rain(?:ing)?|humidity|whether (?=changes)|winters?|(?:when|if|whenever) it (?:is |gets )?(?:\w+ )?"
    r"(?:cold|colder|rain\w*|damp|wet|humid|storm\w*|snow\w*)|in the (?:cold|rain|damp|wet)|(?:cold|rainy|damp) days?"
    r"|storms?|barometric"
)
_STANDING = rf"{_WHEN}{_I} (?:\w+ )?(?:stand|stands|standing|stood|walk|walks|walking)|standing|to (?:stand|walk)"
_BENDING = (
    rf"{_WHEN}{_I} (?:\w+ )?(?:bend|bends|bending|bent|lean(?:ing)? forward|lift|lifts|lifting)(?: over| down)?"
    r"|bending|to bend|picking (?:things|something|stuff) up"
)
# In this order: "getting up in the morning" is of the morning, "standing up after sitting" of sitting.
_TIMES = tuple(
    (topic, re.compile(rf"\b(?:{words})\b"))
    for topic, words in (
        ("weather_pain", _WEATHER),
        ("cough_pain", _COUGH),
        ("morning_pain", _MORNING),
        ("night_pain", _NIGHT),
        ("sitting_pain", _SITTING),
        ("bending_pain", _BENDING),
        ("standing_pain", _STANDING),
    )
)
#: The topics that tell about a time of pain.
PAIN_TIMES = frozenset(topic for topic, _ in _TIMES)

_HURTS = re.compile(
    r"\b(?:hurts?|hurting|hrts?|pains?|painful|ach(?:e|es|ing|y)|sore|stiff\w*|worse|wors|worst|bad|badly|kill\w*|tight"
    r"|throb\w*|act(?:s|ing)? up|flar\w+|spasms?|more|sciatica|twinge)\b"
)
_WHY = re.compile(
    r"\b(?:why|how come|what (?:causes|makes|would make|could make|can make|does it mean|is the reason)|reason)\b"
    r"|^\W*(?:(?:and|so|but|hi|hello)\W+)*y\b"
    r"|\b(?:is it|is that|it is) (?:normal|bad|ok|okay|serious|usual|common|a bad sign|weird)\b"
    r"|\b(?:does|do|can|could) (?:the )?(?:cold|weather|wether|rain|damp|humidity|winter|sitting)\b"
)
_WHAT_HELPS = re.compile(
    r"\b(?:wh?at (?:helps|can|could|should|shud|do|to do|works|is good)|how (?:do|can|could|should|shud|to)|tips|advice"
    r"|any ?thing (?:for|i can do)|help with|get rid of|ease|relief)\b"
)
# With these words a sign or another matter has the say, and a body part that is none of ours is asked about elsewhere.
_NOT_HERE = re.compile(
    r"\b(?:numb\w*|tingl\w*|weak\w*|giv(?:e|es|ing) (?:way|out)|drag\w*|fever\w*|chills?|sweat\w*|bladder|bowels?"
    r"|pee|peeing|poo\w*|wet myself|incontinen\w*|leak\w*|fell|fall|crash\w*|accident|chest|breath\w*|faint\w*|dizz\w*"
    r"|weight loss|lost weight|losing weight|cancer|tumou?r|unbearable|swell\w*|swollen|lump|surg\w+|operat\w+|fusion"
    r"|fused|discectomy|laminectomy|injections?|shots?|epidural|pregnan\w*|period|exercises?|stretch\w*|bridge|plank"
    r"|crack\w*|pop(?:s|ping)?|click\w*|pills?|meds?|medic\w+|headaches?|migraine|heat|ice|mattress|pillow"
    r"|work out|gym)\b"
)
_OTHER_PART = re.compile(
    r"\b(?:ribs?|head|ears?|throat|nose|stomach|belly|tummy|knees?|shoulders?|hips?|groin|teeth|jaw|eyes?|lungs?)\b"
)
# A plain "should i sleep on my side" is of sleep.
_HOW_TO_LIE = re.compile(r"\b(?:position|side|mattress|pillow|best way)\b")
_FEW_WORDS = 7
_LEAD = (
    r"^\W*(?:(?:and|but|so|ok|okay|well|then|also|what about|wat about|how about|about|what if it is"
    r"|is it the same)\W+)*"
)
_LATER = tuple(
    (topic, re.compile(rf"{_LEAD}(?:(?:in|at|for) )?(?:the )?(?:{words})(?: (?:then|though|too|please|time))?\W*$"))
    for topic, words in ((topic, pattern.pattern[len(r"\b(?:") : -len(r")\b")]) for topic, pattern in _TIMES)
)
_ASKS_ON = re.compile(r"^\W*(?:and|but|so|ok|okay|also|what about|wat about|how about)\b|\?\s*$")


def asked_of_a_time(plain: str, topics: list[str], *, is_ours: bool) -> Asked | None:
    """What a message asks about pain at a certain time; None where it asks nothing of the kind.

    Args:
        plain: the message in plain words, which names no warning sign.
        topics: the topics that it names.
        is_ours: whether it is about no other part of the body alone.
    """
    if _NOT_HERE.search(plain) or known_topics(topics, "care", "surgery"):
        return None
    found = _time_in(plain)
    # A sneeze sounds like a cold; that it hurts is a matter of the back unless another part is named.
    ours = is_ours or (found == "cough_pain" and not _OTHER_PART.search(plain))
    if found is None or not ours or not _HURTS.search(plain):
        return None
    if _WHY.search(plain):
        return Asked.of(found, "causes")
    return Asked.of(found, "self_care") if _WHAT_HELPS.search(plain) and not _HOW_TO_LIE.search(plain) else None


def asks_on_of_a_time(plain: str, spoken: Topic) -> Asked | None:
    """What a few words ask on about a time, after a trouble was told about: "and at night?"; None where they do not.

    Args:
        plain: the message in plain words.
        spoken: the topic that was told about last.
    """
    if spoken.kind not in ("condition", "spine") or len(plain.split()) > _FEW_WORDS or not _ASKS_ON.search(plain):
        return None
    found = next((topic for topic, words in _LATER if words.match(plain)), None)
    return Asked.of(found, "self_care") if found else None


def _time_in(plain: str) -> str | None:
    return next((topic for topic, words in _TIMES if words.search(plain)), None)
