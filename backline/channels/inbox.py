"""Takes in what platforms hand over, and has it dealt with: once, in order for each person, whatever else goes on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from backline.channels.contract import Kind, Receipt, Update
from backline.channels.dispatcher import Dispatcher
from backline.metrics import count_delivery
from backline.storage.arrivals import (
    Arrival,
    NewArrival,
    UnreadableArrival,
    finish_arrival,
    keep_arrivals,
    next_arrival,
    postpone_arrival,
    waiting_conversations,
)
from backline.storage.crypto import Cipher
from backline.storage.database import Database
from backline.storage.outbox import Failure, Outcome, note_outcome
from backline.storage.recipients import keep_recipient

log = structlog.get_logger(__name__)

# Turns are work for the processor: more at a time would only make each of them later.
_AT_ONCE = 4
_PATIENCE_SECONDS = 4.0
# So many messages of a person, and then it is somebody else's turn.
_IN_A_ROW = 5
# After each of these a message that could not be dealt with is tried again, and then given up (seconds).
_WAITS = (1.0, 2.0, 5.0, 15.0, 30.0, 60.0, 120.0)


def conversation_id(cipher: Cipher, channel: str, person: str) -> str:
    """The conversation of a person on a channel: a keyed hash, which nobody can make who does not have the key."""
    return f"{channel}-{cipher.pseudonym(channel, person)}"


@dataclass(frozen=True)
class Accepted:
    """How many updates were kept, and how many were known."""

    kept: int
    known: int


class Inbox:
    """The queue of what came in."""

    def __init__(
        self,
        database: Database,
        channels: Collection[str],
        deal_with: Callable[[Arrival], Awaitable[None]],
        give_up: Callable[[Arrival], Awaitable[None]],
        news_for_sender: Callable[[], None],
    ) -> None:
        """Put the parts together.

        Args:
            database: where the queue is.
            channels: the names of those that are on.
            deal_with: does what an update asks for, and finishes it in the same transaction.
            give_up: says sorry for an update that can't be dealt with, and finishes it.
            news_for_sender: called when there is something to send, or word of something sent.
        """
        self._database, self._channels = database, tuple(channels)
        self._deal_with, self._give_up, self._news_for_sender = deal_with, give_up, news_for_sender
        self._queue = Dispatcher(self._due, self._work, at_once=_AT_ONCE)

    def start(self) -> None:
        """Begin with what was not dealt with when the process ended."""
        self._queue.start()

    async def stop(self) -> None:
        """Begin nothing more; what is under way is finished."""
        await self._queue.stop(_PATIENCE_SECONDS)

    async def accept(self, channel: str, updates: Sequence[Update]) -> Accepted:
        """Write down all that a platform handed over, in one transaction; it may be acknowledged afterwards.

        Returns:
            how many of them are new, and how many came before; receipts, and what needs no answer, count for neither.

        Raises:
            Exception: nothing of it is on disk; the platform is to send it again.
        """
        cipher = self._database.cipher
        mine = [update for update in updates if update.kind not in (Kind.IGNORED, Kind.RECEIPT) and update.person]
        receipts = [update.receipt for update in updates if update.receipt is not None]
        if not mine and not receipts:
            return Accepted(0, 0)
        new = [
            NewArrival(channel, each.id, conversation_id(cipher, channel, each.person), _as_json(each)) for each in mine
        ]
        async with self._database.transaction(first=True) as connection:
            count = await keep_arrivals(connection, cipher, new)
            if count:
                addresses = {conversation_id(cipher, channel, each.person): each.address for each in mine}
                for person, address in addresses.items():
                    await keep_recipient(connection, cipher, person, channel, address)
            noted = [await note_outcome(connection, cipher, channel, _outcome(receipt)) for receipt in receipts]
        for failure in filter(None, noted):
            _report(channel, failure)
        if count:
            self._queue.wake()
        if receipts:
            self._news_for_sender()
        return Accepted(count, len(mine) - count)

    async def _due(self) -> dict[str, float]:
        async with self._database.reading() as connection:
            return await waiting_conversations(connection, self._channels)

    async def _work(self, person: str) -> None:
        for _ in range(_IN_A_ROW):
            try:
                async with self._database.reading() as connection:
                    arrival = await next_arrival(connection, self._database.cipher, person)
            except UnreadableArrival as broken:
                log.exception("message on disk can't be read", channel=broken.channel)
                async with self._database.transaction() as connection:
                    await finish_arrival(connection, broken.id, "dead")
                continue
            if arrival is None:
                return
            try:
                await self._deal_with(arrival)
            except Exception:
                log.exception("message could not be dealt with", channel=arrival.channel)
                if not await self._again(arrival):
                    return
            self._news_for_sender()

    async def _again(self, arrival: Arrival) -> bool:
        """Put it off, or give it up; whether the next may follow."""
        if arrival.attempts < len(_WAITS):
            async with self._database.transaction() as connection:
                await postpone_arrival(connection, arrival.id, _WAITS[arrival.attempts])
            return False
        try:
            await self._give_up(arrival)
        except Exception:
            log.exception("nobody could be told", channel=arrival.channel)
            async with self._database.transaction() as connection:
                await finish_arrival(connection, arrival.id, "dead")
        return True


def _report(channel: str, failure: Failure) -> None:
    level = log.error if failure.urgent else log.warning
    count_delivery(channel, "dead")
    level("message did not arrive", channel=channel, why=failure.why, urgent=failure.urgent)


def _as_json(update: Update) -> dict[str, Any]:
    said = {"text": update.text, "button": update.button, "what": update.what}
    return {"kind": update.kind.value, "address": dict(update.address), **said}


def _outcome(receipt: Receipt) -> Outcome:
    return Outcome(receipt.key, receipt.platform_id, receipt.arrived, receipt.why, receipt.gone)
