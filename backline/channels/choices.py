"""Buttons as numbered text, for platforms without buttons or with too few, and reading the answers to it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from backline.channels.contract import Call, Option

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LEADS = ("Reply with a number:", "Reply with a letter:")
_MARK = r"(?:[0-9]{1,2}|[a-z])"
_ANSWER = re.compile(
    rf"^\W*(?:(?:(?:option|number|answer|letter|choice|the)\b|nr\b|no\b\.?(?=\s*[0-9])|#)\W*)*({_MARK})\W*$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(rf"^\W*{_MARK}(?:(?:\s*(?:[,;&+]|\band\b)\s*|\s+){_MARK})+\W*$", re.IGNORECASE)
_EACH = re.compile(rf"\b{_MARK}\b", re.IGNORECASE)
# Where the options speak of amounts, times or the signs of a list, a number may be the answer to the question itself.
# Where they end an alarm, a number meant for something else must not do that.
_SPEAKS_OF_NUMBERS = re.compile(
    r"[0-9]"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|once|twice|several|many|few|some|half|most)\b"
    r"|\b(?:hour|day|week|month|year)s?\b|\b(?:mornings?|afternoons?|evenings?|nights?|any ?time|noon|o'clock)\b"
    r"|\b(?:these|neither|both|all of|now and then|always|often|rarely|never|a little|a lot)\b"
    r"|\b(?:safe now|checked|did not mean|dealt with)\b",
    re.IGNORECASE,
)


def marks(options: Sequence[Option]) -> list[str]:
    """What each option is called by: numbers, or letters where a number could mean something else.

    "3" must mean a pain of three where the question is how strong the pain is, three weeks where it is how long, and
    the third sign where there is a list of them.
    """
    if any(_SPEAKS_OF_NUMBERS.search(option.title) for option in options):
        letters = list(_LETTERS[: len(options)])
        return [*letters, *(str(number) for number in range(len(letters) + 1, len(options) + 1))]
    return [str(number) for number in range(1, len(options) + 1)]


def with_choices(text: str, options: Sequence[Option]) -> str:
    """The text with its options as lines below it, each with what it is called by."""
    if not options:
        return text
    called = marks(options)
    lines = [f"{mark}. {option.title}" for mark, option in zip(called, options, strict=True)]
    lead = _LEADS[called[0].isalpha()]
    return "\n\n".join(part for part in (text, "\n".join([lead, *lines])) if part)


def chosen(text: str, options: Sequence[Option]) -> Option | None:
    """The option that an answer such as "2", "2." or "option b" means; None where it means none."""
    found = _ANSWER.match(text.strip())
    if found is None:
        return None
    return _by_mark(options).get(_called(found.group(1)))


def chosen_words(text: str, options: Sequence[Option]) -> str | None:
    """The words of the options that an answer such as "1 and 3" or "a, c" picks, as if they were typed.

    None where the answer is not a list of at least two of them.
    """
    if not _SEVERAL.match(text.strip()):
        return None
    by_mark = _by_mark(options)
    picked = [by_mark.get(_called(mark)) for mark in _EACH.findall(text)]
    titles = list(dict.fromkeys(option.title for option in picked if option is not None))
    return ", ".join(titles) if None not in picked and len(titles) > 1 else None


def may_choose(text: str) -> bool:
    """Whether a text has the form of an answer such as "2", "option b" or "1 and 3"."""
    return bool(_ANSWER.match(text.strip()) or _SEVERAL.match(text.strip()))


def is_numbered(calls: Sequence[Call]) -> bool:
    """Whether a message, as a channel renders it, lists its options as numbered text."""
    sent = json.dumps([dict(call.body) for call in calls])
    return any(lead in sent for lead in _LEADS)


def _by_mark(options: Sequence[Option]) -> dict[str, Option]:
    return dict(zip(marks(options), options, strict=True))


def _called(mark: str) -> str:
    return mark.upper().lstrip("0") or "0"
