"""Works through queues that are on disk: each key's entries one after the other, several keys at a time."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Hashable, Mapping
from contextlib import suppress
from typing import Generic, TypeVar

import structlog

log = structlog.get_logger(__name__)

Key = TypeVar("Key", bound=Hashable)

# What another process wrote, such as ``backline outbox retry``, is found so soon.
_LOOK_SECONDS = 2.0
_PAUSE_SECONDS = 1.0


class Dispatcher(Generic[Key]):
    """Calls ``work`` for every key that is due, never twice at a time for the same key."""

    def __init__(
        self,
        due: Callable[[], Awaitable[Mapping[Key, float]]],
        work: Callable[[Key], Awaitable[None]],
        *,
        at_once: int,
        group: Callable[[Key], Hashable] = lambda key: None,
        goes_first: Callable[[Key], bool] = lambda key: False,
    ) -> None:
        """Put the parts together.

        Args:
            due: the keys with something to do, in the order in which they get their turn, and when (seconds since
                1970; 0 for now).
            work: does what a key has to do now, or a part of it. Whoever has been worked for comes after the others.
            at_once: for so many keys of a group at a time.
            group: what a key belongs to: where one group is slow, the others do not wait for it.
            goes_first: whether a key is begun however many others are being worked on.
        """
        self._due, self._work, self._at_once = due, work, at_once
        self._group, self._goes_first = group, goes_first
        self._served: dict[Key, int] = {}
        self._begun = 0
        self._busy: dict[Key, asyncio.Task[None]] = {}
        self._news = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in a task of its own."""
        self._loop = asyncio.create_task(self._run())

    def wake(self) -> None:
        """There is something new."""
        self._news.set()

    async def stop(self, patience: float) -> None:
        """Begin nothing more; what is under way may end within so many seconds."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        if self._busy:
            _, late = await asyncio.wait(self._busy.values(), timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            self._news.clear()
            try:
                next_due = self._begin(await self._due())
            except Exception:
                log.exception("queue can't be read")
                next_due = time.time() + _PAUSE_SECONDS
            # Not asyncio.wait_for: where there is news at that very moment it takes no notice of being canceled.
            with suppress(TimeoutError):
                async with asyncio.timeout(max(0.0, min(next_due - time.time(), _LOOK_SECONDS))):
                    await self._news.wait()

    def _begin(self, due: Mapping[Key, float]) -> float:
        """Begin what is due; returns when the next is."""
        now = time.time()
        next_due = now + _LOOK_SECONDS
        running = Counter(self._group(key) for key in self._busy)
        self._served = {key: turn for key, turn in self._served.items() if key in due}
        for key in sorted(due, key=lambda key: self._served.get(key, 0)):
            if key in self._busy:
                continue
            if due[key] > now:
                next_due = min(next_due, due[key])
            elif running[self._group(key)] < self._at_once or self._goes_first(key):
                self._begin_one(key)
                running[self._group(key)] += 1
        return next_due

    def _begin_one(self, key: Key) -> None:
        self._begun += 1
        self._served[key] = self._begun
        self._busy[key] = asyncio.create_task(self._do(key))

    async def _do(self, key: Key) -> None:
        try:
            await self._work(key)
        except Exception:
            log.exception("queue's entry failed")
            await asyncio.sleep(_PAUSE_SECONDS)
        finally:
            del self._busy[key]
            self._news.set()
