"""Sending a lead by webhook, as the Standard Webhooks specification says."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ssl
import time
from collections.abc import Callable, Iterable

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from backline import __version__
from backline.contact.delivery.content import LeadContent, webhook_body
from backline.contact.delivery.options import LeadDelivery, webhook_problem
from backline.contact.delivery.outcome import Delivered, Failed, Outcome
from backline.contact.delivery.public_address import AddressRefused, guarded_connector, is_public
from backline.contact.delivery.schedule import read_retry_after

PATIENCE_SECONDS = 15.0
_PRIVATE = "its address leads to a private network, which clinic.yml does not allow"
_IN_CLEAR = "without https only addresses in a private network are called"


class WebhookSender:
    """Sends leads to the webhook of ``options``."""

    def __init__(
        self,
        options: LeadDelivery,
        *,
        clock: Callable[[], float] = time.time,
        resolver: AbstractResolver | None = None,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        """Resolve names with ``resolver`` (default: the operating system), and wait ``patience`` seconds at most."""
        self._options, self._clock, self._resolver, self._patience = options, clock, resolver, patience
        self._is_https = options.webhook.startswith("https:")

    async def send(self, message_id: str, content: LeadContent) -> Outcome:
        """Make one attempt: any 2xx is success, redirects are not followed, and what is answered is not read."""
        options = self._options
        if webhook_problem(options.webhook, options.allow_private_addresses):
            return Failed(_PRIVATE)
        if not options.secrets:
            return Failed("there is no secret to sign with")
        body = webhook_body(content)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": f"Backline/{__version__}",
            **signed_headers(options.secrets, message_id, int(self._clock()), body),
        }
        try:
            async with (
                aiohttp.ClientSession(
                    connector=guarded_connector(self._may_call, self._resolver),
                    timeout=aiohttp.ClientTimeout(total=self._patience),
                    cookie_jar=aiohttp.DummyCookieJar(),
                    auto_decompress=False,
                ) as session,
                session.post(
                    URL(options.webhook, encoded=True), data=body, headers=headers, allow_redirects=False
                ) as response,
            ):
                return self._judge(response.status, response.headers.get("Retry-After"))
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            return Failed(self._trouble(error))

    def _may_call(self, address: str) -> bool:
        if not self._is_https:
            return not is_public(address)
        return self._options.allow_private_addresses or is_public(address)

    def _judge(self, status: int, retry_after: str | None) -> Outcome:
        if 200 <= status < 300:
            return Delivered()
        if status == 410:
            return Failed("answered 410: the receiver says that this address is gone for good", final=True)
        if 300 <= status < 400:
            return Failed(f"answered {status}: a redirect, which is not followed; clinic.yml needs the final address")
        wait = read_retry_after(retry_after, self._clock()) if status in (429, 503) else None
        return Failed(f"answered {status}", wait=wait)

    def _trouble(self, error: BaseException) -> str:
        """What went wrong, without what the error says: it may quote the address."""
        if any(isinstance(each, AddressRefused) for each in (error, getattr(error, "os_error", None))):
            return _PRIVATE if self._is_https else _IN_CLEAR
        if isinstance(error, TimeoutError):
            return f"no answer within {self._patience:g} seconds"
        if isinstance(error, aiohttp.ClientConnectorCertificateError):
            return "its certificate is not valid"
        if isinstance(error, aiohttp.ClientConnectorDNSError):
            return "its name can't be resolved"
        if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
            return "no secure connection could be made"
        if isinstance(error, aiohttp.ClientConnectorError):
            return "no connection could be made"
        return "the connection broke before an answer"


def signed_headers(secrets: Iterable[bytes], message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers of the specification, signed with each of ``secrets``.

    Args:
        secrets: the bytes behind ``whsec_``; several while the receiver changes over.
        message_id: the same in every attempt.
        timestamp: of the attempt, in whole seconds since 1970.
        body: exactly as it is sent.
    """
    signed = f"{message_id}.{timestamp}.".encode() + body
    signatures = (base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode() for secret in secrets)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }
