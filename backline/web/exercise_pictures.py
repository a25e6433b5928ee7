"""The drawings of exercises: /exercises/<id>.svg, and as a still picture for messaging apps /exercises/<id>.png."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from functools import lru_cache

from aiohttp import web

from backline.assistant import resources
from backline.drawing import draw
from backline.drawing.png import draw_png

routes = web.RouteTableDef()
# A browser that opens the drawing by itself lets it have its own style and nothing else.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_DAY = 24 * 60 * 60


@lru_cache(maxsize=256)
def _drawing(exercise_id: str) -> tuple[bytes, bytes, str] | None:
    exercise = resources.exercises().get(exercise_id)
    if exercise is None:
        return None
    body = draw(exercise.figure, f"{exercise.name}: start and end").encode()
    return body, gzip.compress(body, mtime=0), _tag(body)


@lru_cache(maxsize=256)
def _picture(exercise_id: str) -> tuple[bytes, str] | None:
    exercise = resources.exercises().get(exercise_id)
    if exercise is None:
        return None
    body = draw_png(exercise.figure, exercise.name)
    return body, _tag(body)


def _tag(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]


@routes.get("/exercises/{id:[a-z0-9_]+}.svg", name="exercise_picture")
async def exercise_picture(request: web.Request) -> web.Response:
    """The drawing of one exercise; it moves gently where the reader allows motion."""
    found = _drawing(request.match_info["id"])
    if found is None:
        raise web.HTTPNotFound
    body, gzipped, tag = found
    response = _cached(request, "image/svg+xml", tag)
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Content-Security-Policy"] = _POLICY
    if response.status == 304:
        return response
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.body = gzipped
        response.headers["Content-Encoding"] = "gzip"
    else:
        response.body = body
    return response


@routes.get("/exercises/{id:[a-z0-9_]+}.png", name="exercise_still")
async def exercise_still(request: web.Request) -> web.Response:
    """The drawing of one exercise as a PNG; a messaging platform fetches it, without a cookie."""
    # A first time takes a tenth of a second, in which others must be answered.
    found = await asyncio.to_thread(_picture, request.match_info["id"])
    if found is None:
        raise web.HTTPNotFound
    body, tag = found
    response = _cached(request, "image/png", tag)
    if response.status != 304:
        response.body = body
    return response


def _cached(request: web.Request, content_type: str, tag: str) -> web.Response:
    """An answer without a body; 304 where the client has the picture of that ``tag`` already."""
    response = web.Response(content_type=content_type)
    response.etag = tag
    response.headers["Cache-Control"] = f"public, max-age={_DAY}"
    if any(known.value == tag for known in request.if_none_match or ()):
        response.set_status(304)
    return response
