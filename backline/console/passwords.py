"""Passwords: Argon2id with the parameters that OWASP recommends."""

from __future__ import annotations

import asyncio
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Source: OWASP Password Storage Cheat Sheet, 46 MiB, one pass, one lane.
_HASHER = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
# One at a time: forty sign-ins at once must not take 2 GB.
_TURN = asyncio.Semaphore(1)
# What is compared where there is no such account, so that both take equally long.
_NOBODY = _HASHER.hash("nobody's password")


async def hash_password(password: str) -> str:
    """The hash to keep."""
    async with _TURN:
        return await asyncio.to_thread(_HASHER.hash, _same(password))


async def is_password(password: str, password_hash: str | None) -> bool:
    """Whether ``password`` is the one; takes as long without a hash, and is then False."""
    async with _TURN:
        right = await asyncio.to_thread(_verify, password_hash or _NOBODY, _same(password))
    return right and password_hash is not None


def _same(password: str) -> str:
    # Keyboards and systems write one and the same letter in different ways.
    return unicodedata.normalize("NFKC", password)


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
