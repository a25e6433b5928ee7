"""Sends what waits in ``lead_deliveries``, as long as the server runs."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Protocol

import structlog

from backline.contact.delivery.content import LeadContent, read_content
from backline.contact.delivery.mail import MailSender
from backline.contact.delivery.outcome import Delivered, Failed, Outcome
from backline.contact.delivery.schedule import wait_after
from backline.contact.delivery.webhook import WebhookSender
from backline.settings import Settings
from backline.storage import lead_deliveries as outbox
from backline.storage.database import Database
from backline.storage.lead_deliveries import Delivery

log = structlog.get_logger(__name__)

AT_ONCE = 4
# Longer than any attempt takes: by then whoever made it is gone.
LOST_SECONDS = 120.0
_POLL_SECONDS = 2.0
_PAUSE_SECONDS = 0.1
_AFTER_TROUBLE_SECONDS = 10.0
_UNSET = "clinic.yml does not name this destination any more"


class Sender(Protocol):
    """Makes one attempt; must end within ``LOST_SECONDS``."""

    async def send(self, message_id: str, content: LeadContent) -> Outcome:
        """Send a lead; never raises for what the receiver does."""
        ...


class Dispatcher:
    """Delivers leads to their destinations, a few at once, each destination for itself."""

    def __init__(
        self,
        database: Database,
        senders: Mapping[str, Sender],
        public_url: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Deliver with ``senders``, by destination; ``clock`` gives seconds since 1970."""
        self._database, self._senders, self._public_url, self._clock = database, senders, public_url, clock
        self._news = {destination: asyncio.Event() for destination in senders}

    def wake(self) -> None:
        """Look at once whether something is due; without it that happens every two seconds."""
        for news in self._news.values():
            news.set()

    async def run(self) -> None:
        """Deliver until it is canceled; an attempt that is under way then is made again later."""
        await self._give_up_others()
        async with asyncio.TaskGroup() as group:
            for destination in self._senders:
                group.create_task(self._serve(destination))

    async def deliver_due(self, destination: str) -> int:
        """Make an attempt at all that is due now and does not wait for another one; returns how many were made."""
        made = 0
        while begun := await self._begin(destination, AT_ONCE):
            await asyncio.gather(*(self._attempt(delivery) for delivery in begun))
            made += len(begun)
        return made

    async def _give_up_others(self) -> None:
        try:
            async with self._database.transaction() as connection:
                if await outbox.give_up_others(connection, tuple(self._senders), _UNSET):
                    log.warning("leads waited for a destination that is not set up any more")
        except Exception:
            log.exception("lead deliveries could not be read")

    async def _serve(self, destination: str) -> None:
        news = self._news[destination]
        running: set[asyncio.Task[None]] = set()

        def ended(task: asyncio.Task[None]) -> None:
            running.discard(task)
            news.set()

        try:
            while True:
                news.clear()
                try:
                    room = AT_ONCE - len(running)
                    for delivery in await self._begin(destination, room) if room else []:
                        task = asyncio.create_task(self._attempt(delivery))
                        running.add(task)
                        task.add_done_callback(ended)
                except Exception:
                    # Such as a database that is away: nothing is lost by waiting.
                    log.exception("lead deliveries could not be read", channel=destination)
                    await asyncio.sleep(_AFTER_TROUBLE_SECONDS)
                await asyncio.sleep(_PAUSE_SECONDS)
                await _heard(news, _POLL_SECONDS)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _begin(self, destination: str, limit: int) -> list[Delivery]:
        now = self._clock()
        async with self._database.reading() as connection:
            due = await outbox.next_due(connection, destination)
        if due is None or due > now:
            return []
        async with self._database.transaction() as connection:
            return await outbox.begin_attempts(connection, destination, now, now + LOST_SECONDS, limit)

    async def _attempt(self, delivery: Delivery) -> None:
        try:
            async with self._database.reading() as connection:
                content = await read_content(connection, self._database.cipher, delivery.reference, self._public_url)
            if content is None:
                return  # the lead was deleted, and this row with it
            outcome = await self._send(delivery, content)
            async with self._database.transaction() as connection:
                if isinstance(outcome, Delivered):
                    await outbox.note_delivered(connection, delivery, self._clock())
                    return
                again = None if outcome.final else wait_after(delivery.attempts, outcome.wait)
                now = self._clock()
                next_at = None if again is None else now + again
                await outbox.note_failed(connection, delivery, outcome.problem, next_at)
                if outcome.wait:
                    await outbox.hold(connection, delivery.destination, now + outcome.wait)
            if next_at is None:
                log.error("a lead could not be delivered", channel=delivery.destination)
        except Exception:
            # It counts as lost in a while, and is tried again.
            log.exception("lead delivery broke", channel=delivery.destination)

    async def _send(self, delivery: Delivery, content: LeadContent) -> Outcome:
        try:
            return await self._senders[delivery.destination].send(delivery.message_id, content)
        except Exception:
            log.exception("lead could not be sent", channel=delivery.destination)
            return Failed("it could not be sent; the log says more")


@asynccontextmanager
async def delivering(database: Database, settings: Settings) -> AsyncIterator[Dispatcher]:
    """Deliver leads while the block runs."""
    options = settings.lead_delivery
    senders: dict[str, Sender] = {}
    if options.webhook:
        senders["webhook"] = WebhookSender(options)
    if options.email:
        senders["email"] = MailSender(options, settings.clinic)
    dispatcher = Dispatcher(database, senders, settings.public_url)
    task = asyncio.create_task(dispatcher.run())
    try:
        yield dispatcher
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _heard(news: asyncio.Event, patience: float) -> None:
    # Not asyncio.wait_for: where there is news at that very moment it takes no notice of being canceled.
    with suppress(TimeoutError):
        async with asyncio.timeout(patience):
            await news.wait()
