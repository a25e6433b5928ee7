"""Fakes of Twilio: texts and WhatsApp. They sign as Twilio's documentation says, and refuse what Twilio refuses."""

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

from backline.channels.contract import Channel
from backline.channels.twilio import TwilioSms, TwilioWhatsApp
from tests.channels.fakes.platform import FakePlatform, Post, Sent

ACCOUNT = "AC" + "0123456789abcdef" * 2
TOKEN = "a-token-of-the-tests"  # noqa: S105
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
class _FakeTwilio(FakePlatform):
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


@dataclass
class FakeTwilioSms(_FakeTwilio):
    """Texts: a number, or a messaging service."""

    channel: ClassVar[type[Channel]] = TwilioSms

    numbers: list[dict[str, Any]] = field(
        default_factory=lambda: [
            {
                "sid": "PN1", "phone_number": OURS, "sms_url": "https://demo.twilio.example/", "sms_method": "POST",
                "sms_application_sid": "", "capabilities": {"sms": True, "mms": True, "voice": True},
            }
        ]
    )  # fmt: skip
    service: dict[str, Any] = field(
        default_factory=lambda: {
            "sid": SERVICE, "inbound_request_url": None, "inbound_method": "POST",
            "use_inbound_webhook_on_number": False,
        }
    )  # fmt: skip
    with_service: bool = False
    pictures: str = ""

    def settings(self) -> Mapping[str, str]:
        sender = {"messaging_service_sid": SERVICE} if self.with_service else {"from": OURS}
        return {**sender, **({"pictures": self.pictures} if self.pictures else {})}

    def incoming(self, person: str, sid: str, **fields: str) -> dict[str, str]:
        service = {"MessagingServiceSid": SERVICE} if self.with_service else {}
        places = {"FromCity": "", "FromCountry": "US", "FromState": "CA", "FromZip": "", "ToCountry": "US"}
        return {**places, **super().incoming(person, sid), **service, **fields}

    def check_sender(self, form: Mapping[str, str]) -> None:
        if self.with_service and form.get("MessagingServiceSid") != SERVICE:
            raise self.refuse("MessagingServiceSid")
        if not self.with_service:
            super().check_sender(form)
        if not re.fullmatch(r"\+[1-9][0-9]{6,14}", form.get("To", "")):
            raise self.refuse("21211 To")

    def add_routes(self, app: web.Application) -> None:
        super().add_routes(app)
        numbers = f"/2010-04-01/Accounts/{ACCOUNT}/IncomingPhoneNumbers"
        app.router.add_get(f"{numbers}.json", self._numbers)
        app.router.add_post(numbers + "/{sid}.json", self._change_number)
        app.router.add_get("/v1/Services/{sid}", self._service)
        app.router.add_post("/v1/Services/{sid}", self._change_service)

    async def _numbers(self, request: web.Request) -> web.Response:
        self.check_login(request)
        wanted = request.query.get("PhoneNumber", "")
        found = [each for each in self.numbers if wanted in each["phone_number"]]
        return web.json_response({"incoming_phone_numbers": found, "page": 0})

    async def _change_number(self, request: web.Request) -> web.Response:
        self.check_login(request)
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.logged.append(("number", request.match_info["sid"], form))
        for number in self.numbers:
            if number["sid"] == request.match_info["sid"]:
                number.update(sms_url=form["SmsUrl"], sms_method=form["SmsMethod"])
                number.update(sms_application_sid=form["SmsApplicationSid"])
                return web.json_response(number)
        return self.refuse_code(20404, 404)

    async def _service(self, request: web.Request) -> web.Response:
        self.check_login(request)
        if request.match_info["sid"] != self.service["sid"]:
            return self.refuse_code(20404, 404)
        return web.json_response(self.service)

    async def _change_service(self, request: web.Request) -> web.Response:
        self.check_login(request)
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.logged.append(("service", request.match_info["sid"], form))
        self.service.update(
            inbound_request_url=form["InboundRequestUrl"],
            inbound_method=form["InboundMethod"],
            use_inbound_webhook_on_number=form["UseInboundWebhookOnNumber"] == "true",
        )
        return web.json_response(self.service)


@dataclass
class FakeTwilioWhatsApp(_FakeTwilio):
    """WhatsApp by way of Twilio."""

    channel: ClassVar[type[Channel]] = TwilioWhatsApp
    ours: ClassVar[str] = f"whatsapp:{OURS}"

    senders: list[dict[str, Any]] = field(
        default_factory=lambda: [
            {
                "sid": "XE1", "sender_id": f"whatsapp:{OURS}", "status": "ONLINE",
                "webhook": {"callback_url": "", "callback_method": "POST"},
            }
        ]
    )  # fmt: skip

    def settings(self) -> Mapping[str, str]:
        return {"from": OURS}

    def number(self, person: str) -> str:
        if person not in self._people:
            self._people[person] = f"whatsapp:{super().number(person)}"
        return self._people[person]

    def incoming(self, person: str, sid: str, **fields: str) -> dict[str, str]:
        number = self.number(person).removeprefix("whatsapp:+")
        shown = {
            "ProfileName": "Someone", "WaId": number, "MessageType": "text", "ReferralNumMedia": "0",
            "ChannelMetadata": json.dumps({"type": "whatsapp", "data": {"context": {"WaId": number}}}),
        }  # fmt: skip
        return {**super().incoming(person, sid), **shown, **fields}

    def press(self, token: str, title: str, *, person: str = "p1", url: str = "") -> Post:
        """A button of an approved template; others are numbered text."""
        pressed = {"Body": title, "ButtonText": title, "ButtonPayload": token, "MessageType": "button"}
        return self.post(self.incoming(person, self.sid(), **pressed), url)

    def check_sender(self, form: Mapping[str, str]) -> None:
        super().check_sender(form)
        if not re.fullmatch(r"whatsapp:(\+[1-9][0-9]{6,14}|[A-Z]{2}\.\w+)", form.get("To", "")):
            raise self.refuse("21211 To")
        if form.get("MediaUrl") and len(form.get("Body", "").encode("utf-16-le")) // 2 > 1024:
            raise self.refuse("caption longer than 1024")

    def add_routes(self, app: web.Application) -> None:
        super().add_routes(app)
        app.router.add_get("/v2/Channels/Senders", self._senders)
        app.router.add_post("/v2/Channels/Senders/{sid}", self._change_sender)

    async def _senders(self, request: web.Request) -> web.Response:
        self.check_login(request)
        if request.query.get("Channel") != "whatsapp":
            raise self.refuse("Channel")
        return web.json_response({"senders": self.senders, "meta": {"page": 0}})

    async def _change_sender(self, request: web.Request) -> web.Response:
        self.check_login(request)
        body = await request.json()
        self.logged.append(("sender", request.match_info["sid"], body))
        for sender in self.senders:
            if sender["sid"] == request.match_info["sid"]:
                sender["webhook"].update(body["webhook"])
                return web.json_response(sender, status=202)
        return self.refuse_code(20404, 404)
