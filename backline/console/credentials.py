"""Checking who somebody is, by password and by second factor, with throttling and without telling who exists."""

from __future__ import annotations

from aiohttp import web

from backline.console.address import address_of
from backline.console.one_time_codes import use_code
from backline.console.passwords import is_password
from backline.console.throttle import Attempt, ThrottledError, begin_attempt
from backline.storage.audit import SYSTEM, Actor, add_entry
from backline.storage.staff import Account, find_account
from backline.web.keys import database_key

WRONG_PASSWORD = "Name and password do not match."  # noqa: S105
_WRONG_OWN_PASSWORD = "That is not your password."  # noqa: S105
_WRONG_CODE = "That code is not right, or was used before. Please wait for the next one."


class RefusedError(Exception):
    """They could not show who they are; ``sentence`` is for the page."""

    def __init__(self, sentence: str, status: int = 422, retry_after: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.status, self.retry_after = sentence, status, retry_after


async def check_password(request: web.Request, name: str, password: str) -> tuple[Account, Attempt]:
    """The account of that name and password, and the attempt, which the caller takes back or lets succeed.

    The same work is done, and the same said, whether the account exists, has joined, is active, or not.

    Raises:
        RefusedError: name and password do not match, or there were too many failures.
    """
    database = request.config_dict[database_key]
    attempt = await _begin(request, name)
    async with database.reading() as connection:
        account = await find_account(connection, name=name)
    is_right = await is_password(password, account.password_hash if account and account.active else None)
    if account is None or not is_right:
        await _note_failure(request, attempt, "password")
        raise RefusedError(WRONG_PASSWORD)
    return account, attempt


async def check_own_password(request: web.Request, name: str, password: str) -> Account:
    """Ask somebody who is signed in for their password again.

    Raises:
        RefusedError: it is wrong, or there were too many failures.
    """
    try:
        account, attempt = await check_password(request, name, password)
    except RefusedError as error:
        if error.status == 422:
            raise RefusedError(_WRONG_OWN_PASSWORD) from None
        raise
    async with request.config_dict[database_key].transaction() as connection:
        await attempt.succeed(connection)
    return account


async def check_code(request: web.Request, account: Account, code: str) -> Attempt:
    """Check a one-time or recovery code, and use it up.

    Raises:
        RefusedError: it is wrong, was used before, or there were too many failures.
    """
    database = request.config_dict[database_key]
    attempt = await _begin(request, account.name)
    async with database.transaction() as connection:
        kind = await use_code(connection, database.cipher, account, code)
        if kind == "recovery":
            actor = Actor(account.id, account.name)
            await add_entry(connection, database.cipher, actor, "staff.recovery_code_used", f"staff:{account.id}")
    if kind is None:
        await _note_failure(request, attempt, "code")
        raise RefusedError(_WRONG_CODE)
    return attempt


async def _begin(request: web.Request, name: str) -> Attempt:
    try:
        return await begin_attempt(request.config_dict[database_key], name, address_of(request))
    except ThrottledError as error:
        raise RefusedError(error.sentence, 429, error.seconds) from None


async def _note_failure(request: web.Request, attempt: Attempt, step: str) -> None:
    database = request.config_dict[database_key]
    more = {"step": step, "address": attempt.address_key, "throttled": attempt.is_last}
    async with database.transaction() as connection:
        object_ = f"account:{attempt.account_key}"
        await add_entry(connection, database.cipher, SYSTEM, "staff.sign_in_failed", object_, **more)
