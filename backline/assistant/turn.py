"""One turn of a conversation: read, decide, answer, and write all of it in one transaction."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from copy import copy
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakValueDictionary

import structlog
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.assistant import pending_turn
from backline.assistant.action_endpoint import InProcessActions
from backline.assistant.buttons import Press, find_press
from backline.assistant.cleared_up import (
    TAKEN_UP,
    answered_first,
    as_before,
    is_to_be_answered,
    messages_asked_about,
    without_likeness,
)
from backline.assistant.interruption import answer_without_rasa, needs_interruption, read_turn, warns
from backline.assistant.message_reader import READING, WHOLE_READING, reading_as_dict
from backline.assistant.pending_turn import PendingTurn
from backline.assistant.processor import HonestProcessor
from backline.assistant.reading_thread import ReadingThread
from backline.assistant.sentence_intent_classifier import CLAUSES
from backline.assistant.tracker_store import TurnTrackerStore
from backline.assistant.turn_intent import decide
from backline.assistant.turn_record import make_record
from backline.language.intents import Clause
from backline.storage.conversations import (
    StoredMessage,
    find_handled_turn,
    load_messages,
    save_turn,
)
from backline.storage.database import Database
from backline.storage.turn_facts import TurnFacts

log = structlog.get_logger(__name__)

# Rasa takes text that begins with a slash, after any white space, for a command.
_LEADING_SLASHES = re.compile(r"^[/\s]+")


class TurnFailed(RuntimeError):
    """The turn could not be written, so nothing of it happened; the person may send the message again."""


@dataclass(frozen=True)
class Incoming:
    """What a channel hands over.

    Attributes:
        conversation_id: made by the channel, never by the person.
        text: what was typed, or empty where a button was pressed.
        message_id: the channel's own id of this message: it is handled once, however often it comes.
        button: the token of a pressed button.
        also_write: writes what else belongs to the turn, in its transaction; given the turn's messages as stored.
    """

    conversation_id: str
    channel: str
    text: str = ""
    message_id: str | None = None
    button: str | None = None
    also_write: Callable[[AsyncConnection, Sequence[StoredMessage]], Awaitable[None]] | None = None


@dataclass(frozen=True)
class TurnResult:
    """What came of a turn.

    Attributes:
        messages: the turn's messages, the person's own first, as stored.
        repeated: the turn had been handled before; then nothing is known of it but its messages.
        channel: where the message came from.
        seconds: how long it took until all of it was on disk.
        facts: what was made of the message, in names and figures.
        leads: how many contact requests it left.
    """

    conversation_id: str
    messages: tuple[StoredMessage, ...]
    repeated: bool = False
    channel: str = ""
    seconds: float = 0.0
    facts: TurnFacts | None = None
    leads: int = 0


class _NoChannel(OutputChannel):
    """Replies leave from the database, never from Rasa."""

    @classmethod
    def name(cls) -> str:
        return "backline"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        return None


class Assistant:
    """Handles turns, one at a time for each conversation."""

    def __init__(
        self,
        database: Database,
        store: TurnTrackerStore,
        actions: InProcessActions,
        processor: HonestProcessor | None,
        reader: ReadingThread | None = None,
    ) -> None:
        """Put the parts together; ``processor`` is None where there is no usable model.

        ``reader``: of another assistant with the same model, which is asked one thing at a time.
        """
        self._database = database
        self._store = store
        self._actions = actions
        self._processor = processor
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._reader = reader or ReadingThread()
        self.listeners: list[Callable[[TurnResult], None]] = []
        self.failure_listeners: list[Callable[[Incoming], None]] = []

    @property
    def ready(self) -> bool:
        """Whether a model is loaded."""
        return self._processor is not None

    def over(self, database: Database) -> Assistant:
        """An assistant with the same model over another database; no conversation is shared, and nobody listens."""
        store = TurnTrackerStore(self._store.domain, database)
        processor = None
        if self._processor is not None:
            # The loaded model is only read, so that both may use it.
            processor = copy(self._processor)
            processor.tracker_store = store
        return Assistant(database, store, self._actions, processor, self._reader)

    async def handle(self, incoming: Incoming) -> TurnResult:
        """Handle one message and write the turn.

        Returns:
            the turn's messages; those of the first time where the same message comes again.

        Raises:
            TurnFailed: nothing was written.
        """
        lock = self._locks.setdefault(incoming.conversation_id, asyncio.Lock())
        async with lock:
            started = time.perf_counter()
            try:
                result = await self._handle_locked(incoming)
            except Exception as error:
                self._store.forget(incoming.conversation_id)
                log.exception("turn failed", channel=incoming.channel)
                for hear in self.failure_listeners:
                    hear(incoming)
                raise TurnFailed("The turn could not be saved.") from error
        result = replace(result, seconds=time.perf_counter() - started)
        log.info(
            "turn",
            channel=incoming.channel,
            milliseconds=round(result.seconds * 1000),
            repeated=result.repeated,
        )
        if not result.repeated:
            for listener in self.listeners:
                listener(result)
        return result

    async def warns(self, text: str) -> bool:
        """Whether a message names a warning sign, whatever was said before it."""
        return await self._reader.run(warns, text)

    async def history(self, conversation_id: str, after: int = 0) -> list[StoredMessage]:
        """The conversation's messages with an id above ``after``, in order."""
        async with self._database.reading() as connection:
            return await load_messages(connection, self._database.cipher, conversation_id, after=after)

    async def tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The conversation's tracker as it stands; None where there is no such conversation."""
        return await self._store.retrieve(conversation_id)

    @asynccontextmanager
    async def held_back(self, conversation_ids: Iterable[str]) -> AsyncIterator[None]:
        """No turn of these conversations is under way in the block; afterwards nothing of them is in memory."""
        async with AsyncExitStack() as stack:
            for conversation_id in sorted(set(conversation_ids)):
                await stack.enter_async_context(self._locks.setdefault(conversation_id, asyncio.Lock()))
                stack.callback(self._store.forget, conversation_id)
            yield

    async def _handle_locked(self, incoming: Incoming) -> TurnResult:
        repeated = await self._find_repeated(incoming)
        if repeated is not None:
            return repeated
        arrived = time.time()
        press = await self._find_press(incoming)
        # Half of an emoji, as a client that cuts text sends it, can't be written to disk.
        text = press.title if press else incoming.text.encode("utf-8", "replace").decode().strip()
        pending = PendingTurn()
        token = pending_turn.current.set(pending)
        try:
            before = await self._store.retrieve(incoming.conversation_id)
            await self._answer(incoming, text, press, before)
            after = self._store.saved(incoming.conversation_id)
            record = make_record(incoming, text, arrived, pending, before, after, pressed=press is not None)
            async with self._database.transaction() as connection:
                stored = await save_turn(connection, self._database.cipher, record)
                if incoming.also_write is not None:
                    await incoming.also_write(connection, stored)
            self._store.commit(incoming.conversation_id, (pending.events_before or 0) + len(record.events))
        finally:
            pending_turn.current.reset(token)
        return TurnResult(
            incoming.conversation_id,
            tuple(stored),
            channel=incoming.channel,
            facts=record.facts,
            leads=len(record.leads),
        )

    async def _find_repeated(self, incoming: Incoming) -> TurnResult | None:
        if incoming.message_id is None:
            return None
        async with self._database.reading() as connection:
            handled = await find_handled_turn(connection, incoming.channel, incoming.message_id)
            if handled is None:
                return None
            conversation_id, turn = handled
            messages = await load_messages(connection, self._database.cipher, conversation_id, turn=turn)
        return TurnResult(conversation_id, tuple(messages), repeated=True)

    async def _find_press(self, incoming: Incoming) -> Press | None:
        async with self._database.reading() as connection:
            lately = await load_messages(connection, self._database.cipher, incoming.conversation_id, last=60)
        return find_press(lately, token=incoming.button, text=incoming.text)

    async def _answer(
        self, incoming: Incoming, text: str, press: Press | None, before: DialogueStateTracker | None
    ) -> None:
        parse_data, clauses, has_model = await self._reader.run(self._parse, text, press, before)
        interruption = needs_interruption(text, press, before, parse_data, has_model=has_model)
        taken_up = await self._read_again(before, parse_data) if has_model and not interruption else None
        if taken_up is not None:
            parse_data[TAKEN_UP] = True
            await answer_without_rasa(self._store, self._actions, incoming, text, "action_resolved", parse_data)
            text, parse_data = taken_up["text"], taken_up
        elif interruption or self._processor is None or not has_model:
            await answer_without_rasa(
                self._store, self._actions, incoming, text, interruption or "action_unavailable", parse_data
            )
            return
        elif press is None:
            decide(text, before, parse_data, clauses)
        assert self._processor is not None
        await self._processor.handle_message(
            UserMessage(
                text,
                _NoChannel(),
                incoming.conversation_id,
                parse_data=parse_data,
                input_channel=incoming.channel,
                message_id=incoming.message_id,
            )
        )

    async def _read_again(
        self, before: DialogueStateTracker | None, parse_data: dict[str, Any]
    ) -> dict[str, Any] | None:
        """What is made of the message that waits for its answer; None where this one clears nothing up."""
        waiting = messages_asked_about(parse_data, before)
        for message in answered_first(waiting):
            assert before is not None
            calm, text = as_before(waiting[0], before, self._store.domain), message.text or ""
            again, clauses, has_model = await self._reader.run(
                self._parse, text, None, calm, cleared_up=message is waiting[0]
            )
            if not has_model:
                return None
            decide(text, calm, again, clauses)
            in_form = calm.active_loop_name is not None
            if is_to_be_answered(again, wants=message is not waiting[0], in_form=in_form):
                return again
        return None

    def _parse(
        self, text: str, press: Press | None, before: DialogueStateTracker | None, *, cleared_up: bool = False
    ) -> tuple[dict[str, Any], list[Clause], bool]:
        """Read a message and understand it by the model: what was made of it, its clauses, and whether the model could.

        A button is its payload; typed text is text, also where it begins with a slash. What was ``cleared_up`` raises
        no alarm by a likeness.
        """
        parse_data: dict[str, Any] = {"text": text, "intent": {"name": None, "confidence": 0.0}, "entities": []}
        words = press.payload if press else _LEADING_SLASHES.sub("", text) or "?"
        metadata: dict[str, Any] = {}
        if press is None:
            reading = read_turn(words, before)
            reading = without_likeness(reading) if cleared_up else reading
            parse_data[READING] = reading_as_dict(reading)
            metadata[WHOLE_READING] = reading
        if self._processor is None:
            return parse_data, [], False
        try:
            understood = self._processor._parse_message_with_graph(
                UserMessage(words, metadata=metadata), DialogueStateTracker.from_events("parse", [])
            )
        except Exception:
            # The rules for emergencies still hold; everything else is answered as without a model.
            log.exception("model failed")
            return parse_data, [], False
        clauses = understood.pop(CLAUSES, [])
        return {**parse_data, **understood, "text": text}, clauses, True
