"""Telegram's Bot API as a server that takes only what Telegram takes, and the webhook calls that it makes."""

from __future__ import annotations

import hashlib
import itertools
import json
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from backline.channels.telegram import SECRET, SECRET_HEADER, TOKEN, Telegram
from tests.channels.fakes.platform import FakePlatform, Post, Sent

BOT_ID = 7001002003
BOT_TOKEN = f"{BOT_ID}:AAFake_token-of-a-bot-that-is-none-1"
WEBHOOK_SECRET = "an-invented_secret-of-32-letters"
_FIELDS = {
    "sendMessage": {"chat_id", "text", "link_preview_options", "reply_markup"},
    "sendPhoto": {"chat_id", "photo", "caption", "reply_markup"},
    "getMe": set(),
    "getWebhookInfo": set(),
    "setWebhook": {"url", "secret_token", "allowed_updates", "max_connections", "drop_pending_updates"},
    "setMyCommands": {"commands", "scope"},
}


@dataclass
class FakeTelegram(FakePlatform):
    """See :class:`FakePlatform`.

    ``blocked`` are people who blocked the bot, ``bad_pictures`` addresses that can't be fetched; ``webhook`` is what
    getWebhookInfo says and setWebhook sets; ``commands`` what setMyCommands set.
    """

    channel = Telegram
    has_batches = False

    blocked: set[str] = field(default_factory=set)
    bad_pictures: set[str] = field(default_factory=set)
    webhook: dict[str, Any] = field(default_factory=lambda: {"url": "", "pending_update_count": 0})
    commands: list[Any] = field(default_factory=list)
    me: dict[str, Any] = field(
        default_factory=lambda: {"id": BOT_ID, "is_bot": True, "first_name": "Harbor Spine", "username": "harbor_bot"}
    )
    _people: dict[int, str] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: itertools.count(840_000_001))

    def settings(self) -> Mapping[str, str]:
        return {}

    def secrets(self) -> Mapping[str, str]:
        return {TOKEN: BOT_TOKEN, SECRET: WEBHOOK_SECRET}

    def sign(self, body: bytes, url: str = "", at: float | None = None) -> Mapping[str, str]:
        return {SECRET_HEADER: WEBHOOK_SECRET, "Content-Type": "application/json"}

    def text(self, *texts: str, person: str = "p1", ids: tuple[str, ...] = (), url: str = "") -> Post:
        assert len(texts) == 1, "Telegram sends each update by itself"
        return self.message(person, ids[0] if ids else "", text=texts[0])

    def press(self, token: str, title: str, *, person: str = "p1", url: str = "") -> Post:
        user = self.user(person)
        message = {**self._envelope(person), "from": self.me, "text": "What next?"}
        message["reply_markup"] = {"inline_keyboard": [[{"text": title, "callback_data": token}]]}
        query = {"id": str(next(self._numbers)), "from": user, "chat_instance": "-5512", "data": token}
        return self.post({"callback_query": {**query, "message": message}})

    def unreadable(self, *, person: str = "p1", url: str = "") -> Post:
        voice = {"duration": 4, "mime_type": "audio/ogg", "file_id": "AwAC", "file_unique_id": "AgAD", "file_size": 900}
        return self.message(person, voice=voice)

    def message(self, person: str, key: str = "", **content: Any) -> Post:
        """A message of a person with any content."""
        return self.post({"message": {**self._envelope(person), "from": self.user(person), **content}}, key)

    def membership(self, person: str, status: str) -> Post:
        """A person blocks the bot ("kicked"), or lets it write again ("member")."""
        old = {"kicked": "member", "member": "kicked"}[status]
        change = {"chat": self._envelope(person)["chat"], "from": self.user(person), "date": int(time.time())}
        members = {
            name: {"user": self.me, "status": state, **({"until_date": 0} if state == "kicked" else {})}
            for name, state in (("old_chat_member", old), ("new_chat_member", status))
        }
        return self.post({"my_chat_member": {**change, **members}})

    def post(self, update: Mapping[str, Any], key: str = "") -> Post:
        """An update as Telegram posts it; ``key`` stands for its id, which is a number."""
        number = next(self._numbers) if not key else int(key) if key.isdigit() else zlib.crc32(key.encode())
        body = json.dumps({"update_id": number, **update}).encode()
        return Post(body, self.sign(body))

    def user(self, person: str) -> dict[str, Any]:
        """A person as Telegram describes them; the number is the same in every process."""
        number = int.from_bytes(hashlib.sha256(person.encode()).digest()[:5], "big")
        self._people[number] = person
        return {"id": number, "is_bot": False, "first_name": "Pat", "language_code": "en"}

    def _envelope(self, person: str) -> dict[str, Any]:
        chat = {"id": self.user(person)["id"], "type": "private", "first_name": "Pat"}
        return {"message_id": next(self._numbers) % 100_000, "date": int(time.time()), "chat": chat}

    def add_routes(self, app: web.Application) -> None:
        app.router.add_post("/bot{token}/{method}", self._call)

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != BOT_TOKEN:
            return self._no(401, "Unauthorized")
        if method not in _FIELDS:
            return self._no(404, "Not Found")
        body = json.loads(await request.read())
        self._require(request.content_type == "application/json", "content type")
        self._require(not set(body) - _FIELDS[method], f"unknown fields in {method}: {set(body) - _FIELDS[method]}")
        if method.startswith("send"):
            return await self._send(request, method, body)
        if self.misbehave:
            return await self.take(request, None, {})
        return web.json_response({"ok": True, "result": getattr(self, f"_{method}")(body)})

    async def _send(self, request: web.Request, method: str, body: dict[str, Any]) -> web.StreamResponse:
        self._require(type(body.get("chat_id")) is int, "chat_id")
        person = self._people.get(body["chat_id"])
        buttons = self._buttons(body.get("reply_markup"))
        text, picture = body.get("text", body.get("caption", "")), body.get("photo", "")
        longest = 4096 if method == "sendMessage" else 1024
        self._require(isinstance(text, str) and _units(text) <= longest, "message is too long")
        if method == "sendMessage":
            self._require(bool(text.strip()), "message text is empty")
            self._require(body.get("link_preview_options") == {"is_disabled": True}, "a link preview")
        else:
            self._require(picture.startswith("https://"), "wrong file identifier/HTTP URL specified")
        if person is None:
            return self._no(400, "Bad Request: chat not found")
        if person in self.blocked:
            return self._no(403, "Forbidden: bot was blocked by the user")
        if picture in self.bad_pictures:
            return self._no(400, "Bad Request: failed to get HTTP URL content")
        number = next(self._numbers)
        result = {"message_id": number, "chat": {"id": body["chat_id"]}, "date": int(time.time())}
        return await self.take(request, Sent(person, text, buttons, picture), {"ok": True, "result": result})

    def _buttons(self, markup: Any) -> tuple[tuple[str, str], ...]:
        if markup is None:
            return ()
        self._require(set(markup) == {"inline_keyboard"}, "object expected as reply markup")
        buttons = [button for row in markup["inline_keyboard"] for button in row]
        self._require(0 < len(buttons) <= 100, "REPLY_MARKUP_TOO_LONG")
        self._require(all(0 < len(row) <= 8 for row in markup["inline_keyboard"]), "row of buttons")
        for button in buttons:
            self._require(set(button) == {"text", "callback_data"}, "BUTTON_TYPE_INVALID")
            self._require(bool(button["text"].strip()), "BUTTON_TEXT_EMPTY")
            self._require(0 < len(button["callback_data"].encode()) <= 64, "BUTTON_DATA_INVALID")
        return tuple((button["text"], button["callback_data"]) for button in buttons)

    def _getMe(self, body: dict[str, Any]) -> Any:
        return self.me

    def _getWebhookInfo(self, body: dict[str, Any]) -> Any:
        return self.webhook

    def _setWebhook(self, body: dict[str, Any]) -> bool:
        self._require(body["url"].startswith("https://"), "bad webhook: An HTTPS URL must be provided for webhook")
        self._require(body["secret_token"] == WEBHOOK_SECRET, "secret token contains unallowed characters")
        self._require(1 <= body["max_connections"] <= 100, "max_connections")
        self._require(body["drop_pending_updates"] is False, "messages would be thrown away")
        self.webhook = {"url": body["url"], "pending_update_count": 0, "allowed_updates": body["allowed_updates"]}
        return True

    def _setMyCommands(self, body: dict[str, Any]) -> bool:
        for command in body["commands"]:
            self._require(
                command["command"].isalnum() and 1 <= len(command["description"]) <= 256, "BOT_COMMAND_INVALID"
            )
        self.commands = body["commands"]
        return True

    def too_many(self) -> web.Response:
        return self._no(429, "Too Many Requests: retry later", parameters={"retry_after": self.wait})

    def refuse(self, why: str) -> web.HTTPBadRequest:
        super().refuse(why)
        body = {"ok": False, "error_code": 400, "description": f"Bad Request: {why}"}
        return web.HTTPBadRequest(text=json.dumps(body), content_type="application/json")

    def _require(self, holds: bool, otherwise: str) -> None:
        if not holds:
            raise self.refuse(otherwise)

    def _no(self, status: int, description: str, **more: Any) -> web.Response:
        return web.json_response({"ok": False, "error_code": status, "description": description, **more}, status=status)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
