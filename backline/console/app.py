"""The console as an application of its own, mounted at ``/staff``."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from backline.console import conversations, figures, sign_in
from backline.console.guard import friendly_errors, guard
from backline.console.pages import set_up_templates

# Each has ``routes``.
MODULES = (sign_in, conversations, figures)


def init_console(static: Callable[[str], str]) -> web.Application:
    """Make the console; ``static`` maps a file of ``backline/web/static`` to its address."""
    console = web.Application(middlewares=[friendly_errors, guard])
    for module in MODULES:
        console.add_routes(module.routes)
    set_up_templates(console, static)
    return console
