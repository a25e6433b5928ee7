"""The application, started once for all tests here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
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
