"""A platform is away for many attempts, and the server is killed again and again meanwhile.

Nothing that was acknowledged is lost, and each person gets everything in order. Where the platform reports what it
took, nobody gets anything twice; where it does not (Telegram), only what was under way at a kill may come twice.
"""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import sqlalchemy as sa
import yaml
from aiohttp import ClientError, ClientSession

from backline.settings import Settings
from backline.storage.channel_tables import arrivals, outbox
from backline.storage.database import Database
from tests.channels.fakes.platform import FakePlatform, Post
from tests.channels.fakes.telegram import FakeTelegram
from tests.channels.fakes.whatsapp import FakeWhatsApp
from tests.helpers.messenger import PUBLIC_URL
from tests.helpers.process import Server, free_port

pytestmark = pytest.mark.asyncio(loop_scope="session")

PEOPLE = 6
KILLS = 5
QUESTIONS = ("what is sciatica?", "what is spinal stenosis?", "what are bone spurs?", "thank you", "is heat good?")
PATIENCE_SECONDS = 120.0
RECEIPT_SECONDS = 3.0


@dataclass
class World:
    """The platforms, the server that is killed, and a webhook that is called until it answers."""

    server: Server
    fakes: list[FakePlatform]
    session: ClientSession
    ports: dict[str, int]
    unacknowledged: int = 0
    _posting: set[asyncio.Task[None]] = field(default_factory=set)

    async def deliver(self, fake: FakePlatform, post: Post) -> None:
        """Call the webhook as platforms do: again until it is acknowledged."""
        while True:
            with suppress(ClientError, OSError, TimeoutError):
                url = f"{self.server.url}/webhooks/{fake.channel.name}{post.query}"
                async with self.session.post(url, data=post.body, headers=post.headers) as response:
                    if response.status in (200, 204):
                        return
                    assert response.status == 503, response.status
            self.unacknowledged += 1
            await asyncio.sleep(0.2)

    async def report(self) -> None:
        """Post the platforms' receipts, some seconds late."""
        while True:
            for fake in self.fakes:
                late, fake.receipts = fake.receipts, []
                for post in late:
                    self._posting.add(asyncio.create_task(self._report_late(fake, post)))
            await asyncio.sleep(0.05)

    async def _report_late(self, fake: FakePlatform, post: Post) -> None:
        await asyncio.sleep(RECEIPT_SECONDS)
        await self.deliver(fake, post)

    async def away(self) -> None:
        for fake in self.fakes:
            await fake.stop()

    async def back(self) -> None:
        for fake in self.fakes:
            await fake.start(self.ports[fake.channel.name])

    async def kill(self) -> None:
        self.server.end(signal.SIGKILL)
        await self.server.start()


@asynccontextmanager
async def world(settings: Settings, folder: Path) -> AsyncIterator[World]:
    fakes: list[FakePlatform] = [FakeWhatsApp(), FakeTelegram()]
    ports, channels, secrets = {}, {}, {}
    for fake in fakes:
        ports[fake.channel.name] = free_port()
        await fake.start(ports[fake.channel.name])
        channels[fake.channel.name] = {**fake.settings(), "api_url": fake.url}
        secrets |= fake.secrets()
    project = folder / "project"
    project.mkdir()
    for path in settings.project_dir.iterdir():
        if path.name not in ("channels.yml", ".data"):
            (project / path.name).symlink_to(path)
    (project / "channels.yml").write_text(yaml.safe_dump(channels), encoding="utf-8")
    more = {"BACKLINE_PROJECT_DIR": str(project), "BACKLINE_PUBLIC_URL": PUBLIC_URL}
    server = Server(settings, folder / "data", **more, **secrets)
    await server.start()
    async with ClientSession() as session:
        there = World(server, fakes, session, ports)
        reporting = asyncio.create_task(there.report())
        yield there
        reporting.cancel()
        await asyncio.gather(reporting, return_exceptions=True)
    server.end(signal.SIGTERM)
    await there.away()


async def calls(data_dir: Path, settings: Settings) -> list[tuple[str, str, str, str]]:
    """Channel, conversation, key and state of every call, in order."""
    database = await Database.open(replace(settings, data_dir=data_dir, database_url=""))
    try:
        async with database.reading() as connection:
            own = outbox.c
            rows = await connection.execute(
                sa.select(own.channel, own.conversation_id, own.key, own.state).order_by(own.id)
            )
            found = [tuple(row) for row in rows]
            left = sa.select(sa.func.count()).select_from(arrivals).where(arrivals.c.state != "done")
            assert (await connection.execute(left)).scalar_one() == 0, "everything that came in is dealt with"
    finally:
        await database.close()
    return found  # type: ignore[return-value]


async def until_sent(there: World, expected: dict[str, int], *, patience: float = PATIENCE_SECONDS) -> None:
    """Wait until every person got at least so many answers."""
    loop = asyncio.get_running_loop()
    end = loop.time() + patience
    while loop.time() < end:
        got = dict.fromkeys(expected, 0)
        for fake in there.fakes:
            for sent in fake.sent:
                got[f"{fake.channel.name} {sent.to}"] += 1
        if all(got[name] >= count for name, count in expected.items()):
            return
        await asyncio.sleep(0.2)
    raise AssertionError(f"waited in vain: {got} of {expected}")


async def test_an_outage_with_kills_loses_nothing_and_keeps_the_order(
    settings: Settings, model: Path, tmp_path: Path
) -> None:
    chance = random.Random(6)
    async with world(settings, tmp_path) as there:
        people = [(fake, f"person-{number}") for fake in there.fakes for number in range(PEOPLE // 2)]
        await asyncio.gather(*(there.deliver(fake, fake.text("hello", person=name)) for fake, name in people))
        await until_sent(there, {f"{fake.channel.name} {name}": 2 for fake, name in people})
        await asyncio.gather(*(there.deliver(fake, fake.text("yes", person=name)) for fake, name in people))
        await until_sent(there, {f"{fake.channel.name} {name}": 3 for fake, name in people})

        async def write(fake: FakePlatform, name: str) -> None:
            for text in QUESTIONS:
                await there.deliver(fake, fake.text(text, person=name))
                await asyncio.sleep(chance.uniform(0.0, 3.0))

        await there.away()
        writing = [asyncio.create_task(write(fake, name)) for fake, name in people]
        for number in range(KILLS):
            await asyncio.sleep(chance.uniform(0.2, 3.0))
            if number == KILLS // 2:
                for fake in there.fakes:
                    fake.misbehave.extend(chance.choice(("500", "429", "lost", "close", "slow")) for _ in range(10))
                await there.back()
            await there.kill()
        await asyncio.gather(*writing)
        await asyncio.sleep(1.0)
        loop, data_dir = asyncio.get_running_loop(), tmp_path / "data"
        end = loop.time() + PATIENCE_SECONDS
        while loop.time() < end:
            with suppress(AssertionError):
                found = await calls(data_dir, settings)
                if all(state == "sent" for *_, state in found):
                    break
            await asyncio.sleep(0.5)
        assert all(state == "sent" for *_, state in found), "nothing is lost"
        assert there.unacknowledged > 0, "the kills were noticed"
    by_key = {key: (channel, conversation) for channel, conversation, key, _ in found}
    whatsapp, telegram = there.fakes
    keys = [sent.key for sent in whatsapp.sent]
    assert len(keys) == len(set(keys)), "nothing twice"
    assert set(keys) == {key for key, (channel, _) in by_key.items() if channel == "whatsapp"}
    for conversation in {own for channel, own in by_key.values() if channel == "whatsapp"}:
        written = [key for key, (_, own) in by_key.items() if own == conversation]
        assert [key for key in keys if by_key[key][1] == conversation] == written, "the order is kept"
    for _, name in people[PEOPLE // 2 :]:
        texts = [sent.text for sent in telegram.sent if sent.to == name]
        # Of what came twice only the second counts for the order: it follows the first at once.
        once = [text for at, text in enumerate(texts) if at == 0 or text != texts[at - 1]]
        assert len(texts) - len(once) <= KILLS + 10
        for question in ("sciatic", "stenosis", "bone spur"):
            assert sum(question in text.lower() for text in once) >= 1
        first = [next(at for at, text in enumerate(once) if word in text.lower()) for word in ("sciatic", "stenosis")]
        assert first == sorted(first)
