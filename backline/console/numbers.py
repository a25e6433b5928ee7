"""Ids as they stand in addresses and forms."""

from __future__ import annotations

_DIGITS_MOST = 18  # what a database can hold


def read_id(text: str) -> int | None:
    """The id that ``text`` is; None where it is none, or larger than a database could hold."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS_MOST else None
