"""Who is told when a conversation has new messages."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from backline.assistant.turn import TurnResult

_BEHIND_MOST = 1000


class Feed:
    """Wakes the event streams of a conversation; what they send they read from the database."""

    def __init__(self) -> None:
        """Start with nobody listening."""
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._watching: set[asyncio.Queue[str]] = set()
        self._ended: set[asyncio.Event] = set()
        self.closed = False

    def publish(self, result: TurnResult) -> None:
        """A turn was written: wake the conversation's streams, and tell who watches all of them."""
        for queue in self._watching:
            # Who is too slow to take it loads the page again.
            if not queue.full():
                queue.put_nowait(result.conversation_id)
        for event in self._waiting.get(result.conversation_id, ()):
            event.set()

    def close(self) -> None:
        """The server ends: wake all streams so that they end too."""
        self.closed = True
        for events in self._waiting.values():
            for event in events:
                event.set()
        for queue in self._watching:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait("")

    @contextmanager
    def watch(self) -> Iterator[asyncio.Queue[str]]:
        """A queue of the conversations that have something new; an empty one when the server ends."""
        queue: asyncio.Queue[str] = asyncio.Queue(maxsize=_BEHIND_MOST)
        self._watching.add(queue)
        try:
            yield queue
        finally:
            self._watching.discard(queue)

    def end(self, conversation_id: str) -> None:
        """The conversation was deleted: its streams end."""
        for event in self._waiting.get(conversation_id, ()):
            self._ended.add(event)
            event.set()

    def is_open(self, event: asyncio.Event) -> bool:
        """Whether the stream that waits for ``event`` goes on."""
        return not self.closed and event not in self._ended

    @contextmanager
    def listen(self, conversation_id: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever the conversation has something new."""
        event = asyncio.Event()
        self._waiting[conversation_id].add(event)
        try:
            yield event
        finally:
            self._ended.discard(event)
            self._waiting[conversation_id].discard(event)
            if not self._waiting[conversation_id]:
                del self._waiting[conversation_id]
