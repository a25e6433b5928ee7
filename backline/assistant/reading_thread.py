"""Reads messages beside the event loop, so that nothing else waits while the model works."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")

# How long the model's Python code may keep the event loop waiting (seconds). A webhook's acknowledgment hands the
# interpreter to and fro some ten times; at the default of 5 ms it would take a tenth of a second.
_SWITCH_SECONDS = 0.0005


class ReadingThread:
    """One thread, so that the model is asked one thing at a time: it is not made for more."""

    def __init__(self) -> None:
        """The thread starts with the first work."""
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="reading")
        sys.setswitchinterval(_SWITCH_SECONDS)

    async def run(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """What ``work`` returns, done in the thread; it sees the caller's context variables."""
        loop = asyncio.get_running_loop()
        context = copy_context()
        return await loop.run_in_executor(self._pool, lambda: context.run(work, *args, **kwargs))
