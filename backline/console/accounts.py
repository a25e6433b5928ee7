"""The accounts of all staff, for administrators."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from backline.console import staff_changes
from backline.console.guard import actor_of
from backline.console.pages import render
from backline.console.permissions import ROLES, needs
from backline.console.session import NEEDS_HTTPS, is_safe_address
from backline.console.staff_changes import LINK_HOURS, StaffError
from backline.storage.audit import Actor
from backline.storage.database import Database
from backline.storage.staff import all_accounts, find_account, last_seen
from backline.web.keys import database_key, settings_key

routes = web.RouteTableDef()

_DONE = {
    "role": "The role is changed.",
    "deactivate": "The account is deactivated. Its sessions have ended.",
    "activate": "The account is active again.",
    "second-factor": "The second factor is taken away. Its owner can add a new one after signing in.",
}
_CHANGES: dict[str, Callable[[Database, Actor, int], Awaitable[None]]] = {
    "deactivate": staff_changes.deactivate,
    "activate": staff_changes.activate,
    "second-factor": staff_changes.take_second_factor,
}


@routes.get("/accounts", name="accounts")
@needs("staff.manage")
async def show(request: web.Request) -> web.Response:
    """The list."""
    return await _page(request, done=_DONE.get(request.query.get("done", ""), ""))


@routes.post("/accounts")
@needs("staff.manage")
async def add(request: web.Request) -> web.Response:
    """Add an account, and show its link once."""
    sent = await request.post()
    name, role = str(sent.get("name", "")), str(sent.get("role", ""))
    if not is_safe_address(request.config_dict[settings_key]):
        return await _page(request, error=NEEDS_HTTPS, name=name, role=role, status=422)
    try:
        token = await staff_changes.add(request.config_dict[database_key], actor_of(request), name, role)
    except StaffError as error:
        return await _page(request, error=str(error), name=name, role=role, status=422)
    return await _page(request, link=_address(request, token), link_for=name.strip().lower())


@routes.post("/accounts/{id:[0-9]{1,12}}/link")
@needs("staff.manage")
async def make_new_link(request: web.Request) -> web.Response:
    """Make a new link for setting a password, and show it once."""
    database, id_ = request.config_dict[database_key], int(request.match_info["id"])
    try:
        token = await staff_changes.make_new_link(database, actor_of(request), id_)
    except StaffError as error:
        return await _page(request, error=str(error), status=422)
    async with database.reading() as connection:
        account = await find_account(connection, id_=id_)
    return await _page(request, link=_address(request, token), link_for=account.name if account else "")


@routes.post("/accounts/{id:[0-9]{1,12}}/role")
@needs("staff.manage")
async def change_role(request: web.Request) -> web.Response:
    """Give an account another role."""
    sent = await request.post()
    database, id_ = request.config_dict[database_key], int(request.match_info["id"])
    try:
        await staff_changes.change_role(database, actor_of(request), id_, str(sent.get("role", "")))
    except StaffError as error:
        return await _page(request, error=str(error), status=422)
    raise web.HTTPSeeOther("/staff/accounts?done=role")


@routes.post("/accounts/{id:[0-9]{1,12}}/{change:deactivate|activate|second-factor}")
@needs("staff.manage")
async def change(request: web.Request) -> web.Response:
    """Deactivate or activate an account, or take its second factor away."""
    what = request.match_info["change"]
    try:
        await _CHANGES[what](request.config_dict[database_key], actor_of(request), int(request.match_info["id"]))
    except StaffError as error:
        return await _page(request, error=str(error), status=422)
    raise web.HTTPSeeOther(f"/staff/accounts?done={what}")


def _address(request: web.Request, token: str) -> str:
    return f"{request.config_dict[settings_key].public_url}/staff/join/{token}"


async def _page(request: web.Request, *, status: int = 200, **more: Any) -> web.Response:
    async with request.config_dict[database_key].reading() as connection:
        accounts, seen = await all_accounts(connection), await last_seen(connection)
    context = {
        "accounts": accounts,
        "seen": seen,
        "roles": ROLES,
        "hours": LINK_HOURS,
        "role": ROLES[0],
        **dict.fromkeys(("error", "done", "link", "link_for", "name"), ""),
    }
    return render(request, "accounts.html", {**context, **more}, status=status)
