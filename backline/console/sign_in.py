"""Signing in and out."""

from __future__ import annotations

from typing import Any

import structlog
from aiohttp import web

from backline.console.guard import actor_of
from backline.console.pages import render
from backline.console.passwords import is_password
from backline.console.permissions import needs, public
from backline.console.session import delete_cookie, may_sign_in, session_id_of, set_cookie
from backline.storage.audit import Actor, add_entry
from backline.storage.staff import end_session, find_account, open_session
from backline.web.keys import database_key, settings_key

log = structlog.get_logger(__name__)
routes = web.RouteTableDef()

_WRONG = "Name and password do not match."
_NEEDS_HTTPS = "Staff can only sign in over https. Set BACKLINE_PUBLIC_URL to the site's https address."
_START = "/staff/conversations"


@routes.get("", name="staff")
@routes.get("/", name="staff_home")
@needs("account.own")
async def home(request: web.Request) -> web.Response:
    """The console starts with the conversations."""
    raise web.HTTPSeeOther(_START)


@routes.get("/sign-in", name="sign_in")
@public
async def show(request: web.Request) -> web.Response:
    """The form."""
    return _form(request, request.query.get("next", ""))


@routes.post("/sign-in")
@public
async def submit(request: web.Request) -> web.Response:
    """Check name and password, and open a session."""
    sent = await request.post()
    name, password = str(sent.get("name", "")).strip().lower(), str(sent.get("password", ""))
    goal = str(sent.get("next", ""))
    if not may_sign_in(request.config_dict[settings_key]):
        return _form(request, goal, error=_NEEDS_HTTPS, status=403)
    database = request.config_dict[database_key]
    async with database.reading() as connection:
        account = await find_account(connection, name=name)
    right = await is_password(password, account.password_hash if account and account.active else None)
    if account is None or not right:
        return _form(request, goal, name=name, error=_WRONG, status=422)
    async with database.transaction() as connection:
        session_id = await open_session(connection, account.id)
        await add_entry(connection, database.cipher, Actor(account.id, account.name), "staff.signed_in")
    response = web.HTTPSeeOther(_inside(goal))
    set_cookie(request, response, session_id)
    return response


@routes.post("/sign-out", name="sign_out")
@needs("account.own")
async def sign_out(request: web.Request) -> web.Response:
    """End the session."""
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        await end_session(connection, session_id_of(request) or "")
        await add_entry(connection, database.cipher, actor_of(request), "staff.signed_out")
    response = web.HTTPSeeOther("/staff/sign-in")
    delete_cookie(request, response)
    return response


def _inside(goal: str) -> str:
    # Only pages of the console: an address of another site must not profit from a sign-in here.
    return goal if goal.startswith("/staff/") and "\\" not in goal and "//" not in goal else _START


def _form(request: web.Request, goal: str, *, status: int = 200, **more: Any) -> web.Response:
    context = {"next": goal, "name": "", "error": "", **more}
    return render(request, "sign_in.html", context, status=status)
