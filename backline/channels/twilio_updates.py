"""Reading the forms that Twilio posts to a webhook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from backline.channels.contract import Kind, Receipt, Update
from backline.channels.twilio_api import GONE

# Twilio signs names and values without marks between them. An id of any other form could hold parts of other fields,
# and then what was handled once would be handled again under a new id.
SID = re.compile(r"[SM]M[0-9a-fA-F]{32}")

_ARRIVED = frozenset({"accepted", "scheduled", "queued", "sending", "sent", "delivered", "partially_delivered", "read"})
_LOST = frozenset({"undelivered", "failed", "canceled"})

# Of WhatsApp's kinds of messages (MessageType), those that hold no words of the person.
_TYPES = {
    "location": "location",
    "contact": "contact",
    "contacts": "contact",
    "sticker": "sticker",
    "order": "order",
    "edit": "edit",
    "revoke": "deleted",
    "deleted": "deleted",
}
_NOTHING_TO_DO = frozenset({"reaction", "system"})
_CARDS = frozenset({"text/vcard", "text/x-vcard", "text/directory"})
_MEDIA = {"image": "photo", "audio": "voice", "video": "video"}
_FILE_NAME = re.compile(r"[^\n]{1,200}\.[A-Za-z0-9]{2,5}")

# What phones send as a text where a person reacts to a message of ours. It quotes our words, not theirs.
_REACTION = re.compile(
    r"""\s*(
        (Liked|Loved|Disliked|Laughed\ at|Emphasi[sz]ed|Questioned)
        | Reacted\ \S{1,24}\ to | Removed\ (an?\ )?[\w ]{1,24}\ from
        | [\u200a-\u200d\ufe0f\s]*[^\w\s“"'(]{1,24}\s*to
    )\s+[\u200a-\u200d]*(“.*”|".*"|an?\ (image|photo|picture|video|movie|attachment|audio\ message|location|contact))
    [\u200a-\u200d\s]*""",
    re.VERBOSE | re.DOTALL,
)


def is_call(form: Mapping[str, str]) -> bool:
    """Whether somebody calls the number."""
    return "CallSid" in form and "MessageSid" not in form


def is_receipt(form: Mapping[str, str]) -> bool:
    """Whether it is about a message of ours."""
    return "MessageStatus" in form or form.get("SmsStatus", "received").lower() not in ("", "received", "receiving")


def receipt(form: Mapping[str, str], key: str) -> Update:
    """What became of a message of ours; ``key`` is what its callback's address holds."""
    status = (form.get("MessageStatus") or form.get("SmsStatus", "")).lower()
    platform_id = _id(form)
    if status not in _ARRIVED | _LOST or not (key or platform_id):
        return Update(Kind.IGNORED)
    if status in _ARRIVED:
        return Update(Kind.RECEIPT, receipt=Receipt(key, platform_id))
    code = form.get("ErrorCode", "").strip()
    why = code if re.fullmatch("[0-9]{1,6}", code) else status
    return Update(Kind.RECEIPT, receipt=Receipt(key, platform_id, arrived=False, why=why, gone=why in GONE))


def message(form: Mapping[str, str], person: str) -> Update:
    """What a person sent to us."""
    message_id = _id(form)
    if not message_id:
        return Update(Kind.IGNORED)

    def update(kind: Kind, **parts: Any) -> Update:
        return Update(kind, message_id, person, {"to": person}, **parts)

    opted = form.get("OptOutType", "").strip().upper()
    # Twilio has answered these itself. Its answer to HELP is the account's own text, and may say nothing of
    # emergencies, so that HELP goes on as a text.
    if opted in ("STOP", "START"):
        return update(Kind.LEFT if opted == "STOP" else Kind.JOINED)
    if any(name.startswith("OtherRecipients") for name in form):
        return update(Kind.UNREADABLE, what="group")
    form_type = form.get("MessageType", "").strip().lower()
    text = form.get("Body", "")
    if form_type in _NOTHING_TO_DO or (not person.startswith("whatsapp:") and _REACTION.fullmatch(text)):
        return Update(Kind.IGNORED)
    button = form.get("ButtonPayload") or form.get("ListId")
    if button:
        title = form.get("ButtonText") or form.get("ListTitle") or text
        return update(Kind.BUTTON, text=title, button=button)
    text = text if text.strip() else form.get("ButtonText") or form.get("ListTitle") or ""
    if form_type in _TYPES or form.get("Latitude"):
        return update(Kind.UNREADABLE, what=_TYPES.get(form_type, "location"))
    what = _what_media(form)
    # Twilio gives a file's name as its text.
    if text.strip() and not (what == "file" and _FILE_NAME.fullmatch(text.strip())):
        return update(Kind.TEXT, text=text, what=what)
    if not what and any(name.startswith("Referral") and name != "ReferralNumMedia" for name in form):
        return update(Kind.JOINED)  # came by an advertisement and wrote nothing yet
    return update(Kind.UNREADABLE, what=what or "other")


def _id(form: Mapping[str, str]) -> str:
    found = (form.get("MessageSid"), form.get("SmsSid"), form.get("SmsMessageSid"))
    first = next((sid for sid in found if sid), "")
    return first if SID.fullmatch(first) else ""


def _what_media(form: Mapping[str, str]) -> str:
    """What came with the text or instead of it; empty where nothing did."""
    media = form.get("MediaContentType0")
    if media is None and form.get("NumMedia", "").strip() in ("", "0"):
        return ""
    kind = (media or "").partition(";")[0].strip().lower()
    if kind in _CARDS:
        return "contact"
    return _MEDIA.get(kind.partition("/")[0], "file" if kind else "other")
