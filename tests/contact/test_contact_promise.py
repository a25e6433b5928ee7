"""When a contact request is overdue: working days, weekends, holidays, and the clinic's own time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.contact.promise import Promise, is_overdue

ZONE = ZoneInfo("America/Los_Angeles")
ONE_DAY = Promise(1, {0, 1, 2, 3, 4}, {date(2026, 12, 25)}, ZONE)


def at(text: str) -> float:
    """Seconds since 1970 of a moment in the clinic's time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp()


@pytest.mark.parametrize(
    ("made", "due"),
    [
        ("2026-11-24 12:00", "2026-11-25 12:00"),  # Tuesday
        ("2026-11-27 12:00", "2026-11-30 12:00"),  # Friday: Monday
        ("2026-11-28 09:00", "2026-12-01 00:00"),  # Saturday: all of Monday
        ("2026-11-29 23:59", "2026-12-01 00:00"),  # Sunday: all of Monday
        ("2026-12-24 15:00", "2026-12-28 15:00"),  # before a holiday and a weekend
        ("2026-12-25 15:00", "2026-12-29 00:00"),  # on the holiday
    ],
)
def test_free_days_do_not_count(made: str, due: str) -> None:
    assert ONE_DAY.due_at(at(made)) == at(due)
    assert not is_overdue(at(made), at(due) - 60, ONE_DAY)
    assert is_overdue(at(made), at(due) + 60, ONE_DAY)


def test_two_days_over_a_weekend() -> None:
    promise = Promise(2, {0, 1, 2, 3, 4}, (), ZONE)
    assert promise.due_at(at("2026-11-26 10:00")) == at("2026-11-30 10:00")


def test_nothing_becomes_overdue_on_a_free_day() -> None:
    made = at("2026-11-27 08:00")
    assert not is_overdue(made, at("2026-11-28 23:00"), ONE_DAY)
    assert not is_overdue(made, at("2026-11-30 07:59"), ONE_DAY)
    assert is_overdue(made, at("2026-11-30 08:01"), ONE_DAY)


def test_a_day_begins_where_the_clinic_is() -> None:
    # Late on Friday in California, and Saturday already in UTC.
    assert ONE_DAY.due_at(at("2026-11-27 20:00")) == at("2026-11-30 20:00")


@given(
    made=st.integers(0, 400 * 24 * 60),
    later=st.integers(0, 20 * 24 * 60),
    days=st.integers(1, 5),
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    closed=st.sets(st.integers(0, 400), max_size=20),
)
def test_being_overdue_and_being_past_the_due_time_are_the_same(
    made: int, later: int, days: int, weekdays: set[int], closed: set[int]
) -> None:
    start = date(2026, 1, 1)
    promise = Promise(days, weekdays, {start + timedelta(days=day) for day in closed}, ZoneInfo("UTC"))
    created_at = datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC")).timestamp() + made * 60 + 20
    now = created_at + later * 60 + 20
    assert is_overdue(created_at, now, promise) == (promise.due_at(created_at) < now)
