"""A warning sign that was left open in a form, or named in answer to its question."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.speech import fill, say
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.denials import told_behind_no
from backline.assistant.listed_signs import picked_signs
from backline.assistant.message_reader import read, read_by_rules
from backline.care import Triage, triage

_CONTACT = {"title": "Contact the clinic, urgent", "payload": "/request_contact"}
_CHECKED = {"title": "A doctor has checked this", "payload": "/resolved"}
NONE_OF_THEM = {"title": "None of these", "payload": "/deny"}
_MISTAKE = {"title": "I did not mean that", "payload": '/resolved{"value": "mistake"}'}


def sign_named(view: TurnView) -> Triage:
    """The sign that an answer names: "cancer, in 2015" needs no back pain beside it where signs are asked for.

    The list's own words ("bladder", "number 2") stand for its signs, and are judged as those.
    """
    text = view.text if view.reading else ""
    for told in filter(None, (text, told_behind_no(text))):
        found = triage(read(told, established=("spine",)).red_flags)
        if found.tier is not None:
            return found
    listed = (read_by_rules(said, established=("spine",)) for said in picked_signs(text))
    return triage([flag for reading in listed for flag in reading.red_flags])


def words_of_the_sign(view: TurnView) -> str:
    """The person's own words that were taken for the sign told last; empty where it was not told in words."""
    for event in reversed(view.tracker.events):
        flags = (
            ((event.get("parse_data") or {}).get("reading") or {}).get("red_flags") if event["event"] == "user" else ()
        )
        if flags:
            return str(flags[0]["sentence"]).strip(" .!")
    return ""


def as_told(view: TurnView, text: str) -> str:
    """``text`` behind the person's own words for the sign, for those who ask what to say of it."""
    quoted = words_of_the_sign(view)
    return f'You told me: "{quoted}". {text}' if quoted else text


def open_signs(tracker: Tracker) -> list[str]:
    """The red flags that stand; what was dealt with is not told again with what comes later."""
    stands = tracker.get_slot("red_flag_tier") in ("emergency", "urgent")
    return list(tracker.get_slot("red_flags") or []) if stands else []


def which_sign() -> str:
    """The question which of the signs somebody has now, with the list."""
    texts = resources.red_flag_replies().texts
    listed = [line for line in texts["ask_warning_signs"].splitlines() if line.startswith("- ")]
    return fill("\n".join([texts["which_sign_now"], *listed]))


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
        buttons=[_CHECKED, _MISTAKE] if is_emergency else [_CONTACT, _CHECKED],
    )
    known = open_signs(view.tracker)
    return [
        SlotSet("red_flag_tier", tier),
        SlotSet("red_flags", [*known, *(flag for flag in named.ids if flag not in known)]),
        SlotSet("offer", None if is_emergency else "contact_form"),
    ]
