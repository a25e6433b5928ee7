"""The webhook alone: what it does with bodies that never end, are too long, or are no text of the platform's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any, cast

import pytest
import pytest_asyncio
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from backline.channels import gateway
from backline.channels.contract import ChannelOptions, Update
from backline.channels.inbox import Accepted
from backline.settings import Settings
from backline.web.keys import messaging_key, settings_key
from tests.channels.fakes.plain import FakePlain, Plain


class Kept:
    """An inbox that notes what it is given; full, it keeps nothing."""

    def __init__(self) -> None:
        self.updates: list[Update] = []
        self.full = False

    async def accept(self, channel: str, updates: Sequence[Update]) -> Accepted:
        if self.full:
            raise OSError("disk full")
        self.updates += updates
        return Accepted(len(updates), 0)


class Gate:
    def __init__(self, server: TestServer, kept: Kept, session: ClientSession) -> None:
        self.server, self.kept, self.session = server, kept, session
        self.fake = FakePlain()

    async def post(self, body: Any, headers: Any) -> int:
        url = f"http://127.0.0.1:{self.server.port}/webhooks/plain"
        async with self.session.post(url, data=body, headers=headers) as response:
            await response.read()
            return response.status


@pytest_asyncio.fixture
async def gate(settings: Settings) -> AsyncIterator[Gate]:
    app, kept = web.Application(client_max_size=16 * 1024), Kept()
    app[settings_key] = replace(settings, public_url="https://clinic.example")
    channel = Plain(ChannelOptions({}, FakePlain().secrets()))

    class Messaging:
        channels, inbox = {"plain": channel}, kept

    app[messaging_key] = cast(Any, Messaging)
    app.add_routes(gateway.routes)
    server = TestServer(app)
    await server.start_server()
    async with ClientSession() as session:
        yield Gate(server, kept, session)
    await server.close()


async def test_a_body_that_never_ends_is_given_up(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "BODY_SECONDS", 0.2)
    _, writer = streams = await asyncio.open_connection("127.0.0.1", gate.server.port)
    writer.write(b"POST /webhooks/plain HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nslow")
    answer = await asyncio.wait_for(streams[0].readline(), 3.0)
    writer.close()
    assert b"408" in answer


async def test_a_body_that_is_too_long_is_refused_and_a_long_one_taken(gate: Gate) -> None:
    assert await gate.post(b"x" * (gateway.MAX_BYTES + 1), {}) == 413
    post = gate.fake.text(*("back pain " * 1000 for _ in range(200)))
    assert len(post.body) > 1_900_000
    assert await gate.post(post.body, post.headers) == 200
    assert len(gate.kept.updates) == 200


async def test_what_can_not_be_kept_is_not_acknowledged(gate: Gate) -> None:
    gate.kept.full = True
    post = gate.fake.text("hello")
    assert await gate.post(post.body, post.headers) == 503


async def test_what_is_not_signed_or_not_understood_is_said_so(gate: Gate) -> None:
    assert await gate.post(b"{}", {}) == 403
    assert await gate.post(b"no JSON", gate.fake.sign(b"no JSON")) == 400
    assert not gate.kept.updates
