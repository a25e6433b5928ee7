"""The clinic's promise to get in touch, counted in its working days.

A request made at noon on a Friday and promised within one working day is due at noon on Monday. One made on a day on
which the clinic does not work counts from the beginning of the next day on which it does.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Promise:
    """What was promised, and when the clinic works.

    Attributes:
        working_days: how many working days may pass, 1 or more.
        weekdays: the days of the week on which the clinic works, Monday is 0; at least one.
        closed_on: dates on which it does not work all the same.
        time_zone: the clinic's own, in which a day begins and ends.
    """

    working_days: int
    weekdays: Collection[int]
    closed_on: Collection[date]
    time_zone: ZoneInfo

    def due_at(self, created_at: float) -> float:
        """By when the clinic gets in touch about a request made at ``created_at`` (seconds since 1970)."""
        made = datetime.fromtimestamp(created_at, self.time_zone)
        if not self._works_on(made.date()):
            made = self._at(self._step(made.date(), _DAY), time())
        day = made.date()
        for _ in range(self.working_days):
            day = self._step(day, _DAY)
        return self._at(day, made.time()).timestamp()

    def overdue_before(self, now: float) -> float:
        """The moment before which a request must have been made to be overdue ``now`` (both seconds since 1970)."""
        at = datetime.fromtimestamp(now, self.time_zone)
        is_working = self._works_on(at.date())
        day = at.date() if is_working else self._step(at.date(), -_DAY)
        for _ in range(self.working_days):
            day = self._step(day, -_DAY)
        # On a free day everything is overdue that was due by the end of the last working day.
        return self._at(day, at.time()).timestamp() if is_working else self._at(day + _DAY, time()).timestamp()

    def _works_on(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.closed_on

    def _step(self, day: date, step: timedelta) -> date:
        day += step
        while not self._works_on(day):
            day += step
        return day

    def _at(self, day: date, time_of_day: time) -> datetime:
        return datetime.combine(day, time_of_day.replace(tzinfo=None), self.time_zone)


def is_overdue(created_at: float, now: float, promise: Promise) -> bool:
    """Whether a request made at ``created_at`` and not answered by ``now`` (seconds since 1970) breaks the promise."""
    return created_at < promise.overdue_before(now)
