"""The application, started once for all tests here; a session for calls to a fake platform."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import ClientSession, ClientTimeout
from aiohttp.test_utils import TestServer

from backline.settings import Settings
from tests.helpers.site import Browser, serve, with_folder


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server(settings: Settings, model: Path) -> AsyncIterator[TestServer]:
    async with serve(with_folder(settings, "site")) as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def browser(server: TestServer) -> AsyncIterator[Browser]:
    async with Browser(server) as browser:
        yield browser


@pytest_asyncio.fixture
async def session(request: pytest.FixtureRequest) -> AsyncIterator[ClientSession]:
    """A session to a fake platform: impatient only in the case ("how") in which the platform is to hang.

    Elsewhere a busy machine would make of any answer one that did not come in time.
    """
    case = getattr(request.node, "callspec", None)
    hangs = case is not None and case.params.get("how") == "hang"
    async with ClientSession(timeout=ClientTimeout(total=0.5 if hangs else 30)) as session:
        yield session
