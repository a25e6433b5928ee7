"""The secret key, and encryption of single database fields with it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12
_VERSION = b"\x01"


class SecretKeyError(ValueError):
    """The secret key is missing or does not fit the data; the message says what to do."""


def load_or_create_key(path: Path, *, may_create: bool) -> bytes:
    """Read the secret key, or make one.

    Args:
        path: the key file; it is written with mode 0600.
        may_create: whether a missing key may be made. False where a database already exists, because a new key
            could not read it.

    Returns:
        32 random bytes.

    Raises:
        SecretKeyError: the file is missing and may not be made, or does not hold a key.
    """
    try:
        key = base64.urlsafe_b64decode(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        if not may_create:
            raise SecretKeyError(
                f"{path} is missing, and the database that belongs to it can't be read without it: "
                "put the key file back, or move the database away to start with an empty one."
            ) from None
        key = secrets.token_bytes(KEY_BYTES)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        descriptor = os.open(path, flags, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(base64.urlsafe_b64encode(key).decode("ascii") + "\n")
            file.flush()
            os.fsync(file.fileno())
        return key
    except ValueError:
        raise SecretKeyError(f"{path} does not hold a key: put the right key file back.") from None
    if len(key) != KEY_BYTES:
        raise SecretKeyError(f"{path} does not hold a key of {KEY_BYTES} bytes: put the right key file back.")
    return key


class Cipher:
    """AES-256-GCM over single fields, and keyed hashes, each under a key of its own derived from the secret key."""

    def __init__(self, secret_key: bytes) -> None:
        """Derive the keys from ``secret_key`` (32 bytes)."""
        self._aead = AESGCM(self._derive(secret_key, b"backline field encryption"))
        self._hash_key = self._derive(secret_key, b"backline identifiers")
        self._mac_key = self._derive(secret_key, b"backline authentication")

    @staticmethod
    def _derive(secret_key: bytes, purpose: bytes) -> bytes:
        return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(secret_key)

    def encrypt(self, text: str, context: str) -> bytes:
        """Encrypt ``text``; the result can be read only with the same ``context`` (such as "lead.phone")."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _VERSION + nonce + self._aead.encrypt(nonce, text.encode(), context.encode())

    def decrypt(self, data: bytes, context: str) -> str:
        """Read what :meth:`encrypt` wrote.

        Raises:
            SecretKeyError: another key or another context wrote it, or it was changed.
        """
        try:
            nonce, body = data[1 : 1 + _NONCE_BYTES], data[1 + _NONCE_BYTES :]
            return self._aead.decrypt(nonce, body, context.encode()).decode()
        except (InvalidTag, ValueError):
            raise SecretKeyError(
                "The database was written with another secret key: put the key file that belongs to it back."
            ) from None

    def seal(self, text: str, purpose: str) -> str:
        """Encrypt ``text`` into a token that may travel in a cookie or an address."""
        return base64.urlsafe_b64encode(self.encrypt(text, purpose)).decode("ascii").rstrip("=")

    def open(self, token: str, purpose: str) -> str | None:
        """Read a token that :meth:`seal` made for the same ``purpose``; None where it is not one."""
        try:
            data = base64.urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
            return self.decrypt(data, purpose)
        except (ValueError, UnicodeError):
            return None

    def pseudonym(self, *parts: str) -> str:
        """A keyed hash of ``parts`` (32 hexadecimal digits): stands for a person without naming them."""
        message = "\x1f".join(parts).encode()
        return hmac.new(self._hash_key, message, hashlib.sha256).hexdigest()[:32]

    def mac(self, *parts: str) -> str:
        """A message authentication code of ``parts`` (64 hexadecimal digits): only who has the key can make it."""
        return hmac.new(self._mac_key, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()
