"""Reading answers to the questions that the forms ask."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from actions.support.asked_beside import answer_to
from actions.support.facts import PLANNED_OR_DENIED, REGIONS, cautions_in
from actions.support.form import Heard
from actions.support.improvement import answer_improvement
from actions.support.safety import cautions_now
from actions.support.speech import fill, fresh
from actions.support.view import TurnView
from actions.support.warning import sign_named
from backline.assistant import resources
from backline.assistant.denials import Denial, denial_in, is_harmless
from backline.assistant.listed_signs import meanings_asked, only_asks_for_meaning
from backline.assistant.message_reader import reading_as_dict
from backline.assistant.slot_values import FUNCTION, SPINE_HISTORY, UNKNOWN, WARNING_SIGNS_NONE, WARNING_SIGNS_UNCLEAR
from backline.language import answer_yes_no, parse_duration
from backline.language.how_often import how_often
from backline.language.plain_text import plain_text
from backline.language.scores import score_in, three_scores_in
from backline.language.spine_history import SpineHistory, answer_spine_history
from backline.language.wishes import wishes_in

# A bare "back" is too common a word for the lexicon, but not where the question is where it hurts.
_NEAR = (
    (re.compile(r"\bupper\b", re.I), "upper_back"),
    (re.compile(r"\b(?:lower|back|spine|hips?)\b", re.I), "lower_back"),
    (
        re.compile(r"\b(?:(?:both )?legs?|bums?|butts?|bottom|behind|backside|rear(?: end)?|tush\w*|ass)\b", re.I),
        "buttock_leg",
    ),
)
_EVERYWHERE = re.compile(r"\b(?:every ?where|all over(?! my)|whole body|all of it|all of them)\b", re.I)
# What stands for a move where it is asked what is hard, and is too common a word elsewhere.
_NEAR_LIMITS = (
    (re.compile(r"\b(?:car|couch|sofa|toilet|chairs?|desk|computer|movies?|tv)\b", re.I), "sitting"),
    (re.compile(r"\b(?:stairs?|hills?|dog|shops?|shopping|distances?)\b", re.I), "walking"),
    (
        re.compile(
            r"\b(?:socks?|shoes?|laces?|pants|trousers|underwear|dress(?:ed|ing)?|floor|shav\w+|wash\w*|bath\w*|clean\w*"
            r"|dish\w*|garden\w*|vacuum\w*|reach\w*)\b",
            re.I,
        ),
        "bending",
    ),
    (
        re.compile(r"\b(?:bags?|groceries|kids?|child(?:ren)?|grand ?kids?|toddler|baby|boxes|box|laundry)\b", re.I),
        "lifting",
    ),
    (re.compile(r"\bnights?\b", re.I), "sleep"),
    (re.compile(r"\b(?:out of bed|get(?:ting)? up|queues?|cooking|ironing)\b", re.I), "standing"),
)
_EVERYTHING = re.compile(
    r"\b(?:every ?thing|all of (?:it|them|that|these)|pretty much all|all sorts|you name it)\b", re.I
)
_MOST_THINGS = ("sitting", "standing", "walking", "bending")
# Words for a time that only count as an answer, in weeks. "A long time" is long enough for the milder plan.
_VAGUE_TIME = (
    (re.compile(r"\b(?:today|yesterday|last night|this morning|just now|just started|hours?)\b", re.I), 1 / 7),
    (re.compile(r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|this week|weekend)\b", re.I), 0.5),
    (re.compile(r"\blast week\b", re.I), 1.0),
    (re.compile(r"\blast month\b", re.I), 4.0),
    (re.compile(r"\blast year\b", re.I), 52.0),
    (
        re.compile(
            r"\b(?:(?:most|all|half|much|a lot) of my (?:\w+ ){0,2}life|(?:half|all) my (?:\w+ )?life"
            r"|my (?:whole|entire) (?:\w+ )?life|since (?:high ?school|school|college|my (?:teens|twenties|youth)))\b",
            re.I,
        ),
        520.0,
    ),
    (re.compile(r"\b(?:ages|forever|long time|(?:quite|been) a while|always|all my life|as long as i)\b", re.I), 26.0),
)  # fmt: skip

_PART_END = re.compile(r"[.,;!?\n]+|\b(?:but|though)\b|\band (?=(?:i|my|now|they|the doctor|he|she)\b)", re.I)
_TIME_OF_CARE = "That is how long the treatment lasted, I think. What I need is how long you have had the pain."

_SINCE = re.compile(r"\b(?:since|from when|ever after)\b.*", re.I | re.S)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BARE_YEAR = re.compile(
    r"^\W*(?:(?:no|nope|sorry|oops|wait|actually|well|i meant?|it was|it\W?s|it is|make (?:that|it)"
    r"|more like|rather|in|from|about|around|like|since|maybe|early|late|mid|sometime|back)\W+)*((?:19|20)\d\d)"
    r"(?:\W+(?:i think|i mean|actually|sorry|or so|i guess|not (?:in |since )?(?:19|20)\d\d))*\W*$",
    re.I,
)
_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_AGE_OF_CHILD = re.compile(
    r"\b(?:is|s|shes|hes|turns|turned|turning|now|are) (?:now |about |almost |nearly )?"
    rf"(\d{{1,2}}|{'|'.join(_NUMBERS)})\b(?! ?(?:months?|weeks?|days?))",
    re.I,
)
_LONGEST_YEARS = 80

TOLD = "told"
_CHAT = re.compile(
    r"\b(?:you|your|bots?|chat\w*|robot|machine|program|questions?|stupid|useless|ridiculous|annoying|asking|nonsense"
    r"|waste)\b",
    re.I,
)

# Assent to go on, and complaints about the question: neither says anything about what a list asks for.
_LISTS = frozenset({"warning_signs", "pain_cautions"})
_BEHIND_A_QUESTION = 3  # words: "do you mean overnight? no"
_GOES_ON = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|k|sure|fine|al ?right|right|go on|got it|understood|cool|great|yes,? ok(?:ay)?)\W*)+$"
    r"|^\W*(?:(?:ok(?:ay)?|sure|yes|yeah|alright)\W+)?(?:no (?:problem|worries|prob)|not a problem|why not|yes,? please"
    r"|please(?: do)?|go (?:ahead|on)|i don\W?t mind|let\W?s go|sounds good)(?: then| now)?(?: please)?\W*$",
    re.I,
)
NO_ANSWER = re.compile(
    r"\b(?:did(?:n\W?t| not)|don\W?t|do not|can\W?t|can ?not|could(?:n\W?t| not)|not) (?:really |quite |even |fully )?"
    r"(?:understand\w*|catch|caught|read|hear|follow|get (?:it|that|this|you|what|the)"
    r"|see (?:a|the|any) list|like|want|trust|care|believe|helping|listening)\b"
    r"|\b(?:makes? no sense|useless|stupid|ridiculous)\b",
    re.I,
)


# "Not yet", "not any more" and "he isn't home" deny none of the signs.
_NO_DENIAL = re.compile(
    r"^\W*(?:(?:well|um|uh|oh|hm+)\W+)*(?:not (?:yet|any ?more|any ?longer|now|right now|today|always|often|every|since"
    r"|until|at the moment|so (?:far|much))\b|(?:he|she|they|it|that|this|there|we)\b)",
    re.I,
)


def _reading(view: TurnView) -> dict[str, Any]:
    """The reading of the answer: a button's value is read like typed words."""
    value = view.entity("value")
    return reading_as_dict(resources.reader().read(value)) if value else view.reading


def yes_or_no(view: TurnView) -> bool | None:
    """A yes or no, by a button or in words; None where it is neither."""
    if view.reading and view.requested in _LISTS and (_GOES_ON.search(view.text) or NO_ANSWER.search(view.text)):
        return None
    if not view.reading:
        return {"affirm": True, "deny": False}.get(view.intent, answer_yes_no(view.answer_text))
    said = answer_yes_no(view.text)
    behind = view.text.rpartition("?")[2]
    if said is None and 0 < len(behind.split()) <= _BEHIND_A_QUESTION:
        said = answer_yes_no(behind)
    if said is None and view.confidence >= 0.6:
        return {"affirm": True, "deny": False}.get(view.intent)
    return said


def hear_yes_no(slot: str, view: TurnView) -> Heard:
    """Yes or no."""
    said = yes_or_no(view)
    return Heard(understood=False) if said is None else Heard({slot: said})


def hear_warning_signs(slot: str, view: TurnView) -> Heard:
    """None of them, or a yes that is asked about once and then taken seriously.

    A sign that is named does not come here: it is found before any form. When in doubt, ask once, then escalate. Only a
    clear denial is none: what else is told behind a no is asked about, and a question there is answered first.
    """
    explained = meanings_of_signs(view)
    if explained:
        return Heard(replies=explained)  # the question stands
    if view.reading.get("known_sign"):
        return Heard({slot: WARNING_SIGNS_NONE})  # and a doctor knows of it
    if sign_named(view).tier is not None:
        return Heard({slot: WARNING_SIGNS_UNCLEAR})
    asked_already = bool(view.tracker.get_slot("attempts"))
    if view.reading and _GOES_ON.search(view.text) and not asked_already and not _is_asked_shortly(view):
        return Heard()  # "ok" agrees to be asked, and the question stands
    denial = denial_in(view.text) if view.reading else None
    # "I am ok" and "all good" agree to nothing.
    said = False if denial is not None and denial.clear and denial.is_none else yes_or_no(view)
    if view.reading and said is not True:
        if denial is not None and denial.question:
            return _none_and_a_question(slot, view, denial)
        is_none = denial.is_none if denial is not None else is_harmless(plain_text(view.text))
        if not is_none or _NO_DENIAL.search(view.text) or NO_ANSWER.search(view.text):
            said = None
    if said is False:
        return Heard({slot: WARNING_SIGNS_NONE})
    if asked_already:
        return Heard({slot: WARNING_SIGNS_UNCLEAR})
    if said is True:
        return Heard(understood=False, silent=True)  # the question asks which one
    return Heard(understood=False)


def meanings_of_signs(view: TurnView) -> list[str]:
    """What the signs mean that a message asks about, where it names none of the person's own."""
    if not view.reading:
        return []
    if view.reading.get("red_flags") and not only_asks_for_meaning(view.text):
        return []
    return [fill(resources.red_flag_replies().texts[key]) for key in meanings_asked(view.text)]


def _none_and_a_question(slot: str, view: TurnView, denial: Denial) -> Heard:
    """ "None of those. Is walking ok?" counts, and is answered; "no, what does it cost?" has not answered yet."""
    found = answer_to(denial.rest, otherwise="exercise" if denial.asks_besides else None)
    reply = "utter_aside_question"
    if found is not None and found.answer is not None:
        reply = fresh(fill(found.answer.text), view.said_before())
    return Heard({slot: WARNING_SIGNS_NONE} if denial.asks_besides else {}, replies=[reply])


def _is_asked_shortly(view: TurnView) -> bool:
    """Whether the question was put again without its list already."""
    return not any("\n- " in text for text in view.said_before())


def hear_region(slot: str, view: TurnView) -> Heard:
    """Where it hurts."""
    regions = [region for region in _reading(view).get("regions") or [] if region in REGIONS]
    if regions:
        return Heard({slot: regions[0]})
    text = view.answer_text
    if _EVERYWHERE.search(text):
        return Heard({slot: UNKNOWN})
    near = next((region for words, region in _NEAR if words.search(text)), None)
    return Heard({slot: near}) if near else Heard(understood=False)


def hear_weeks(slot: str, view: TurnView) -> Heard:
    """A length of time, in weeks."""
    text = view.answer_text
    weeks = parse_duration(text)
    if weeks is not None and view.reading and view.reading.get("duration_weeks") is None and view.reading.get("care"):
        return Heard(understood=False, replies=[_TIME_OF_CARE])
    if weeks is None:
        weeks = _weeks_since(text) or weeks_since_bare_year(text)
    if weeks is None:
        weeks = next((value for words, value in _VAGUE_TIME if words.search(text)), None)
    return Heard(understood=False) if weeks is None else Heard({slot: weeks})


def _weeks_since(text: str) -> float | None:
    """Weeks since something with a year or an age: "since my accident in 2019", "since my son was born, he is 3"."""
    since = _SINCE.search(text)
    if since is None:
        return None
    year, age = _YEAR.search(since[0]), _AGE_OF_CHILD.search(since[0])
    if year and 0 <= (years := date.today().year - int(year[0])) <= _LONGEST_YEARS:
        return years * 52.0
    return _number(age[1]) * 52.0 if age and "born" in since[0].lower() else None


def weeks_since_bare_year(text: str) -> float | None:
    """Weeks since the year that is all of an answer, or of what a correction puts in: "2019", "no, i meant in 2019"."""
    year = _BARE_YEAR.match(text)
    if year is None:
        return None
    years = date.today().year - int(year[1])
    return years * 52.0 if 0 <= years <= _LONGEST_YEARS else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.index(word.lower()) + 1


def hear_limits(slot: str, view: TurnView) -> Heard:
    """What the pain makes hard; a plain no means nothing much."""
    limits = _reading(view).get("limits") or []
    if limits:
        return Heard({slot: limits})
    if _EVERYTHING.search(view.answer_text):
        return Heard({slot: list(_MOST_THINGS)})
    near = [limit for words, limit in _NEAR_LIMITS if words.search(view.answer_text)]
    if near:
        return Heard({slot: near})
    return Heard({slot: []}) if yes_or_no(view) is False else Heard(understood=False)


def hear_improved(slot: str, view: TurnView) -> Heard:
    """Whether what was tried has helped."""
    improved = answer_improvement(view.answer_text)
    return hear_yes_no(slot, view) if improved is None else Heard({slot: improved})


def hear_regularity(slot: str, view: TurnView) -> Heard:
    """How often exercises or therapy were done."""
    often = None if _about_the_chat(view) else how_often(view.answer_text)
    if often is None and _bare_no(view):
        often = "now_and_then"  # "not really"
    return Heard(understood=False) if often is None else Heard({slot: often})


def hear_score(slot: str, view: TurnView) -> Heard:
    """How much, from 0 to 10; all three numbers may be given at once."""
    if _about_the_chat(view):
        return Heard(understood=False)
    if three := three_scores_in(view.answer_text):
        return Heard(dict(zip(FUNCTION, three, strict=True)))
    score = score_in(view.answer_text)
    if score is None and _bare_no(view):
        score = 0.0  # "no"
    return Heard(understood=False) if score is None else Heard({slot: score})


def hear_spine_history(slot: str, view: TurnView) -> Heard:
    """Scans and operations; where one of them is known, a plain yes or no tells of the other."""
    slots = view.tracker.slots
    told = answer_spine_history(view.answer_text)
    unknown = [name for name in SPINE_HISTORY if slots.get(name) is None]
    if told == SpineHistory():
        said = yes_or_no(view)
        if view.reading and wishes_in(view.text):
            return Heard(understood=False)  # "no, I don't want an operation" tells of no operation that was
        if said is None or (said and len(unknown) > 1):
            return Heard(understood=False, silent=said is True)  # the question asks which one
        return Heard({**dict.fromkeys(unknown, said), slot: TOLD})
    found = {"earlier_surgery": told.surgery, "imaging_had": told.imaging}
    # What is known already stays, unless it is named now.
    kept = {name: value for name, value in found.items() if value or name in unknown}
    return Heard({**kept, slot: TOLD})


def _bare_no(view: TurnView) -> bool:
    """A no and hardly a word more: "I don't want an operation" says nothing about how much."""
    return len(view.answer_text.split()) <= 3 and yes_or_no(view) is False


def _about_the_chat(view: TurnView) -> bool:
    """ "This is the worst bot" tells nothing about the pain."""
    return bool(view.reading) and bool(_CHAT.search(view.text)) and not re.search(r"\d", view.text)


def hear_cautions(slot: str, view: TurnView) -> Heard:
    """What an exercise plan has to be careful with; a plain no means nothing."""
    cautions = cautions_in(_reading(view), view.answer_text)
    cautions += [caution for caution in cautions_now(view) if caution not in cautions]
    if cautions:
        return Heard({slot: cautions})
    if _reading(view).get("cautions"):
        return Heard({slot: []})  # named, but no reason for care: an operation long ago
    return Heard({slot: []}) if yes_or_no(view) is False else Heard(understood=False)


def _named_as_had(text: str) -> list[str]:
    """The care named in the parts of an answer that plan and deny nothing: "PT and heat, I might need shots"."""
    parts = (part for part in _PART_END.split(text) if part.strip() and not PLANNED_OR_DENIED.search(part))
    return list(dict.fromkeys(care for part in parts for care in resources.reader().read(part).care_mentioned))


def hear_tried(slot: str, view: TurnView) -> Heard:
    """Which treatments were tried; a plain no means none so far."""
    reading = _reading(view)
    tried = reading.get("tried") or []
    if not PLANNED_OR_DENIED.search(view.answer_text):
        tried = reading.get("care") or []  # "PT, shots and pills": all that is named was had
    elif not tried:
        tried = _named_as_had(view.answer_text)
    if not tried and _EVERYTHING.search(view.answer_text):
        return Heard(understood=False, replies=["utter_which_care"])
    if tried:
        return Heard({slot: tried})
    return Heard({slot: []}) if yes_or_no(view) is False else Heard(understood=False)
