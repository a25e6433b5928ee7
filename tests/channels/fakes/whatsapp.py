"""A fake of the WhatsApp Cloud API."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from aiohttp import web

from backline.channels.whatsapp import WhatsApp
from tests.channels.fakes.meta import APP_ID, PEOPLE, VERSION, FakeMeta
from tests.channels.fakes.platform import Post, Sent

PHONE_NUMBER_ID = "106500000000001"
BUSINESS_ACCOUNT_ID = "102200000000002"
OUR_NUMBER = "15555550100"
AT = "1795860000"


@dataclass
class FakeWhatsApp(FakeMeta):
    channel = WhatsApp
    limit_code: ClassVar[int] = 130429

    apps: list[dict[str, Any]] = field(default_factory=list)  # that get the account's messages
    addresses: dict[str, str] = field(default_factory=dict)  # of webhooks: the number's, the account's, the app's

    def settings(self) -> Mapping[str, str]:
        return {"phone_number_id": PHONE_NUMBER_ID, "business_account_id": BUSINESS_ACCOUNT_ID}

    def phone(self, person: str) -> str:
        return "1555" + self.digits(person, 7)

    def scoped(self, person: str) -> str:
        """The id that names a person to this business only."""
        return f"US.1349{self.digits(person, 10)}"

    # What it posts to the webhook

    def value(self, person: str, **what: Any) -> dict[str, Any]:
        contact = {
            "profile": {"name": "Pat Doe"},
            "wa_id": self.phone(person),
            "user_id": self.scoped(person),
        }
        metadata = {"display_phone_number": OUR_NUMBER, "phone_number_id": PHONE_NUMBER_ID}
        return {"messaging_product": "whatsapp", "metadata": metadata, "contacts": [contact], **what}

    def message(self, person: str, id_: str = "", **what: Any) -> dict[str, Any]:
        sender = {"from": self.phone(person), "from_user_id": self.scoped(person)}
        return {**sender, "id": id_ or self.new_id("wamid.IN"), "timestamp": AT, **what}

    def envelope(self, *values: Mapping[str, Any]) -> Post:
        """Each value as a change; two changes in an entry."""
        changes = [{"field": "messages", "value": value} for value in values]
        pairs = [changes[at : at + 2] for at in range(0, len(changes), 2)]
        entries = [{"id": BUSINESS_ACCOUNT_ID, "changes": pair} for pair in pairs]
        return self.post({"object": "whatsapp_business_account", "entry": entries})

    def text(self, *texts: str, person: str = "p1", ids: tuple[str, ...] = (), url: str = "") -> Post:
        ids = ids or tuple(self.new_id("wamid.IN") for _ in texts)
        messages = [
            self.message(person, id_, type="text", text={"body": text}) for text, id_ in zip(texts, ids, strict=True)
        ]
        pairs = [messages[at : at + 2] for at in range(0, len(messages), 2)]
        return self.envelope(*(self.value(person, messages=pair) for pair in pairs))

    def press(self, token: str, title: str, *, person: str = "p1", url: str = "") -> Post:
        interactive = {"type": "button_reply", "button_reply": {"id": token, "title": title}}
        message = self.message(person, type="interactive", interactive=interactive)
        return self.envelope(self.value(person, messages=[message]))

    def unreadable(self, *, person: str = "p1", url: str = "") -> Post:
        audio = {
            "id": "900000000000001",
            "mime_type": "audio/ogg; codecs=opus",
            "sha256": "bWFkZSB1cA==",
            "voice": True,
        }
        return self.envelope(self.value(person, messages=[self.message(person, type="audio", audio=audio)]))

    def receipts_for(self, sent: Sent) -> list[Post]:
        posts = []
        for status in ("sent", "delivered"):
            entry = {"id": self.platform_id(len(self.sent)), "status": status, "timestamp": AT}
            who = {"recipient_id": self.phone(sent.to), "recipient_user_id": self.scoped(sent.to)}
            key = {"biz_opaque_callback_data": sent.key}
            posts.append(self.envelope(self.value(sent.to, statuses=[{**entry, **who, **key}])))
        return posts

    @staticmethod
    def platform_id(number: int) -> str:
        return f"wamid.OUT{number:08d}"

    # Its API

    def add_routes(self, app: web.Application) -> None:
        super().add_routes(app)
        app.router.add_post(f"/{VERSION}/{{number}}/messages", self._send)
        app.router.add_get(f"/{VERSION}/{PHONE_NUMBER_ID}", self._get_number)
        app.router.add_post(f"/{VERSION}/{PHONE_NUMBER_ID}", self._set_number)
        app.router.add_get(f"/{VERSION}/{BUSINESS_ACCOUNT_ID}/subscribed_apps", self._get_apps)
        app.router.add_post(f"/{VERSION}/{BUSINESS_ACCOUNT_ID}/subscribed_apps", self._add_app)

    async def _send(self, request: web.Request) -> web.StreamResponse:
        self.check_access(request)
        if request.match_info["number"] != PHONE_NUMBER_ID:
            raise self.error(400, 100, 33, "Unsupported post request. Object does not exist")
        sent = self.read_message(await self.json_of(request))
        answer = {"messages": [{"id": self.platform_id(len(self.sent) + 1)}], "messaging_product": "whatsapp"}
        return await self.take(request, sent, answer)

    def read_message(self, body: Any) -> Sent:
        """A message as the API takes it; refuses any other."""
        kinds = {"text", "image", "interactive"}
        common = {"messaging_product", "recipient_type", "type", "biz_opaque_callback_data"}
        self.check_fields(body, {*common, *kinds, "to", "recipient"}, common)
        if body["messaging_product"] != "whatsapp" or body["type"] not in kinds or len(kinds & set(body)) != 1:
            raise self.refuse("the kind of message")
        return self._sent(self._recipient(body), self.check_text(body["biz_opaque_callback_data"], 512, "key"), body)

    def _recipient(self, body: Mapping[str, Any]) -> str:
        to, scoped = body.get("to"), body.get("recipient")
        if isinstance(to, str) and scoped is None and body["recipient_type"] == "individual":
            if not re.fullmatch(r"\+[1-9][0-9]{6,14}", to):
                raise self.refuse("to: not an international phone number")
            return PEOPLE.get(to[-7:], to)
        if isinstance(to, str) and scoped is None and body["recipient_type"] == "group":
            return to
        if to is None and isinstance(scoped, str) and re.fullmatch(r"[A-Z]{2}\.[A-Za-z0-9]{1,128}", scoped):
            return PEOPLE.get(scoped[-10:], scoped)
        raise self.refuse("to whom: one of to and recipient")

    def _sent(self, to: str, key: str, body: Mapping[str, Any]) -> Sent:
        message = body[body["type"]]
        if body["type"] == "text":
            self.check_fields(message, {"body", "preview_url"}, {"body"})
            return Sent(to, self.check_text(message["body"], 4096, "text"), key=key)
        if body["type"] == "image":
            self.check_fields(message, {"link", "caption"}, {"link"})
            if not re.match("https?://", message["link"]):
                raise self.refuse("the picture's link")
            caption = self.check_text(message["caption"], 1024, "caption") if "caption" in message else ""
            return Sent(to, caption, picture=message["link"], key=key)
        self.check_fields(message, {"type", "body", "action"}, {"type", "body", "action"})
        text = self.check_text(message["body"].get("text"), 1024, "body beside buttons")
        options = {"button": self._buttons, "list": self._rows}[message["type"]](message["action"])
        if len({token for _, token in options}) < len(options) or len({title for title, _ in options}) < len(options):
            raise self.refuse("two buttons are the same")
        return Sent(to, text, tuple(options), key=key)

    def _buttons(self, action: Any) -> Sequence[tuple[str, str]]:
        self.check_fields(action, {"buttons"}, {"buttons"})
        if not 1 <= len(action["buttons"]) <= 3 or any(each["type"] != "reply" for each in action["buttons"]):
            raise self.refuse("1 to 3 reply buttons")
        replies = [each["reply"] for each in action["buttons"]]
        return [
            (self.check_text(reply["title"], 20, "button title"), self.check_text(reply["id"], 256, "button id"))
            for reply in replies
        ]

    def _rows(self, action: Any) -> Sequence[tuple[str, str]]:
        self.check_fields(action, {"button", "sections"}, {"button", "sections"})
        self.check_text(action["button"], 20, "the button of the list")
        rows = [row for section in action["sections"] for row in section["rows"]]
        if not 1 <= len(rows) <= 10:
            raise self.refuse("1 to 10 rows")
        options = []
        for row in rows:
            self.check_fields(row, {"id", "title", "description"}, {"id", "title"})
            title = self.check_text(row["title"], 24, "row title")
            if "description" in row:
                title = self.check_text(row["description"], 72, "row description")
            options.append((title, self.check_text(row["id"], 200, "row id")))
        return options

    async def _get_number(self, request: web.Request) -> web.Response:
        self.check_access(request)
        if request.query.get("fields") != "display_phone_number,verified_name,webhook_configuration":
            raise self.refuse("fields of the number")
        number = {"display_phone_number": "+1 555-555-0100", "verified_name": "Demo Clinic", "id": PHONE_NUMBER_ID}
        return web.json_response({**number, "webhook_configuration": self.addresses})

    async def _set_number(self, request: web.Request) -> web.Response:
        self.check_access(request)
        configuration = (await self.json_of(request, {"webhook_configuration"}))["webhook_configuration"]
        self.check_fields(configuration, *[{"override_callback_uri", "verify_token"}] * 2)
        self.check_verify_token(configuration["verify_token"])
        self.addresses["phone_number"] = configuration["override_callback_uri"]
        return web.json_response({"success": True})

    async def _get_apps(self, request: web.Request) -> web.Response:
        self.check_access(request)
        return web.json_response({"data": self.apps})

    async def _add_app(self, request: web.Request) -> web.Response:
        self.check_access(request)
        if await request.read():
            raise self.refuse("an address for all numbers of the account")
        app = {"id": APP_ID, "name": "Clinic", "link": f"https://www.facebook.com/games/?app_id={APP_ID}"}
        self.apps.append({"whatsapp_business_api_data": app})
        return web.json_response({"success": True})
