"""What is said of a contact request that was changed: what did change, what went, and what was not understood."""

from __future__ import annotations

import re
from typing import Any

from actions.support.contact_values import kinds_of
from actions.support.view import TurnView
from backline.assistant import resources
from backline.contact.removals import removed_fields
from backline.contact.unheard import unheard_part

_TITLES = {"contact_name": "the name", "contact_reach": "the time", "contact_reason": "the reason"}
_KINDS = {"phone": "the phone number", "email": "the e-mail address"}
_LABELS = {
    "contact_name": re.compile(r"\bname\b", re.I),
    "contact_reach": re.compile(r"\b(?:the|my|call|best) time\b", re.I),
    "contact_reason": re.compile(r"\b(?:the|my) reason\b", re.I),
}
_STAYS = re.compile(r"\b(?:right|fine|ok|okay|correct|good|stays?|same|keep)\b", re.I)
_NOTHING_NEW = ("That is what I have already.", "Yes, I have it like that.")
_LONGEST_QUOTE = 60


def reply_on_change(view: TurnView, slots: dict[str, Any], *, answered: bool = False) -> str:
    """One or two sentences on new values of the contact form, true of them.

    Args:
        view: the turn, with the values before.
        slots: the new ones; None for what is asked for again, of which only is said that it went where it is to.
        answered: the message answers a question as well, so that the rest of it is that.
    """
    changed, added, gone, values = _told_apart(view, slots)
    said = view.said_before()
    parts: list[str] = []
    if changed:
        parts.append(_first_new(said, [f"Thank you, I changed {changed}.", f"Got it, I changed {changed}."]))
    if added:
        parts.append(f"I added {added}." if parts else f"Thank you, I added {added}.")
    if gone:
        parts.append(f"I took out {gone}.")
    if not parts and any(value is not None for value in slots.values()):
        parts.append(_first_new(said, list(_NOTHING_NEW)))
    checked = view.reading and not answered
    unheard = unheard_part(view.text, values, resources.clinic().region) if checked else ""
    if unheard:
        short = unheard if len(unheard) <= _LONGEST_QUOTE else f"{unheard[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} ..."
        parts.append(f'I was not sure about "{short}". If it matters, please say it in other words.')
    elif checked and parts and (missed := _named_only(view, slots)):
        parts.append(f"If {missed} should change too, please say it again.")
    return " ".join(parts)


def _named_only(view: TurnView, slots: dict[str, Any]) -> str:
    """What the message names by its label, and has no new value for; empty where it says that it is right."""
    if _STAYS.search(view.text):
        return ""
    return _listed([title for slot, title in _TITLES.items() if slot not in slots and _LABELS[slot].search(view.text)])


def _told_apart(view: TurnView, slots: dict[str, Any]) -> tuple[str, str, str, list[str]]:
    """What is changed, added and gone, in words, and all values that were given."""
    changed = [
        title for slot, title in _TITLES.items() if slots.get(slot) is not None and slots[slot] != view.slot(slot)
    ]
    values = [str(slots[slot]) for slot in _TITLES if slots.get(slot) is not None]
    added: list[str] = []
    gone: list[str] = []
    if slots.get("contact_details") is not None:
        before, after = kinds_of(view.slot("contact_details")), kinds_of(slots["contact_details"])
        for kind, title in _KINDS.items():
            if kind in after and kind in before and after[kind]["value"] != before[kind]["value"]:
                changed.append(title)
            elif kind in after and kind not in before:
                added.append(title)
            elif kind in before and kind not in after:
                gone.append(title)
        values += [one[name] for one in after.values() for name in ("value", "display")]
    elif "contact_details" in slots and view.reading:
        # The last way to reach the person went, and is asked for anew.
        out = removed_fields(view.text)
        gone = [
            title for kind, title in _KINDS.items() if kind in out and kind in kinds_of(view.slot("contact_details"))
        ]
    return _listed(changed), _listed(added), _listed(gone), values


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _first_new(said: list[str], texts: list[str]) -> str:
    return next((text for text in texts if not any(text in before for before in said)), texts[0])
