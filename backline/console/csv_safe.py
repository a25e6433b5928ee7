"""CSV that a spreadsheet opens as text: no cell can become a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

# What makes a cell a formula, also in full width and behind spaces.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # noqa: RUF001
_CONTROLS = ("\t", "\r", "\n")


def safe_cell(value: object) -> object:
    """The value as a cell; text that a spreadsheet could run begins with an apostrophe. Numbers stay numbers."""
    if not isinstance(value, str):
        return value
    if value.startswith(_CONTROLS) or value.lstrip().startswith(_FORMULA):
        return f"'{value}"
    return value


def csv_line(values: Iterable[object]) -> str:
    """One line of CSV with its line end; None is an empty cell."""
    text = io.StringIO()
    csv.writer(text).writerow([safe_cell(value) for value in values])
    return text.getvalue()
