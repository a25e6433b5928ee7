"""A person on a messaging app, and the clinic's server with its channels, for tests of whole conversations."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import sqlalchemy as sa
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from backline.channels.messaging import Messaging
from backline.settings import Settings
from backline.storage.channel_tables import arrivals, outbox
from backline.storage.database import Database
from backline.web.app import init_app
from backline.web.keys import database_key, messaging_key
from tests.channels.fakes.platform import FakePlatform, Post, Sent

PUBLIC_URL = "https://clinic.example"
PATIENCE_SECONDS = 30.0


class Site:
    """The clinic's server, with the platforms that call it."""

    def __init__(self, server: TestServer, fakes: Sequence[FakePlatform], session: ClientSession) -> None:
        self.server, self.fakes, self.session = server, fakes, session

    @property
    def database(self) -> Database:
        return self.server.app[database_key]

    @property
    def messaging(self) -> Messaging:
        return self.server.app[messaging_key]

    def webhook(self, fake: FakePlatform) -> str:
        """The webhook's path."""
        return f"/webhooks/{fake.channel.name}"

    async def post(self, fake: FakePlatform, post: Post) -> int:
        """Call the webhook as the platform does; returns the status."""
        url = f"http://127.0.0.1:{self.server.port}{self.webhook(fake)}{post.query}"
        async with self.session.post(url, data=post.body, headers=post.headers) as response:
            await response.read()
            return response.status


@asynccontextmanager
async def serve_channels(settings: Settings, fakes: Sequence[FakePlatform]) -> AsyncIterator[Site]:
    """Serve with the channels of these fakes; the platforms themselves are started by the caller."""
    settings = replace(settings, public_url=PUBLIC_URL)
    channels = {fake.channel.name: fake.make_channel(f"{PUBLIC_URL}/webhooks/{fake.channel.name}") for fake in fakes}
    server = TestServer(init_app(settings, channels))
    await server.start_server()
    try:
        async with ClientSession() as session:
            yield Site(server, fakes, session)
    finally:
        await server.close()


class Person:
    """Somebody who writes to the clinic on one platform."""

    def __init__(self, site: Site, fake: FakePlatform, name: str) -> None:
        self.site, self.fake, self.name = site, fake, name
        self._seen = 0

    @property
    def url(self) -> str:
        return PUBLIC_URL + self.site.webhook(self.fake)

    @property
    def got(self) -> list[Sent]:
        """All messages that the platform took for them."""
        return [sent for sent in self.fake.sent if sent.to == self.name]

    async def post(self, post: Post) -> None:
        status = await self.site.post(self.fake, post)
        assert status in (200, 204), status

    async def say(self, *texts: str, replies: int = 1) -> list[Sent]:
        """Write, and wait for at least so many messages; returns those that are new."""
        for text in texts:
            await self.post(self.fake.text(text, person=self.name, url=self.url))
        return await self.new(replies)

    async def press(self, title: str, replies: int = 1) -> list[Sent]:
        """Press the newest button with that title, or write its number where there are none."""
        for sent in reversed(self.got):
            for own, token in sent.options:
                if own == title:
                    await self.post(self.fake.press(token, title, person=self.name, url=self.url))
                    return await self.new(replies)
        return await self.say(title, replies=replies)

    async def new(self, count: int) -> list[Sent]:
        """The messages since the last look, at least so many; waits until nothing more comes."""
        await until(lambda: len(self.got) >= self._seen + count, f"{count} messages, got {self.got[self._seen :]}")
        await self.quiet()
        found = self.got[self._seen :]
        self._seen += len(found)
        return found

    async def quiet(self) -> None:
        """Wait until everything that came in is dealt with, and everything that goes out is sent."""
        await until_quiet(self.site.database)


async def until(holds: Callable[[], bool], what: str) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, f"waited in vain for {what}"
        await asyncio.sleep(0.02)


async def until_quiet(database: Database, *, hurry: bool = False) -> None:
    """Wait until the queues are empty; ``hurry``: without waiting for receipts."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        async with database.reading() as connection:
            waiting = sa.select(sa.func.count()).select_from(arrivals).where(arrivals.c.state == "waiting")
            unsent = sa.select(sa.func.count()).select_from(outbox).where(outbox.c.state.in_(("waiting", "sending")))
            left = (await connection.execute(waiting)).scalar_one() + (await connection.execute(unsent)).scalar_one()
            if not left:
                return
        if hurry:
            async with database.transaction() as connection:
                await connection.execute(outbox.update().where(outbox.c.state == "waiting").values(retry_at=0.0))
        await asyncio.sleep(0.02)
    raise AssertionError("the queues do not become empty")
