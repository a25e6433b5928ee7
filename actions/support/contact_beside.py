"""What people say of a contact request beside its answers: how the name is spelled, what else is to be "
"told, whose it is."""

from __future__ import annotations

import re
from typing import Any

from actions.support.answers import yes_or_no
from actions.support.consent import tells_what_is_not
from actions.support.contact_changes import reply_on_change
from actions.support.contact_values import FIELDS, REASON_LATER, YES_NO, joined, kinds_of
from actions.support.correcting import asks, corrects
from actions.support.form import Heard
from actions.support.told import for_another, says_for_another
from actions.support.view import TurnView
from backline.assistant import resources
from backline.contact import Valid, find_corrections, parse_phone_or_email, parse_reason
from backline.contact.additions import UNSAID, added_to_reason, with_addition
from backline.contact.free_text import mentions_time
from backline.contact.other_names import names_another
from backline.contact.removals import kinds_named, put_aside
from backline.contact.spelling import UNCLEAR, respelled
from backline.language.intents import HEARD
from backline.language.people import RELATIVE

_SPELL_IT = "Thank you. Please type the whole name the way it is spelled."
_NOTED = [
    "Thank you, I noted that for the clinic. They will ask for {}.",
    "I noted that too. The name to ask for stays {}.",
]
_NO_REASON = frozenset({"thank", "greet", "goodbye", "repeat", "cancel", "affirm", "deny", "skip"})
_KEEP = re.compile(
    r"\W*(?:(?:no|oh|ok|okay|actually|wait|sorry|hm+|please|just|lets|let's)\W+)*(?:keep|leave|use"
    r"|take)\W+(?:it|that|the old one|the"
    r" same|the one (?:from )?before|as it (?:is|was)|the first one)(?:\W+(?:as|like|the way) (?:it|that) (?:is|was))?"
    r"(?:\W+(?:then|please|pls|thanks|sorry))*\W*|\W*(?:the )?same(?: as before| one| again)?\W*",
    re.I,
)
_BETTER = re.compile(r"\b(?:prefer\w*|rather|better|best|first)\b", re.I)
_FEW_WORDS = 8
_SECOND = re.compile(
    rf"\b(?:my (?:\w+ )?{RELATIVE}(?:'?s)?|his|her|their) (?:\w+ )?(?:numb?er|phone|cell|mobile)\b"
    r"|\b(?:second|other|another|2nd) (?:numb?er|phone|cell|mobile)\b|\b(?:too|as well)\W*$",
    re.I,
)
_IN_ITS_PLACE = re.compile(
    r"\b(?:instead|rather|not|n\W?t|dont|wrong|rong|change\w*|use|new|better|no|actually|correct\w*)\b", re.I
)
_TELLS = frozenset({"report_symptom", "report_care"})
_ADDED = ["Thank you, I added that to the reason.", "Got it, that stands in the reason now too."]
_WHAT_TO_ADD = 'Sure, what should I add? You can begin with "add that".'


def said_beside(slot: str, view: TurnView) -> Heard | None:
    """What such a message changes, with the open question asked again; None where it is no such message."""
    if not view.reading:
        return None
    return (
        _kept(slot, view)
        or _second_number(slot, view)
        or _respelled(slot, view)
        or _prefers(slot, view)
        or _added(slot, view)
        or _for_another(slot, view)
    )


def _kept(slot: str, view: TurnView) -> Heard | None:
    """ "Keep it": what was there before it was to be changed."""
    if slot not in FIELDS or view.slot(slot) is not None or not _KEEP.fullmatch(view.text.strip()):
        return None
    before = None
    for event in view.tracker.events:
        if event["event"] == "active_loop" and event.get("name"):
            before = None
        elif event["event"] == "slot" and event.get("name") == slot:
            before = event.get("value") or before
    return Heard({slot: before}, replies=["All right, I keep it as it was."]) if before else None


def _second_number(slot: str, view: TurnView) -> Heard | None:
    """Another's number, or a second one, beside the number to call: noted in the person's own words."""
    known = kinds_of(view.slot("contact_details")).get("phone")
    given = find_corrections(view.text, resources.clinic().region).get("phone")
    if known is None or given is None or given.value == known["value"] or slot in ("contact_details", "contact_reason"):
        return None
    if not _SECOND.search(view.text) or _IN_ITS_PLACE.search(view.text):
        return None
    noted = with_addition(view.slot("complaint"), view.text)
    return Heard(
        {"complaint": noted, "contact_confirmed": None},
        replies=[f"Thank you, I noted that number for the clinic. They will call {known['display']} first."],
    )


def _prefers(slot: str, view: TurnView) -> Heard | None:
    """ "I prefer e-mail": of a number and an address that are known, that one comes first."""
    details = kinds_of(view.slot("contact_details"))
    named = kinds_named(view.text)
    short = len(view.text.split()) <= _FEW_WORDS and not any(char.isdigit() or char == "@" for char in view.text)
    if len(details) < 2 or len(named) != 1 or not short or not _BETTER.search(view.text) or put_aside(view.text):
        return None
    (kind,) = named
    first = joined({kind: details[kind], **details})
    title = "the e-mail address" if kind == "email" else "the phone number"
    return Heard({"contact_details": first, "contact_confirmed": None}, replies=[f"Thank you, I put {title} first."])


def _respelled(slot: str, view: TurnView) -> Heard | None:
    known = view.slot("contact_name")
    new = respelled(known, view.text) if known and slot != "contact_name" else None
    if new is None:
        return None
    if new == UNCLEAR:
        return Heard({"contact_name": None, "contact_confirmed": None}, replies=[_SPELL_IT])
    if new == known:
        return Heard(replies=[f"Yes, I have it like that: {known}."])
    return Heard({"contact_name": new, "contact_confirmed": None}, replies=[f"Thank you, I wrote it as {new} now."])


def _added(slot: str, view: TurnView) -> Heard | None:
    if slot == "contact_reason":
        return None
    known = view.slot("contact_reason")
    what = added_to_reason(view.text, resources.clinic().region)
    if what is None and slot in YES_NO and _WHAT_TO_ADD in view.said_before() and _is_more(view):
        what = view.text
    if what is None:
        return None
    if what == UNSAID:
        return Heard(replies=[_WHAT_TO_ADD])
    before = None if known == REASON_LATER else known
    slots: dict[str, Any] = {"contact_reason": with_addition(before, what)}
    if slots["contact_reason"] == known:
        return Heard(replies=[reply_on_change(view, slots, answered=True)])
    if slot == "contact_consent" and yes_or_no(view) is True:
        slots["contact_consent"] = True  # "yes, and tell them that ..."
    return Heard({**slots, "contact_confirmed": None}, replies=[_first_new(_ADDED, view)])


def _is_more(view: TurnView) -> bool:
    """Whether a message tells what to add, where that was just asked."""
    if view.intent in _NO_REASON or (yes_or_no(view) is not None and not tells_what_is_not(view.text)):
        return False
    return isinstance(parse_reason(view.text), Valid)


def told_late(view: TurnView) -> Heard | None:
    """A trouble that is told where a yes or no is asked for goes to the reason; None where none is told."""
    told = view.reading and view.intent in _TELLS and view.confidence >= HEARD and not asks(view.text)
    if not told or corrects(view) or (yes_or_no(view) is not None and not tells_what_is_not(view.text)):
        return None
    known = view.slot("contact_reason")
    reason = with_addition(None if known == REASON_LATER else known, view.text)
    if reason == known:
        return None
    return Heard({"contact_reason": reason, "contact_confirmed": None}, replies=[_first_new(_ADDED, view)])


def _first_new(texts: list[str], view: TurnView) -> str:
    said = view.said_before()
    return next((text for text in texts if text not in said), texts[0])


def _for_another(slot: str, view: TurnView) -> Heard | None:
    """Whose care it is goes to the clinic in the person's own words; the name to ask for stays."""
    name = view.slot("contact_name")
    if slot == "contact_name" or not name or not says_for_another(view):
        return None
    if slot == "contact_reason":
        # "It's for my son, he has sciatica" is a reason.
        answers = not names_another(view.text) or bool(view.topics or view.reading.get("regions"))
    else:
        answers = yes_or_no(view) is not None if slot in YES_NO else mentions_time(view.text)
    region = resources.clinic().region
    if answers or find_corrections(view.text, region) or isinstance(parse_phone_or_email(view.text, region), Valid):
        return None
    told = view.slot("complaint")
    noted = for_another(view) or {"complaint": with_addition(told, view.text)}
    return Heard(
        {**noted, "contact_confirmed": None},
        replies=[_first_new([text.format(name) for text in _NOTED], view)],
    )
