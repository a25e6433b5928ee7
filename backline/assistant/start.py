"""Starting the assistant: domain, actions, and the trained model where there is one."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import structlog

from backline.logs import configure_logging
from backline.settings import Settings
from backline.storage.database import Database

# Before Rasa is imported: no telemetry, no crash reports, and nothing that people wrote in its logs.
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
configure_logging()

from rasa.shared.core.domain import Domain  # noqa: E402

from backline.assistant import resources  # noqa: E402
from backline.assistant.action_endpoint import InProcessActions  # noqa: E402
from backline.assistant.model import model_path  # noqa: E402
from backline.assistant.processor import HonestProcessor  # noqa: E402
from backline.assistant.responses import ClinicResponses  # noqa: E402
from backline.assistant.tracker_store import TurnTrackerStore  # noqa: E402
from backline.assistant.turn import Assistant  # noqa: E402

log = structlog.get_logger(__name__)


async def start_assistant(settings: Settings, database: Database) -> Assistant:
    """Start the assistant of ``settings`` over ``database``.

    Without a usable model it starts all the same: emergencies are answered, and everything else honestly.

    Raises:
        ValueError: a file of ``data/`` is wrong; the message says which and how to mend it.
    """
    resources.use(settings)
    await asyncio.to_thread(resources.load)
    store = TurnTrackerStore(Domain.empty(), database)
    actions = InProcessActions()
    path = model_path(settings.project_dir)
    processor = None
    if path.exists():
        try:
            processor = await asyncio.to_thread(_load_model, path, store, actions)
        except Exception:
            log.exception("model can't be loaded: run 'backline train'", model=path.name)
    else:
        log.error("no model for the data as they are: run 'backline train'", wanted=path.name)
    if processor is None:
        store.domain = Domain.from_path(str(settings.project_dir / "domain.yml"))
    return Assistant(database, store, actions, processor)


def _load_model(path: Path, store: TurnTrackerStore, actions: InProcessActions) -> HonestProcessor:
    resources.understander()  # else the first message would wait for it
    resources.reader().prepare()
    responses = ClinicResponses()
    processor = HonestProcessor(
        model_path=path, tracker_store=store, lock_store=None, action_endpoint=actions, generator=responses
    )
    store.domain = processor.domain
    responses.responses = processor.domain.responses
    return processor
