"""What a message puts right in a contact request: new values for what was answered before."""

from __future__ import annotations

import re
from typing import Any

from actions.support.answers import yes_or_no
from actions.support.consent import agrees_beside
from actions.support.contact_changes import reply_on_change
from actions.support.contact_reading import LEAD, name_in
from actions.support.contact_values import FIELDS, SLOT_OF, YES_NO, details_in, field_values, taken_out
from actions.support.correcting import corrects
from actions.support.form import Heard
from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.going_back_turns import goes_back_to
from backline.contact import (
    Invalid,
    Valid,
    find_corrections,
    find_restriction,
    parse_phone_or_email,
    parse_reach,
    parse_reason,
    restrict,
    which_field,
)
from backline.contact.field_meant import PARTS, fields_without_value
from backline.contact.field_words import FIELD_WORDS
from backline.contact.first_message import CONTACT_DETAIL
from backline.contact.free_text import is_only_a_time, mentions_time
from backline.contact.names import is_like, parse_name, renamed
from backline.contact.removals import sets_terms

_NOT_X = re.compile(r"[\s,]+not\s.*$", re.I)
_NAME_WORDS = 5
_SORRY = re.compile(r"[\s,.]+(?:sry|sorry|i mean|i meant|is my (?:full )?name|that is|actually)\W*$", re.I)
_FEW_WORDS = 8
_MEANT = re.compile(r"\bi mean(?:t)?\b", re.I)


def corrections(slot: str, view: TurnView) -> Heard | None:
    """New values for fields that were answered before; None where the message holds none."""
    if view.entity("value") is not None:
        return None
    in_words = corrects(view) or view.intent == "deny"
    found = find_corrections(view.text, resources.clinic().region)
    if slot == "contact_reason" and not in_words:
        found = {field: value for field, value in found.items() if field in ("phone", "email")}
        if not found:
            return None
    slots = {
        target: value
        for target, value in field_values(found, view).items()
        if target != "contact_reason" or slot in YES_NO
        if view.slot(target) is not None and (in_words or slot in YES_NO or view.slot(target) != value)
    }
    if slot in YES_NO and view.reading:
        slots = taken_out(view, slots)
    if slot == "contact_reason" and set(slots) == {"contact_details"} and (reason := _reason_beside(view)):
        slots["contact_reason"] = reason  # "stenosis, and my mail is ann@example.com"
    restriction = find_restriction(view.text, unsuitable=slot != "contact_reason")
    if restriction and slot in ("contact_reason", *YES_NO):
        slots["contact_reach"] = restrict(slots.get("contact_reach") or view.slot("contact_reach"), restriction)
    slots = slots or _short_correction(slot, view) or _short_name(slot, view)
    if slots.get("contact_name"):
        slots["contact_name"] = renamed(view.slot("contact_name"), slots["contact_name"], view.text)
    if slots and slot == "contact_confirmed":
        # "Change the name to Ann and the time too": what has no value is asked for.
        asked = [SLOT_OF[name] for name in fields_without_value(view.text)]
        slots = {**dict.fromkeys(name for name in asked if name not in slots), **slots}
    if slots and (slot in YES_NO or slot not in {SLOT_OF[field] for field in found}):
        reply = reply_on_change(view, slots)
        if slot == "contact_consent" and agrees_beside(view):
            slots[slot] = True
        return Heard({**slots, "contact_confirmed": None}, replies=[reply] if reply else [])
    if slot not in YES_NO and not in_words:
        return None
    if slot == "contact_consent" and yes_or_no(view) is False and view.intent != "correct":
        return None
    if slot in YES_NO and sets_terms(view.text):
        return None  # "don't use my work number" calls no number wrong
    named = which_field(view.text)
    field = SLOT_OF[named] if named else slot
    if field != slot and view.slot(field) is not None:
        others = _named(view.text) if slot == "contact_confirmed" else []
        return Heard({**dict.fromkeys(others), field: None, "contact_confirmed": None})
    return None


def answer_gone_back_to(slot: str, view: TurnView) -> Heard | None:
    """ "Back to the name", "previous question": that one is asked again; None where the message says no such thing."""
    if not view.reading or goes_back_to(view.text) != "answer":
        return None
    named = list(dict.fromkeys(_named(view.text)))
    if not named and slot == "contact_confirmed":
        return None  # what to change is asked there
    before = FIELDS[: FIELDS.index(slot)] if slot in FIELDS else FIELDS
    answered = [name for name in named or before if view.slot(name) is not None and name != slot]
    # Without an answer to go back to, the open question is asked again.
    return Heard({answered[-1]: None, "contact_confirmed": None} if answered else {})


def earlier_field(slot: str, view: TurnView) -> Heard | None:
    """ "No, it's Marta" right after the name, where the number is asked for."""
    answered = [name for name in FIELDS[: FIELDS.index(slot)] if view.slot(name) is not None]
    if not answered or not corrects(view):
        return None
    last = answered[-1]
    rest = _NOT_X.sub("", LEAD.sub("", view.text))
    region = resources.clinic().region
    result: Valid | Invalid | None = None
    if last == "contact_name":
        result = name_in(rest, most=True)
    elif last == "contact_details":
        result = parse_phone_or_email(rest, region)
    elif last == "contact_reach" and mentions_time(rest):
        result = parse_reach(rest)
    if isinstance(result, Valid):
        value = details_in(view, result) if last == "contact_details" else result.value
        if last == "contact_name":
            value = renamed(view.slot(last), result.value, view.text)
        return Heard({last: value}, replies=[reply_on_change(view, {last: value})])
    return Heard({last: None}, replies=["utter_last_again"]) if view.intent == "correct" else None


def _short_name(slot: str, view: TurnView) -> dict[str, Any]:
    """The name once more, spelled another way: "Rosa Dias, not just Dias"."""
    known = view.slot("contact_name")
    if slot == "contact_name" or not known or not view.reading:
        return {}
    rest = _NOT_X.sub("", LEAD.sub("", view.text))
    fuller = parse_name(_SORRY.sub("", rest)) if slot in ("contact_details", "contact_reach") else None
    if isinstance(fuller, Valid) and fuller.value.lower().startswith(f"{known.lower()} ") and not mentions_time(rest):
        return {"contact_name": fuller.value}  # "Robert", and then "Robert Paulsen"
    if slot != "contact_confirmed" and (rest == view.text or mentions_time(rest)):
        return {}  # "leg pain" may look like a name of someone called Lee
    short = len(rest.split()) <= _NAME_WORDS + 3
    # "No its Moss, Erik Moss"
    result = max((name_in(part, most=True) for part in rest.split(",")), key=_length) if short else None
    if not isinstance(result, Valid) or result.value == known or yes_or_no(view) is True:
        return {}
    # "No thats Thom Bell" is spelled in another way; a shorter or a longer name is told apart by its words.
    words = result.value.split()
    like = [any(is_like(new, old) for old in known.split()) for new in words]
    fits = any(like) if slot == "contact_confirmed" else all(like)
    return {"contact_name": result.value} if fits and len(words) <= _NAME_WORDS else {}


def _reason_beside(view: TurnView) -> str | None:
    """The parts of an answer without a number or an address, where they tell of the back; None where they do not."""
    if not view.reading or not (view.topics or view.reading.get("regions")):
        return None
    region = resources.clinic().region
    parts = [part.strip() for part in PARTS.split(view.text) if not CONTACT_DETAIL.search(part) and part.strip()]
    result = parse_reason(", ".join(part for part in parts if not find_corrections(part, region)))
    return result.value if isinstance(result, Valid) else None


def _length(name: Valid | Invalid) -> int:
    return len(name.value.split()) if isinstance(name, Valid) else 0


def _short_correction(slot: str, view: TurnView) -> dict[str, Any]:
    """ "No, evenings" and "mornings actually" for the time, "I meant back pain" for the reason."""
    rest = LEAD.sub("", view.text)
    beside = " but " in view.text and slot in YES_NO
    if not view.reading or not (corrects(view) or rest != view.text or beside):
        return {}
    if slot not in ("contact_reason", *YES_NO):
        return {}
    reach = parse_reach(_NOT_X.sub("", rest))
    puts_right = corrects(view) or rest != view.text
    is_time = puts_right and len(rest.split()) <= 5 and mentions_time(rest) and view.slot("contact_reach") is not None
    if is_time and isinstance(reach, Valid):
        return {"contact_reach": reach.value}
    if slot in YES_NO and view.slot("contact_reach") is not None and len(view.text.split()) <= _FEW_WORDS:
        # "That's good but evenings only"
        alone = next((part for part in PARTS.split(view.text)[1:] if is_only_a_time(part)), None)
        reach = parse_reach(alone) if alone else reach
        if alone and isinstance(reach, Valid):
            return {"contact_reach": reach.value}
    reason = parse_reason(rest)
    is_meant = slot in YES_NO and _MEANT.search(view.text) and which_field(view.text) is None
    if is_meant and yes_or_no(view) is None and isinstance(reason, Valid) and len(rest.split()) >= 2:
        return {"contact_reason": reason.value}
    return {}


def _named(text: str) -> list[str]:
    """The fields that a short wish names: "change the name and the time"."""
    if len(text.split()) > _FEW_WORDS:
        return []
    return [SLOT_OF[field] for field, words in FIELD_WORDS.items() if re.search(rf"\b{words}\b", text, re.I)]
