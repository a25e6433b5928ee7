"""The fields of a contact request, as slots of the contact form."""

from __future__ import annotations

from typing import Any

from actions.support.view import TurnView
from backline.assistant import resources
from backline.contact import FieldName, Valid, find_corrections
from backline.contact.free_text import ANY_TIME
from backline.contact.removals import kinds_named, put_aside, removed_fields

SLOT_OF = {
    "name": "contact_name",
    "phone": "contact_details",
    "email": "contact_details",
    "reach": "contact_reach",
    "reason": "contact_reason",
}
#: What is asked for, in order, and what takes a yes or a no.
FIELDS = ("contact_name", "contact_details", "contact_reach", "contact_reason")
YES_NO = ("contact_consent", "contact_confirmed")
#: Stands for a reason that is left out.
REASON_LATER = "Would rather say it in person"


def field_values(found: dict[FieldName, Valid], view: TurnView) -> dict[str, Any]:
    """The fields of a message as slots; a number and an address are both kept."""
    slots = {SLOT_OF[field]: valid.value for field, valid in found.items() if field not in ("phone", "email")}
    main = found.get("phone") or found.get("email")
    return {**slots, "contact_details": details_in(view, main)} if main else slots


def details_in(view: TurnView, main: Valid) -> dict[str, Any]:
    """How to reach the person: ``main``, and beside it the other kind where the message or an earlier one gave it.

    A number takes the place of a number, an address that of an address; the other stays unless the words put it aside
    ("instead of the phone") or call it wrong.
    """
    given: dict[str, dict[str, Any]] = {main.kind: _detail(main)}
    found = find_corrections(view.text, resources.clinic().region) if view.reading else {}
    other = found.get("email" if main.kind == "phone" else "phone")
    aside = put_aside(view.text) if view.reading else frozenset()
    if other is not None and other.kind not in aside and not (main.kind == "email" and other.value[-7:] in main.value):
        given[other.kind] = _detail(other)
    known, out = _known(view)
    if view.reading:
        out = out | aside
        if "instead" in view.text.lower() and main.kind not in known:
            out = out | set(known)
    kept = {kind: detail for kind, detail in known.items() if kind not in out or kind in given}
    return joined({**kept, **given})


def kinds_of(details: dict[str, Any] | None) -> dict[str, dict[str, Any]]:
    """The number and the address of a request, by their kind; what people are reached by first comes first."""
    both = [details, details.get("also")] if details else []
    return {one["kind"]: {name: one[name] for name in ("kind", "value", "display")} for one in both if one}


def joined(kinds: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The value of the slot for at least one of them."""
    first, *others = kinds.values()
    return {**first, "also": others[0]} if others else dict(first)


def details_left(view: TurnView) -> dict[str, Any] | None:
    """What is left of details that were set aside to be asked for again: the kind that is not wrong; None for none."""
    if view.slot("contact_details") is not None:
        return None
    known, out = _known(view)
    left = {kind: detail for kind, detail in known.items() if kind not in out}
    return joined(left) if left and out else None


def goes_without(text: str, left: dict[str, Any]) -> bool:
    """Whether an answer without a number or an address is content with what is left: "just use my "
    "e-mail", "no phone"."""
    named = kinds_named(text)
    return bool(removed_fields(text)) or (bool(named) and named <= kinds_of(left).keys())


def taken_out(view: TurnView, new: dict[str, Any] | None = None) -> dict[str, Any]:
    """The slots without the fields that the message wants out; None for what is needed and has to be asked for.

    Args:
        view: the turn.
        new: what the message puts in otherwise.
    """
    slots = dict(new or {})
    given = find_corrections(view.text, resources.clinic().region)
    for field in removed_fields(view.text):
        if field in given:
            continue
        if field == "reach":
            slots["contact_reach"] = ANY_TIME
        elif field == "reason":
            slots["contact_reason"] = REASON_LATER
        else:
            kinds = kinds_of(slots.get("contact_details") or view.slot("contact_details"))
            if kinds.pop(field, None) is not None:
                slots["contact_details"] = joined(kinds) if kinds else None
    return slots


def _detail(valid: Valid) -> dict[str, Any]:
    return {"kind": valid.kind, "value": valid.value, "display": valid.display}


def _known(view: TurnView) -> tuple[dict[str, dict[str, Any]], frozenset[str]]:
    """The details so far, also where they are just asked for again, and the kinds that are not to be kept."""
    if view.slot("contact_details") is not None:
        return kinds_of(view.slot("contact_details")), frozenset()
    details, by = _set_aside(view)
    kinds = kinds_of(details)
    named = kinds_named(by) if by else frozenset()
    # "Change the number or e-mail" names both: the one that there is, is what is to be changed.
    return kinds, frozenset(named if len(named) == 1 or len(kinds) == 1 else ())


def _set_aside(view: TurnView) -> tuple[dict[str, Any] | None, str]:
    """The details that this form asked for again, and the message that made it do so."""
    details: dict[str, Any] | None = None
    said = by = ""
    for event in view.tracker.events:
        if event["event"] == "active_loop" and event.get("name"):
            details, by = None, ""
        elif event["event"] == "user":
            said = event.get("text") or ""
        elif event["event"] == "slot" and event.get("name") == "contact_details":
            if event.get("value"):
                details, by = event["value"], ""
            else:
                by = by or said
    return details, by
