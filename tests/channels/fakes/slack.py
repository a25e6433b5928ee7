"""A fake of Slack: its Web API as a server that checks what it gets, and its signed webhook calls."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any, ClassVar
from urllib.parse import urlencode

from aiohttp import web

from backline.channels.contract import Channel
from backline.channels.slack import Slack
from tests.channels.fakes.platform import FakePlatform, Post, Sent

TEAM = "T0EXAMPLE1"
BOT = "U0BOTUSER1"
TOKEN = "-".join(("xoxb", "000000000000", "exampletoken"))
SECRET = "0123456789abcdef0123456789abcdef"
SCOPES = "chat:write,im:history,app_mentions:read,commands"


class _Wrong(Exception):
    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


@dataclass
class FakeSlack(FakePlatform):
    """Slack, with one workspace. ``errors`` answers messages to a person with an error code of Slack's."""

    channel: ClassVar[type[Channel]] = Slack
    has_batches = False

    errors: dict[str, str] = field(default_factory=dict)
    scopes: str = SCOPES
    team: str = TEAM
    token_error: str = ""
    bodies: list[Mapping[str, Any]] = field(default_factory=list)
    _ids: Any = field(default_factory=lambda: itertools.count(1))

    def add_routes(self, app: web.Application) -> None:
        """Two methods of the Web API; the base address is the server's root."""
        app.router.add_post("/chat.postMessage", self._post_message)
        app.router.add_post("/auth.test", self._auth_test)

    def settings(self) -> Mapping[str, str]:
        """With the workspace's id."""
        return {"team_id": TEAM}

    def secrets(self) -> Mapping[str, str]:
        """Token and signing secret."""
        return {"BACKLINE_SLACK_BOT_TOKEN": TOKEN, "BACKLINE_SLACK_SIGNING_SECRET": SECRET}

    def sign(self, body: bytes, url: str = "", at: float | None = None) -> Mapping[str, str]:
        """The v0 signature; the body is a form where it begins as one."""
        stamp = str(int(time.time() if at is None else at))
        digest = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        is_form = body[:1] not in (b"{", b"[", b" ")
        form = "application/x-www-form-urlencoded" if is_form else "application/json; charset=utf-8"
        return {"Content-Type": form, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}

    def text(self, *texts: str, person: str = "p1", ids: tuple[str, ...] = (), url: str = "") -> Post:
        """A direct message; Slack has no batches."""
        (text,) = texts
        return self._event(self._message(text, person), ids[0] if ids else "", url)

    def press(self, token: str, title: str, *, person: str = "p1", url: str = "") -> Post:
        """A button in a direct message."""
        payload = {
            "type": "block_actions",
            "user": {"id": user_of(person), "username": "someone", "team_id": TEAM},
            "team": {"id": TEAM, "domain": "example"},
            "enterprise": None,
            "container": {"type": "message", "message_ts": self._stamp(), "channel_id": channel_of(person)},
            "channel": {"id": channel_of(person), "name": "directmessage"},
            "trigger_id": f"{next(self._ids)}.1.abc",
            "actions": [
                {
                    "type": "button",
                    "action_id": "choice-1",
                    "block_id": "b1",
                    "text": {"type": "plain_text", "text": title},
                    "value": token,
                    "action_ts": self._stamp(),
                }
            ],
        }
        return self._post(urlencode({"payload": json.dumps(payload)}).encode(), url)

    def unreadable(self, *, person: str = "p1", url: str = "") -> Post:
        """An audio clip."""
        clip = {"id": "F1", "mimetype": "audio/mp4", "subtype": "slack_audio", "filetype": "mp4"}
        message = {**self._message("", person), "subtype": "file_share", "files": [clip]}
        return self._event(message, "", url)

    def too_many(self) -> web.Response:
        """Slack's 429."""
        answer = {"ok": False, "error": "ratelimited"}
        return web.json_response(answer, status=429, headers={"Retry-After": f"{self.wait:g}"})

    def _message(self, text: str, person: str) -> dict[str, Any]:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        stamp = self._stamp()
        return {
            "type": "message",
            "channel": channel_of(person),
            "user": user_of(person),
            "text": escaped,
            "ts": stamp,
            "event_ts": stamp,
            "channel_type": "im",
            "team": TEAM,
        }

    def _event(self, event: Mapping[str, Any], event_id: str, url: str) -> Post:
        envelope = {
            "token": "not-used",
            "team_id": TEAM,
            "api_app_id": "A0EXAMPLE1",
            "event": event,
            "type": "event_callback",
            "event_id": event_id or f"Ev{next(self._ids):09d}",
            "event_time": int(time.time()),
            "authorizations": [{"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True}],
        }
        return self._post(json.dumps(envelope).encode(), url)

    def _post(self, body: bytes, url: str) -> Post:
        return Post(body, self.sign(body, url))

    def _stamp(self) -> str:
        return f"1700000000.{next(self._ids):06d}"

    async def _auth_test(self, request: web.Request) -> web.Response:
        if error := self.token_error or ("" if _authorized(request) else "invalid_auth"):
            return web.json_response({"ok": False, "error": error})
        answer = {"ok": True, "team": "Example", "team_id": self.team, "user_id": BOT, "bot_id": "B1"}
        return web.json_response(answer, headers={"X-OAuth-Scopes": self.scopes})

    async def _post_message(self, request: web.Request) -> web.StreamResponse:
        try:
            sent, channel = await self._checked(request)
        except _Wrong as wrong:
            self.refuse(str(wrong))
            return web.json_response({"ok": False, "error": wrong.code})
        if error := self.errors.get(sent.to):
            self.calls += 1
            return web.json_response({"ok": False, "error": error})
        return await self.take(request, sent, {"ok": True, "channel": channel, "ts": self._stamp(), "message": {}})

    async def _checked(self, request: web.Request) -> tuple[Sent, str]:
        if not _authorized(request):
            raise _Wrong("invalid_auth", "no bearer token")
        if request.content_type != "application/json" or request.charset != "utf-8":
            raise _Wrong("invalid_json", "not JSON in UTF-8")
        body = await request.json()
        self.bodies.append(body)
        channel = body.get("channel")
        if not isinstance(channel, str) or channel[:1] not in ("D", "U"):
            raise _Wrong("channel_not_found", f"channel {channel!r}")
        if not isinstance(body.get("text"), str) or not 0 < len(body["text"]) <= 40_000:
            raise _Wrong("msg_too_long", "text is missing or too long")
        if set(body["text"]) & set("<>") or body["text"] != _escaped(unescape(body["text"])):
            raise _Wrong("invalid_arguments", "text has control characters")
        known = {"channel", "text", "mrkdwn", "blocks", "unfurl_links", "unfurl_media", "metadata"}
        if set(body) != known or body["mrkdwn"] or body["unfurl_links"] or body["unfurl_media"]:
            raise _Wrong("invalid_arguments", f"arguments {sorted(body)}")
        metadata = body["metadata"]
        if not metadata.get("event_type") or not isinstance(metadata.get("event_payload"), dict):
            raise _Wrong("invalid_metadata_format", "metadata")
        text, options, picture = read_blocks(body["blocks"])
        key = metadata["event_payload"].get("key", "")
        return Sent(person_of(channel), text, options, picture, key), channel_of(person_of(channel))


def user_of(person: str) -> str:
    """The id of a person's user."""
    return f"U{person.encode().hex().upper()}"


def channel_of(person: str) -> str:
    """The id of the direct message with a person."""
    return f"D{person.encode().hex().upper()}"


def person_of(channel: str) -> str:
    """Who a user or a direct message is."""
    return bytes.fromhex(channel[1:]).decode()


def _authorized(request: web.Request) -> bool:
    return request.headers.get("Authorization") == f"Bearer {TOKEN}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def read_blocks(blocks: Any) -> tuple[str, tuple[tuple[str, str], ...], str]:
    """Text, buttons (title and token) and picture of a message's blocks, which must be as Slack wants them."""
    if not isinstance(blocks, list) or not 0 < len(blocks) <= 50:
        raise _Wrong("invalid_blocks", "number of blocks")
    if len(json.dumps(blocks, ensure_ascii=False)) > 40_000:
        raise _Wrong("msg_blocks_too_long", "blocks are too long")
    text, picture = "", ""
    options: list[tuple[str, str]] = []
    names: set[str] = set()
    for block in blocks:
        if block["type"] == "rich_text":
            text += _read_rich_text(block)
        elif block["type"] == "image":
            picture = block["image_url"]
            if not 0 < len(picture) <= 3000 or not 0 < len(block["alt_text"]) <= 2000:
                raise _Wrong("invalid_blocks", "image")
        elif block["type"] == "actions":
            if not 0 < len(block["elements"]) <= 25:
                raise _Wrong("invalid_blocks", "number of buttons")
            for button in block["elements"]:
                title, value = button["text"]["text"], button["value"]
                if button["type"] != "button" or button["text"]["type"] != "plain_text" or button["action_id"] in names:
                    raise _Wrong("invalid_blocks", "button")
                if not 0 < len(title) <= 75 or not 0 < len(value) <= 2000 or len(button["action_id"]) > 255:
                    raise _Wrong("invalid_blocks", "length of a button")
                names.add(button["action_id"])
                options.append((title, value))
        else:
            raise _Wrong("invalid_blocks", f"block {block['type']}")
    return text, tuple(options), picture


def _read_rich_text(block: Any) -> str:
    (section,) = block["elements"]
    if section["type"] != "rich_text_section" or not section["elements"]:
        raise _Wrong("invalid_blocks", "rich text")
    shown = ""
    for element in section["elements"]:
        part = element["url"] if element["type"] == "link" else element["text"]
        if element["type"] not in ("text", "link") or not part:
            raise _Wrong("invalid_blocks", "element of rich text")
        shown += part
    if len(shown) > 3000:
        raise _Wrong("msg_blocks_too_long", "rich text is too long")
    return shown
