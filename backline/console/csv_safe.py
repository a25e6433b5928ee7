"""Cells of a CSV file that a spreadsheet must not take for a formula."""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> str:
    """``value`` as the text of a cell: None is empty, and text that would start a formula gets an apostrophe first.

    Numbers stay as they are, also negative ones.
    """
    if value is None:
        return ""
    text = str(value)
    return "'" + text if isinstance(value, str) and text.startswith(_STARTS) else text
