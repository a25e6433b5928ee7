"""Calls to Twilio's API, and what its error codes mean for a message."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from backline.channels.contract import TryAgain, Undeliverable

# The version of the API stands in each path, see docs/channels/sms.md.
VERSION = "2010-04-01"

_MEANINGS = {
    "14107": "too many messages to one number",
    "20003": "account SID or auth token is wrong",
    "20005": "the account is not active",
    "20429": "too many requests",
    "21211": "not a phone number",
    "21212": "'from' is not a phone number",
    "21408": "texting to this country is not allowed in the account",
    "21606": "'from' can't send texts",
    "21608": "a trial account writes to verified numbers only",
    "21609": "the address for receipts is not public",
    "21610": "opted out",
    "21611": "queue of the sender is full",
    "21614": "not a mobile number",
    "21635": "a landline",
    "21659": "'from' is not a number of the account",
    "21660": "'from' is a number of another account",
    "21701": "there is no such messaging service",
    "21703": "the messaging service has no number",
    "30001": "queue is full",
    "30002": "the account is suspended",
    "30003": "phone can't be reached",
    "30005": "unknown number",
    "30006": "landline or unreachable carrier",
    "30007": "filtered by the carrier",
    "30022": "too many messages for the registered campaign",
    "30032": "the toll-free number is not verified",
    "30034": "the number is not registered for A2P 10DLC",
    "63003": "not a WhatsApp user",
    "63007": "'from' is not a WhatsApp sender of the account",
    "63014": "blocked by the person",
    "63015": "has not joined the sandbox",
    "63016": "outside the 24-hour window",
    "63018": "too many messages",
    "63024": "not a WhatsApp user",
    "63038": "daily limit of the account",
}

# The person can't be written to any more.
GONE = frozenset({"21211", "21610", "21614", "21635", "30005", "30006", "63003", "63014", "63024"})

_NOT_NOW = frozenset({"20429", "21611", "30001", "30022", "63018", "63038"})
_NOT_NOW_FOR_THIS_PERSON = frozenset({"14107", "21608"})
_OPERATOR_MENDS = frozenset(
    {
        *("20003", "20005", "21212", "21606", "21609", "21659", "21660", "21701", "21703"),
        *("30002", "30032", "30034", "63007"),
    }
)
_OPERATOR_STATUSES = frozenset({401, 403, 404})


@dataclass(frozen=True)
class Answer:
    """What the API answered.

    Attributes:
        status: of HTTP.
        body: the JSON object; empty where there was none.
        after: seconds that it asked to wait; None where it did not say.
    """

    status: int
    body: Mapping[str, Any]
    after: float | None = None

    @property
    def is_ok(self) -> bool:
        """Whether the call was done."""
        return 200 <= self.status < 300

    @property
    def code(self) -> str:
        """Twilio's error code; empty where there is none."""
        code = self.body.get("code")
        return str(code) if isinstance(code, int | str) and re.fullmatch("[0-9]{4,6}", str(code)) else ""

    @property
    def why(self) -> str:
        """The error in a few words of ours."""
        return meaning(self.code) if self.code else f"status {self.status}"


@dataclass(frozen=True)
class Api:
    """Twilio's API for one account.

    Attributes:
        url: its address, without a slash at the end.
        account: the account's SID.
        token: the account's auth token.
    """

    url: str
    account: str
    token: str

    @property
    def messaging_url(self) -> str:
        """The address of the API for messaging services and WhatsApp senders."""
        return self.url.replace("://api.", "://messaging.", 1)

    def account_url(self, path: str) -> str:
        """The address of something of the account's, such as ``/Messages.json``."""
        return f"{self.url}{self.account_path(path)}"

    def account_path(self, path: str) -> str:
        """The same without the API's address."""
        return f"/{VERSION}/Accounts/{self.account}{path}"

    async def call(
        self, session: aiohttp.ClientSession, method: str, url: str, *, form: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None, body: Any = None,
    ) -> Answer:  # fmt: skip
        """Make one call; ``form`` or ``body`` (as JSON) is what it carries.

        Raises:
            TryAgain: there was no connection, or no answer on it.
        """
        login = aiohttp.BasicAuth(self.account, self.token, encoding="utf-8")
        try:
            async with session.request(
                method, url, data=form, params=query, json=body, auth=login, allow_redirects=False
            ) as response:
                return Answer(response.status, _object(await response.read()), _seconds(response))
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise TryAgain("no connection") from None
        except (aiohttp.ClientError, TimeoutError):
            raise TryAgain("no answer", unsure=True) from None


def meaning(code: str) -> str:
    """An error code with what it means in a few words of ours, such as ``21610: opted out``."""
    return f"{code}: {_MEANINGS[code]}" if code in _MEANINGS else f"error {code}"


def problem(answer: Answer) -> TryAgain | Undeliverable:
    """What it means for a message that the API answered with an error."""
    code, why = answer.code, answer.why
    if code in _NOT_NOW or (answer.status == 429 and code not in _NOT_NOW_FOR_THIS_PERSON):
        return TryAgain(why, answer.after, everyone=True)
    if code in _NOT_NOW_FOR_THIS_PERSON:
        return TryAgain(why, answer.after)
    if code in GONE:
        return Undeliverable(why, gone=True)
    if code in _OPERATOR_MENDS or answer.status in _OPERATOR_STATUSES:
        return TryAgain(why, answer.after, everyone=True)
    if answer.status >= 500 or answer.status < 400 or answer.status == 408:
        return TryAgain(why, answer.after)
    return Undeliverable(why)


def _object(raw: bytes) -> dict[str, Any]:
    try:
        read = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _seconds(response: aiohttp.ClientResponse) -> float | None:
    told = response.headers.get("Retry-After", "").strip()
    return float(told) if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", told) else None
