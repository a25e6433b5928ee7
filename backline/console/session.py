"""The console's cookie: 256 random bits that name a session on the server."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web

from backline.settings import Settings
from backline.storage.crypto import Cipher
from backline.storage.staff import ABSOLUTE_SECONDS
from backline.web.keys import settings_key

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def cookie_name(settings: Settings) -> str:
    """``__Host-`` binds the cookie to this host over https; browsers refuse it over plain http."""
    return "__Host-backline_staff" if settings.is_https else "backline_staff"


NEEDS_HTTPS = "Staff can only sign in over https. Set BACKLINE_PUBLIC_URL to the site's https address."


def is_safe_address(settings: Settings) -> bool:
    """Whether the site's public address is safe for signing in: https, or this very machine."""
    return settings.is_https or _is_local(settings.public_url)


def may_sign_in(request: web.Request) -> bool:
    """Whether a password may be sent with this request: over https, or on this very machine."""
    settings = request.config_dict[settings_key]
    return settings.is_https or (is_safe_address(settings) and _is_local(f"http://{request.host}"))


def _is_local(address: str) -> bool:
    try:
        return urlsplit(address).hostname in _LOCAL
    except ValueError:
        return False


def session_id_of(request: web.Request) -> str | None:
    """The session that the request's cookie names."""
    return request.cookies.get(cookie_name(request.config_dict[settings_key]))


def set_cookie(request: web.Request, response: web.StreamResponse, session_id: str) -> None:
    """Put the session's cookie on the response."""
    settings = request.config_dict[settings_key]
    response.set_cookie(
        cookie_name(settings),
        session_id,
        max_age=int(ABSOLUTE_SECONDS),
        httponly=True,
        samesite="Strict",
        secure=settings.is_https,
        path="/",
    )


def delete_cookie(request: web.Request, response: web.StreamResponse) -> None:
    """Take the cookie away."""
    settings = request.config_dict[settings_key]
    response.del_cookie(cookie_name(settings), path="/", secure=settings.is_https, httponly=True, samesite="Strict")


def csrf_token(cipher: Cipher, session_id: str) -> str:
    """The token that every change made in this session must carry."""
    return cipher.mac("console csrf", session_id)
