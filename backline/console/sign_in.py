"""Signing in, with password and second factor, and out."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from backline.console.credentials import WRONG_PASSWORD, RefusedError, check_code, check_password
from backline.console.guard import actor_of
from backline.console.pages import inside, render
from backline.console.permissions import needs, public
from backline.console.second_step import account_of_token, token_for
from backline.console.session import NEEDS_HTTPS, delete_cookie, may_sign_in, session_id_of, set_cookie
from backline.console.throttle import Attempt
from backline.storage.audit import Actor, add_entry
from backline.storage.staff import Account, end_session, find_account, open_session
from backline.web.keys import database_key

routes = web.RouteTableDef()

_TOO_LATE = "That took too long. Please sign in again."
_JOINED = "Your password is set. You can sign in with it now."
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
    return _form(request, request.query.get("next", ""), done=_JOINED if "joined" in request.query else "")


@routes.post("/sign-in")
@public
async def submit(request: web.Request) -> web.Response:
    """Check name and password, and open a session or ask for the second factor."""
    sent = await request.post()
    name, goal = str(sent.get("name", "")).strip().lower(), str(sent.get("next", ""))
    if not may_sign_in(request):
        return _form(request, goal, error=NEEDS_HTTPS, status=403)
    try:
        account, attempt = await check_password(request, name, str(sent.get("password", "")))
    except RefusedError as refused:
        return _refuse(_form(request, goal, name=name, error=refused.sentence, status=refused.status), refused)
    if account.totp_secret is None:
        return await _let_in(request, account, attempt, goal)
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        await attempt.take_back(connection)
    return _code_form(request, token_for(database.cipher, account), goal)


@routes.get("/sign-in/code", name="sign_in_code")
@public
async def to_the_start(request: web.Request) -> web.Response:
    """The second step only follows the first."""
    raise web.HTTPSeeOther("/staff/sign-in")


@routes.post("/sign-in/code")
@public
async def submit_code(request: web.Request) -> web.Response:
    """Check the second factor, and open a session."""
    sent = await request.post()
    token, goal = str(sent.get("token", "")), str(sent.get("next", ""))
    if not may_sign_in(request):
        return _form(request, goal, error=NEEDS_HTTPS, status=403)
    database = request.config_dict[database_key]
    async with database.reading() as connection:
        account = await account_of_token(connection, database.cipher, token)
    if account is None:
        return _form(request, goal, error=_TOO_LATE, status=422)
    try:
        attempt = await check_code(request, account, str(sent.get("code", "")))
    except RefusedError as refused:
        return _refuse(_code_form(request, token, goal, error=refused.sentence, status=refused.status), refused)
    return await _let_in(request, account, attempt, goal)


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


async def _let_in(request: web.Request, account: Account, attempt: Attempt, goal: str) -> web.Response:
    """Open a session under a new id, and end the one that the browser had before."""
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        now = await find_account(connection, id_=account.id)
        if now is None or not now.active or now.password_hash != account.password_hash:
            return _form(request, goal, name=account.name, error=WRONG_PASSWORD, status=422)
        await attempt.succeed(connection)
        await end_session(connection, session_id_of(request) or "")
        session_id = await open_session(connection, account.id)
        await add_entry(connection, database.cipher, Actor(account.id, account.name), "staff.signed_in")
    response = web.HTTPSeeOther(_goal(goal))
    set_cookie(request, response, session_id)
    return response


def _goal(goal: str) -> str:
    return _START if goal.startswith("/staff/sign-in") else inside(goal, _START)


def _form(request: web.Request, goal: str, *, status: int = 200, **more: Any) -> web.Response:
    context = {"next": goal, "name": "", "error": "", "done": "", **more}
    return render(request, "sign_in.html", context, status=status)


def _code_form(request: web.Request, token: str, goal: str, *, error: str = "", status: int = 200) -> web.Response:
    return render(request, "sign_in_code.html", {"token": token, "next": goal, "error": error}, status=status)


def _refuse(response: web.Response, refused: RefusedError) -> web.Response:
    if refused.retry_after is not None:
        response.headers["Retry-After"] = str(refused.retry_after)
    return response
