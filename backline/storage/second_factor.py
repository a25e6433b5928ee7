"""The second factor on disk: the encrypted secret, the last code used, and hashes of the recovery codes."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.crypto import Cipher
from backline.storage.staff import Account
from backline.storage.staff_tables import recovery_codes, staff

_SECRET = "staff.totp_secret"  # noqa: S105  (the field's name)
_RECOVERY = "recovery code"


def secret_of(cipher: Cipher, account: Account) -> str | None:
    """The account's secret for one-time codes, in base 32; None where it has no second factor."""
    return None if account.totp_secret is None else cipher.decrypt(account.totp_secret, _context(account.id))


async def set_second_factor(
    connection: AsyncConnection, cipher: Cipher, staff_id: int, secret: str, step: int, codes: Iterable[str]
) -> None:
    """Give an account a second factor.

    Args:
        connection: a transaction that writes.
        cipher: encrypts the secret and hashes the codes.
        staff_id: the account.
        secret: in base 32.
        step: the time step of the code that proved it; only codes of later steps count from now on.
        codes: the recovery codes, each of which counts once.
    """
    await remove_second_factor(connection, staff_id)
    encrypted = cipher.encrypt(secret, _context(staff_id))
    await connection.execute(staff.update().where(staff.c.id == staff_id).values(totp_secret=encrypted, totp_step=step))
    for code in codes:
        await connection.execute(
            recovery_codes.insert().values(code_hash=_hash(cipher, staff_id, code), staff_id=staff_id)
        )


async def remove_second_factor(connection: AsyncConnection, staff_id: int) -> None:
    """Take the second factor and its recovery codes away."""
    await connection.execute(staff.update().where(staff.c.id == staff_id).values(totp_secret=None))
    await connection.execute(recovery_codes.delete().where(recovery_codes.c.staff_id == staff_id))


async def use_step(connection: AsyncConnection, staff_id: int, step: int) -> bool:
    """Note that the code of a time step was used; False where that code or a later one was used before."""
    condition = sa.and_(staff.c.id == staff_id, staff.c.totp_step < step)
    changed = await connection.execute(staff.update().where(condition).values(totp_step=step))
    return bool(changed.rowcount == 1)


async def use_recovery_code(connection: AsyncConnection, cipher: Cipher, staff_id: int, code: str) -> bool:
    """Use a recovery code up; False where there is no such code, or it was used before."""
    condition = sa.and_(
        recovery_codes.c.staff_id == staff_id, recovery_codes.c.code_hash == _hash(cipher, staff_id, code)
    )
    removed = await connection.execute(recovery_codes.delete().where(condition))
    return bool(removed.rowcount == 1)


async def count_recovery_codes(connection: AsyncConnection, staff_id: int) -> int:
    """How many recovery codes are left."""
    query = sa.select(sa.func.count()).where(recovery_codes.c.staff_id == staff_id)
    return int((await connection.execute(query)).scalar_one())


def _context(staff_id: int) -> str:
    # Bound to the account: a secret copied into another row can't be read there.
    return f"{_SECRET}.{staff_id}"


def _hash(cipher: Cipher, staff_id: int, code: str) -> str:
    return cipher.pseudonym(_RECOVERY, str(staff_id), code)
