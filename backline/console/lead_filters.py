"""The filters of the list of leads, read from its address, and the address of its next page."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from backline.storage.filters import NOBODY
from backline.storage.lead_list import LeadFilter, LeadRow
from backline.storage.leads import STATES

_NAMES = ("state", "urgent", "overdue", "unreceived", "assignee", "from", "to")


@dataclass(frozen=True)
class Cursor:
    """Where a page of the list begins.

    Attributes:
        at: when the first page was made (seconds since 1970): what was overdue then stays at the top of all pages.
        after: rank, created_at and id of the lead before; None on the first page.
    """

    at: float
    after: tuple[int, float, int] | None = None

    @classmethod
    def read(cls, text: str, now: float) -> Cursor:
        """Read what :meth:`following` wrote; the first page where it is something else."""
        try:
            at, rank, created_at, last = text.split("_")
            cursor = cls(float(at), (int(rank), float(created_at), int(last)))
        except ValueError:
            return cls(now)
        assert cursor.after is not None
        fits = math.isfinite(cursor.after[1]) and 0 <= cursor.at <= now and cursor.after[2] < 2**62
        return cursor if fits else cls(now)

    def following(self, row: LeadRow) -> str:
        """The cursor of the page after the one that ends with ``row``, for an address."""
        return f"{self.at!r}_{row.rank}_{row.created_at!r}_{row.id}"


def filter_of(query: Mapping[str, str], own_id: int, zone: ZoneInfo) -> LeadFilter:
    """The filter that an address asks for; what can't be read does not filter.

    Args:
        query: the address's.
        own_id: who ``assignee=me`` is.
        zone: the clinic's; days begin and end in it.
    """
    state = query.get("state")
    until = _day(query.get("to"))
    return LeadFilter(
        state=state if state in (*STATES, "open") else None,
        urgent=query.get("urgent") == "yes",
        overdue=query.get("overdue") == "yes",
        unreceived=query.get("unreceived") == "yes",
        assignee=_assignee(query.get("assignee"), own_id),
        made_from=_start(_day(query.get("from")), zone),
        made_before=_start(until + timedelta(days=1) if until else None, zone),
    )


def filter_query(query: Mapping[str, str], **more: str) -> str:
    """The part of the address that names the filters, with ``more`` added."""
    return urlencode({**{name: query[name] for name in _NAMES if query.get(name)}, **more})


def _assignee(text: str | None, own_id: int) -> int | None:
    if text == "me":
        return own_id
    if text == "nobody":
        return NOBODY
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if 1970 < day.year < 9000 else None


def _start(day: date | None, zone: ZoneInfo) -> float | None:
    return None if day is None else datetime.combine(day, time(), zone).timestamp()
