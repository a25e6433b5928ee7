"""The real application on a port of its own, for tests that speak HTTP."""

from __future__ import annotations

import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from aiohttp import ClientResponse, CookieJar
from aiohttp.test_utils import TestClient, TestServer

from backline.settings import Settings
from backline.web.app import init_app
from tests.helpers.postgresql import shared_server


@asynccontextmanager
async def serve(settings: Settings) -> AsyncIterator[TestServer]:
    """Serve ``settings`` on a free port until the block ends."""
    server = TestServer(init_app(settings))
    await server.start_server()
    try:
        yield server
    finally:
        await server.close()


class Browser:
    """What a browser does, without one: keeps cookies, sends messages with keys, reads the event stream."""

    def __init__(self, server: TestServer) -> None:
        self.client = TestClient(server, cookie_jar=CookieJar(unsafe=True))

    async def __aenter__(self) -> Browser:
        return self

    async def __aexit__(self, *_: Any) -> None:
        # The server outlives its browsers.
        await self.client.session.close()

    async def post(self, path: str, body: Any, **more: Any) -> ClientResponse:
        return await self.client.post(path, json=body, **more)

    async def open_chat(self, **body: Any) -> dict[str, Any]:
        response = await self.post("/chat/session", body)
        assert response.status == 200, await response.text()
        answer: dict[str, Any] = await response.json()
        return answer

    async def say(self, text: str, key: str | None = None) -> list[dict[str, Any]]:
        response = await self.post("/chat/messages", {"key": key or uuid.uuid4().hex, "text": text})
        assert response.status == 200, await response.text()
        messages: list[dict[str, Any]] = (await response.json())["messages"]
        return messages

    async def events(self, after: int, count: int) -> list[dict[str, Any]]:
        """The first ``count`` messages of the event stream after the message ``after``."""
        found: list[dict[str, Any]] = []
        async with self.client.get("/chat/events", headers={"Last-Event-ID": str(after)}) as stream:
            assert stream.content_type == "text/event-stream"
            async for line in stream.content:
                if line.startswith(b'data: {"id"'):
                    found.append(json.loads(line[6:]))
                    if len(found) == count:
                        break
        return found


def with_folder(settings: Settings, name: str) -> Settings:
    """The same settings with a data folder beside the first one, and a database of its own."""
    url = shared_server().new_database() if settings.database_url else ""
    return replace(settings, data_dir=settings.data_dir.parent / f"{settings.data_dir.name}-{name}", database_url=url)
