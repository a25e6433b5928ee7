"""Changes of staff accounts, by administrators on their page or from the command line; each is in the audit log."""

from __future__ import annotations

import re

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.console.permissions import ROLES
from backline.storage.audit import SYSTEM, Actor, add_entry
from backline.storage.database import Database
from backline.storage.second_factor import remove_second_factor
from backline.storage.staff import (
    Account,
    add_account,
    change_account,
    end_sessions_of,
    find_account,
    has_admin,
)
from backline.storage.staff_links import end_links_of, make_link

LINK_HOURS = 72
FIRST_LINK_HOURS = 24
_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")


class StaffError(ValueError):
    """The change can't be made; the message is one sentence that says why."""


async def add(database: Database, actor: Actor, name: str, role: str) -> str:
    """Add an account, and return the token of the link that lets its owner set a password.

    Raises:
        StaffError: the name has other characters, or is taken, or there is no such role.
    """
    name = checked_name(name)
    _check_role(role)
    try:
        async with database.transaction() as connection:
            id_ = await add_account(connection, name, role)
            await add_entry(connection, database.cipher, actor, "staff.added", f"staff:{id_}", name=name, role=role)
            return await make_link(connection, id_, LINK_HOURS * 3600.0)
    except sa.exc.IntegrityError:
        raise StaffError(f"The name '{name}' is taken: choose another one.") from None


async def make_new_link(database: Database, actor: Actor, id_: int) -> str:
    """End an account's sessions, and return the token of a new link for setting a password.

    Until the link is used, the old password works: a lost link locks nobody out.

    Raises:
        StaffError: there is no such account, or it is not active.
    """
    async with database.transaction() as connection:
        account = await _account(connection, id_)
        if not account.active:
            raise StaffError(f"'{account.name}' is not active: activate the account first.")
        await end_sessions_of(connection, id_)
        await add_entry(connection, database.cipher, actor, "staff.link_made", f"staff:{id_}")
        return await make_link(connection, id_, LINK_HOURS * 3600.0)


async def make_first_admin_link(database: Database) -> str | None:
    """The token of a link that makes the first administrator, ending earlier ones; None where there is one already."""
    async with database.transaction() as connection:
        if await has_admin(connection):
            await end_links_of(connection, None)
            return None
        await add_entry(connection, database.cipher, SYSTEM, "staff.link_made")
        return await make_link(connection, None, FIRST_LINK_HOURS * 3600.0)


async def change_role(database: Database, actor: Actor, id_: int, role: str) -> None:
    """Give an account another role; its sessions end.

    Raises:
        StaffError: there is no such account or role, or it is the last administrator.
    """
    _check_role(role)
    async with database.transaction() as connection:
        account = await _account(connection, id_)
        if account.role == role:
            return
        if role != "admin":
            await _check_another_admin(connection, account)
        await change_account(connection, id_, role=role)
        await end_sessions_of(connection, id_)
        more = {"before": account.role, "role": role}
        await add_entry(connection, database.cipher, actor, "staff.role_changed", f"staff:{id_}", **more)


async def deactivate(database: Database, actor: Actor, id_: int) -> None:
    """Let an account sign in no more; its sessions and links end.

    Raises:
        StaffError: there is no such account, or it is the last administrator.
    """
    async with database.transaction() as connection:
        account = await _account(connection, id_)
        if not account.active:
            return
        await _check_another_admin(connection, account)
        await change_account(connection, id_, active=False)
        await end_sessions_of(connection, id_)
        await end_links_of(connection, id_)
        await add_entry(connection, database.cipher, actor, "staff.deactivated", f"staff:{id_}")


async def activate(database: Database, actor: Actor, id_: int) -> None:
    """Let an account sign in again.

    Raises:
        StaffError: there is no such account.
    """
    async with database.transaction() as connection:
        if (await _account(connection, id_)).active:
            return
        await change_account(connection, id_, active=True)
        await add_entry(connection, database.cipher, actor, "staff.activated", f"staff:{id_}")


async def take_second_factor(database: Database, actor: Actor, id_: int) -> None:
    """Take an account's second factor away, such as when the phone is lost; its sessions end.

    Raises:
        StaffError: there is no such account, or it has no second factor.
    """
    async with database.transaction() as connection:
        account = await _account(connection, id_)
        if account.totp_secret is None:
            raise StaffError(f"'{account.name}' uses no second factor.")
        await remove_second_factor(connection, id_)
        await end_sessions_of(connection, id_)
        await add_entry(connection, database.cipher, actor, "staff.second_factor_removed", f"staff:{id_}")


def checked_name(name: str) -> str:
    """The name as it is kept, in lower case.

    Raises:
        StaffError: it has other characters, or is too short or long.
    """
    name = name.strip().lower()
    if not _NAME.fullmatch(name):
        raise StaffError("A name has 2 to 64 characters: letters a to z, digits, and . _ - @ after the first one.")
    return name


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise StaffError(f"There is no role '{role}': choose {', '.join(ROLES[:-1])} or {ROLES[-1]}.")


async def _account(connection: AsyncConnection, id_: int) -> Account:
    account = await find_account(connection, id_=id_)
    if account is None:
        raise StaffError("There is no such account.")
    return account


async def _check_another_admin(connection: AsyncConnection, account: Account) -> None:
    if account.role == "admin" and account.joined and account.active and not await has_admin(connection, account.id):
        raise StaffError(f"'{account.name}' is the last administrator: make somebody else one first.")
