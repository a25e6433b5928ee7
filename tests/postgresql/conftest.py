"""The application over PostgreSQL, started once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer

from backline.settings import Settings
from tests.console.conftest import console_database, patient, reviewer  # noqa: F401  (fixtures)
from tests.helpers.postgresql import PostgresServer
from tests.helpers.site import serve


@pytest.fixture(scope="session")
def shared_settings(
    settings: Settings, postgresql: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """Settings with a PostgreSQL database for all tests here."""
    return replace(settings, data_dir=tmp_path_factory.mktemp("key"), database_url=postgresql.new_database())


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server(shared_settings: Settings, model: Path) -> AsyncIterator[TestServer]:
    async with serve(shared_settings) as server:
        yield server
