"""Where leads are sent: the section ``lead_delivery`` of ``clinic.yml``, and secrets from the environment."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from email_validator import EmailNotValidError, validate_email
from pydantic import BaseModel, Extra, StrictBool, validator

from backline.contact.delivery.public_address import is_plain_host, is_public, literal_address

SECRET, SMTP_URL, SMTP_FROM = "BACKLINE_LEAD_WEBHOOK_SECRET", "BACKLINE_SMTP_URL", "BACKLINE_SMTP_FROM"
_SMTP_FORM = (
    "smtp://user:password@mail.my-clinic.example:587, with special characters in it written as %40 and the like"
)
_SECRET_BYTES = range(24, 65)


class LeadDeliveryEntry(BaseModel, extra=Extra.forbid, allow_mutation=False):
    """The section as it stands in ``clinic.yml``; all of it may be left out."""

    allow_private_addresses: StrictBool = False
    webhook: str | None = None
    email: str | None = None

    @validator("webhook")
    def _can_be_called(cls, value: str | None, values: dict[str, Any]) -> str | None:
        if value is not None and (problem := webhook_problem(value, bool(values.get("allow_private_addresses")))):
            raise ValueError(problem)
        return value

    @validator("email")
    def _is_address(cls, value: str | None) -> str | None:
        if value is not None and not _is_email(value):
            raise ValueError("must be an e-mail address, such as requests@my-clinic.example")
        return value

    @property
    def destinations(self) -> tuple[str, ...]:
        """Where leads go, of ``backline.storage.lead_deliveries.DESTINATIONS``."""
        given = {"webhook": self.webhook, "email": self.email}
        return tuple(name for name, value in given.items() if value)


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over; ``tls``: from the start. Otherwise by STARTTLS, except on this very machine."""

    host: str
    port: int
    tls: bool
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def is_local(self) -> bool:
        """Whether what is sent there never leaves this machine."""
        return self.host == "localhost" or self.host.startswith("127.") or self.host == "::1"


@dataclass(frozen=True)
class LeadDelivery:
    """Where leads are sent, with what that needs.

    Attributes:
        webhook, email: where to; empty for nowhere.
        allow_private_addresses: the webhook may be in the clinic's own network.
        secrets: what each webhook is signed with, each once; the first is the newest.
        mail_server, sender: by which server and from which address e-mails are sent.
        problems: what is missing or wrong, a sentence each; with any, nothing can be sent.
    """

    webhook: str = ""
    email: str = ""
    allow_private_addresses: bool = False
    secrets: tuple[bytes, ...] = field(default=(), repr=False)
    mail_server: MailServer | None = None
    sender: str = ""
    problems: tuple[str, ...] = ()

    @property
    def destinations(self) -> tuple[str, ...]:
        """Where leads go."""
        return tuple(name for name in ("webhook", "email") if getattr(self, name))


def read_options(entry: LeadDeliveryEntry, env: Mapping[str, str]) -> LeadDelivery:
    """Put the section and the environment together; what is wrong is in ``problems``, and no secret is in it."""
    problems: list[str] = []
    secrets = _secrets(env.get(SECRET, ""), problems) if entry.webhook else ()
    server = _mail_server(env.get(SMTP_URL, "").strip(), problems) if entry.email else None
    sender = env.get(SMTP_FROM, "").strip() if entry.email else ""
    if entry.email and not _is_email(sender):
        wrong = "is not an e-mail address" if sender else "is not set, which 'lead_delivery.email' in clinic.yml needs"
        problems.append(f"{SMTP_FROM} {wrong}: give the address that mails come from.")
    return LeadDelivery(
        webhook=entry.webhook or "",
        email=entry.email or "",
        allow_private_addresses=entry.allow_private_addresses,
        secrets=secrets,
        mail_server=server,
        sender=sender,
        problems=tuple(problems),
    )


def webhook_problem(address: str, allow_private: bool) -> str | None:
    """What is wrong with a webhook's address, as the rest of a sentence; None where nothing is.

    A name is not resolved here: what it resolves to is looked at whenever it is called.
    """
    try:
        url = urlsplit(address)
        host, port = url.hostname or "", url.port
    except ValueError:
        host, port, url = "", None, SplitResult("", "", "", "", "")
    if not host or port == 0 or not is_plain_host(host) or not _is_plain(address):
        return "must be an address such as https://crm.my-clinic.example/leads"
    if url.username is not None or url.password is not None:
        return "must hold no user name or password: the receiver knows us by the signature"
    if url.fragment:
        return "must hold no '#'"
    if url.scheme != "https" and not (allow_private and url.scheme == "http"):
        return "must start with https://, so that nobody else can read what is sent"
    literal = literal_address(host)
    if literal is not None and not allow_private and not is_public(literal):
        return "leads to a private network: set 'allow_private_addresses: true' beside it where that is meant"
    return None


def _secrets(text: str, problems: list[str]) -> tuple[bytes, ...]:
    if not text.strip():
        problems.append(
            f"{SECRET} is not set, which 'lead_delivery.webhook' in clinic.yml needs: "
            "put the secret that the receiver checks signatures with, whsec_..., into the environment."
        )
    found = []
    for number, part in enumerate(text.split(), 1):
        secret = _secret(part)
        if secret is None:
            problems.append(
                f"{SECRET}: secret {number} is not whsec_ and the base64 of 24 to 64 bytes: "
                "write whsec_ and behind it what 'openssl rand -base64 32' prints."
            )
        else:
            found.append(secret)
    return tuple(dict.fromkeys(found))


def _secret(text: str) -> bytes | None:
    bare = text.removeprefix("whsec_")
    try:
        secret = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    return secret if bare != text and len(secret) in _SECRET_BYTES else None


def _mail_server(text: str, problems: list[str]) -> MailServer | None:
    """Check the form. The address may hold a password, so nothing of it goes into a message."""
    if not text:
        problems.append(
            f"{SMTP_URL} is not set, which 'lead_delivery.email' in clinic.yml needs: "
            f"give the mail server's address, such as {_SMTP_FORM}."
        )
        return None
    try:
        url = urlsplit(text)
        host, port = url.hostname or "", url.port
    except ValueError:
        host, port, url = "", None, SplitResult("", "", "", "", "")
    more = url.path.strip("/") or url.query or url.fragment
    if url.scheme not in ("smtp", "smtps") or not is_plain_host(host) or port == 0 or more or re.search(r"\s", text):
        problems.append(f"{SMTP_URL} is not an address of a mail server: give one such as {_SMTP_FORM}.")
        return None
    tls = url.scheme == "smtps"
    user, password = unquote(url.username or ""), unquote(url.password or "")
    if bool(user) != bool(password):
        problems.append(f"{SMTP_URL} holds a user name or a password alone: give both or none.")
        return None
    return MailServer(host, port or (465 if tls else 587), tls, user, password)


def _is_plain(address: str) -> bool:
    return address.isascii() and address.isprintable() and not re.search(r"[\s\\]", address)


def _is_email(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return True
