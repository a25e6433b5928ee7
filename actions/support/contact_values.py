"""The fields of a contact request, as slots of the contact form."""

from __future__ import annotations

import re
from typing import Any

from actions.support.facts import corrects
from actions.support.view import TurnView
from backline.assistant import resources
from backline.contact import FieldName, Valid, find_corrections

SLOT_OF = {
    "name": "contact_name",
    "phone": "contact_details",
    "email": "contact_details",
    "reach": "contact_reach",
    "reason": "contact_reason",
}
_ADDS = re.compile(r"\b(?:also|too|as well|or|and|another)\b", re.I)


def field_values(found: dict[FieldName, Valid], view: TurnView) -> dict[str, Any]:
    """The fields of a message as slots; a number and an address are both kept."""
    slots = {SLOT_OF[field]: valid.value for field, valid in found.items() if field not in ("phone", "email")}
    main = found.get("phone") or found.get("email")
    return {**slots, "contact_details": details_in(view, main)} if main else slots


def details_in(view: TurnView, main: Valid) -> dict[str, Any]:
    """How to reach the person: ``main``, and beside it the other kind where the message or an earlier one gave it."""
    found = find_corrections(view.text, resources.clinic().region) if view.reading else {}
    other = found.get("email" if main.kind == "phone" else "phone")
    details: dict[str, Any] = {"kind": main.kind, "value": main.value, "display": main.display}
    if other is not None and not (main.kind == "email" and other.value[-7:] in main.value):
        return {**details, "also": {"kind": other.kind, "value": other.value, "display": other.display}}
    known = view.slot("contact_details")
    if known is None:
        return details
    if known["kind"] != main.kind and _ADDS.search(view.text) and not corrects(view):
        return {"kind": known["kind"], "value": known["value"], "display": known["display"], "also": details}
    if known["kind"] == main.kind and known.get("also"):
        return {**details, "also": known["also"]}
    return details
