"""The list's address as filters: ``?from=2026-11-01&red_flag=any&q=numb``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from backline.channels.labels import name_of
from backline.storage.filters import NOBODY, Filters
from backline.storage.judgements import STATUSES
from backline.storage.leads import STATES
from backline.storage.review import Place

_NAME = re.compile(r"[\w .:/-]{1,64}")
_WORDS_MOST = 200
RED_FLAGS = ("any", "emergency", "urgent", "none")
FEEDBACK = ("up", "down", "none")
_YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True)
class ListQuery:
    """What the list was asked for.

    Attributes:
        filters: what narrows it down.
        words: what is searched for; empty for none.
        given: the parameters that were understood, as they stood in the address.
        wrong: a sentence about each that was not, and was left out.
    """

    filters: Filters
    words: str
    given: dict[str, str]
    wrong: tuple[str, ...]

    @property
    def query(self) -> str:
        """The parameters again, for links."""
        return urlencode(self.given)


def read_query(parameters: Mapping[str, str]) -> ListQuery:
    """Read the parameters of the list's address; what can't be used is left out and named in ``wrong``."""
    values: dict[str, Any] = {}
    given: dict[str, str] = {}
    wrong: list[str] = []
    for name, (field, parse) in _PARAMETERS.items():
        text = parameters.get(name, "").strip()
        if not text:
            continue
        try:
            values[field] = parse(text)
        except (ValueError, KeyError, OverflowError):
            wrong.append(f"'{name}' was left out: it can't be read.")
            continue
        given[name] = text
    words = parameters.get("q", "").strip()[:_WORDS_MOST]
    if words:
        given["q"] = words
    return ListQuery(Filters(**values), words, given, tuple(wrong))


def place_as_text(place: Place) -> str:
    """A place in the list, for the address of the next page."""
    return f"{place.attention},{place.updated_at!r},{place.id}"


def read_place(text: str) -> Place | None:
    """What :func:`place_as_text` wrote; None where it is none."""
    found = re.fullmatch(r"([0-9]),([0-9]{1,12}(?:\.[0-9]{1,12})?),([\w.-]{1,64})", text, re.ASCII)
    return Place(int(found[1]), float(found[2]), found[3]) if found else None


def _one_of(*values: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in values:
            raise ValueError(text)
        return text

    return parse


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise ValueError(text)
    return text


def _day(text: str) -> float:
    return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC).timestamp()


def _next_day(text: str) -> float:
    day = date.fromisoformat(text) + timedelta(days=1)
    return datetime.combine(day, datetime.min.time(), UTC).timestamp()


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise ValueError(text)
    return value


def _number(text: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text):
        raise ValueError(text)
    return int(text)


def _assignee(text: str) -> int:
    return NOBODY if text == "nobody" else _number(text)


def _form_and_question(text: str) -> tuple[str, str]:
    form, colon, asked = _name(text).partition(":")
    if not colon:
        raise ValueError(text)
    return form, asked


_PARAMETERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "from": ("since", _day),
    "to": ("until", _next_day),
    "by": ("by_activity", lambda text: {"activity": True, "start": False}[text]),
    "channel": ("channel", lambda text: _name(name_of(text))),
    "status": ("status", _one_of(*STATUSES)),
    "red_flag": ("red_flag", _one_of(*RED_FLAGS)),
    "handed_over": ("handed_over", _YES_NO.__getitem__),
    "fallback": ("fallback", _YES_NO.__getitem__),
    "contained": ("contained", _YES_NO.__getitem__),
    "low_confidence": ("below", _share),
    "feedback": ("feedback", _one_of(*FEEDBACK)),
    "topic": ("topic", _name),
    "intent": ("intent", _name),
    "exercise": ("exercise", _name),
    "tag": ("tag", _name),
    "assignee": ("assignee", _assignee),
    "language": ("language", _name),
    "min_messages": ("least", _number),
    "max_messages": ("most", _number),
    "form": ("left_at", _form_and_question),
    "lead": ("lead", _one_of(*STATES)),
}
