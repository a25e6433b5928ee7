"""The contact form: name, phone or e-mail, when to reach, reason, consent, and everything read back."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.support.answers import yes_or_no
from actions.support.facts import corrects, facts_in, merge
from actions.support.form import ConversationForm, Heard
from actions.support.reason import suggested_reason
from actions.support.view import TurnView
from backline.assistant import resources
from backline.contact import (
    Invalid,
    Valid,
    find_corrections,
    parse_name,
    parse_phone_or_email,
    parse_reach,
    parse_reason,
    which_field,
)
from backline.contact.free_text import ANY_TIME, mentions_time

_SLOT_OF = {
    "name": "contact_name",
    "phone": "contact_details",
    "email": "contact_details",
    "reach": "contact_reach",
    "reason": "contact_reason",
}
_FIELDS = ("contact_name", "contact_details", "contact_reach", "contact_reason")
_YES_NO = ("contact_consent", "contact_confirmed")
# What these say is never a reason for a request.
_NO_REASON = frozenset({"thank", "greet", "goodbye", "repeat", "chitchat", "request_exercises"})
_LEAD = re.compile(
    r"^\W*(?:(?:no|nope|oh|oops|sorry|wait|hold on|actually|i meant?|i mean|make that|it should be|should be"
    r"|it\W?s|its|that\W?s wrong|wrong)\b\W*)+",
    re.I,
)
_NOT_X = re.compile(r"[\s,]+not\s.*$", re.I)
_NAMED = {
    "contact_name": r"\bname\b",
    "contact_details": r"\b(?:phone|number|e-?mail|cell|mobile)\b",
    "contact_reach": r"\btimes?\b",
    "contact_reason": r"\breason\b",
}
_SEND = re.compile(
    r"^\W*(?:please |just |ok |okay |yes |go ahead and )*(?:send|submit|go ahead"
    r"|(?:that |it |all |everything )?(?:looks?|is|s) (?:good|right|fine|great|ok|okay|correct|perfect)"
    r"|all (?:good|right|correct)|perfect|correct)\b",
    re.I,
)
_LATER = "Would rather say it in person"


class ValidateContactForm(ConversationForm):
    """Collects a contact request; every field can be corrected until it is sent."""

    form = "contact_form"

    def questions(self, slots: dict[str, Any]) -> list[str]:
        """Without consent there is nothing to read back."""
        needed = [*_FIELDS, "contact_consent"]
        return needed if slots.get("contact_consent") is False else [*needed, "contact_confirmed"]

    def begin(self, view: TurnView, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Say what is coming."""
        urgent = view.slot("red_flag_tier") == "urgent" or view.slot("sudden_worsening") is True
        dispatcher.utter_message(
            response="utter_contact_intro_urgent" if urgent else "utter_contact_intro",
            json_message={"links": [{"title": "Contact page", "href": "/contact"}]},
        )
        return {}

    def is_answer(self, slot: str, view: TurnView) -> bool:
        """A time or a reason can look like anything, so the intent and clear words decide."""
        if slot == "contact_reach":
            return mentions_time(view.text)
        if slot == "contact_reason":
            return view.intent not in _NO_REASON
        return super().is_answer(slot, view)

    def hear(self, slot: str, view: TurnView) -> Heard:
        """Read an answer, or a correction of an earlier one."""
        corrected = self._corrections(slot, view)
        if corrected is not None:
            return corrected
        if slot == "contact_consent":
            said = yes_or_no(view)
            return Heard(understood=False) if said is None else Heard({slot: said})
        if slot == "contact_confirmed":
            return self._hear_confirmed(slot, view)
        result = self._read(slot, view)
        ahead = {} if slot == "contact_reason" else self._ahead(slot, view)
        if isinstance(result, Valid):
            return Heard({**ahead, slot: _value(slot, result)}, replies=[result.hint] if result.hint else [])
        if ahead:
            return Heard(ahead, replies=["utter_noted"])
        if view.intent == "report_symptom":
            return Heard(merge(view.tracker.slots, facts_in(view)), replies=["utter_aside_symptom"])
        return self._earlier_field(slot, view) or Heard(understood=False, replies=[result.message])

    def skip(self, slot: str, view: TurnView) -> Heard:
        """When and why can be left open; the rest is needed."""
        if slot == "contact_reach":
            return Heard({slot: ANY_TIME}, replies=["No problem, I put down any time."])
        if slot == "contact_reason":
            return Heard({slot: _LATER}, replies=["No problem, you can say it when they call."])
        return super().skip(slot, view)

    @staticmethod
    def _read(slot: str, view: TurnView) -> Valid | Invalid:
        text = view.answer_text
        if slot == "contact_name":
            return _name_in(text)
        if slot == "contact_details":
            return parse_phone_or_email(text, resources.clinic().region)
        if slot == "contact_reason":
            return parse_reason(suggested_reason(view) if view.entity("value") == "suggested" else view.text)
        result = parse_reach(text)
        first_try = not view.tracker.get_slot("attempts")
        if isinstance(result, Valid) and first_try and result.value != ANY_TIME and not mentions_time(text):
            # Asked once more; then it stays the person's own words.
            return Invalid("I did not catch a time in that. You can say mornings, after 5 pm, or any time.")
        return result

    @staticmethod
    def _ahead(slot: str, view: TurnView) -> dict[str, Any]:
        """What the message tells beyond the question: "Ann Lee, 415 555 0199, call me in the evening"."""
        found = find_corrections(view.text, resources.clinic().region) if view.entity("value") is None else {}
        return {
            target: _value(target, value)
            for field, value in found.items()
            if (target := _SLOT_OF[field]) != slot and target != "contact_reason"
            if target == "contact_reach" or view.slot(target) is None
        }

    def _corrections(self, slot: str, view: TurnView) -> Heard | None:
        """New values for fields that were answered before; None where the message holds none."""
        if view.entity("value") is not None:
            return None
        in_words = corrects(view) or view.intent == "deny"
        if slot == "contact_reason" and not in_words:
            return None
        found = find_corrections(view.text, resources.clinic().region)
        slots = {
            target: _value(target, value)
            for field, value in found.items()
            if (target := _SLOT_OF[field]) != "contact_reason" or slot in _YES_NO
            if view.slot(target) is not None and (in_words or slot in _YES_NO or view.slot(target) != value)
        }
        if slots and (slot in _YES_NO or slot not in {_SLOT_OF[field] for field in found}):
            return Heard({**slots, "contact_confirmed": None}, replies=["utter_corrected"])
        if slot not in _YES_NO and not in_words:
            return None
        if slot == "contact_consent" and yes_or_no(view) is False and view.intent != "correct":
            return None
        named = which_field(view.text)
        field = _SLOT_OF[named] if named else slot
        if field != slot and view.slot(field) is not None:
            others = _named(view.text) if slot == "contact_confirmed" else []
            return Heard({**dict.fromkeys(others), field: None, "contact_confirmed": None})
        return None

    def _earlier_field(self, slot: str, view: TurnView) -> Heard | None:
        """ "No, it's Marta" right after the name, where the number is asked for."""
        answered = [name for name in _FIELDS[: _FIELDS.index(slot)] if view.slot(name) is not None]
        if not answered or not corrects(view):
            return None
        last = answered[-1]
        rest = _NOT_X.sub("", _LEAD.sub("", view.text))
        region = resources.clinic().region
        result: Valid | Invalid | None = None
        if last == "contact_name":
            result = parse_name(rest)
        elif last == "contact_details":
            result = parse_phone_or_email(rest, region)
        elif last == "contact_reach" and mentions_time(rest):
            result = parse_reach(rest)
        if isinstance(result, Valid):
            return Heard({last: _value(last, result)}, replies=["utter_corrected"])
        return Heard({last: None}, replies=["utter_last_again"]) if view.intent == "correct" else None

    @staticmethod
    def _hear_confirmed(slot: str, view: TurnView) -> Heard:
        field = view.entity("field")
        if field in _FIELDS:
            return Heard({field: None})
        said = yes_or_no(view)
        if said is True or _SEND.search(view.text):
            return Heard({slot: True})
        rest = _LEAD.sub("", view.text)
        if (
            (corrects(view) or len(rest.split()) <= 4)
            and mentions_time(rest)
            and isinstance(reach := parse_reach(rest), Valid)
        ):
            return Heard({"contact_reach": reach.value}, replies=["utter_corrected"])
        return Heard(understood=False, silent=said is False or view.intent == "correct")


def _name_in(text: str) -> Valid | Invalid:
    """A name, also behind "no, it's" and in front of a number: "Ann Lee, 415 555 0199, call me in the morning"."""
    result = parse_name(text)
    parts = re.split(r"[,;\n]|\s-\s|\band\b", text)
    for part in (_LEAD.sub("", text), parts[0], parts[-1]):
        if isinstance(result, Invalid) and part and part != text:
            other = parse_name(part)
            result = other if isinstance(other, Valid) else result
    return result


def _named(text: str) -> list[str]:
    """The fields that a short wish names: "change the name and the time"."""
    return [slot for slot, words in _NAMED.items() if re.search(words, text, re.I)] if len(text.split()) <= 8 else []


def _value(slot: str, valid: Valid) -> Any:
    if slot == "contact_details":
        return {"kind": valid.kind, "value": valid.value, "display": valid.display}
    return valid.value
