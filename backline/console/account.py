"""One's own account: password and second factor."""

from __future__ import annotations

import json
import time
from typing import Any

from aiohttp import web

from backline.console.credentials import RefusedError, check_own_password
from backline.console.guard import actor_of
from backline.console.keys import staff_key
from backline.console.one_time_codes import (
    new_recovery_codes,
    new_secret,
    picture_of,
    plain_recovery_code,
    step_of,
)
from backline.console.pages import render
from backline.console.password_rules import problem_with
from backline.console.passwords import hash_password
from backline.console.permissions import needs
from backline.console.session import session_id_of
from backline.storage.audit import add_entry
from backline.storage.second_factor import count_recovery_codes, remove_second_factor, set_second_factor
from backline.storage.staff import change_account, end_sessions_of, find_account
from backline.web.keys import database_key, settings_key

routes = web.RouteTableDef()

_DONE = {
    "password": "Your password is changed. Your other sessions have ended.",
    "removed": "The second factor is removed.",
}
_DIFFERENT = "The two new passwords are not the same."
_WRONG_CODE = "That code is not right. Please wait for the next one; the phone's clock must be right too."
_TOO_LATE = "That took too long. Please start again."
_ENROLMENT = "console second factor"
_ENROLMENT_SECONDS = 15 * 60.0


@routes.get("/account", name="account")
@needs("account.own")
async def show(request: web.Request) -> web.Response:
    """The page."""
    return await _page(request, done=_DONE.get(request.query.get("done", ""), ""))


@routes.post("/account/password")
@needs("account.own")
async def change_password(request: web.Request) -> web.Response:
    """Set another password; every other session of the account ends."""
    sent = await request.post()
    member, new = request[staff_key], str(sent.get("new", ""))
    problem = problem_with(new, member.name, request.config_dict[settings_key].clinic.name)
    if problem is None and new != str(sent.get("again", "")):
        problem = _DIFFERENT
    if problem is not None:
        return await _page(request, password_error=problem, status=422)
    try:
        await check_own_password(request, member.name, str(sent.get("password", "")))
    except RefusedError as refused:
        return await _page(request, password_error=refused.sentence, status=refused.status)
    password_hash = await hash_password(new)
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        await change_account(connection, member.id, password_hash=password_hash)
        await end_sessions_of(connection, member.id, besides=session_id_of(request))
        await add_entry(connection, database.cipher, actor_of(request), "staff.password_changed", f"staff:{member.id}")
    raise web.HTTPSeeOther("/staff/account?done=password")


@routes.post("/account/second-factor")
@needs("account.own")
async def begin_second_factor(request: web.Request) -> web.Response:
    """Ask for the password again, and show the code to scan."""
    sent = await request.post()
    member = request[staff_key]
    try:
        account = await check_own_password(request, member.name, str(sent.get("password", "")))
    except RefusedError as refused:
        return await _page(request, factor_error=refused.sentence, status=refused.status)
    if account.totp_secret is not None:
        raise web.HTTPConflict
    secret = new_secret()
    sealed = json.dumps([member.id, secret, time.time()])
    return _enrolment(request, secret, request.config_dict[database_key].cipher.seal(sealed, _ENROLMENT))


@routes.post("/account/second-factor/confirm")
@needs("account.own")
async def confirm_second_factor(request: web.Request) -> web.Response:
    """Check the first code, turn the second factor on, and show the recovery codes once."""
    sent = await request.post()
    member, token = request[staff_key], str(sent.get("token", ""))
    database = request.config_dict[database_key]
    opened = database.cipher.open(token, _ENROLMENT)
    staff_id, secret, made_at = json.loads(opened) if opened else (0, "", 0.0)
    if staff_id != member.id or made_at < time.time() - _ENROLMENT_SECONDS:
        return await _page(request, factor_error=_TOO_LATE, status=422)
    step = step_of(secret, str(sent.get("code", "")))
    if step is None:
        return _enrolment(request, secret, token, error=_WRONG_CODE, status=422)
    codes = new_recovery_codes()
    async with database.transaction() as connection:
        account = await find_account(connection, id_=member.id)
        if account is None or account.totp_secret is not None:
            raise web.HTTPConflict
        kept = [plain_recovery_code(code) for code in codes]
        await set_second_factor(connection, database.cipher, member.id, secret, step, kept)
        await end_sessions_of(connection, member.id, besides=session_id_of(request))
        await add_entry(
            connection, database.cipher, actor_of(request), "staff.second_factor_added", f"staff:{member.id}"
        )
    return render(request, "recovery_codes.html", {"codes": codes})


@routes.post("/account/second-factor/remove")
@needs("account.own")
async def remove(request: web.Request) -> web.Response:
    """Ask for the password again, and turn the second factor off."""
    sent = await request.post()
    member = request[staff_key]
    try:
        await check_own_password(request, member.name, str(sent.get("password", "")))
    except RefusedError as refused:
        return await _page(request, factor_error=refused.sentence, status=refused.status)
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        await remove_second_factor(connection, member.id)
        await end_sessions_of(connection, member.id, besides=session_id_of(request))
        await add_entry(
            connection, database.cipher, actor_of(request), "staff.second_factor_removed", f"staff:{member.id}"
        )
    raise web.HTTPSeeOther("/staff/account?done=removed")


async def _page(request: web.Request, *, status: int = 200, **more: Any) -> web.Response:
    database = request.config_dict[database_key]
    async with database.reading() as connection:
        account = await find_account(connection, id_=request[staff_key].id)
        codes_left = await count_recovery_codes(connection, request[staff_key].id)
    context = {"account": account, "codes_left": codes_left, "done": "", "password_error": "", "factor_error": ""}
    return render(request, "account.html", {**context, **more}, status=status)


def _enrolment(request: web.Request, secret: str, token: str, *, error: str = "", status: int = 200) -> web.Response:
    picture = picture_of(secret, request[staff_key].name, request.config_dict[settings_key].clinic.name)
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    context = {"picture": picture, "secret": groups, "token": token, "error": error}
    return render(request, "second_factor.html", context, status=status)
