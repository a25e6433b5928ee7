"""A platform sends the same message again and again, over many connections, and the server starts anew meanwhile."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from backline.settings import Settings
from backline.storage.tables import messages
from tests.channels.fakes.all import FAKES
from tests.channels.fakes.platform import FakePlatform
from tests.helpers.messenger import Person, Site, serve_channels, until_quiet

pytestmark = pytest.mark.asyncio(loop_scope="session")

REPEATS = 500
CONNECTIONS = 50
QUESTION = "what is sciatica?"


async def test_a_message_is_handled_once_also_across_a_restart(settings: Settings, model: Path, tmp_path: Path) -> None:
    settings = replace(settings, data_dir=tmp_path / "data", database_url="")
    fakes = [fake() for fake in FAKES]
    for fake in fakes:
        await fake.start()
    posts = {}
    async with serve_channels(settings, fakes) as site:
        for fake in fakes:
            person = Person(site, fake, fake.new_person(1))
            await person.say("hello", replies=2)
            await person.say("yes")
            url = person.url
            posts[fake.channel.name] = fake.text(QUESTION, person=person.name, ids=(fake.message_id(),), url=url)
        await _repeat(site, fakes, posts)
    async with serve_channels(settings, fakes) as site:
        await _repeat(site, fakes, posts)
        await until_quiet(site.database)
        async with site.database.reading() as connection:
            asked = sa.select(sa.func.count()).select_from(messages).where(messages.c.text == QUESTION)
            assert (await connection.execute(asked)).scalar_one() == len(fakes)
    for fake in fakes:
        answers = [sent.text for sent in fake.sent if "sciatic" in sent.text.lower()]
        assert len(answers) == len(set(answers)), "nothing twice"
        await fake.stop()


async def _repeat(site: Site, fakes: list[FakePlatform], posts: dict[str, object]) -> None:
    room = asyncio.Semaphore(CONNECTIONS)

    async def once(fake: FakePlatform) -> int:
        async with room:
            return await site.post(fake, posts[fake.channel.name])  # type: ignore[arg-type]

    statuses = await asyncio.gather(*(once(fake) for fake in fakes for _ in range(REPEATS)))
    assert set(statuses) <= {200, 204}
