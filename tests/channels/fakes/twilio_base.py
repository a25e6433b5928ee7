"""What the fakes of Twilio share: they sign as its documentation says, and refuse what it refuses."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from aiohttp import BasicAuth, web

from tests.channels.fakes.platform import FakePlatform, Post, Sent

ACCOUNT = "AC" + "0123456789abcdef" * 2
TOKEN = "a-token-of-the-tests"
SERVICE = "MG" + "fedcba9876543210" * 2
OURS = "+15555550100"
FORM = "application/x-www-form-urlencoded"


def signature(url: str, fields: list[tuple[str, str]], token: str = TOKEN) -> str:
    """As the documentation describes it: the address, then names and values, sorted by name."""
    signed = url
    for name, value in sorted(fields):
        signed += name + value
    return base64.b64encode(hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()).decode()


@dataclass
class FakeTwilio(FakePlatform):
    """An account with one number."""

    has_batches = False

    ours: ClassVar[str] = OURS

    account: dict[str, Any] = field(default_factory=lambda: {"sid": ACCOUNT, "status": "active", "type": "Full"})
    refusals: dict[str, int] = field(default_factory=dict)  # Twilio's error code for a person
    logged: list[tuple[str, str, Any]] = field(default_factory=list)  # calls that change settings
    _number: int = 0
    _people: dict[str, str] = field(default_factory=dict)

    def secrets(self) -> Mapping[str, str]:
        return {"BACKLINE_TWILIO_ACCOUNT_SID": ACCOUNT, "BACKLINE_TWILIO_AUTH_TOKEN": TOKEN}

    def sid(self, message_id: str = "") -> str:
        """The SID that stands for a test's message id, or a new one."""
        if not message_id:
            self._number += 1
            message_id = f"message {self._number} of {id(self)}"
        return "SM" + hashlib.md5(message_id.encode()).hexdigest()

    def number(self, person: str) -> str:
        """The address of a test's person."""
        if person not in self._people:
            self._people[person] = f"+1555{int(hashlib.sha256(person.encode()).hexdigest(), 16) % 10**7:07d}"
        return self._people[person]

    def person(self, number: str) -> str:
        """The test's person who has the address."""
        return next((name for name, known in self._people.items() if known == number), number)

    def incoming(self, person: str, sid: str, **fields: str) -> dict[str, str]:
        """The form of a message."""
        return {
            "AccountSid": ACCOUNT, "ApiVersion": "2010-04-01", "Body": "", "From": self.number(person),
            "MessageSid": sid, "NumMedia": "0", "NumSegments": "1", "SmsMessageSid": sid, "SmsSid": sid,
            "SmsStatus": "received", "To": self.ours, **fields,
        }  # fmt: skip

    def post(self, form: Mapping[str, str], url: str = "", query: str = "") -> Post:
        """The form as Twilio posts it."""
        body = urlencode(list(form.items())).encode()
        return Post(body, self.sign(body, url + query), query)

    def sign(self, body: bytes, url: str = "", at: float | None = None) -> Mapping[str, str]:
        fields = parse_qsl(body.decode(errors="replace"), True)
        return {"Content-Type": f"{FORM}; charset=UTF-8", "X-Twilio-Signature": signature(url, fields)}

    def text(self, *texts: str, person: str = "p1", ids: tuple[str, ...] = (), url: str = "") -> Post:
        (text,) = texts
        return self.post(self.incoming(person, self.sid(*ids), Body=text), url)

    def unreadable(self, *, person: str = "p1", url: str = "") -> Post:
        media = {"NumMedia": "1", "MediaContentType0": "audio/ogg", "MediaUrl0": "https://api.twilio.example/ME1"}
        return self.post(self.incoming(person, self.sid(), **media), url)

    def press(self, token: str, title: str, *, person: str = "p1", url: str = "") -> Post:
        """Buttons are numbered text: the person answers with what the title is called by."""
        written = next((sent.text for sent in reversed(self.sent) if sent.to == person), "")
        mark = re.search(rf"^([0-9]+|[A-Z])\. {re.escape(title)}$", written, re.MULTILINE)
        return self.text(mark[1] if mark else title, person=person, url=url)

    def too_many(self) -> web.Response:
        headers = {"Retry-After": f"{self.wait:g}"}
        return web.json_response({"code": 20429, "message": "Too Many Requests"}, status=429, headers=headers)

    def receipts_for(self, sent: Sent) -> list[Post]:
        return [self.receipt(sent, status) for status in ("sent", "delivered")]

    def receipt(self, sent: Sent, status: str, **fields: str) -> Post:
        """What Twilio posts to the address of ``StatusCallback``, which holds the message's key."""
        sid = self._sids[sent.key]
        form = {
            "AccountSid": ACCOUNT, "ApiVersion": "2010-04-01", "From": self.ours, "MessageSid": sid,
            "MessageStatus": status, "SmsSid": sid, "SmsStatus": status, "To": self.number(sent.to), **fields,
        }  # fmt: skip
        address = self._callbacks[sent.key]
        return self.post(form, address.partition("?")[0], f"?{urlsplit(address).query}")

    def add_routes(self, app: web.Application) -> None:
        self._sids: dict[str, str] = {}
        self._callbacks: dict[str, str] = {}
        account = f"/2010-04-01/Accounts/{ACCOUNT}"
        app.router.add_post(f"{account}/Messages.json", self._send)
        app.router.add_get(f"{account}.json", self._account)

    def check_login(self, request: web.Request) -> None:
        """Refuse a wrong SID or token as Twilio does."""
        if request.headers.get("Authorization") != BasicAuth(ACCOUNT, TOKEN).encode():
            self.complaints.append("login")
            raise web.HTTPUnauthorized(text=json.dumps({"code": 20003, "status": 401}), content_type="application/json")

    def refuse_code(self, code: int, status: int = 400) -> web.Response:
        """An error as Twilio words it; the message quotes the person's number."""
        message = f"The 'To' number {OURS} is not one"
        return web.json_response({"code": code, "message": message, "status": status}, status=status)

    def check_sender(self, form: Mapping[str, str]) -> None:
        """Refuse a sender that is not ours."""
        if form.get("From") != self.ours:
            raise self.refuse("From")

    async def _account(self, request: web.Request) -> web.Response:
        self.check_login(request)
        return web.json_response(self.account)

    async def _send(self, request: web.Request) -> web.StreamResponse:
        self.check_login(request)
        if request.content_type != FORM:
            raise self.refuse("content type")
        form = {name: str(value) for name, value in (await request.post()).items()}
        unknown = set(form) - {"To", "From", "MessagingServiceSid", "Body", "MediaUrl", "StatusCallback"}
        if unknown:
            raise self.refuse(f"unknown {unknown}")
        self.check_sender(form)
        body, picture, callback = form.get("Body", ""), form.get("MediaUrl", ""), form.get("StatusCallback", "")
        if not (body.strip() or picture):
            raise self.refuse("21602 neither body nor media")
        if len(body.encode("utf-16-le")) // 2 > 1600:
            raise self.refuse("21617 body longer than 1600")
        if picture and not picture.startswith("https://"):
            raise self.refuse("21620 media address")
        if not callback.startswith("https://") or "_" in (urlsplit(callback).hostname or ""):
            raise self.refuse("21609 status callback")
        key = parse_qs(urlsplit(callback).query).get("key", [""])[0]
        person = self.person(form.get("To", ""))
        if person in self.refusals:
            return self.refuse_code(self.refusals[person])
        sid = self._sids[key] = self.sid()
        self._callbacks[key] = callback
        sent = Sent(person, body, picture=picture, key=key)
        return await self.take(request, sent, {"sid": sid, "status": "queued", "error_code": None})
