"""New turns, as they are written, for pages that are open."""

from __future__ import annotations

import asyncio
import json

import structlog
from aiohttp import web

from backline.console.permissions import needs
from backline.console.session import session_id_of
from backline.storage.staff import find_session
from backline.web.keys import database_key, feed_key

log = structlog.get_logger(__name__)
routes = web.RouteTableDef()
_PING_SECONDS = 15.0


@routes.get("/live", name="live")
@needs("transcripts.read", passive=True)
async def stream(request: web.Request) -> web.StreamResponse:
    """Server-Sent Events: each names a conversation that has something new, and nothing of what was said."""
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    )
    await response.prepare(request)
    feed = request.config_dict[feed_key]
    try:
        with feed.watch() as news:
            await response.write(b"retry: 2000\n\n")
            while not feed.closed:
                try:
                    conversation_id = await asyncio.wait_for(news.get(), _PING_SECONDS)
                except TimeoutError:
                    if not await _is_signed_in(request):
                        await response.write(b"event: ended\ndata: {}\n\n")
                        break
                    await response.write(b"event: ping\ndata: {}\n\n")
                    continue
                if conversation_id:
                    data = json.dumps({"conversation": conversation_id})
                    await response.write(f"event: turn\ndata: {data}\n\n".encode())
    except ConnectionResetError:
        pass  # the page was closed
    return response


async def _is_signed_in(request: web.Request) -> bool:
    async with request.config_dict[database_key].reading() as connection:
        return await find_session(connection, session_id_of(request) or "") is not None
