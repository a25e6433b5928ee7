"""Taking out what names a person, before staff see a value that only the encrypted events hold."""

from __future__ import annotations

import json
from typing import Any

from backline.storage.redaction import redact

HIDDEN = "(contact details)"
_CONTACT = ("contact_name", "contact_details", "contact_reach", "contact_reason")


def mask_slot(name: str, value: Any, region: str) -> str:
    """A slot's value as text: contact details hidden, everything else redacted.

    Args:
        name: the slot's name.
        value: anything that JSON can hold.
        region: how phone numbers without a country code are read, such as US.
    """
    if value is None:
        return "not set"
    if name in _CONTACT:
        return HIDDEN
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return redact(text, region)


def mask_entity(entity: dict[str, Any], text: str, region: str) -> dict[str, str]:
    """An entity as ``kind``, ``value`` and the ``words`` that named it, redacted."""
    start, end = entity.get("start"), entity.get("end")
    words = text[start:end] if isinstance(start, int) and isinstance(end, int) else ""
    return {
        "kind": str(entity["entity"]),
        "value": redact(str(entity["value"]), region),
        "words": redact(words, region),
    }
