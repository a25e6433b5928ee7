"""A warning sign that was left open in a form, or named in answer to its question."""

from __future__ import annotations

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.speech import fill, say
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources
from backline.care import Triage, triage

_CONTACT = {"title": "Contact the clinic, urgent", "payload": "/request_contact"}
_CHECKED = {"title": "A doctor has checked this", "payload": "/resolved"}


def sign_named(view: TurnView) -> Triage:
    """The sign that an answer names: "cancer, in 2015" needs no back pain beside it where signs are asked for."""
    text = view.text if view.reading else ""
    return triage(resources.reader().read(text, established=("spine",)).red_flags)


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
        buttons=[_CHECKED] if is_emergency else [_CONTACT, _CHECKED],
    )
    known = view.slot("red_flags") or []
    return [
        SlotSet("red_flag_tier", tier),
        SlotSet("red_flags", [*known, *(flag for flag in named.ids if flag not in known)]),
        SlotSet("offer", None if is_emergency else "contact_form"),
    ]
