"""Fakes of Twilio: texts, and WhatsApp."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from aiohttp import web

from backline.channels.contract import Channel
from backline.channels.twilio import TwilioSms, TwilioWhatsApp
from tests.channels.fakes.platform import Post
from tests.channels.fakes.twilio_base import ACCOUNT, FORM, OURS, SERVICE, TOKEN, FakeTwilio, signature

__all__ = ["ACCOUNT", "FORM", "OURS", "SERVICE", "TOKEN", "FakeTwilioSms", "FakeTwilioWhatsApp", "signature"]


@dataclass
class FakeTwilioSms(FakeTwilio):
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
class FakeTwilioWhatsApp(FakeTwilio):
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
