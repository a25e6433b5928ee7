"""Running what starts an event loop of its own, without taking away the one that all tests share."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_T = TypeVar("_T")


def run_apart(work: Callable[[], _T]) -> _T:
    """What ``work`` returns, done in a thread of its own: ``asyncio.run`` leaves its thread without an event loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()
