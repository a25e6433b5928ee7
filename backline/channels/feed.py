"""Who is told when a conversation has new messages."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from backline.assistant.turn import TurnResult


class Feed:
    """Wakes the event streams of a conversation; what they send they read from the database."""

    def __init__(self) -> None:
        """Start with nobody listening."""
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self.closed = False

    def publish(self, result: TurnResult) -> None:
        """A turn was written: wake the conversation's streams."""
        for event in self._waiting.get(result.conversation_id, ()):
            event.set()

    def close(self) -> None:
        """The server ends: wake all streams so that they end too."""
        self.closed = True
        for events in self._waiting.values():
            for event in events:
                event.set()

    @contextmanager
    def listen(self, conversation_id: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever the conversation has something new."""
        event = asyncio.Event()
        self._waiting[conversation_id].add(event)
        try:
            yield event
        finally:
            self._waiting[conversation_id].discard(event)
            if not self._waiting[conversation_id]:
                del self._waiting[conversation_id]
