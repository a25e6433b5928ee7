"""An exercise plan as a calendar file: one reminder for each set of days, every week for twelve weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from backline.care.schedule import PLAN_WEEKS, week
from backline.knowledge.exercise import Exercise

_DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_AT = time(9, 0)  # no time zone: nine o'clock wherever the person is
_MINUTES = 20


def plan_calendar(exercises: Sequence[Exercise], first_day: date, address: str, clinic: str) -> bytes:
    """The calendar file of a plan.

    Args:
        exercises: the plan.
        first_day: reminders begin on this day or after.
        address: of the plan's page.
        clinic: its name.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Backline//Exercise plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Exercises, {clinic}")
    for day, todo in enumerate(week(exercises)):
        if todo:
            calendar.add_component(_reminder(day, todo, first_day, address))
    return bytes(calendar.to_ical())


def _reminder(day: int, todo: Sequence[Exercise], first_day: date, address: str) -> Event:
    start = first_day + timedelta(days=(day - first_day.weekday()) % 7)
    names = ", ".join(exercise.name for exercise in todo)
    event = Event()
    event.add("uid", f"{start.isoformat()}-{'-'.join(exercise.id for exercise in todo)}@backline")
    event.add("dtstamp", datetime.combine(first_day, time(), UTC))
    event.add("dtstart", datetime.combine(start, _AT))
    event.add("duration", timedelta(minutes=_MINUTES))
    event.add("rrule", {"freq": "weekly", "byday": _DAY_CODES[day], "count": PLAN_WEEKS})
    event.add("summary", "Back and neck exercises")
    event.add("description", f"{names}. How to do them: {address}")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "Back and neck exercises")
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    return event
