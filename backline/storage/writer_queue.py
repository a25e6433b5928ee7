"""The queue of those who want to write: one at a time, in order, and who may not wait before the others."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class WriterQueue:
    """A lock with two queues: the second is served only while nobody stands in the first."""

    def __init__(self) -> None:
        """Nobody writes."""
        self._taken = False
        self._first: deque[asyncio.Future[None]] = deque()
        self._others: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def turn(self, *, first: bool = False) -> AsyncIterator[None]:
        """The block has the lock; ``first``: before all who wait without it."""
        await self._take(self._first if first else self._others)
        try:
            yield
        finally:
            self._pass_on()

    async def _take(self, queue: deque[asyncio.Future[None]]) -> None:
        if not self._taken:
            self._taken = True
            return
        ticket: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(ticket)
        try:
            await ticket
        except asyncio.CancelledError:
            if ticket.done() and not ticket.cancelled():
                self._pass_on()  # it was given the lock at the moment at which it gave up
            raise

    def _pass_on(self) -> None:
        """Give the lock to the next who still waits."""
        for queue in (self._first, self._others):
            while queue:
                ticket = queue.popleft()
                if not ticket.done():
                    ticket.set_result(None)
                    return
        self._taken = False
