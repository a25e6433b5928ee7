"""What every answer carries, and what people see when something goes wrong."""

from __future__ import annotations

import aiohttp_jinja2
import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from backline.web.keys import settings_key

log = structlog.get_logger(__name__)

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    # Not "no-referrer": browsers then send "Origin: null" with a form, which looks like another site.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_SENTENCES = {
    403: ("Not allowed", "This page can only be used from its own site."),
    404: ("Page not found", "There is no page at this address."),
    405: ("Not like this", "This address can't be used that way."),
    413: ("Too long", "That was more text than we can take. Please make it shorter."),
}


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Signal handler: put the security headers on every answer, also on streams."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if request.config_dict[settings_key].is_https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if not request.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-store")


@web.middleware
async def friendly_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn errors into a sentence: JSON for programs, a page for people."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400 or error.content_type == "application/json":
            raise
        return _answer(request, error.status)
    except ConnectionResetError:
        raise
    except Exception:
        log.exception("request failed", path=_route(request))
        return _answer(request, 500)


def _route(request: web.Request) -> str:
    # The route's pattern, not the path: paths may hold tokens.
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"


def _answer(request: web.Request, status: int) -> web.Response:
    phone = request.config_dict[settings_key].clinic.phone
    title, sentence = _SENTENCES.get(
        status, ("Something went wrong", f"We could not do that. Please try again, or call us at {phone}.")
    )
    if request.path.startswith(("/chat/", "/webhooks/", "/health", "/ready")):
        return web.json_response({"error": sentence}, status=status)
    context = {"title": title, "message": sentence}
    return aiohttp_jinja2.render_template("error.html", request, context, status=status)
