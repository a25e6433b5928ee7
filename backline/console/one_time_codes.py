"""One-time codes of authenticator apps (TOTP), and the recovery codes that stand in for them."""

from __future__ import annotations

import hmac
import secrets
import time
from typing import Literal

import pyotp
import segno
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.crypto import Cipher
from backline.storage.second_factor import secret_of, use_recovery_code, use_step
from backline.storage.staff import Account

STEP_SECONDS = 30
_RECOVERY_CODES = 10
# Without what looks alike: i, l, o, 0 and 1. Ten of them are 49 bits.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> str:
    """A secret of 160 random bits, in base 32."""
    return pyotp.random_base32()


def new_recovery_codes() -> list[str]:
    """Codes such as ``k7mpq-w2xzt``."""
    parts = ["".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(2 * _RECOVERY_CODES)]
    return [f"{first}-{second}" for first, second in zip(parts[::2], parts[1::2], strict=True)]


def step_of(secret: str, code: str) -> int | None:
    """The time step whose code this is, now or one step off (clocks differ); None where it is none of them."""
    given = "".join(code.split()).encode("utf-8", "replace")
    now = int(time.time()) // STEP_SECONDS
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    matching = [
        step for step in (now - 1, now, now + 1) if hmac.compare_digest(totp.generate_otp(step).encode(), given)
    ]
    return max(matching, default=None)


async def use_code(
    connection: AsyncConnection, cipher: Cipher, account: Account, code: str
) -> Literal["app", "recovery"] | None:
    """Use a code up and say which kind it was; None where it is wrong or was used before."""
    secret = secret_of(cipher, account)
    if secret is None:
        return None
    step = step_of(secret, code)
    if step is not None:
        return "app" if await use_step(connection, account.id, step) else None
    spelled = plain_recovery_code(code)
    return "recovery" if await use_recovery_code(connection, cipher, account.id, spelled) else None


def plain_recovery_code(code: str) -> str:
    """A recovery code as it is kept, however it was typed: ``K7MPQ W2XZT`` is ``k7mpqw2xzt``."""
    return "".join(character for character in code.lower() if character in _LETTERS)


def picture_of(secret: str, account_name: str, clinic_name: str) -> str:
    """The QR code that an authenticator app scans, as SVG."""
    address = pyotp.TOTP(secret, interval=STEP_SECONDS).provisioning_uri(name=account_name, issuer_name=clinic_name)
    code = segno.make(address, error="m", micro=False)
    return str(code.svg_inline(scale=4, dark="#000", light="#fff", svgclass=None, lineclass=None))
