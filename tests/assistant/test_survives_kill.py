"""The process is killed between two turns and goes on: what was acknowledged is on disk."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, CookieJar

from backline.settings import Settings

pytestmark = pytest.mark.asyncio(loop_scope="session")

PATIENCE_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`backline serve` as a process."""

    def __init__(self, settings: Settings, data_dir: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "BACKLINE_PROJECT_DIR": str(settings.project_dir),
            "BACKLINE_DATA_DIR": str(data_dir),
            "BACKLINE_PORT": str(self.port),
            "BACKLINE_PUBLIC_URL": self.url,
        }
        self.process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "backline", "serve"], env=self.environment, stderr=subprocess.PIPE
        )
        until = time.monotonic() + PATIENCE_SECONDS
        async with ClientSession() as session:
            while time.monotonic() < until:
                assert self.process.poll() is None, self.process.stderr and self.process.stderr.read().decode()
                try:
                    async with session.get(f"{self.url}/ready") as response:
                        if response.status == 200:
                            return
                except OSError:
                    pass
                await asyncio.sleep(0.1)
        raise AssertionError("the server did not become ready")

    def end(self, signal_number: int) -> int:
        assert self.process is not None
        self.process.send_signal(signal_number)
        return self.process.wait(PATIENCE_SECONDS)


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
