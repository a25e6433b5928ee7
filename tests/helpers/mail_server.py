"""A real mail server for tests: it keeps what it takes, and answers as it is told."""

from __future__ import annotations

import asyncio
import email
import email.policy
import ssl
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword


@dataclass
class MailServer:
    """``answers`` holds its answers to the next commands, by command (MAIL, RCPT, DATA); empty: all is well."""

    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    answers: dict[str, deque[str]] = field(default_factory=dict)
    sign_ins: list[tuple[str, str]] = field(default_factory=list)
    password: str = ""
    tls: ssl.SSLContext | None = None
    from_the_start: bool = False
    _server: asyncio.Server | None = None

    async def __aenter__(self) -> MailServer:
        more: dict[str, Any] = {}
        if self.password:
            more = {"authenticator": self._sign_in, "auth_required": True}
        if self.tls is not None and not self.from_the_start:
            more |= {"tls_context": self.tls, "require_starttls": True}
        more["auth_require_tls"] = "tls_context" in more
        loop = asyncio.get_running_loop()
        tls = self.tls if self.from_the_start else None
        self._server = await loop.create_server(lambda: SMTP(self, loop=loop, **more), "127.0.0.1", 0, ssl=tls)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    def _sign_in(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.sign_ins.append((data.login.decode(), data.password.decode()))
        is_right = data.password.decode() == self.password
        return AuthResult(success=is_right, handled=is_right)  # aiosmtpd answers what is not handled

    def _next(self, command: str) -> str:
        return self.answers[command].popleft() if self.answers.get(command) else ""

    async def handle_MAIL(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:
        envelope.mail_from = address
        return self._next("MAIL") or "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:
        envelope.rcpt_tos.append(address)
        return self._next("RCPT") or "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        answer = self._next("DATA")
        if answer == "lost":
            self._keep(envelope)
            server.transport.abort()
            return "250 OK"
        if answer:
            return answer
        self._keep(envelope)
        return "250 OK"

    def _keep(self, envelope: Envelope) -> None:
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        self.recipients.append(list(envelope.rcpt_tos))


def self_signed(folder: Path) -> tuple[ssl.SSLContext, Callable[[], ssl.SSLContext]]:
    """A certificate for "localhost" of our own: the server's side, and clients that trust it."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    own, trusted = folder / "own.pem", folder / "trusted.pem"
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    own.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + pem
    )
    trusted.write_bytes(pem)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(own)
    return server, lambda: ssl.create_default_context(cafile=str(trusted))
