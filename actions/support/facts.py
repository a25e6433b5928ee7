"""Facts about the pain and the care so far, read out of one message."""

from __future__ import annotations

import re
from typing import Any

from actions.support.correcting import ASKED, BEFORE_QUESTION, asks, asks_between, care_denied
from actions.support.improvement import improvement_in
from actions.support.safety import cautions_now
from actions.support.time_put_right import time_put_right
from actions.support.view import TurnView
from actions.support.whose import of_the_writer, own_words
from backline.assistant import resources
from backline.assistant.message_reader import read, reading_as_dict
from backline.knowledge.exercises import CONTRAINDICATIONS
from backline.language.ages import adult_age_named
from backline.language.cannot_do import cannot_in
from backline.language.exercise_safety import safety_told
from backline.language.exercise_wishes import goals_wished, ways_that_ease
from backline.language.how_often import practice_told
from backline.language.intents import REQUESTS
from backline.language.long_ago import says_long_ago
from backline.language.plain_text import QUESTION
from backline.language.spine_history import SpineHistory, listed_history, spine_history_in
from backline.language.understanding import care_with_time

_PART_END = re.compile(r"[,;:]\s+|\s-+\s|\b(?:because|bc|cause|since|but|now that)\b", re.I)
# Places a pain can be in; "arm" comes with the neck.
REGIONS = frozenset({"lower_back", "upper_back", "neck", "buttock_leg", "arm"})
_OWN = re.compile(r"\b(?:i|my|me|mine|im|ive)\b", re.I)
_STORY = re.compile(
    r"\b(?:i\W?ve|i have|i had|has been|have been|been|hurting|hurts?|aching|for the (?:last|past))\b", re.I
)
_DID = re.compile(r"\b(?:did|done|tried|had|went|took|used|finished)\b", re.I)
_HARD = re.compile(
    r"\b(?:can\W?t|can ?not|could ?n\W?t|unable|hard|difficult|trouble|problems?|hurts?|painful|pain|ache\w*|worse|bad"
    r"|limit\w*|stops?|keeps? me|no longer|struggl\w*|impossible|awful|terrible|torture|killing)\b",
    re.I,
)


_BEFORE_MARKER = re.compile(
    # "The surgeon said wait. what now" takes nothing back.
    r"^.*\b(?:no,? wait|wait,? no|(?<!said )(?<!says )(?<!say )(?<!told me )(?<!to )(?<!can )(?<!cant )(?<!can't )"
    r"(?<!should )(?<!must )(?<!the )(?<!long )wait(?! (?:and see|for|until|till|list|time|it out)\b)"
    r"|scratch that|i meant?|or rather|correction"
    r"|^\W*(?:no|nope)\b\W*(?=i (?:did|do|had|have|tried|went|took|used|also)\b)"
    r"|sorry,? (?:no,? )?(?=it|my|the))\b\W*(?=\w)",
    re.I,
)
# "24 weeks pregnant" tells how long that has lasted, not the pain.
_WEEKS = r"(?:\d{1,2}|[a-z]+(?:[ -][a-z]+)?)(?:st|nd|rd|th)? ?(?:weeks?|wks?|w|months?|mos?)"
_WEEKS_OF_PREGNANCY = re.compile(
    rf"\b{_WEEKS}(?: and \w+ days?)?(?: (?:along|in|into))?(?: (?:my|the|this))? (?:pre?g\w*|gestation|along)\b"
    rf"|\bpre?g[a-z]*,? (?:for |about |now |since )?{_WEEKS}\b",
    re.I,
)
# "12 weeks" and "about 5 months now", with nothing else in the message.
_BARE_WEEKS = re.compile(
    rf"^\W*(?:(?:i am|i\W?m|it is|it\W?s|about|around|almost|nearly|just|only|now|like|at|yes|yeah)\W+)*{_WEEKS}"
    r"(?:\W+(?:now|today|tomorrow|so far|already|along|in))*\W*$",
    re.I,
)
_SHOULDER_BLADE = re.compile(r"\bshoulder ?blades?\b", re.I)
# Facts of care, and of an operation.
_OF_CARE = frozenset({"care_tried", "care_weeks", "care_regularity", "earlier_surgery", "imaging_had"})
# Words beside care that may not have been had.
PLANNED_OR_DENIED = re.compile(
    r"\b(?:will|would|should|could|might|want\w*|wanna|need\w*|going to|gonna|next|soon|tomorrow|plan\w*"
    r"|start(?:s|ing)|if|suggest\w*|recommend\w*|never|not|didn\W?t|haven\W?t|won\W?t|refus\w*"
    r"|ready for|consider\w*|hoping|candidate|thinking (?:about|of))\b",
    re.I,
)
_SLOWLY = re.compile(
    r"\b(?:(?:not|n\W?t|isnt|wasnt|never|nothing)\W+(?:\w+\W+){0,2}sudden\w*|gradual\w*|bit by bit|little by little"
    r"|slowly (?:\w+ ){0,2}(?:worse|getting|building|creeping|over)|worse (?:\w+ )?slowly|(?:creeps|creeping|crept) up"
    r"|(?:been|was|is|it\W?s|its|more|very) (?:\w+ ){0,2}slow(?:ly)?\b(?! to)"
    r"|worse (?:\w+ ){0,2}over (?:the (?:last |past )?)?(?:time|months|years))\b",
    re.I,
)
_ASKED_BEFORE = re.compile(r"(?:^|(?<=[.;!?\n]))[^.;!?\n]*\?")
_SUDDENLY = re.compile(
    r"\b(?:sudden\w*|out of (?:nowhere|the blue)|over ?night|fast|quickly|rapid\w*|today|yesterday|tonight"
    r"|last night|this (?:morning|week|weekend)|since (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:last|past) (?:few |couple (?:of )?|\w+ )?(?:hours|days|week)"
    r"|(?:few|couple of|two|three|\d) (?:hours|days) ago|the other day|can\W?t (?:move|walk|stand|get up))\b",
    re.I,
)


def facts_in(view: TurnView) -> dict[str, Any]:
    """What the message states, as slot values; what it only asks about or asks for does not count.

    What somebody else had done counts only where something is wanted for them.
    """
    facts = _facts_in(view)
    writer = of_the_writer(view)
    if writer is view:
        return facts
    own = _facts_in(writer)
    kept = {name: value for name, value in facts.items() if name not in _OF_CARE}
    kept.update({name: value for name, value in own.items() if name in _OF_CARE})
    kept["cautions_told"] = own.get("cautions_told")
    return {name: value for name, value in kept.items() if name != "cautions_told" or value}


def _facts_in(view: TurnView) -> dict[str, Any]:
    rest = view.text if asks_between(view) else _BEFORE_MARKER.sub("", view.text)
    if rest and rest != view.text:
        # "My lower back, no wait, my upper back": what comes last counts.
        reading = _read(rest)
        limits = list(reading.get("limits") or [])
    else:
        reading, limits = _stated(view)
    if _tells_weeks_of_a_pregnancy(view):
        reading = {**reading, "duration_weeks": None}
    elif _WEEKS_OF_PREGNANCY.search(view.text):
        reading = {**reading, "duration_weeks": _read(_WEEKS_OF_PREGNANCY.sub("pregnant", rest)).get("duration_weeks")}
    facts: dict[str, Any] = {}
    regions = [region for region in reading.get("regions") or [] if region in REGIONS]
    if regions:
        facts["pain_region"] = regions[0]
    if limits:
        facts["pain_limits"] = limits
    if reading.get("duration_weeks") is not None:
        facts["pain_weeks"] = reading["duration_weeks"]
    tried = reading.get("tried") or []
    tried = [care for care in tried if care not in care_denied(view)] if tried else []
    if tried:
        facts["care_tried"] = tried
        if reading.get("duration_weeks") is not None:
            facts["care_weeks"] = reading["duration_weeks"]
    if (put_right := time_put_right(view)) is not None:
        facts |= {"pain_weeks": put_right, "care_weeks": put_right}
    cautions = cautions_in(reading, view.text)
    cautions = cautions if "surgery" in (reading.get("tried") or []) else _no_surgery(cautions)
    cautions += [caution for caution in cautions_now(view) if caution not in cautions]
    if cautions:
        facts["cautions_told"] = cautions
    facts.update(_history_told(view, reading))
    if view.reading and (cannot := cannot_in(view.text)):
        facts["cannot_do"] = list(cannot)
    wishes = plan_wishes_told(view)
    if "eased_by" in wishes and not _HARD.search(view.text):
        # "Sitting eases it" names no trouble with sitting.
        facts.pop("pain_limits", None)
    facts.update(wishes)
    age = safety_told(view.text).age
    if age is None:
        age = adult_age_named(view.text)
    if age is not None:
        facts["age"] = age
    sudden = suddenly_worse(view)
    if sudden is not None:
        facts["sudden_worsening"] = sudden
    return facts


def _tells_weeks_of_a_pregnancy(view: TurnView) -> bool:
    """Whether "12 weeks" follows on a message that told of a pregnancy, where no length of time was asked for."""
    if view.requested is not None or not _BARE_WEEKS.search(view.text):
        return False
    said = [event.get("text") or "" for event in view.tracker.events if event["event"] == "user"]
    return len(said) > 1 and bool(safety_told(said[-2]).pregnant)


def suddenly_worse(view: TurnView) -> bool | None:
    """Whether the message says that it got worse all at once; None where it does not: "it got worse" is asked about."""
    if view.intent != "report_worsening" and not (view.reading and re.search(r"\bsudden", view.text, re.I)):
        return None
    # "Do you mean sudden like overnight? no" asks before it answers.
    told = _ASKED_BEFORE.sub(" ", view.text)
    rest = _SLOWLY.sub(" ", told)
    if _SUDDENLY.search(rest):
        return True if view.intent == "report_worsening" else None
    return False if rest != told else None


def plan_wishes_told(view: TurnView) -> dict[str, Any]:
    """Which way of bending eases the pain, and, where the message is about exercises, what they should be good for."""
    text = view.answer_text if view.intent == "adapt_plan" else view.text if view.reading else ""
    goals = goals_wished(text) if view.intent in ("request_exercises", "adapt_plan") else ()
    unwanted = resources.exercise_talk().read(text).kinds_out if goals else ()
    goals = tuple(goal for goal in goals if goal not in unwanted)
    told = {"eased_by": list(ways_that_ease(text)), "exercise_goals": list(goals)}
    return {name: value for name, value in told.items() if value}


def _history_told(view: TurnView, reading: dict[str, Any]) -> dict[str, Any]:
    """How often exercises were done, and the operations and scans there were, where a typed message says so."""
    if not view.reading:
        return {}
    told, listed = spine_history_in(view.text), listed_history(view.text)
    if listed != SpineHistory():
        told = listed
    surgery = True if "surgery" in (reading.get("tried") or []) else told.surgery
    found = {"care_regularity": practice_told(view.text), "earlier_surgery": surgery, "imaging_had": told.imaging}
    return {name: value for name, value in found.items() if value is not None}


def cautions_in(reading: dict[str, Any], text: str) -> list[str]:
    """What an exercise plan has to be careful with; an operation only where it may be recent."""
    cautions = [caution for caution in reading.get("cautions") or [] if caution in CONTRAINDICATIONS]
    if "shoulder_problem" in cautions and _SHOULDER_BLADE.search(text):
        cautions.remove("shoulder_problem")
    if "balance_problem" in cautions and "balance" in goals_wished(text):
        cautions.remove("balance_problem")  # better balance is wished for
    if "high_blood_pressure" in cautions and safety_told(text).heart and "pressure" not in text.lower():
        cautions.remove("high_blood_pressure")  # the lexicon has it for a bad heart too
    if "recent_surgery" in cautions and says_long_ago(text):
        cautions.remove("recent_surgery")
    return cautions


def _no_surgery(cautions: list[str]) -> list[str]:
    """Without the operation: it was only named, as something to come or not to come."""
    return [caution for caution in cautions if caution != "recent_surgery"]


def care_that_lasted(view: TurnView) -> list[str]:
    """Care that the message gives a time of its own ("sent me to PT for 6 weeks"), and does not only ask or plan."""
    if not view.reading or asks(view.text) or PLANNED_OR_DENIED.search(view.text):
        return []
    reading = resources.reader().read(own_words(view))
    return list(dict.fromkeys(value for value in care_with_time(reading) if value in reading.care_mentioned))


def improvement_told(view: TurnView) -> dict[str, Any]:
    """Whether the words say that care has helped, as a slot value; empty where they don't."""
    improved = None if view.entity("value") else improvement_in(own_words(view))
    return {} if improved is None else {"care_improved": improved}


def told_of_care(view: TurnView) -> dict[str, Any]:
    """What the message states once a review is over: how long it hurts is how long it was treated."""
    facts = {**facts_in(view), **improvement_told(view)}
    if "pain_weeks" in facts:
        facts.setdefault("care_weeks", facts["pain_weeks"])
    return facts


def _stated(view: TurnView) -> tuple[dict[str, Any], list[str]]:
    """The reading of the message without its questions, and the limits that it states."""
    asks = view.reading.get("asks") or []
    if not asks:
        return view.reading, list(view.reading.get("limits") or [])
    kept = [ask for ask in asks if not _is_question(ask) or _tells(ask["sentence"])]
    beside = [part for ask in asks if ask not in kept for part in _told_beside(ask["sentence"])]
    told = [*(ask["sentence"] for ask in kept), *beside]
    reading = view.reading if len(kept) == len(asks) else _read(". ".join(told))
    if not reading.get("regions") and _OWN.search(view.text):
        # "What helps my neck?" tells where it hurts, though it asks.
        reading = {**reading, "regions": view.reading.get("regions") or []}
    limits: list[str] = []
    for ask in kept:
        if not _is_question(ask) or _tells(ask["sentence"]):
            limits += [limit for limit in _limits(ask) if limit not in limits]
    return reading, limits


def _tells(sentence: str) -> bool:
    """Whether words tell something, though they may be taken for a question: "did PT and shots, surgeon said wait"."""
    return bool(_STORY.search(sentence)) or (not QUESTION.search(sentence) and bool(_DID.search(sentence)))


def _told_beside(sentence: str) -> list[str]:
    """The parts of a question that tell of care that was had: "do i need surgery, pt failed after 5 months"."""
    parts = [part.strip() for part in _PART_END.split(sentence)]
    return [
        part
        for part in parts
        if len(parts) > 1 and part and not QUESTION.search(part) and resources.reader().read(part).tried
    ]


def _limits(ask: dict[str, Any]) -> list[str]:
    """What a clause says the pain makes hard; exercise and what was done for the pain are only named otherwise."""
    limits = list(resources.reader().read(ask["sentence"]).limits)
    if _HARD.search(ask["sentence"]):
        asks_for = ask["intent"] in REQUESTS or QUESTION.search(ask["sentence"])
        return limits if not asks_for else [limit for limit in limits if limit != "exercise"]
    if ask["intent"] in REQUESTS or ask["intent"] == "report_care":
        return []
    return [limit for limit in limits if limit != "exercise"]


def _is_question(ask: dict[str, Any]) -> bool:
    if QUESTION.search(BEFORE_QUESTION.sub("", ask["sentence"])):
        return ask["intent"] not in REQUESTS
    return ask["intent"] in ASKED and ask["confidence"] >= 0.6


def _read(text: str) -> dict[str, Any]:
    return reading_as_dict(read(text)) if text else {}
