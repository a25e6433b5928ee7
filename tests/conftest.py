"""What many tests share: a trained model, and an assistant over an empty database."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

import hypothesis
import pytest
import pytest_asyncio

from backline.settings import Settings, load_settings

# Rasa takes seconds to import: tests of parts that do without it do not wait for it.
if TYPE_CHECKING:
    from backline.assistant.turn import Assistant
    from backline.storage.database import Database
    from tests.helpers.conversation import Conversation
    from tests.helpers.postgresql import PostgresServer

# How fast something is is measured in benchmarks; a busy machine is no failure.
hypothesis.settings.register_profile("backline", deadline=None)
hypothesis.settings.load_profile("backline")

PROJECT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgresql", action="store_true", help="run all tests that share a database on PostgreSQL")


@pytest.fixture(scope="session")
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The project's settings with a data folder of the tests' own."""
    environment = {"BACKLINE_PROJECT_DIR": str(PROJECT), "BACKLINE_DATA_DIR": str(tmp_path_factory.mktemp("data"))}
    if request.config.getoption("--postgresql"):
        environment["BACKLINE_DATABASE_URL"] = request.getfixturevalue("postgresql").new_database()
    return load_settings(environment)


@pytest.fixture(scope="session")
def model(settings: Settings) -> Path:
    """The path of a model trained from the data as they are."""
    from backline.assistant.model import model_path, train_quietly

    path = model_path(settings.project_dir)
    return path if path.exists() else train_quietly(settings, tick=lambda: None)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def database(settings: Settings) -> AsyncIterator[Database]:
    """A database for the whole run; each test has conversations of its own in it."""
    from backline.storage.database import Database

    database = await Database.open(settings)
    yield database
    await database.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def assistant(settings: Settings, database: Database, model: Path) -> Assistant:
    """The assistant with its model."""
    from backline.assistant.start import start_assistant

    return await start_assistant(settings, database)


@pytest.fixture
def conversation(assistant: Assistant) -> Conversation:
    """A new conversation."""
    from tests.helpers.conversation import Conversation

    return Conversation(assistant)


@pytest.fixture
def own_settings(settings: Settings, tmp_path: Path) -> Settings:
    """Settings with a data folder, and SQLite in it, that belongs to one test."""
    return replace(settings, data_dir=tmp_path / "data", database_url="")


@pytest.fixture(scope="session")
def postgresql() -> PostgresServer:
    """A PostgreSQL server for the whole run."""
    from tests.helpers.postgresql import shared_server

    return shared_server()


@pytest.fixture
def postgresql_settings(own_settings: Settings, postgresql: PostgresServer) -> Settings:
    """Settings with a PostgreSQL database that belongs to one test."""
    return replace(own_settings, database_url=postgresql.new_database())


@pytest.fixture(params=["sqlite", "postgresql"])
def each_settings(request: pytest.FixtureRequest) -> Settings:
    """Settings with a database that belongs to one test: one with SQLite, and one with PostgreSQL."""
    found: Settings = request.getfixturevalue("own_settings" if request.param == "sqlite" else "postgresql_settings")
    return found
