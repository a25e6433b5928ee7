"""The application, started once for the tests of the console, and staff of each role signed in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import playwright.async_api
import pytest_asyncio
from aiohttp.test_utils import TestServer

from backline.settings import Settings
from backline.storage.database import Database
from tests.browser.conftest import chromium  # noqa: F401  (a fixture)
from tests.helpers.site import Browser, serve, with_folder
from tests.helpers.staff import ConsolePages, StaffClient, database_of


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server(settings: Settings, model: Path) -> AsyncIterator[TestServer]:
    async with serve(with_folder(settings, "console")) as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def console_database(server: TestServer) -> Database:
    return database_of(server)


@pytest_asyncio.fixture(loop_scope="session")
async def patient(server: TestServer) -> AsyncIterator[Browser]:
    """Somebody who chats on the website."""
    async with Browser(server) as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def reviewer(server: TestServer) -> AsyncIterator[StaffClient]:
    async with StaffClient(server, "rita", "reviewer") as client:
        yield client


@pytest_asyncio.fixture(loop_scope="session")
async def coordinator(server: TestServer) -> AsyncIterator[StaffClient]:
    async with StaffClient(server, "cory", "coordinator") as client:
        yield client


@pytest_asyncio.fixture(loop_scope="session")
async def admin(server: TestServer) -> AsyncIterator[StaffClient]:
    async with StaffClient(server, "ada", "admin") as client:
        yield client


@pytest_asyncio.fixture(loop_scope="session")
async def console_page(
    server: TestServer,
    chromium: playwright.async_api.Browser,  # noqa: F811
) -> AsyncIterator[ConsolePages]:
    """Opens pages of a real browser: ``await console_page("reviewer", dark=True, width=768)`` is signed in."""
    pages = ConsolePages(server, chromium)
    yield pages
    await pages.close()
    assert pages.problems == []
