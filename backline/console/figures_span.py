"""Which days and which channel the figures are asked for, from the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from backline.storage.figures import Span

PERIODS = (7, 30, 90)
_USUAL = 30
_LONGEST = 366


@dataclass(frozen=True)
class Asked:
    """What was asked for.

    Attributes:
        span: the days and the channel to show.
        days: 7, 30 or 90 where one of these was chosen; None where it is from one day to another.
        problem: why the usual days are shown instead of those asked for; empty where all is well.
    """

    span: Span
    days: int | None
    problem: str = ""

    @property
    def query(self) -> dict[str, str]:
        """The address's query for the same figures."""
        if self.days is not None:
            chosen = {"days": str(self.days)}
        else:
            chosen = {"from": self.span.first.isoformat(), "to": self.span.last.isoformat()}
        return {**chosen, "channel": self.span.channel} if self.span.channel else chosen


def read_span(query: Mapping[str, str], today: date | None = None) -> Asked:
    """Read ``days``, or ``from`` and ``to`` (``2026-11-28``, both included), and ``channel``.

    Args:
        query: the address's query.
        today: the last day of a period; by default today, in UTC.
    """
    today = today or datetime.now(UTC).date()
    channel = query.get("channel") or None
    if query.get("from") or query.get("to"):
        last = _day(query["to"]) if query.get("to") else today
        first = _day(query["from"]) if query.get("from") else _days_before(last)
        problem = _problem(first, last)
        if problem or first is None or last is None:
            return _period(_USUAL, today, channel, problem)
        return Asked(Span(first, last, channel), None)
    days = query.get("days", str(_USUAL))
    if days not in map(str, PERIODS):
        return _period(_USUAL, today, channel, "The figures can be shown for 7, 30 or 90 days, or from day to day.")
    return _period(int(days), today, channel)


def _period(days: int, today: date, channel: str | None, problem: str = "") -> Asked:
    return Asked(Span(today - timedelta(days=days - 1), today, channel), days, problem)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _days_before(last: date | None) -> date | None:
    try:
        return last and last - timedelta(days=_USUAL - 1)
    except OverflowError:
        return None


def _problem(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return "Days are written like 2026-11-28. The last 30 days are shown instead."
    if first > last:
        return "The first day is after the last one. The last 30 days are shown instead."
    if (last - first).days >= _LONGEST:
        return f"At most {_LONGEST} days can be shown at once. The last 30 days are shown instead."
    return ""
