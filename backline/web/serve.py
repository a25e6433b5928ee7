"""Running the application as a server."""

from __future__ import annotations

from aiohttp import web

from backline.settings import Settings
from backline.web.app import init_app

_SHUTDOWN_SECONDS = 5.0


def serve(settings: Settings) -> None:
    """Serve until Ctrl-C or SIGTERM; what is under way is finished first."""
    web.run_app(
        init_app(settings),
        host=settings.host,
        port=settings.port,
        shutdown_timeout=_SHUTDOWN_SECONDS,
        access_log=None,
        print=lambda *_: print(f"Backline is at {settings.public_url} (Ctrl-C ends it).", flush=True),
        handler_cancellation=False,
    )
