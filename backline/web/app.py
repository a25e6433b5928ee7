"""The application: everything mounted, started and stopped in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import aiohttp_jinja2
import jinja2
import structlog
from aiohttp import web

from backline.assistant.start import start_assistant
from backline.channels import feedback, gateway, rest, website
from backline.channels.config import load_channels
from backline.channels.contract import Channel
from backline.channels.feed import Feed
from backline.channels.messaging import run_messaging
from backline.console.app import init_console
from backline.settings import Settings
from backline.storage.database import Database
from backline.storage.retention import purge
from backline.web import contact_page, exercise_pictures, health, pages, plan_page
from backline.web.keys import assistant_key, channels_key, database_key, feed_key, settings_key
from backline.web.middlewares import add_headers, friendly_errors
from backline.web.static_files import StaticFiles

log = structlog.get_logger(__name__)

MAX_BODY_BYTES = 16 * 1024
_PURGE_SECONDS = 6 * 60 * 60


def init_app(settings: Settings, channels: Mapping[str, Channel] | None = None) -> web.Application:
    """Make the application of ``settings``; database and model are opened when it starts.

    Args:
        settings: where things are.
        channels: the messaging channels that are on, by name; by default those of ``channels.yml``.

    Raises:
        SettingsError: ``channels.yml`` is wrong, or a secret is missing.
    """
    app = web.Application(middlewares=[friendly_errors], client_max_size=MAX_BODY_BYTES)
    app[settings_key] = settings
    app[feed_key] = Feed()
    app[channels_key] = load_channels(settings) if channels is None else channels
    app.cleanup_ctx.extend([_database, _assistant, run_messaging, _retention])
    app.on_response_prepare.append(add_headers)
    app.on_shutdown.append(_end_streams)
    static = StaticFiles()
    for module in (health, pages, exercise_pictures, plan_page, contact_page, website, feedback, rest, gateway):
        app.add_routes(module.routes)
    app.add_subapp("/staff", init_console(static.address))
    app.router.add_get("/static/{version}/{path:.+}", static.serve, name="static")
    aiohttp_jinja2.setup(
        app,
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        context_processors=[_clinic_context(settings, static)],
    )
    return app


def _clinic_context(settings: Settings, static: StaticFiles) -> Any:
    clinic = settings.clinic
    shown = {
        **clinic.dict(),
        "phone_link": clinic.phone_link,
        "opening_hours": [line.dict() for line in clinic.opening_hours],
        "retention_days": clinic.retention.transcript_days,
        "lead_months": clinic.retention.lead_months,
    }

    async def context(request: web.Request) -> dict[str, Any]:
        return {"clinic": shown, "static": static.address, "request": request}

    return context


async def _database(app: web.Application) -> AsyncIterator[None]:
    database = await Database.open(app[settings_key])
    app[database_key] = database
    yield
    await database.close()


async def _assistant(app: web.Application) -> AsyncIterator[None]:
    assistant = await start_assistant(app[settings_key], app[database_key])
    assistant.listeners.append(app[feed_key].publish)
    app[assistant_key] = assistant
    yield


async def _retention(app: web.Application) -> AsyncIterator[None]:
    async def keep_purging() -> None:
        while True:
            try:
                purged = await purge(app[database_key], app[settings_key].clinic.retention)
                if purged.conversations or purged.leads:
                    log.info("purged", conversations=purged.conversations, leads=purged.leads)
            except Exception:
                log.exception("purge failed")
            await asyncio.sleep(_PURGE_SECONDS)

    task = asyncio.create_task(keep_purging())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _end_streams(app: web.Application) -> None:
    app[feed_key].close()
