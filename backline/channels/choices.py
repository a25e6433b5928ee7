"""Buttons as numbered text, for platforms without buttons or with too few, and reading the answers to it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from backline.channels.contract import Call, Option

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LEADS = ("Reply with a number:", "Reply with a letter:")
_ANSWER = re.compile(r"^\W*(?:(?:option|number|nr|no|answer|letter)\W+)?([0-9]{1,2}|[a-z])\W*$", re.IGNORECASE)


def marks(options: Sequence[Option]) -> list[str]:
    """What each option is called by: numbers, or letters where the options speak of numbers themselves.

    "3" must mean a pain of three where the question is how strong the pain is.
    """
    if any(re.search("[0-9]", option.title) for option in options):
        return list(_LETTERS[: len(options)])
    return [str(number) for number in range(1, len(options) + 1)]


def with_choices(text: str, options: Sequence[Option]) -> str:
    """The text with its options as lines below it, each with what it is called by."""
    if not options:
        return text
    lines = [f"{mark}. {option.title}" for mark, option in zip(marks(options), options, strict=False)]
    lead = _LEADS[marks(options)[0].isalpha()]
    return "\n\n".join(part for part in (text, "\n".join([lead, *lines])) if part)


def chosen(text: str, options: Sequence[Option]) -> Option | None:
    """The option that an answer such as "2", "2." or "option b" means; None where it means none."""
    found = _ANSWER.match(text.strip())
    if found is None:
        return None
    by_mark = dict(zip(marks(options), options, strict=False))
    return by_mark.get(found.group(1).upper())


def may_choose(text: str) -> bool:
    """Whether a text has the form of an answer such as "2" or "option b"."""
    return _ANSWER.match(text.strip()) is not None


def is_numbered(calls: Sequence[Call]) -> bool:
    """Whether a message, as a channel renders it, lists its options as numbered text."""
    sent = json.dumps([dict(call.body) for call in calls])
    return any(lead in sent for lead in _LEADS)
