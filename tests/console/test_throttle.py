"""How long to wait after failures, as a pure function."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.console.throttle import LONGEST_WAIT, WINDOW, wait_after


def failures(*minutes: float) -> list[float]:
    return [1_000_000.0 + 60 * minute for minute in minutes]


@pytest.mark.parametrize(
    ("times", "minutes"),
    [
        ([], None),
        ([0, 1, 2, 3], None),
        ([0, 1, 2, 3, 4], 15),
        ([0, 4, 8, 12, 16], None),  # never five within 15 minutes
        ([0, 1, 2, 3, 4, 20, 21, 22, 23], None),
        ([0, 1, 2, 3, 4, 20, 21, 22, 23, 24], 30),
        ([*range(5), *range(20, 25), *range(60, 65)], 60),
        ([*range(5), *range(20, 25), *range(60, 65), *range(130, 135)], 60),
    ],
)
def test_the_wait_grows_with_the_failures_of_the_day(times: list[float], minutes: float | None) -> None:
    at = failures(*times)
    assert wait_after(at, 5) == (0.0 if minutes is None else at[-1] + 60 * minutes)


@given(st.lists(st.floats(0, 86_400), max_size=80), st.integers(1, 20))
def test_a_wait_is_never_shorter_than_the_window_nor_longer_than_an_hour(times: list[float], limit: int) -> None:
    times.sort()
    until = wait_after(times, limit)
    assert until == 0 or until - times[-1] + 1e-6 >= WINDOW
    assert until == 0 or until - times[-1] <= LONGEST_WAIT + 1e-6


@given(st.lists(st.floats(1, 3000), min_size=1, max_size=300))
def test_whoever_obeys_the_waits_has_five_tries_in_fifteen_minutes(gaps: list[float]) -> None:
    now, tried = 0.0, []
    for gap in gaps:
        now = max(now + gap, wait_after([at for at in tried if at > now - 86_400], 5))
        tried.append(now)
    assert all(later - earlier >= WINDOW - 1e-6 for earlier, later in zip(tried, tried[5:], strict=False))
