"""The demo clinic's pages."""

from __future__ import annotations

from typing import Any

import aiohttp_jinja2
from aiohttp import web

routes = web.RouteTableDef()


@routes.get("/", name="home")
@aiohttp_jinja2.template("home.html")
async def home(request: web.Request) -> dict[str, Any]:
    """The front page, with the chat on it."""
    return {}


@routes.get("/privacy", name="privacy")
@aiohttp_jinja2.template("privacy.html")
async def privacy(request: web.Request) -> dict[str, Any]:
    """What is kept, for how long, and who reads it."""
    return {}


@routes.get("/favicon.ico")
async def favicon(request: web.Request) -> web.Response:
    """The icon is an SVG that the pages name themselves."""
    raise web.HTTPFound("/static/icon/mark.svg")
