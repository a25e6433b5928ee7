"""The process is killed between two turns and goes on: what was acknowledged is on disk."""

from __future__ import annotations

import signal
import time
import uuid
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, CookieJar

from backline.settings import Settings
from tests.helpers.process import Server

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def post(session: ClientSession, url: str, body: dict[str, Any]) -> dict[str, Any]:
    async with session.post(url, json=body) as response:
        assert response.status == 200, await response.text()
        answer: dict[str, Any] = await response.json()
        return answer


async def test_a_conversation_goes_on_after_kill_9_and_sigterm_ends_cleanly(
    settings: Settings, model: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    server = Server(settings, tmp_path_factory.mktemp("killed"))
    turns = ["I would like an appointment", "Ann Lee", "415 555 0134", "mornings", "my back hurts", "yes", "yes"]
    acknowledged: list[dict[str, Any]] = []
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        await server.start()
        await post(session, f"{server.url}/chat/session", {})
        for number, text in enumerate(turns):
            body = {"key": uuid.uuid4().hex, "text": text}
            answer = await post(session, f"{server.url}/chat/messages", body)
            acknowledged += answer["messages"]
            if number in (1, 4):
                server.end(signal.SIGKILL)
                await server.start()
                again = await post(session, f"{server.url}/chat/messages", body)
                assert again == answer, "the same message sent again is answered again"
        reopened = await post(session, f"{server.url}/chat/session", {})
        assert [m["text"] for m in reopened["messages"]] == [m["text"] for m in acknowledged]
        assert "reference number" in reopened["messages"][-1]["text"]
        stream = await session.get(f"{server.url}/chat/events")
        started = time.monotonic()
        assert server.end(signal.SIGTERM) == 0
        assert time.monotonic() - started < 10, "an open event stream does not hold up the end"
        stream.close()
