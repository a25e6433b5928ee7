"""A number or an address of the person's own that was told beside something else, kept for the request."""

from __future__ import annotations

from typing import Any

from actions.support.contact_values import field_values, joined, kinds_of
from actions.support.view import TurnView
from backline.assistant import resources
from backline.contact.first_message import find_details
from backline.contact.wanted import own_contact_in

# After these nothing is kept that was told for a request before.
_ENDS = frozenset({"action_cancel", "action_start_over", "action_submit_contact"})


def details_given(view: TurnView) -> dict[str, Any] | None:
    """What the message gives to reach the person by; None where it gives nothing of their own."""
    region = resources.clinic().region
    if not view.reading or not own_contact_in(view.text, region):
        return None
    details: dict[str, Any] | None = field_values(find_details(view.text, region), view).get("contact_details")
    return details


def details_given_before(view: TurnView) -> dict[str, Any] | None:
    """The same out of the messages before this one, since a request was last sent or given up; the latest counts."""
    region = resources.clinic().region
    kinds: dict[str, dict[str, Any]] = {}
    events = list(view.tracker.events)
    last = max((at for at, event in enumerate(events) if event["event"] == "user"), default=0)
    for event in events[:last]:
        if event["event"] == "action" and event.get("name") in _ENDS:
            kinds.clear()
        elif event["event"] == "user" and (event.get("parse_data") or {}).get("reading"):
            text = event.get("text") or ""
            if own_contact_in(text, region):
                for kind, valid in find_details(text, region).items():
                    if kind in ("phone", "email"):
                        kinds[kind] = {"kind": valid.kind, "value": valid.value, "display": valid.display}
    return joined(kinds) if kinds else None


def in_words(details: dict[str, Any]) -> str:
    """The details as they are read to the person: "(415) 555-0134 and ana@example.com"."""
    return " and ".join(one["display"] for one in kinds_of(details).values())
