"""What stands between password and second factor: a sealed token, good for a few minutes, and no session."""

from __future__ import annotations

import json
import time

from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.crypto import Cipher
from backline.storage.staff import Account, find_account

SECONDS = 5 * 60.0
_PURPOSE = "console second step"


def token_for(cipher: Cipher, account: Account) -> str:
    """A token that says: this account's password was right a moment ago."""
    return cipher.seal(json.dumps([account.id, _mark(cipher, account), time.time()]), _PURPOSE)


async def account_of_token(connection: AsyncConnection, cipher: Cipher, token: str) -> Account | None:
    """The token's account; None where it is too old or forged, or password or second factor changed meanwhile."""
    opened = cipher.open(token, _PURPOSE)
    if opened is None:
        return None
    staff_id, mark, made_at = json.loads(opened)
    account = await find_account(connection, id_=staff_id)
    if account is None or not account.active or _mark(cipher, account) != mark:
        return None
    return account if made_at > time.time() - SECONDS else None


def _mark(cipher: Cipher, account: Account) -> str:
    return cipher.pseudonym("second step", account.password_hash or "", (account.totp_secret or b"").hex())
