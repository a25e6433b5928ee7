"""When a delivery that failed is tried again."""

from __future__ import annotations

import math
import secrets
from datetime import UTC
from email.utils import parsedate_to_datetime

_MINUTE, _HOUR = 60.0, 3600.0
# The schedule of the Standard Webhooks specification: the wait before each attempt, about three days in all.
WAITS = (
    *(0.0, 5.0, 5 * _MINUTE, 30 * _MINUTE),
    *(2 * _HOUR, 5 * _HOUR, 10 * _HOUR, 14 * _HOUR, 20 * _HOUR, 24 * _HOUR),
)
LONGEST_WAIT = 24 * _HOUR
_JITTER = 0.1


def wait_after(attempts: int, asked: float | None = None) -> float | None:
    """How long to wait after so many failed attempts, in seconds.

    Args:
        attempts: 1 or more.
        asked: how long the receiver asked to be left alone; it is, up to a day.

    Returns:
        the wait, up to a tenth longer than the schedule's so that many do not come back together; None where there is
        no further attempt.
    """
    if attempts >= len(WAITS):
        return None
    wait = WAITS[attempts] * (1 + _JITTER * secrets.randbelow(1001) / 1000)
    return max(wait, min(asked or 0.0, LONGEST_WAIT))


def read_retry_after(value: str | None, now: float) -> float | None:
    """The seconds that a ``Retry-After`` header asks for, given as seconds or as a date; None where it says nothing."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(text)
        seconds = (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() - now
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(0.0, seconds), LONGEST_WAIT) if math.isfinite(seconds) else None
