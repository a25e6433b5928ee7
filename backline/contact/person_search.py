"""Reads what a person is looked for by, as staff type it."""

from __future__ import annotations

import re

from backline.contact.emails import parse_email
from backline.contact.phones import parse_phone
from backline.contact.reference import normal_reference
from backline.contact.results import Valid
from backline.storage.persons import Wanted

_CONVERSATION = re.compile(r"[\w.:-]{1,64}", re.ASCII)


def read_wanted(text: str, region: str) -> Wanted | None:
    """Read a lead's reference, a phone number, an e-mail address or a conversation's id; None where it is none.

    Args:
        text: as typed.
        region: two-letter country code: how phone numbers without one are read.
    """
    text = text.strip()
    reference = normal_reference(text)
    if reference is not None:
        return Wanted("reference", reference)
    if "@" in text:
        email = parse_email(text)
        return Wanted("email", email.value) if isinstance(email, Valid) else None
    if not re.search(r"[^\W\d_]", text):
        phone = parse_phone(text, region)
        return Wanted("phone", phone.value) if isinstance(phone, Valid) else None
    return Wanted("conversation", text) if _CONVERSATION.fullmatch(text) else None
