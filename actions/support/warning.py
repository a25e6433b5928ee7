"""A warning sign that was left open in a form, or named in answer to its question."""

from __future__ import annotations

import re

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.facts import QUESTION
from actions.support.speech import fill, say
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.message_reader import read, read_by_rules
from backline.care import Triage, triage

_CONTACT = {"title": "Contact the clinic, urgent", "payload": "/request_contact"}
_CHECKED = {"title": "A doctor has checked this", "payload": "/resolved"}
_MISTAKE = {"title": "I did not mean that", "payload": '/resolved{"value": "mistake"}'}
# The list of data/red_flag_replies.yml, in its order: the words for each sign, and the sentence it is judged by.
_LISTED = (
    (r"bladder|bowels?|pee(?:ing)?|urin\w+|toilet|incontinen\w+", "I have new trouble with my bladder."),
    (
        r"numb(?:ness)?(?!.*\b(?:arms?|hands?|fingers?|foot|feet|toes?|thumb|(?<!between my )(?<!between the )legs?)\b)"
        r"|between (?:my|the) legs|saddle|groin",
        "I have new numbness between my legs.",
    ),
    (r"weak(?:ness|er)?(?! bones?)", "I have weakness in my leg that gets worse."),
    (r"fevers?|feverish|feel(?:ing)? (?:very |so )?(?:ill|sick)", "I have a fever."),
    (r"falls?|fell|fallen|crash(?:ed)?|accident", "I had a bad fall."),
    (r"cancers?|tumou?rs?", "I have had cancer."),
    (r"weight ?loss|los(?:t|ing|s of) (?:\w+ )?weight|weight$", "I have lost weight and cannot explain it."),
    (r"chest", "I have chest pain."),
)
_SENTENCES = tuple((re.compile(rf"\b(?:{words})\b", re.I), sentence) for words, sentence in _LISTED)
_NUMBERS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight")
_NUMBER = re.compile(
    rf"(?:{'|'.join(_NUMBERS)}|(?<!\w)last|\b(?:{'|'.join(_COUNTED)})(?!\w)|[1-8](?:st|nd|rd|th)?(?!\w))", re.I
)
# "The first one", "number 2", "it's the 3rd on the list", "2 and 3": nothing beside the numbers.
_ONLY_NUMBERS = re.compile(
    r"^\W*(?:(?:yes|yeah|yep|only|just|i have|it\W?s|its|maybe|the|number|numbers|no\.?|nr\.?|point|sign|item|and"
    r"|or|i think|one|of|in|on|your|list"
    rf"|{'|'.join(_NUMBERS)}|last|{'|'.join(_COUNTED)}|#?[1-8](?:st|nd|rd|th)?)\b\W*|#)+$",
    re.I,
)
_DENIES = re.compile(r"\b(?:no|not|never|without|none|nope|n[o']?t|don\W?t|isn\W?t|haven\W?t)\b", re.I)
_BUT = re.compile(r"^.*\b(?:but|except(?: for)?|just|only|apart from|besides)\b", re.I)


def sign_named(view: TurnView) -> Triage:
    """The sign that an answer names: "cancer, in 2015" needs no back pain beside it where signs are asked for.

    The list's own words ("bladder", "number 2") stand for its signs, and are judged as those.
    """
    text = view.text if view.reading else ""
    found = triage(read(text, established=("spine",)).red_flags)
    if found.tier is not None:
        return found
    listed = (read_by_rules(said, established=("spine",)) for said in _listed(text))
    return triage([flag for reading in listed for flag in reading.red_flags])


def words_of_the_sign(view: TurnView) -> str:
    """The person's own words that were taken for the sign told last; empty where it was not told in words."""
    for event in reversed(view.tracker.events):
        flags = (
            ((event.get("parse_data") or {}).get("reading") or {}).get("red_flags") if event["event"] == "user" else ()
        )
        if flags:
            return str(flags[0]["sentence"]).strip(" .!")
    return ""


def _listed(text: str) -> list[str]:
    """Sentences for the signs of the list that ``text`` picks, by word or by number."""
    if _ONLY_NUMBERS.search(text):
        numbers = [match[0].lower() for match in _NUMBER.finditer(re.sub(r"\bones?\W*$", "", text, flags=re.I))]
        if not numbers and re.fullmatch(r"\W*(?:number )?(?:one|1)\W*", text, re.I):
            numbers = ["1"]
        return [_LISTED[_position(number)][1] for number in numbers]
    if QUESTION.search(text) and len(text.split()) > 3:
        return []
    told = _BUT.sub("", text)  # "no, just weakness" names the weakness
    if _DENIES.search(told):
        return []
    return [sentence for words, sentence in _SENTENCES if words.search(told)]


def _position(number: str) -> int:
    if number == "last":
        return len(_LISTED) - 1
    for names in (_NUMBERS, _COUNTED):
        if number in names:
            return names.index(number)
    return int(number[0]) - 1


def stop_for_sign(dispatcher: CollectingDispatcher, view: TurnView) -> Events:
    """Say what to do about the sign, and offer the contact form."""
    named = sign_named(view)
    clinic = resources.clinic()
    replies = resources.red_flag_replies()
    if named.message_key is not None:
        text = replies.text(named.message_key, clinic.words())
    else:
        text = fill(replies.texts["warning_sign_unsure"])
    tier = named.tier or "urgent"
    is_emergency = tier == "emergency"
    number = clinic.emergency_number if is_emergency else clinic.phone
    href = f"tel:{number}" if is_emergency else clinic.phone_link
    say(
        dispatcher,
        text,
        tone=tier,
        links=[{"title": f"Call {number}", "href": href}],
        buttons=[_CHECKED, _MISTAKE] if is_emergency else [_CONTACT, _CHECKED],
    )
    known = view.slot("red_flags") or []
    return [
        SlotSet("red_flag_tier", tier),
        SlotSet("red_flags", [*known, *(flag for flag in named.ids if flag not in known)]),
        SlotSet("offer", None if is_emergency else "contact_form"),
    ]
