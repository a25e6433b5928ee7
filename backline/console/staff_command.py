"""The command ``backline staff``, and the link for the first administrator when the site starts."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from backline.console import staff_changes
from backline.console.session import NEEDS_HTTPS, is_safe_address
from backline.console.staff_changes import FIRST_LINK_HOURS, LINK_HOURS, StaffError
from backline.settings import Settings
from backline.storage.audit import Actor
from backline.storage.database import Database
from backline.storage.staff import Account, all_accounts, find_account, last_seen

_OPERATOR = Actor(None, "command line")


async def run(settings: Settings, arguments: argparse.Namespace) -> None:
    """Do what ``backline staff`` was asked, and print what came of it.

    Raises:
        StaffError: it can't be done; one sentence.
        backline.storage.database.StorageError: the database can't be used; one sentence.
    """
    database = await Database.open(settings)
    try:
        await _COMMANDS[arguments.staff_command](settings, database, arguments)
    finally:
        await database.close()


async def first_admin_notice(settings: Settings, database: Database) -> str | None:
    """What to tell the operator while there is no administrator: a new one-time link; None where there is one."""
    token = await staff_changes.make_first_admin_link(database)
    if token is None:
        return None
    if not is_safe_address(settings):
        return NEEDS_HTTPS
    return (
        "There is no administrator yet. Make the first one here (works once, within "
        f"{FIRST_LINK_HOURS} hours): {_address(settings, token)}"
    )


async def _add(settings: Settings, database: Database, arguments: argparse.Namespace) -> None:
    _check_address(settings)
    token = await staff_changes.add(database, _OPERATOR, arguments.name, arguments.role)
    _print_link(settings, arguments.name, token)


async def _list(settings: Settings, database: Database, arguments: argparse.Namespace) -> None:
    async with database.reading() as connection:
        accounts, seen = await all_accounts(connection), await last_seen(connection)
    if not accounts:
        print("There are no accounts yet: add one with 'backline staff add NAME --role admin'.")
        return
    for account in accounts:
        print(f"{account.name:24} {account.role:12} {_state(account):16} {_seen(seen.get(account.id))}")


async def _link(settings: Settings, database: Database, arguments: argparse.Namespace) -> None:
    _check_address(settings)
    account = await _named(database, arguments.name)
    token = await staff_changes.make_new_link(database, _OPERATOR, account.id)
    _print_link(settings, account.name, token)


async def _deactivate(settings: Settings, database: Database, arguments: argparse.Namespace) -> None:
    account = await _named(database, arguments.name)
    await staff_changes.deactivate(database, _OPERATOR, account.id)
    print(f"'{account.name}' can't sign in any more.")


async def _reset_totp(settings: Settings, database: Database, arguments: argparse.Namespace) -> None:
    account = await _named(database, arguments.name)
    await staff_changes.take_second_factor(database, _OPERATOR, account.id)
    print(f"'{account.name}' signs in without a second factor until a new one is added.")


_COMMANDS: dict[str, Callable[[Settings, Database, argparse.Namespace], Awaitable[None]]] = {
    "add": _add,
    "list": _list,
    "link": _link,
    "deactivate": _deactivate,
    "reset-totp": _reset_totp,
}


async def _named(database: Database, name: str) -> Account:
    async with database.reading() as connection:
        account = await find_account(connection, name=name.strip().lower())
    if account is None:
        raise StaffError(f"There is no account '{name}': 'backline staff list' shows them.")
    return account


def _check_address(settings: Settings) -> None:
    if not is_safe_address(settings):
        raise StaffError(NEEDS_HTTPS)


def _print_link(settings: Settings, name: str, token: str) -> None:
    print(f"Give this link to {name.strip().lower()}: it lets them set a password, once, within {LINK_HOURS} hours.")
    print(_address(settings, token))


def _address(settings: Settings, token: str) -> str:
    return f"{settings.public_url}/staff/join/{token}"


def _state(account: Account) -> str:
    if not account.active:
        return "deactivated"
    return "active" if account.joined else "not joined yet"


def _seen(at: float | None) -> str:
    return "never signed in" if at is None else f"last seen {datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC"
