"""Throttling of sign-ins: so many failures for an account or from an address, then a wait that grows."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.crypto import Cipher
from backline.storage.database import Database
from backline.storage.sign_in_failures import (
    add_failure,
    failure_times,
    remove_failures,
    remove_failures_before,
    remove_failures_of,
)

WINDOW = 15 * 60.0
ACCOUNT_LIMIT = 5
ADDRESS_LIMIT = 20
LONGEST_WAIT = 60 * 60.0
# Failures of the last day make the wait longer; older ones are forgotten.
_KEPT = 24 * 60 * 60.0


class ThrottledError(Exception):
    """Too many failures: ``seconds`` from now a new attempt may be made."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = math.ceil(seconds)

    @property
    def sentence(self) -> str:
        """The same whether there is such an account or not."""
        minutes = math.ceil(self.seconds / 60)
        return f"Too many tries. Please try again in {minutes} minute{'s' if minutes > 1 else ''}."


@dataclass(frozen=True)
class Attempt:
    """An attempt under way. It counts as failed until it is taken back, so that many at once gain nothing.

    Attributes:
        account_key: stands for the account's name, whether or not there is such an account.
        address_key: stands for the address.
        is_last: if it fails, the next one has to wait.
    """

    account_key: str
    address_key: str
    failures: tuple[int, ...]
    is_last: bool

    async def take_back(self, connection: AsyncConnection) -> None:
        """It did not fail; earlier failures still count."""
        await remove_failures(connection, self.failures)

    async def succeed(self, connection: AsyncConnection) -> None:
        """Whoever it is has proved it: the account's failures are forgotten, the address's other ones are not."""
        await remove_failures_of(connection, self.account_key)
        await self.take_back(connection)


def wait_after(failures: Sequence[float], limit: int) -> float:
    """Until when to wait after failures at these times (ascending, of the last day); 0 where there is no need to.

    ``limit`` failures within 15 minutes mean 15 minutes of waiting; with every ``limit`` more in a day twice as long,
    up to an hour.
    """
    if not failures or sum(at > failures[-1] - WINDOW for at in failures) < limit:
        return 0.0
    rounds = min(len(failures) // limit, 10)
    return failures[-1] + min(WINDOW * 2.0 ** (rounds - 1), LONGEST_WAIT)


async def forget_failures(connection: AsyncConnection, cipher: Cipher, name: str) -> None:
    """Let an account try again at once, such as after it was given a new link."""
    await remove_failures_of(connection, _account_key(cipher, name))


async def begin_attempt(database: Database, name: str, address: str) -> Attempt:
    """Begin an attempt to sign in as ``name`` from ``address``.

    Raises:
        ThrottledError: there were too many failures before.
    """
    cipher = database.cipher
    limits = {
        _account_key(cipher, name): ACCOUNT_LIMIT,
        cipher.pseudonym("sign-in address", address): ADDRESS_LIMIT,
    }
    now = time.time()
    async with database.transaction() as connection:
        await remove_failures_before(connection, now - _KEPT)
        times = {key: await failure_times(connection, key, now - _KEPT) for key in limits}
        until = max(wait_after(times[key], limit) for key, limit in limits.items())
        if until > now:
            raise ThrottledError(until - now)
        failures = [await add_failure(connection, key, now) for key in limits]
    is_last = any(wait_after([*times[key], now], limit) > now for key, limit in limits.items())
    account_key, address_key = limits
    return Attempt(account_key, address_key, tuple(failures), is_last)


def _account_key(cipher: Cipher, name: str) -> str:
    return cipher.pseudonym("sign-in account", name)
