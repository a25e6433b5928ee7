"""The server as a process of its own, which can be killed."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from aiohttp import ClientSession

from backline.settings import Settings

PATIENCE_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`backline serve` as a process; ``more`` are settings in its environment."""

    def __init__(self, settings: Settings, data_dir: Path, **more: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "BACKLINE_PROJECT_DIR": str(settings.project_dir),
            "BACKLINE_DATA_DIR": str(data_dir),
            "BACKLINE_PORT": str(self.port),
            "BACKLINE_PUBLIC_URL": self.url,
            **more,
        }
        self.process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        # Not a pipe: nobody reads it, and once it is full the server would wait.
        errors = tempfile.TemporaryFile()  # noqa: SIM115  (as long as the process lives)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "backline", "serve"],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        until = time.monotonic() + PATIENCE_SECONDS
        async with ClientSession() as session:
            while time.monotonic() < until:
                if self.process.poll() is not None:
                    errors.seek(0)
                    raise AssertionError(errors.read().decode())
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
