"""Questions in everyday words that name no topic, or another by the way: discs that heal, running, going to work."""

from __future__ import annotations

import re

from backline.assistant.asked import Asked, known_topics
from backline.assistant.exercise_turns import EXERCISE_TOPICS
from backline.language.intents import ASPECT_OF

_HEALS = (
    r"(?:heal\w*|repair\w*|grow back|regrow|regenerate|shrink|go away|re ?absorb\w*|resorb\w*|fix (?:itself|themselves)"
    r"|come back|recover)"
)
_DISC_HEALS = re.compile(rf"\b(?:discs?|disks?|dics?)\b.{{0,40}}\b{_HEALS}\b")
_COMES_BACK = re.compile(
    r"\b(?:come|comes|coming|came|happen|slip\w*|herniat\w*|bulg\w*) (?:back|again)\b|\bre ?herniat\w*\b"
)
_AFTER_SURGERY = re.compile(r"\b(?:after|since|following) (?:\w+ )?(?:surgery|operation|op|discectomy|fusion)\b")
_DISCS = re.compile(r"\b(?:discs?|disks?|dics?)\b")
_SITS = re.compile(r"\b(?:sit|sits|sitting|slouch\w*)\b")
_TO_WORK = re.compile(
    r"\b(?:can|should|shud|may|could|when|ok|okay|safe|must|how soon)\b.{0,30}"
    r"\b(?:(?:go|going|get|return\w*|be) (?:back )?(?:to|at) work|start work(?:ing)?(?: again)?)\b"
)
_SPORTS = (
    r"(?:run|running|jog|jogging|swim|swimming|cycle|cycling|golf|hike|hiking|dance|dancing|work ?out|lift weights"
    r"|play (?:tennis|golf|football|soccer|basketball|sports?)|do (?:sports?|cardio))"
)
_LEAD = r"^\W*(?:(?:and|so|but|ok|okay)\W+)*"
_MAY_I = r"(?:(?:can|should|may|could) i|is it (?:ok|okay|safe|bad|good)(?: for me)? to|is)(?: still| keep| go| going)?"
_MAY_I_MOVE = re.compile(
    rf"{_LEAD}{_MAY_I} {_SPORTS}"
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
_TRAILING_WHY = re.compile(r"\b(?:why(?: is (?:that|it))?|how come)\W*$")


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
    if _MAY_I_MOVE.match(plain) and not set(topics) - EXERCISE_TOPICS:
        return Asked.of("exercise", "risks")
    if topics:
        return None
    if _WORST_OUTLOOK.search(plain):
        spoken = known_topics([context or ""], "condition")
        return Asked.of(spoken[0].id if spoken else "low_back_pain", "recovery")
    if learned not in ASPECT_OF:
        return None
    if _DISC_HEALS.search(plain):
        return Asked.of("herniated_disc", "recovery")
    if _DISCS.search(plain) and _SITS.search(plain):
        return Asked.of("posture", "risks")
    return None
