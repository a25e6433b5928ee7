"""The website's session: the server names the conversation, in a cookie only the server can make."""

from __future__ import annotations

import uuid

from aiohttp import web

from backline.web.keys import database_key, settings_key

COOKIE = "backline_session"
_PURPOSE = "website session"
_DAY = 24 * 60 * 60


def conversation_of(request: web.Request) -> str | None:
    """The conversation that the request's cookie names; None where it has none, or a forged one."""
    cookie = request.cookies.get(COOKIE)
    return request.app[database_key].cipher.open(cookie, _PURPOSE) if cookie else None


def new_conversation() -> str:
    """A conversation id that nobody can guess."""
    return f"web-{uuid.uuid4().hex}"


def set_session(request: web.Request, response: web.StreamResponse, conversation_id: str) -> None:
    """Put the session's cookie on the response."""
    settings = request.app[settings_key]
    response.set_cookie(
        COOKIE,
        request.app[database_key].cipher.seal(conversation_id, _PURPOSE),
        max_age=settings.clinic.retention.transcript_days * _DAY,
        httponly=True,
        samesite="Strict",
        secure=settings.is_https,
        path="/",
    )


def is_same_origin(request: web.Request) -> bool:
    """Whether the request comes from a page of this site; browsers send ``Origin`` with every POST."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    public = request.config_dict[settings_key].public_url
    return origin is None or origin == public or origin.partition("://")[2] == request.host
