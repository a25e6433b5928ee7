"""Holding a conversation in a test, with actions executed and everything written to a real database."""

from __future__ import annotations

import itertools
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.turn import Assistant, Incoming, TurnResult
from backline.storage.conversations import StoredMessage

_numbers = itertools.count(1)


class Conversation:
    """One conversation with ``assistant``; the last turn's outcome is on the object."""

    def __init__(self, assistant: Assistant, conversation_id: str | None = None) -> None:
        self.assistant = assistant
        self.id = conversation_id or f"test-{next(_numbers)}"
        self.replies: list[StoredMessage] = []
        self.replies_before: list[StoredMessage] = []
        self.tracker: DialogueStateTracker | None = None
        self.actions: list[str] = []

    async def say(self, text: str, **more: Any) -> TurnResult:
        """Type ``text``."""
        return await self._turn(Incoming(self.id, "test", text, **more))

    async def press(self, title: str) -> TurnResult:
        """Press the button of the last turn with that title."""
        buttons = {b["title"]: b["token"] for r in self.replies for b in r.payload.get("buttons", [])}
        assert title in buttons, f"there is no button '{title}', only {sorted(buttons)}"
        return await self._turn(Incoming(self.id, "test", "", button=buttons[title]))

    async def _turn(self, incoming: Incoming) -> TurnResult:
        result = await self.assistant.handle(incoming)
        self.replies_before = self.replies
        self.replies = [message for message in result.messages if message.sender == "bot"]
        self.tracker = await self.assistant.tracker(self.id)
        self.actions = _last_actions(self.tracker)
        return result

    @property
    def texts(self) -> list[str]:
        """The texts of the last turn's replies."""
        return [reply.payload["text"] for reply in self.replies]

    @property
    def text(self) -> str:
        """All of them as one text."""
        return "\n\n".join(self.texts)

    @property
    def buttons(self) -> list[str]:
        """The titles of the last turn's buttons."""
        return [button["title"] for reply in self.replies for button in reply.payload.get("buttons", [])]

    @property
    def cards(self) -> list[dict[str, Any]]:
        """The exercise cards of the last turn."""
        return [card for reply in self.replies for card in reply.payload.get("cards", [])]

    @property
    def tones(self) -> list[str]:
        """The tones of the last turn's replies."""
        return [reply.payload.get("tone", "normal") for reply in self.replies]

    def slot(self, name: str) -> Any:
        """A slot's value after the last turn."""
        assert self.tracker is not None
        return self.tracker.get_slot(name)

    @property
    def form(self) -> str | None:
        """The form under way after the last turn."""
        assert self.tracker is not None
        return self.tracker.active_loop_name

    def transcript(self) -> str:
        """What is said at the moment, for the message of a failing test."""
        return "\n".join(["", *(f"bot: {text}" for text in self.texts), f"buttons: {self.buttons}"])


def _last_actions(tracker: DialogueStateTracker | None) -> list[str]:
    names: list[str] = []
    for event in reversed(tracker.events if tracker else []):
        if event.type_name == "user":
            break
        if event.type_name == "action" and event.action_name != "action_listen":
            names.append(event.action_name)
    return names[::-1]
