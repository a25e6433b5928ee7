"""A reason for a contact request, made of what the conversation told."""

from __future__ import annotations

import re

from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.contact_told import reason_told

_ABOUT = re.compile(r"\b(?:about|regarding|because of|for(?= my\b))\s+(?:my |the |a )?([^.,;?!]{4,60})", re.I)


def reason_in(text: str) -> str:
    """What a message that asks for a call says that it is about; empty where that names nothing of the spine."""
    for found in _ABOUT.finditer(text):
        named = resources.reader().read(found[1])
        if named.topics or named.regions:
            return found[1].strip()
    return ""


def _told_at_the_start(view: TurnView) -> str:
    """What the message that began the form was about: "please call me about stenosis surgery"."""
    is_before = False
    for event in reversed(view.tracker.events):
        if event["event"] == "active_loop" and event.get("name") == "contact_form":
            is_before = True
        elif is_before and event["event"] == "user":
            return reason_in(event.get("text") or "")
    return ""


def suggested_reason(view: TurnView) -> str:
    """A reason in a few words, from what was asked for or else told; empty where nothing is known."""
    return _told_at_the_start(view) or reason_told(view.slots)
