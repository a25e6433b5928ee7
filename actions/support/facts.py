"""Facts about the pain and the care so far, read out of one message."""

from __future__ import annotations

import re
from typing import Any

from actions.support.improvement import improvement_in
from actions.support.view import UNKNOWN, TurnView
from backline.assistant import resources
from backline.assistant.message_reader import reading_as_dict
from backline.knowledge.exercises import CONTRAINDICATIONS
from backline.language import parse_duration
from backline.language.cannot_do import cannot_in
from backline.language.exercise_wishes import goals_wished, ways_that_ease
from backline.language.how_often import practice_told
from backline.language.intents import ASPECT_OF, OTHER_QUESTIONS, REQUESTS
from backline.language.spine_history import spine_history_in

QUESTION = re.compile(
    r"\?\s*$|^\W*(?:(?:and|so|but|ok|okay|also)\W+)?"
    r"(?:how|what|whats|when|where|why|who|which|is|are|does|do|can|could|should|will|would)\b",
    re.I,
)
# Places a pain can be in; "arm" comes with the neck.
REGIONS = frozenset({"lower_back", "upper_back", "neck", "buttock_leg", "arm"})
_ASKED = frozenset(ASPECT_OF) | OTHER_QUESTIONS
_OWN = re.compile(r"\b(?:i|my|me|mine|im|ive)\b", re.I)
_STORY = re.compile(
    r"\b(?:i\W?ve|i have|i had|has been|have been|been|hurting|hurts?|aching|for the (?:last|past))\b", re.I
)
_HARD = re.compile(
    r"\b(?:can\W?t|can ?not|could ?n\W?t|unable|hard|difficult|trouble|problems?|hurts?|painful|pain|ache\w*|worse|bad"
    r"|limit\w*|stops?|keeps? me|no longer|struggl\w*|impossible|awful|terrible|torture|killing)\b",
    re.I,
)
_CORRECTS = re.compile(
    r"^\W*(?:(?:no|nope|oh|oops|sorry|wait|hold on|hang on|hmm|ok|yes|yeah|well|and)\W+)*"
    r"(?:actually|i meant?|i (?:also )?forgot|correction|my mistake|my bad|wait|oops"
    r"|scratch that"
    r"|change (?:that|it)|that\W?s (?:wrong|not right))\b"
    r"|^\W*(?:no|nope|sorry|wait)\W+(?:not|it\W?s|its|i|the|my|more like|rather|make (?:that|it))\b"
    r"|\bnot (?:my|the|in my|in the) \w+(?: \w+)?[\s,]+(?:but|it\W?s|its)\b|\brather than\b|\binstead\W*$",
    re.I,
)

_BEFORE_MARKER = re.compile(
    r"^.*\b(?:no,? wait|wait,? no|wait|scratch that|i meant?|or rather|correction"
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
_SHOULDER_BLADE = re.compile(r"\bshoulder ?blades?\b", re.I)
_LONG_AGO = re.compile(
    r"\b(?:years?|yrs?|decades?|long (?:time )?|ages) (?:ago|back)\b|\bas a (?:child|kid|teen)"
    r"|\b(?:19[5-9]\d|20[01]\d)\b",
    re.I,
)
_AGE = re.compile(
    r"\b(?:i\W?m|i am|age|aged) (\d{1,2})\b(?!\s*(?:weeks?|months?|days?|%|lbs?|pounds|kg|min|hours?|feet|st\b|on\b))"
    r"|\b(\d{1,2})\W?(?:years?|yrs?|yr)\W?old\b|\b(\d{1,2}) ?(?:yo|y/o)\b",
    re.I,
)
# These add up.
_LISTS = frozenset(
    {
        *("care_tried", "pain_limits", "cautions_told", "positions_out", "equipment_missing"),
        *("eased_by", "exercise_goals", "cannot_do"),
    }
)
_HOW_OFTEN = re.compile(
    r"\b(?:every|each) (?:other |second |single )?(?:day|morning|evening|night|week)\b|\bdaily\b", re.I
)
# Facts that "I did have an MRI" turns round.
_YES_OR_NO = ("earlier_surgery", "imaging_had")
# Treatments tried are added to, unless the words take something back.
_TAKEN_BACK = re.compile(r"\b(?:not|never|instead|rather|mean|meant|didn\W?t|haven\W?t|wrong)\b", re.I)


def facts_in(view: TurnView) -> dict[str, Any]:
    """What the message states, as slot values; what it only asks about or asks for does not count."""
    rest = _BEFORE_MARKER.sub("", view.text)
    if rest and rest != view.text:
        # "My lower back, no wait, my upper back": what comes last counts.
        reading = _read(rest)
        limits = list(reading.get("limits") or [])
    else:
        reading, limits = _stated(view)
    if _WEEKS_OF_PREGNANCY.search(view.text):
        reading = {**reading, "duration_weeks": parse_duration(_WEEKS_OF_PREGNANCY.sub("pregnant", rest))}
    facts: dict[str, Any] = {}
    regions = [region for region in reading.get("regions") or [] if region in REGIONS]
    if regions:
        facts["pain_region"] = regions[0]
    if limits:
        facts["pain_limits"] = limits
    if reading.get("duration_weeks") is not None:
        facts["pain_weeks"] = reading["duration_weeks"]
    if reading.get("tried"):
        facts["care_tried"] = reading["tried"]
        weeks = reading.get("duration_weeks")
        # "Physio for 2 months every day": how often stands in the way of how long.
        weeks = parse_duration(_HOW_OFTEN.sub(",", view.text)) if weeks is None and view.reading else weeks
        if weeks is not None:
            facts["care_weeks"] = weeks
    cautions = cautions_in(reading, view.text)
    if cautions:
        facts["cautions_told"] = cautions if "surgery" in (reading.get("tried") or []) else _no_surgery(cautions)
    facts.update(_history_told(view, reading))
    if view.reading and (cannot := cannot_in(view.text)):
        facts["cannot_do"] = list(cannot)
    wishes = plan_wishes_told(view)
    if "eased_by" in wishes and not _HARD.search(view.text):
        # "Sitting eases it" names no trouble with sitting.
        facts.pop("pain_limits", None)
    facts.update(wishes)
    age = _AGE.search(view.text)
    if age:
        facts["age"] = int(age[1] or age[2] or age[3])
    if view.intent == "report_worsening":
        facts["sudden_worsening"] = True
    return facts


def plan_wishes_told(view: TurnView) -> dict[str, Any]:
    """Which way of bending eases the pain, and, where the message is about exercises, what they should be good for."""
    text = view.answer_text if view.intent == "adapt_plan" else view.text if view.reading else ""
    goals = goals_wished(text) if view.intent in ("request_exercises", "adapt_plan") else ()
    told = {"eased_by": list(ways_that_ease(text)), "exercise_goals": list(goals)}
    return {name: value for name, value in told.items() if value}


def _history_told(view: TurnView, reading: dict[str, Any]) -> dict[str, Any]:
    """How often exercises were done, and the operations and scans there were, where a typed message says so."""
    if not view.reading:
        return {}
    told = spine_history_in(view.text)
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
    if "recent_surgery" in cautions and _LONG_AGO.search(text):
        cautions.remove("recent_surgery")
    return cautions


def _no_surgery(cautions: list[str]) -> list[str]:
    """Without the operation: it was only named, as something to come or not to come."""
    return [caution for caution in cautions if caution != "recent_surgery"]


def corrects(view: TurnView) -> bool:
    """Whether the message takes something back that was said before."""
    return view.intent == "correct" or bool(_CORRECTS.search(view.text))


def contradicts(view: TurnView, told: dict[str, Any]) -> bool:
    """Whether the message says the opposite of what is known, without a word such as "no" or "actually"."""
    known = view.tracker.slots
    flips = any(told.get(name) is not None and known.get(name) is (not told[name]) for name in _YES_OR_NO)
    tried = known.get("care_tried")
    return flips or (isinstance(tried, list) and bool(_care_denied(view) & set(tried)))


def merge(known: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """``new`` where nothing is known yet; treatments tried add up."""
    merged: dict[str, Any] = {}
    for name, value in new.items():
        before = known.get(name)
        if name in _LISTS and isinstance(before, list):
            added = [item for item in value if item not in before]
            if added:
                merged[name] = before + added
        elif before in (None, UNKNOWN):
            merged[name] = value
    return merged


def changed(view: TurnView, told: dict[str, Any]) -> dict[str, Any]:
    """What a message that corrects puts right: facts of ``told`` that were known, and are different now."""
    known = view.tracker.slots
    found: dict[str, Any] = {}
    for name, value in told.items():
        before = known.get(name)
        if before is None or before == value:
            continue
        if name == "care_tried" and isinstance(before, list) and not _TAKEN_BACK.search(view.text):
            value = [*before, *(item for item in value if item not in before)]
        found[name] = value
    denied = _care_denied(view)
    tried = found.get("care_tried", known.get("care_tried"))
    if isinstance(tried, list) and denied & set(tried):
        found["care_tried"] = [item for item in tried if item not in denied]
    return found


def improvement_told(view: TurnView) -> dict[str, Any]:
    """Whether the words say that care has helped, as a slot value; empty where they don't."""
    improved = None if view.entity("value") else improvement_in(view.text)
    return {} if improved is None else {"care_improved": improved}


def told_of_care(view: TurnView) -> dict[str, Any]:
    """What the message states once a review is over: how long it hurts is how long it was treated."""
    facts = {**facts_in(view), **improvement_told(view)}
    if "pain_weeks" in facts:
        facts.setdefault("care_weeks", facts["pain_weeks"])
    return facts


def _care_denied(view: TurnView) -> set[str]:
    mentions = resources.reader().read(view.text).mentions if view.reading else ()
    return {mention.value for mention in mentions if mention.label == "care" and mention.negated}


def _stated(view: TurnView) -> tuple[dict[str, Any], list[str]]:
    """The reading of the message without its questions, and the limits that it states."""
    asks = view.reading.get("asks") or []
    if not asks:
        return view.reading, list(view.reading.get("limits") or [])
    kept = [ask for ask in asks if not _is_question(ask) or _STORY.search(ask["sentence"])]
    reading = view.reading if len(kept) == len(asks) else _read(". ".join(ask["sentence"] for ask in kept))
    if not reading.get("regions") and _OWN.search(view.text):
        # "What helps my neck?" tells where it hurts, though it asks.
        reading = {**reading, "regions": view.reading.get("regions") or []}
    limits: list[str] = []
    for ask in kept:
        if not _is_question(ask) or _STORY.search(ask["sentence"]):
            limits += [limit for limit in _limits(ask) if limit not in limits]
    return reading, limits


def _limits(ask: dict[str, Any]) -> list[str]:
    """What a clause says the pain makes hard; exercise and what was done for the pain are only named otherwise."""
    limits = list(_read(ask["sentence"]).get("limits") or [])
    if _HARD.search(ask["sentence"]):
        asks_for = ask["intent"] in REQUESTS or QUESTION.search(ask["sentence"])
        return limits if not asks_for else [limit for limit in limits if limit != "exercise"]
    if ask["intent"] in REQUESTS or ask["intent"] == "report_care":
        return []
    return [limit for limit in limits if limit != "exercise"]


def _is_question(ask: dict[str, Any]) -> bool:
    if QUESTION.search(ask["sentence"]):
        return ask["intent"] not in REQUESTS
    return ask["intent"] in _ASKED and ask["confidence"] >= 0.6


def _read(text: str) -> dict[str, Any]:
    return reading_as_dict(resources.reader().read(text)) if text else {}
