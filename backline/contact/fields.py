"""The fields of a contact request: each reads chat text and gives a ``Valid`` value or an ``Invalid``
message."""

from __future__ import annotations

from backline.contact.corrections import find_corrections
from backline.contact.emails import looks_like_email, parse_email
from backline.contact.field_meant import which_field
from backline.contact.free_text import parse_reach, parse_reason
from backline.contact.names import parse_name
from backline.contact.phones import example_phone, parse_phone
from backline.contact.results import FieldName, FieldResult, Invalid, Valid

__all__ = [
    "FieldName",
    "FieldResult",
    "Invalid",
    "Valid",
    "find_corrections",
    "parse_email",
    "parse_name",
    "parse_phone",
    "parse_phone_or_email",
    "parse_reach",
    "parse_reason",
    "which_field",
]


def parse_phone_or_email(text: str, region: str) -> FieldResult:
    """Read one way to reach a person; a phone number goes first where both are given.

    Args:
        text: the message.
        region: two-letter country code for numbers without one, such as ``US``.

    Returns:
        A ``Valid`` whose ``kind`` is ``phone`` or ``email``, or an ``Invalid`` about what the text seems to
        be.

    Raises:
        ValueError: ``region`` is not a country code.
    """
    phone = parse_phone(text, region)
    email = parse_email(text)
    # Digits inside an address ("ana4155550134@example.com") are part of the address.
    if isinstance(phone, Valid) and not (isinstance(email, Valid) and phone.value[-7:] in _digits(email.value)):
        return phone
    if isinstance(email, Valid):
        return email
    if looks_like_email(text):
        return email
    if sum(char.isdigit() for char in text) >= 3:
        return phone
    examples = f"{example_phone(region)} or ana@example.com"
    return Invalid(f"I did not see a number or an address there, so please send one, like {examples}.")


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
