"""Waiting until something holds."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

_PATIENCE_SECONDS = 8.0


async def until(holds: Callable[[], Awaitable[bool] | bool]) -> None:
    """Wait until it holds, and fail where it does not in a few seconds."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while True:
        found = holds()
        if found if isinstance(found, bool) else await found:
            return
        assert time.monotonic() < end, "waited in vain"
        await asyncio.sleep(0.005)
