"""Who may call what: every console request passes here first."""

from __future__ import annotations

import hmac
from urllib.parse import quote

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from backline.channels.session import is_same_origin
from backline.console.alarm import Alarm, alarm
from backline.console.keys import alarm_key, csrf_key, staff_key
from backline.console.pages import is_part, render
from backline.console.permissions import Access, StaffMember, access_of
from backline.console.session import csrf_token, session_id_of
from backline.storage.audit import Actor, add_entry
from backline.storage.database import Database
from backline.storage.staff import find_session, touch_session
from backline.web.keys import database_key, settings_key

log = structlog.get_logger(__name__)

_READS = frozenset({"GET", "HEAD"})
_SENTENCES = {
    400: ("That did not work", "The address or the form has something in it that can't be used."),
    403: ("Not allowed", "Your role does not include this. An administrator can change that."),
    404: ("Not found", "There is nothing at this address. It may have been deleted."),
    405: ("Not like this", "This address can't be used that way."),
    409: ("Somebody was faster", "This was changed meanwhile. Please look at it again, and then change it."),
    413: ("Too long", "That was more text than can be taken. Please make it shorter."),
}
_STALE_FORM = "This page is too old to be sent. Please load it again."


@web.middleware
async def friendly_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn errors into a page with a sentence."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        title, sentence = _SENTENCES.get(error.status, ("That did not work", error.reason))
        # A handler that has more to say says it as the error's text.
        said = error.text if error.text and error.text != f"{error.status}: {error.reason}" else sentence
        return render(request, "error.html", {"title": title, "message": said}, status=error.status)
    except ConnectionResetError:
        raise
    except Exception:
        log.exception("console request failed", path=_route(request))
        sentence = "This could not be done. Please try again; the log says more."
        return render(request, "error.html", {"title": "Something went wrong", "message": sentence}, status=500)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let a request pass only to handlers that say what they need, and only with that."""
    if request.match_info.http_exception is not None:
        raise request.match_info.http_exception
    access = access_of(request.match_info.handler)
    if access is None:
        log.error("handler without access", path=_route(request))
        raise web.HTTPForbidden
    if request.method not in _READS and not is_same_origin(request):
        raise web.HTTPForbidden(text=_STALE_FORM)
    if access.permission is None:
        await _check_form(request)
        return await handler(request)
    session_id = session_id_of(request)
    member = await _sign_in_of(request.config_dict[database_key], session_id, access)
    if member is None or session_id is None:
        return _to_sign_in(request)
    request[staff_key] = member
    request[csrf_key] = csrf_token(request.config_dict[database_key].cipher, session_id)
    if member.may("leads.read") and not access.passive and not is_part(request):
        request[alarm_key] = await _alarm_now(request)
    if not member.may(access.permission):
        await _note_refusal(request, access.permission)
        raise web.HTTPForbidden
    if request.method not in _READS and not await _has_token(request):
        await _note_refusal(request, "token")
        raise web.HTTPForbidden(text=_STALE_FORM)
    return await handler(request)


def actor_of(request: web.Request) -> Actor:
    """Who is signed in, for the audit log."""
    member = request[staff_key]
    return Actor(member.id, member.name)


async def _sign_in_of(database: Database, session_id: str | None, access: Access) -> StaffMember | None:
    if not session_id:
        return None
    async with database.reading() as connection:
        found = await find_session(connection, session_id)
    if found is None:
        return None
    account, to_touch = found
    if to_touch and not access.passive:
        async with database.transaction() as connection:
            await touch_session(connection, session_id)
    return StaffMember(account.id, account.name, account.role)


async def _alarm_now(request: web.Request) -> Alarm:
    async with request.config_dict[database_key].reading() as connection:
        return await alarm(connection, request.config_dict[settings_key].clinic.promise)


async def _note_refusal(request: web.Request, missing: str) -> None:
    log.warning("staff not allowed", path=_route(request))
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        more = {"method": request.method, "missing": missing}
        await add_entry(connection, database.cipher, actor_of(request), "access.refused", _route(request)[:80], **more)


async def _check_form(request: web.Request) -> None:
    """Read the form, if one was sent; handlers read the same one again without trouble."""
    try:
        await request.post()
    except (ValueError, LookupError):  # no text, or no such encoding
        raise web.HTTPBadRequest from None


async def _has_token(request: web.Request) -> bool:
    await _check_form(request)
    token = request.headers.get("X-CSRF-Token") or str((await request.post()).get("csrf", ""))
    return hmac.compare_digest(token.encode("utf-8", "replace"), request[csrf_key].encode())


def _to_sign_in(request: web.Request) -> web.Response:
    if request.headers.get("HX-Request"):
        # The whole page goes there, not the part that asked.
        return web.Response(status=401, headers={"HX-Redirect": "/staff/sign-in"})
    if request.method not in _READS:
        raise web.HTTPSeeOther("/staff/sign-in")
    raise web.HTTPSeeOther(f"/staff/sign-in?next={quote(request.path_qs, safe='')}")


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"
