"""Which messages ask for a contact request, refuse one or go back to one: the intent of a turn, where a model of single
messages does not tell.

"Call me at 415 555 0134, I'm Ann" states facts and is a request; "I don't need a form" names the form and is none;
"OK, let's do it then" means something only after something was offered. Warning signs are found before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant import resources
from backline.assistant.complaint_turns import complains_of_the_clinic
from backline.assistant.turn_before import last_replies
from backline.contact.additions import added_to_reason
from backline.contact.first_message import introduces_name
from backline.contact.sent import asks_if_received, wants_deletion
from backline.contact.wanted import (
    asks_for_a_call,
    asks_for_the_form,
    goes_back_to_it,
    own_contact_in,
    says_little_else,
    says_only_that,
    wants_call,
    wants_no_contact,
    wants_to_be_left_alone,
    wants_to_talk,
)
from backline.language.intents import ASPECT_OF, HEARD

_FORM = "contact_form"
_ASKED_FOR = frozenset({"request_contact", "ask_human"})
# A refusal with one of these is still what it is: "I don't want the form, I can't go on" is no matter of forms.
_NEVER_TOUCHED = frozenset({"emergency", "warning_sign", "distress", "harmed", "resolved"})
_SIGNS = frozenset({"emergency", "warning_sign", "harmed"})
_FEW_WORDS = 5
_NO_OWN_MEANING = frozenset({"nlu_fallback", "out_of_scope", "chitchat", "unsure"})
# "Add that I can't sit": words for those who read it, not for us.
_OF_REQUEST = re.compile(
    r"\b(?:add|ad|put|include|reason|request|note|tell (?:them|him|her|the (?:doctor|clinic|team|staff))"
    r"|let them know)\b",
    re.I,
)
_SHOULD_I = re.compile(
    r"\b(?:do|should|shud|must|when|why|if) i\b|\b(?:not|n\W?t|dont|never) (?:\w+ )?(?:want|need|like)\b", re.I
)
_TELL = re.compile(r"\b(?:tell me|explain|(?:a )?questions?|info\w*|know|answer)\b", re.I)
# What "hm, ok, yes then" may look like.
_LIKE_A_YES = frozenset({"correct", "nlu_fallback", "inform", "repeat", "chitchat", "complain", "unsure", "affirm"})


def contact_intent(
    text: str, tracker: DialogueStateTracker | None, learned: str, reading: Mapping[str, Any]
) -> str | None:
    """The intent of a message about a contact request; None where its own intent stands.

    Args:
        text: the message, which names no warning sign.
        tracker: the conversation before it; None where it is the first.
        learned: its intent, as its clauses tell it.
        reading: what was read in it, as `message_reader.reading_as_dict` gives it.
    """
    form = tracker.active_loop_name if tracker is not None else None
    if form == _FORM and learned not in _SIGNS and wants_to_be_left_alone(text):
        return "cancel"
    if form != _FORM and learned not in _SIGNS:
        reference = tracker.get_slot("contact_reference") if tracker is not None else None
        if asks_if_received(text):
            return "ask_human"
        if reference and form is None and added_to_reason(text, resources.clinic().region) and _OF_REQUEST.search(text):
            return "correct"
        if reference and wants_deletion(text, just_sent=any(reference in said for said in last_replies(tracker))):
            return "ask_human"
    if learned not in _SIGNS | _ASKED_FOR and not _is_the_reason(tracker) and complains_of_the_clinic(text):
        return "complain"
    # "Please don't call me after all" in the form is about the form, and about nothing else.
    if learned in _NEVER_TOUCHED and not (learned == "distress" and form == _FORM and says_only_that(text)):
        return None
    offer = tracker.get_slot("offer") if tracker is not None else None
    if wants_no_contact(text, in_form=form == _FORM):
        if form == _FORM:
            return "cancel"
        if learned in _ASKED_FOR:
            return _asked_beside(text, reading) or "deny"
        return "cancel" if form is None and learned in _NO_OWN_MEANING and says_only_that(text) else None
    if form == _FORM:
        return None
    if learned == "correct" and tracker is not None and tracker.get_slot("contact_reference"):
        return None  # a number that was wrong in the request that was sent
    offered = form is None and offer == _FORM
    gives = _gives_contact(text, offered=offered, in_form=bool(form))
    if gives and not offered and not asks_for_a_call(text) and (asked := _asked(reading)):
        return asked  # "my mail is ..., by the way is a fusion risky?": kept for later
    if gives or asks_for_the_form(text):
        return "request_contact"
    if (
        form
        and learned not in _ASKED_FOR
        and wants_to_talk(text)
        and not _asked(reading)
        and not _SHOULD_I.search(text)
    ):
        return "request_contact"
    # "Yes call me" in a review agrees to nothing that was asked there.
    if form and learned in _LIKE_A_YES and len(text.split()) <= _FEW_WORDS and wants_call(text):
        return "request_contact"
    if form is None and offer and learned in _LIKE_A_YES and goes_back_to_it(text):
        return "affirm"
    return None


def _is_the_reason(tracker: DialogueStateTracker | None) -> bool:
    """Whether the form asks what it is about: a complaint may be that."""
    return tracker is not None and tracker.get_slot("requested_slot") == "contact_reason"


def _gives_contact(text: str, *, offered: bool, in_form: bool) -> bool:
    """Whether a number or an address is given so that the clinic gets in touch."""
    region = resources.clinic().region
    if not own_contact_in(text, region):
        return False
    if wants_call(text) or offered:
        return True
    return not in_form and (introduces_name(text, region) or says_little_else(text, region))


def _asked_beside(text: str, reading: Mapping[str, Any]) -> str | None:
    """The question that stands beside a refusal: "I don't need a form, what is stenosis"."""
    return _asked(reading) or ("ask_what_is" if reading.get("topics") and _TELL.search(text) else None)


def _asked(reading: Mapping[str, Any]) -> str | None:
    """The first question of a message that has an aspect; None where it has none."""
    asks = reading.get("asks") or []
    asked = (ask["intent"] for ask in asks if ask["intent"] in ASPECT_OF and ask["confidence"] >= HEARD)
    return next(asked, None)
