"""Sends what waits in the outbox: in order for each person, emergencies first, again where a platform can't take it.

A call is marked before it is made. Where the process ends in between, or the platform gives no answer, nobody knows
whether the person has the message: platforms that report the messages they took are given time to do so, and then it
is sent again. On the others it is sent again at once: twice is better than never.
"""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.channels.contract import Call, Channel, TryAgain, Undeliverable
from backline.channels.dispatcher import Dispatcher
from backline.metrics import count_delivery
from backline.storage.database import Database
from backline.storage.outbox import (
    WaitingCall,
    begin_call,
    call_dead,
    call_later,
    call_sent,
    drop_calls,
    heads,
    recover_calls,
)
from backline.storage.recipients import change_recipient

log = structlog.get_logger(__name__)

# How long a platform has for an answer.
TIMEOUT = ClientTimeout(total=15, connect=5)
# How long a receipt may take where no answer came.
_RECEIPT_SECONDS = 20.0
_LONGEST_WAIT = 60.0
_LONGEST_WAIT_URGENT = 5.0
# An answer that is a day old helps nobody.
GIVE_UP_SECONDS = 24 * 60 * 60.0
# On each channel; emergencies come on top.
_AT_ONCE = 16
# A call that the adapter itself breaks on is given up after so many attempts, so that others get through.
_MOST_FAULTS = 8
_PATIENCE_SECONDS = 4.0


@dataclass(frozen=True)
class Lane:
    """What is sent one after the other: a person's messages, urgent ones apart from the others."""

    channel: str
    conversation_id: str
    urgent: bool


class Sender:
    """Sends the outbox of all channels."""

    def __init__(self, database: Database, channels: Mapping[str, Channel]) -> None:
        """Take the channels that are on, by name."""
        self._database = database
        self._channels = channels
        self._resting: dict[str, float] = {}
        self._session: ClientSession | None = None
        self._queue = Dispatcher(
            self._due,
            self._send_all,
            at_once=_AT_ONCE,
            group=lambda lane: lane.channel,
            goes_first=lambda lane: lane.urgent,
        )

    async def start(self) -> None:
        """Begin to send; first with what was under way when the process ended."""
        patience = {name: _RECEIPT_SECONDS if channel.has_receipts else 0.0 for name, channel in self._channels.items()}
        async with self._database.transaction() as connection:
            await recover_calls(connection, patience)
        # How many connections there are is limited by how many are sent at once: nobody waits for another's.
        connector = TCPConnector(limit=0)
        self._session = ClientSession(connector=connector, timeout=TIMEOUT, cookie_jar=DummyCookieJar())
        self._queue.start()

    async def stop(self) -> None:
        """Begin no more calls; those under way may end."""
        await self._queue.stop(_PATIENCE_SECONDS)
        if self._session is not None:
            await self._session.close()

    def wake(self) -> None:
        """There is something to send."""
        self._queue.wake()

    async def _due(self) -> dict[Lane, float]:
        async with self._database.reading() as connection:
            found = await heads(connection)
        due = {}
        for head in found:
            if head.channel in self._channels:
                rests = 0.0 if head.urgent else self._resting.get(head.channel, 0.0)
                due[Lane(head.channel, head.conversation_id, head.urgent)] = max(head.due, rests)
        return due

    async def _send_all(self, lane: Lane) -> None:
        call = await self._begin(lane)
        while call is not None:
            call = await self._send(lane, call)

    async def _begin(self, lane: Lane) -> WaitingCall | None:
        async with self._database.transaction() as connection:
            return await self._next(connection, lane)

    async def _next(self, connection: AsyncConnection, lane: Lane) -> WaitingCall | None:
        """The lane's next call, marked as being made; None where nothing is due or the channel rests."""
        if not lane.urgent and self._resting.get(lane.channel, 0.0) > time.time():
            return None
        return await begin_call(connection, self._database.cipher, lane.conversation_id, urgent=lane.urgent)

    async def _send(self, lane: Lane, call: WaitingCall) -> WaitingCall | None:
        """Send one call; returns the next to be sent."""
        assert self._session is not None
        try:
            made = Call(call.call["to"], call.call["body"])
            platform_id = await self._channels[call.channel].send(self._session, made, call.key)
        except TryAgain as problem:
            return await self._later(lane, call, problem)
        except Undeliverable as problem:
            return await self._never(lane, call, problem.why, gone=problem.gone)
        except Exception:
            log.exception("channel failed", channel=call.channel)
            if call.attempts + 1 >= _MOST_FAULTS:
                return await self._never(lane, call, "fault", gone=False)
            return await self._later(lane, call, TryAgain("fault", unsure=True))
        count_delivery(call.channel, "sent")
        async with self._database.transaction() as connection:
            await call_sent(connection, self._database.cipher, call.id, call.channel, platform_id)
            return await self._next(connection, lane)

    async def _later(self, lane: Lane, call: WaitingCall, problem: TryAgain) -> WaitingCall | None:
        if time.time() - call.created_at > GIVE_UP_SECONDS:
            return await self._never(lane, call, f"given up after a day: {problem.why}", gone=False)
        seconds = back_off(call.attempts, urgent=call.urgent)
        if problem.after is not None:
            seconds = max(problem.after, 0.0) + random.uniform(0.0, 0.2)  # noqa: S311  (not all at the same moment)
        if problem.unsure and not call.urgent and self._channels[call.channel].has_receipts:
            seconds = max(seconds, _RECEIPT_SECONDS)
        if problem.everyone:
            until = time.time() + seconds
            # What was under way when the platform asked for a long rest must not make it a short one.
            self._resting[call.channel] = max(until, self._resting.get(call.channel, 0.0))
        log.warning("message not taken", channel=call.channel, why=problem.why)
        count_delivery(call.channel, "retried")
        async with self._database.transaction() as connection:
            await call_later(connection, call.id, seconds, problem.why)
        return None

    async def _never(self, lane: Lane, call: WaitingCall, why: str, *, gone: bool) -> WaitingCall | None:
        level = log.error if call.urgent else log.warning
        count_delivery(call.channel, "dead")
        level("message can't be delivered", channel=call.channel, why=why, urgent=call.urgent)
        async with self._database.transaction() as connection:
            await call_dead(connection, call.id, why)
            if gone:
                await change_recipient(connection, call.conversation_id, gone_at=time.time())
                await drop_calls(connection, call.conversation_id, why, urgent_too=True)
            return await self._next(connection, lane)


def back_off(attempts: int, *, urgent: bool) -> float:
    """Seconds until the next attempt, where so many were made before the one that failed.

    1, 2, 4 ... up to a minute (urgent: 5 seconds), give or take.
    """
    longest = _LONGEST_WAIT_URGENT if urgent else _LONGEST_WAIT
    return float(min(2.0 ** min(attempts, 10), longest) * random.uniform(0.8, 1.2))  # noqa: S311
