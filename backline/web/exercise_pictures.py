"""The drawings of exercises, one address each: /exercises/<id>.svg."""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache

from aiohttp import web

from backline.assistant import resources
from backline.drawing import draw

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
    return body, gzip.compress(body, mtime=0), hashlib.sha256(body).hexdigest()[:16]


@routes.get("/exercises/{id:[a-z0-9_]+}.svg", name="exercise_picture")
async def exercise_picture(request: web.Request) -> web.Response:
    """The drawing of one exercise; it moves gently where the reader allows motion."""
    found = _drawing(request.match_info["id"])
    if found is None:
        raise web.HTTPNotFound
    body, gzipped, tag = found
    response = web.Response(content_type="image/svg+xml")
    response.etag = tag
    response.headers["Cache-Control"] = f"public, max-age={_DAY}"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Content-Security-Policy"] = _POLICY
    if any(known.value == tag for known in request.if_none_match or ()):
        response.set_status(304)
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response.body = gzipped
        response.headers["Content-Encoding"] = "gzip"
    else:
        response.body = body
    return response
