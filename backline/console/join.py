"""The page behind a one-time link: setting a password, and making the first administrator."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.console.pages import render
from backline.console.password_rules import problem_with
from backline.console.passwords import hash_password
from backline.console.permissions import public
from backline.console.session import NEEDS_HTTPS, may_sign_in
from backline.console.staff_changes import StaffError, checked_name
from backline.console.throttle import forget_failures
from backline.storage.audit import Actor, add_entry
from backline.storage.staff import Account, add_account, change_account, end_sessions_of, find_account, has_admin
from backline.storage.staff_links import end_links_of, find_link
from backline.web.keys import database_key, settings_key

routes = web.RouteTableDef()

_TOO_OLD = "This link was used already, or is too old. Ask an administrator for a new one."
_DIFFERENT = "The two passwords are not the same."


@routes.get("/join/{token}", name="join")
@public
async def show(request: web.Request) -> web.Response:
    """The form; opening it does not use the link up, since mail programs open links too."""
    async with request.config_dict[database_key].reading() as connection:
        account = await _owner(connection, request)
    return _form(request, account)


@routes.post("/join/{token}")
@public
async def submit(request: web.Request) -> web.Response:
    """Set the password, which uses the link up; then they sign in with it."""
    sent = await request.post()
    database = request.config_dict[database_key]
    async with database.reading() as connection:
        account = await _owner(connection, request)
    if not may_sign_in(request):
        return _form(request, account, error=NEEDS_HTTPS, status=403)
    name, password = str(sent.get("name", "")), str(sent.get("password", ""))
    try:
        name = account.name if account else checked_name(name)
        _check(password, str(sent.get("again", "")), name, request)
        await _join(request, account, name, await hash_password(password))
    except StaffError as error:
        return _form(request, account, name=name, error=str(error), status=422)
    raise web.HTTPSeeOther("/staff/sign-in?joined=1")


async def _owner(connection: AsyncConnection, request: web.Request) -> Account | None:
    """Whose link it is; None where it makes the first administrator.

    Raises:
        web.HTTPNotFound: the link does not work any more.
    """
    link = await find_link(connection, request.match_info["token"])
    if link is None or (link.staff_id is None and await has_admin(connection)):
        raise web.HTTPNotFound(text=_TOO_OLD)
    if link.staff_id is None:
        return None
    account = await find_account(connection, id_=link.staff_id)
    if account is None or not account.active:
        raise web.HTTPNotFound(text=_TOO_OLD)
    return account


def _check(password: str, again: str, name: str, request: web.Request) -> None:
    problem = problem_with(password, name, request.config_dict[settings_key].clinic.name)
    if problem is None and password != again:
        problem = _DIFFERENT
    if problem is not None:
        raise StaffError(problem)


async def _join(request: web.Request, account: Account | None, name: str, password_hash: str) -> None:
    database = request.config_dict[database_key]
    try:
        async with database.transaction() as connection:
            await _owner(connection, request)  # of two at once, the second finds it used
            if account is None:
                id_ = await add_account(connection, name, "admin", password_hash)
            else:
                id_ = account.id
                await change_account(connection, id_, password_hash=password_hash)
                await end_sessions_of(connection, id_)
            await forget_failures(connection, database.cipher, name)
            await end_links_of(connection, None if account is None else id_)
            await add_entry(connection, database.cipher, Actor(id_, name), "staff.joined", f"staff:{id_}")
    except sa.exc.IntegrityError:
        raise StaffError(f"The name '{name}' is taken: choose another one.") from None


def _form(request: web.Request, account: Account | None, *, status: int = 200, **more: Any) -> web.Response:
    context = {"account": account, "name": "", "error": "", **more}
    return render(request, "join.html", context, status=status)
