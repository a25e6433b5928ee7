"""Is the process up, and can it answer?"""

from __future__ import annotations

import asyncio

from aiohttp import web

from backline.web.keys import assistant_key, database_key

_PATIENCE_SECONDS = 2.0

routes = web.RouteTableDef()


@routes.get("/health")
async def health(request: web.Request) -> web.Response:
    """The process is up."""
    return web.json_response({"status": "ok"})


@routes.get("/ready")
async def ready(request: web.Request) -> web.Response:
    """Model and database answer; 503 where one of them does not."""
    try:
        await asyncio.wait_for(request.app[database_key].ping(), _PATIENCE_SECONDS)
        database = True
    except Exception:
        database = False
    model = request.app[assistant_key].ready
    is_ready = database and model
    return web.json_response(
        {"status": "ready" if is_ready else "not ready", "model": model, "database": database},
        status=200 if is_ready else 503,
    )
