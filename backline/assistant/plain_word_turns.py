"""Questions in everyday words that name no topic, or another by the way: discs that heal, running, going to work."""

from __future__ import annotations

import re

from backline.assistant.activity_words import ACTIVITIES, SPORTS
from backline.assistant.asked import Asked, known_topics
from backline.assistant.exercise_turns import EXERCISE_TOPICS
from backline.assistant.message_reader import read_by_rules
from backline.knowledge import Answer, Topic
from backline.language.intents import ASPECT_OF, OUT_OF_SCOPE
from backline.language.operation_words import OPERATION, SPINE_OPERATION

_HEALS = (
    r"(?:heal\w*|repair\w*|grow back|regrow|regenerate|shrink|go away|re ?absorb\w*|resorb\w*|fix (?:itself|themselves)"
    r"|come back|recover)"
)
_DISC_HEALS = re.compile(rf"\b(?:discs?|disks?|dics?)\b.{{0,40}}\b{_HEALS}\b")
_COMES_BACK = re.compile(
    r"\b(?:come|comes|coming|came|happen|slip\w*|herniat\w*|bulg\w*) (?:back|again)\b|\bre ?herniat\w*\b"
)
_AFTER_SURGERY = re.compile(rf"\b(?:after|since|following) (?:\w+ )?(?:op|{OPERATION}|{SPINE_OPERATION})\b")
_DISCS = re.compile(r"\b(?:discs?|disks?|dics?)\b")
_SITS = re.compile(r"\b(?:sit|sits|siting|sitting|slouch\w*)\b")
_STANDS = re.compile(r"\b(?:stand|standing|hunch\w*|bad posture|couch|sofa|desk)\b")
_BAD_FOR_IT = re.compile(
    r"\b(?:bad|good|ok|okay|terrible|worst|harm\w*|hurt\w*|damag\w*|ruin\w*|wreck\w*|mess\w* up|cause\w*|unhealthy"
    r"|safe|worse)\b.{0,30}\b(?:backs?|spine|neck|discs?|disks?)\b"
)
# Pain that comes with it is told, and not asked about.
_OWN_PAIN = re.compile(r"\b(?:my \w+ (?:\w+ )?(?:hurts?|aches?|kills?)|i (?:have|get|feel|can not)|when i)\b")
# "MRI for sciatica": a treatment or a scan, and what it is wanted for.
_FOR_IT = re.compile(
    r"^\W*(?:(?:is|are|an?|the|any|about|what about|how about)\W+)*(?:\w+ ){1,3}(?:for|in|with|4) (?:\w+\W*){1,4}$"
)
_IT_IS_BAD = re.compile(
    r"^\W*(?:(?:and|but|so|oh|ok|yes|yeah|well|no|hm+|today|it hurts)\W+)*(?:it|the pain|my (?:back|neck|leg|pain))"
    r"(?: is|s| has been| feels| got)? ?(?:(?:really|rly|so|very|pretty|quite|that|just|real|too|super)\W+)*"
    r"(?:bad|terrible|awful|horrible|the worst|unbearable|killing me|agony|torture|rough)"
    r"(?:\W+(?:today|now|right now|again|at night|lately|this time|really))*\W*$"
)
_BUT_A_TITLE = frozenset({"inform", "report_care", "report_symptom", "nlu_fallback", OUT_OF_SCOPE, "ask_treatment"})
_TO_WORK = re.compile(
    r"\b(?:can|should|shud|may|could|when|ok|okay|safe|must|how soon)\b.{0,30}"
    r"\b(?:(?:go|going|get|return\w*|be) (?:back )?(?:to|at) work|start work(?:ing)?(?: again)?)\b"
)
_IS_IT_OK = re.compile(
    r"\b(?:(?:can|could|may|should|shud|shall|am) (?:i|we|you|he|she|they|one)|ok|okay|alright|safe\w*|allowed|bad|good"
    r"|dangerous|harm\w*|hurt|damage|risky|fine|make\w* (?:\w+ ){0,3}?worse|worsen\w*|avoid|stop|keep)\b"
)
_ACTIVE = re.compile(rf"\b{ACTIVITIES}\b")
# What is felt is for the warning signs to tell about.
_FEELS = re.compile(
    r"\b(?:hurts?|hurting|pain|painful)\b.{0,12}\b(?:when|while|if|after)\b"
    r"|\b(?:numb\w*|weak\w*|tingl\w*|giv(?:e|es|ing) (?:way|out)|drag\w*|fell|fall\w*|trip\w*|can not|unable|trouble"
    r"|swell\w*|fever\w*|bladder|bowels?|pee|incontinen\w*)\b"
)
_FOR_PLACE = re.compile(r"\b(?:for|on|with) (?:my|the|your|ones|a) (?:\w+ )?(?P<place>back|spine|neck)\b")
# Nothing that is done at home is a matter of one's own choice with these; who treats them has to be asked.
_OF_DOCTORS = frozenset({"cauda_equina_syndrome", "spinal_infection"})
_MOVES = frozenset(
    {"ask_risks", "ask_self_care", "ask_how_to", "ask_benefits", "ask_diagnosis", "out_of_scope", "nlu_fallback"}
)
_LEAD = r"^\W*(?:(?:and|so|but|ok|okay)\W+)*"
_MAY_I = (
    r"(?:(?:can|should|may|could) i|am i allowed to|is it (?:ok|okay|safe|bad|good)(?: for me)? to|is)"
    r"(?: still| keep| go| going){0,3}"
)
_MAY_I_MOVE = re.compile(
    rf"{_LEAD}{_MAY_I} {SPORTS}"
    r"(?: (?:with (?:this|it|that|a bad back)|ok|okay|bad|safe|again|still|for (?:my|the) back))?\W*$"
)
_WORST_OUTLOOK = re.compile(
    r"\b(?:will|could|can|might|am i (?:going to|gonna)|going to|gonna)\b.{0,30}"
    r"\b(?:wheel ?chair|paraly[sz]ed|crippled|disabled|never walk(?: again)?|bedridden)\b"
)
_OVERWEIGHT = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay|what about|how about|does|is)\W+)+(?:my |the )?"
    r"(?:weight|being (?:over ?weight|fat|obese))\b"
)
_PART_OF_SPINE = re.compile(
    rf"{_LEAD}(?:what|wat) (?:is|are|r) (?:a|an|the|my|your)? ?(?:back |spinal |spine |normal |lumbar )*"
    r"(?:discs?|disks?|vertebrae?|vertebras?|spines?|spinal cord|back ?bones?|spinal canal)\W*$"
)
# "Is it my age, do you think?", "is this just from getting old?"
_FROM_AGE = re.compile(
    r"\b(?:is|are|could|can|may|might|does|do|isnt|is not|maybe) (?:it|this|that|they|my (?:back|neck|spine|pain))\b"
    r".{0,25}?\b(?:(?:my|old|due to|from|just) age|age(?:d|ing)?\W*$|ag(?:e)?ing|getting (?:old|older)"
    r"|(?:i am|im|being|too) old)\b"
)
# "Am I old enough for surgery" asks about it, and tells of no care that was had.
_FITS = re.compile(
    r"^\W*(?:(?:and|so|but|hi|hello)\W+)*(?:am i|would i be|is (?:he|she|my \w+)|could i be|can i be) (?:\w+ ){0,2}?"
    r"(?:old|young|heavy|overweight|fat|fit|healthy|sick|frail|weak|thin)\b"
)
_TRAILING_WHY = re.compile(r"\b(?:why(?: is (?:that|it))?|how come)\W*$")


_SCAN = "diagnosis_imaging"
_TITLE_WORDS = 7
_THE_TWO = 2
_ARTICLE = re.compile(r"^\W*(?:an?|the|about)\b")


def asks_if_from_age(plain: str) -> bool:
    """Whether a message asks if its trouble comes from getting old; its words look like small talk."""
    return bool(_FROM_AGE.search(plain)) and not re.search(r"\bworse\b", plain)


def asked_in_plain_words(plain: str, topics: list[str], context: str | None, learned: str) -> Asked | None:
    """What such a message asks; None where its topics and its intent have the say.

    Args:
        plain: the message in plain words.
        topics: the topics that it names.
        context: the topic talked about last.
        learned: its intent, as its clauses tell it.
    """
    if _COMES_BACK.search(plain) and _AFTER_SURGERY.search(plain) and _DISCS.search(plain):
        return Asked.of("decompression", "risks")
    if _TO_WORK.search(plain):
        operations = [one.id for one in known_topics(topics, "surgery") if "recovery" in one.answers]
        after = operations or [one for one in topics if one == "recovery"] or ["work_activity"]
        return Asked.of(after[0], "recovery")
    if _TRAILING_WHY.search(plain) and learned == "report_symptom" and topics:
        causes = [topic for topic in known_topics(topics) if "causes" in topic.answers]
        return Asked.of(causes[0].id, "causes") if causes else None
    if _OVERWEIGHT.match(plain) and not known_topics(topics, "condition", "care", "surgery"):
        return Asked.of("weight", "what_is")
    if _MAY_I_MOVE.match(plain) and not set(topics) - EXERCISE_TOPICS - {"work_activity"}:
        return Asked.of("exercise", "risks")
    if learned in _MOVES and (moving := _moving_with(plain, topics)):
        return moving
    if not topics and asks_if_from_age(plain):
        return Asked.of("degeneration", "causes")
    if learned == "review_care" and _FITS.search(plain) and (asked_of := known_topics(topics, "surgery")):
        return Asked.of(asked_of[0].id, "when_surgery")
    if not topics and learned == "ask_what_is" and _PART_OF_SPINE.match(plain):
        return Asked.of("spine", "what_is")
    if topics:
        return None
    if _WORST_OUTLOOK.search(plain):
        spoken = known_topics([context or ""], "condition")
        return Asked.of(spoken[0].id if spoken else "low_back_pain", "recovery")
    if learned not in ASPECT_OF:
        return None
    if _DISC_HEALS.search(plain):
        return Asked.of("herniated_disc", "recovery")
    sits = _SITS.search(plain)
    if (_DISCS.search(plain) and sits) or ((sits or _STANDS.search(plain)) and _is_bad_for_it(plain)):
        return Asked.of("posture", "risks" if _DISCS.search(plain) else "causes")
    return None


def _is_bad_for_it(plain: str) -> bool:
    return bool(_BAD_FOR_IT.search(plain)) and not _OWN_PAIN.search(plain) and not _FEELS.search(plain)


def for_trouble(treatment: Topic, trouble: Topic) -> Asked | None:
    """What tells about a treatment of a trouble: the text of either that names the other, else what it does at all.

    Args:
        treatment: what is done.
        trouble: what it is done for.
    """
    benefits, care = treatment.answers.get("benefits"), trouble.answers.get("treatment")
    if care is not None and _names(care, treatment) and not (benefits and _names(benefits, trouble)):
        return Asked.for_answer(care)
    return Asked.for_answer(benefits) if benefits else None


def _names(answer: Answer, topic: Topic) -> bool:
    names = "|".join(re.escape(name) for name in (topic.name, *topic.synonyms))
    return bool(re.search(rf"\b(?:{names})s?\b", answer.text, re.I))


def says_it_is_bad(plain: str) -> bool:
    """Whether a message says that the trouble is bad, and nothing of this program: "its bad"."""
    return bool(_IT_IS_BAD.match(plain))


def title_asked(plain: str, topics: list[str], learned: str) -> Asked | None:
    """What a treatment or a scan is, where nothing but its name is said, and what it does where a trouble stands by.

    Args:
        plain: the message in plain words, which answers no question.
        topics: the topics that it names.
        learned: its intent, as its clauses tell it.
    """
    named = [*known_topics(topics, "care", "surgery"), *known_topics(one for one in topics if one == _SCAN)]
    named = [topic for topic in named if topic.id not in EXERCISE_TOPICS]
    if learned not in _BUT_A_TITLE or not named or len(plain.split()) > _TITLE_WORDS:
        return None
    troubles = known_topics(topics, "condition")
    if troubles and len(topics) == _THE_TWO and _FOR_IT.match(plain):
        return for_trouble(named[0], troubles[0])
    names = [(one.start, one.end) for one in read_by_rules(plain).mentions if one.value == named[0].id]
    is_all = any(not re.search(r"\w", _ARTICLE.sub("", plain[:start]) + plain[end:]) for start, end in names)
    return Asked.of(named[0].id, "what_is") if len(topics) == 1 and is_all else None


def _moving_with(plain: str, topics: list[str]) -> Asked | None:
    """Whether something may be done with a condition or a sore back: self-care tells, and not the warning signs."""
    conditions = [topic for topic in known_topics(topics, "condition") if topic.id not in _OF_DOCTORS]
    treatments = {topic.id for topic in known_topics(topics, "care", "surgery")} - EXERCISE_TOPICS
    place = _FOR_PLACE.search(plain)
    if not conditions and place and not set(topics) - EXERCISE_TOPICS - {"work_activity"}:
        conditions = known_topics(["neck_pain" if place["place"] == "neck" else "low_back_pain"])
    if not conditions or treatments or _FEELS.search(plain):
        return None
    if not _ACTIVE.search(plain) or not _IS_IT_OK.search(plain) or "self_care" not in conditions[0].answers:
        return None
    return Asked.of(conditions[0].id, "self_care")
