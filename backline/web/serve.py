"""Running the application as a server."""

from __future__ import annotations

from aiohttp import web

from backline.console.staff_command import first_admin_notice
from backline.settings import Settings
from backline.web.app import init_app
from backline.web.keys import database_key, settings_key
from backline.web.one_server import only_server

_SHUTDOWN_SECONDS = 5.0


def serve(settings: Settings) -> None:
    """Serve until Ctrl-C or SIGTERM; what is under way is finished first.

    Raises:
        AnotherServerError: another process serves the same data folder.
    """
    app = init_app(settings)
    app.on_startup.append(greet_operator)
    with only_server(settings.data_dir):
        web.run_app(
            app,
            host=settings.host,
            port=settings.port,
            shutdown_timeout=_SHUTDOWN_SECONDS,
            access_log=None,
            print=lambda *_: print(f"Backline is at {settings.public_url} (Ctrl-C ends it).", flush=True),
            handler_cancellation=False,
        )


async def greet_operator(app: web.Application) -> None:
    """Start-up handler: print the link for the first administrator, while there is none."""
    notice = await first_admin_notice(app[settings_key], app[database_key])
    if notice:
        print(notice, flush=True)
