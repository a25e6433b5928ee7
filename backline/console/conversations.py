"""The list of conversations."""

from __future__ import annotations

from aiohttp import web

from backline.console.pages import render
from backline.console.permissions import needs

routes = web.RouteTableDef()


@routes.get("/conversations", name="conversations")
@needs("transcripts.read")
async def show(request: web.Request) -> web.Response:
    """The list."""
    return render(request, "conversations.html", {})
