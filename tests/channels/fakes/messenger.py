"""A fake of the Messenger Platform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from aiohttp import web

from backline.channels.messenger import Messenger
from tests.channels.fakes.meta import APP_ID, PEOPLE, VERSION, FakeMeta
from tests.channels.fakes.platform import Post, Sent

PAGE_ID = "104300000000003"
AT = 1795860000123


@dataclass
class FakeMessenger(FakeMeta):
    channel = Messenger
    limit_code: ClassVar[int] = 613

    page_fields: list[str] = field(default_factory=list)  # what the page hands to the app
    get_started: str = ""

    def settings(self) -> Mapping[str, str]:
        return {"page_id": PAGE_ID}

    def psid(self, person: str) -> str:
        """The id that names a person to this page only."""
        return "254" + self.digits(person, 12)

    # What it posts to the webhook

    def event(self, person: str, **what: Any) -> dict[str, Any]:
        return {"sender": {"id": self.psid(person)}, "recipient": {"id": PAGE_ID}, "timestamp": AT, **what}

    def envelope(self, *events: Mapping[str, Any]) -> Post:
        """Two events in an entry."""
        pairs = [list(events[at : at + 2]) for at in range(0, len(events), 2)]
        return self.post(
            {"object": "page", "entry": [{"id": PAGE_ID, "time": AT, "messaging": pair} for pair in pairs]}
        )

    def text(self, *texts: str, person: str = "p1", ids: tuple[str, ...] = (), url: str = "") -> Post:
        ids = ids or tuple(self.new_id("m_IN") for _ in texts)
        pairs = zip(texts, ids, strict=True)
        return self.envelope(*(self.event(person, message={"mid": mid, "text": text}) for text, mid in pairs))

    def press(self, token: str, title: str, *, person: str = "p1", url: str = "") -> Post:
        message = {"mid": self.new_id("m_IN"), "text": title, "quick_reply": {"payload": token}}
        return self.envelope(self.event(person, message=message))

    def unreadable(self, *, person: str = "p1", url: str = "") -> Post:
        audio = {"type": "audio", "payload": {"url": "https://cdn.example/audioclip.mp4"}}
        return self.envelope(self.event(person, message={"mid": self.new_id("m_IN"), "attachments": [audio]}))

    def receipts_for(self, sent: Sent) -> list[Post]:
        mid = self.platform_id(len(self.sent))
        people = {"sender": {"id": PAGE_ID}, "recipient": {"id": self.psid(sent.to)}, "timestamp": AT}
        message = {"is_echo": True, "app_id": int(APP_ID), "metadata": sent.key, "mid": mid, "text": sent.text}
        delivery = {"mids": [mid], "watermark": AT}
        return [self.envelope({**people, "message": message}), self.envelope(self.event(sent.to, delivery=delivery))]

    @staticmethod
    def platform_id(number: int) -> str:
        return f"m_OUT{number:08d}"

    # Its API

    def add_routes(self, app: web.Application) -> None:
        super().add_routes(app)
        app.router.add_post(f"/{VERSION}/{{page}}/messages", self._send)
        app.router.add_get(f"/{VERSION}/me", self._get_me)
        app.router.add_post(f"/{VERSION}/me/messenger_profile", self._set_profile)
        app.router.add_get(f"/{VERSION}/{PAGE_ID}/subscribed_apps", self._get_apps)
        app.router.add_post(f"/{VERSION}/{PAGE_ID}/subscribed_apps", self._subscribe)

    async def _send(self, request: web.Request) -> web.StreamResponse:
        self.check_access(request)
        if request.match_info["page"] != PAGE_ID:
            raise self.error(400, 100, 33, "Unsupported post request. Object does not exist")
        body = await self.json_of(request)
        sent = self.read_message(body)
        mid = self.platform_id(len(self.sent) + 1)
        return await self.take(request, sent, {"recipient_id": body["recipient"]["id"], "message_id": mid})

    def read_message(self, body: Any) -> Sent:
        """A message as the API takes it; refuses any other."""
        needed = {"recipient", "messaging_type", "message"}
        self.check_fields(body, needed, needed)
        self.check_fields(body["recipient"], {"id"}, {"id"})
        psid = body["recipient"]["id"]
        if body["messaging_type"] != "RESPONSE" or not isinstance(psid, str) or not psid.isdecimal():
            raise self.refuse("to whom, and as what")
        return self._sent(PEOPLE.get(psid[-12:], psid), body["message"])

    def _sent(self, to: str, message: Any) -> Sent:
        self.check_fields(message, {"text", "attachment", "quick_replies", "metadata"}, {"metadata"})
        key = self.check_text(message["metadata"], 1000, "metadata")
        if ("text" in message) == ("attachment" in message):
            raise self.refuse("either a text or an attachment")
        if "attachment" in message:
            attachment = message["attachment"]
            if attachment["type"] != "image" or not attachment["payload"]["url"].startswith(("https://", "http://")):
                raise self.refuse("the picture's link")
            return Sent(to, "", picture=attachment["payload"]["url"], key=key)
        replies = message.get("quick_replies", [])
        if "quick_replies" in message and not 1 <= len(replies) <= 13:
            raise self.refuse("1 to 13 quick replies")
        options = []
        for reply in replies:
            self.check_fields(reply, {"content_type", "title", "payload"}, {"content_type", "title", "payload"})
            if reply["content_type"] != "text":
                raise self.refuse("the kind of quick reply")
            title = self.check_text(reply["title"], 20, "title")
            options.append((title, self.check_text(reply["payload"], 1000, "payload")))
        return Sent(to, self.check_text(message["text"], 2000, "text"), tuple(options), key=key)

    async def _get_me(self, request: web.Request) -> web.Response:
        self.check_access(request)
        return web.json_response({"id": PAGE_ID, "name": "Demo Clinic"})

    async def _set_profile(self, request: web.Request) -> web.Response:
        self.check_access(request)
        body = await self.json_of(request, {"get_started"})
        self.get_started = self.check_text(body["get_started"]["payload"], 1000, "payload")
        return web.json_response({"result": "success"})

    async def _get_apps(self, request: web.Request) -> web.Response:
        self.check_access(request)
        app = {"category": "Business", "id": APP_ID, "name": "Clinic", "subscribed_fields": self.page_fields}
        return web.json_response({"data": [app] if self.page_fields else []})

    async def _subscribe(self, request: web.Request) -> web.Response:
        self.check_access(request)
        body = await self.json_of(request, {"subscribed_fields"})
        self.page_fields = body["subscribed_fields"].split(",")
        return web.json_response({"success": True})
