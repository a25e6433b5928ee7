"""The contact form: name, phone or e-mail, when to reach, reason, consent, and everything read back."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.support.answers import yes_or_no
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

_SLOT_OF = {
    "name": "contact_name",
    "phone": "contact_details",
    "email": "contact_details",
    "reach": "contact_reach",
    "reason": "contact_reason",
}


class ValidateContactForm(ConversationForm):
    """Collects a contact request; every field can be corrected until it is sent."""

    form = "contact_form"

    def questions(self, slots: dict[str, Any]) -> list[str]:
        """Without consent there is nothing to read back."""
        needed = ["contact_name", "contact_details", "contact_reach", "contact_reason", "contact_consent"]
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
        """A name or a reason can look like anything, so only clear values count against another intent."""
        if slot in ("contact_reach", "contact_reason"):
            return view.intent not in ("thank", "goodbye", "repeat", "request_exercises")
        return super().is_answer(slot, view)

    def hear(self, slot: str, view: TurnView) -> Heard:
        """Read an answer, or a correction of an earlier one."""
        corrected = self._corrections(slot, view)
        if corrected is not None:
            return corrected
        if slot == "contact_consent":
            return self._hear_consent(slot, view)
        if slot == "contact_confirmed":
            return self._hear_confirmed(slot, view)
        region = resources.clinic().region
        text = view.answer_text
        result = {
            "contact_name": lambda: parse_name(text),
            "contact_details": lambda: parse_phone_or_email(text, region),
            "contact_reach": lambda: parse_reach(text),
            "contact_reason": lambda: self._reason(view),
        }[slot]()
        if isinstance(result, Invalid):
            return Heard(understood=False, replies=[result.message])
        return Heard({slot: _value(slot, result)}, replies=[result.hint] if result.hint else [])

    @staticmethod
    def _reason(view: TurnView) -> Valid | Invalid:
        if view.entity("value") == "suggested":
            return parse_reason(suggested_reason(view))
        return parse_reason(view.text)

    def _corrections(self, slot: str, view: TurnView) -> Heard | None:
        """New values for fields that were answered before; None where the message holds none."""
        if view.entity("value") is not None:
            return None
        clean_answers = slot in ("contact_consent", "contact_confirmed")
        if not clean_answers and view.intent not in ("correct", "deny"):
            return None
        found = find_corrections(view.text, resources.clinic().region)
        slots = {
            target: _value(target, value)
            for field, value in found.items()
            if (target := _SLOT_OF[field]) == slot or view.slot(target) is not None
        }
        if slot == "contact_reason":
            slots.pop("contact_reason", None)
        if slots:
            return Heard({**slots, "contact_confirmed": None}, replies=[] if slot in slots else ["utter_corrected"])
        field_named = which_field(view.text)
        if field_named and view.slot(_SLOT_OF[field_named]) is not None and _SLOT_OF[field_named] != slot:
            return Heard({_SLOT_OF[field_named]: None, "contact_confirmed": None})
        return None

    @staticmethod
    def _hear_consent(slot: str, view: TurnView) -> Heard:
        said = yes_or_no(view)
        return Heard(understood=False) if said is None else Heard({slot: said})

    @staticmethod
    def _hear_confirmed(slot: str, view: TurnView) -> Heard:
        field = view.entity("field")
        if field:
            return Heard({field: None})
        said = yes_or_no(view)
        if said is True:
            return Heard({slot: True})
        if said is False:
            return Heard(
                understood=False,
                replies=["What should I change? The name, the number or e-mail, the time, or the reason?"],
            )
        return Heard(understood=False)


def _value(slot: str, valid: Valid) -> Any:
    if slot == "contact_details":
        return {"kind": valid.kind, "value": valid.value, "display": valid.display}
    return valid.value
