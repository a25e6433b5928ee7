"""A platform with nothing special about it: shows what a channel is, and stands in where any channel will do."""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import ClientError, ClientSession, web

from backline.channels.contract import (
    Call,
    Channel,
    Kind,
    Outgoing,
    Receipt,
    TryAgain,
    Undeliverable,
    Unverified,
    Update,
    WebhookRequest,
)
from backline.channels.text import split_text
from tests.channels.fakes.platform import FakePlatform, Post, Sent

LIMIT = 2000
_SECRET = "PLAIN_SECRET"


def _signature(secret: str, body: bytes) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


class Plain(Channel):
    name = "plain"
    label = "Plain"
    api = "https://plain.example"
    secrets = {_SECRET: "the secret"}
    has_receipts = True

    def verify(self, request: WebhookRequest) -> None:
        wanted = _signature(self.options.secrets[_SECRET], request.body)
        given = request.headers.get("X-Signature", "")
        if not hmac.compare_digest(wanted.encode(), given.encode("utf-8", "surrogateescape")):
            raise Unverified

    def parse(self, request: WebhookRequest) -> Sequence[Update]:
        events = json.loads(request.body)["events"]
        return [
            Update(Kind.RECEIPT, receipt=Receipt(each["receipt"]))
            if "receipt" in each
            else Update(
                Kind(each["kind"]),
                each["id"],
                each["person"],
                {"to": each["person"]},
                each.get("text", ""),
                each.get("button", ""),
                each.get("what", ""),
            )
            for each in events
        ]

    def render(self, outgoing: Outgoing, address: Mapping[str, str]) -> Sequence[Call]:
        *first, last = split_text(outgoing.text, LIMIT) or [""]
        options = [[option.title, option.token] for option in outgoing.options]
        calls = [Call("send", {"to": address["to"], "text": part}) for part in first]
        body = {"to": address["to"], "text": last, "options": options, "picture": outgoing.picture}
        return [*calls, Call("send", body)]

    async def send(self, session: ClientSession, call: Call, key: str) -> str:
        try:
            async with session.post(f"{self.options.api_url}/{call.to}", json={**call.body, "key": key}) as response:
                if response.status == 429:
                    raise TryAgain("429", float(response.headers["Retry-After"]))
                if response.status == 403:
                    raise Undeliverable("403", gone=True)
                if response.status >= 500:
                    raise TryAgain(str(response.status))
                answer: dict[str, Any] = await response.json()
        except (ClientError, TimeoutError) as error:
            raise TryAgain(type(error).__name__, unsure=True) from None
        return str(answer["id"])


class FakePlain(FakePlatform):
    channel = Plain

    def add_routes(self, app: web.Application) -> None:
        app.router.add_post("/send", self._send)

    async def _send(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        options = tuple((title, token) for title, token in body.get("options", []))
        sent = Sent(body["to"], body["text"], options, body.get("picture", ""), body["key"])
        return await self.take(request, sent, {"id": uuid.uuid4().hex})

    def receipts_for(self, sent: Sent) -> list[Post]:
        return [self._post([{"receipt": sent.key}])]

    def settings(self) -> Mapping[str, str]:
        return {}

    def secrets(self) -> Mapping[str, str]:
        return {_SECRET: "not so secret"}

    def sign(self, body: bytes, url: str = "", at: float | None = None) -> Mapping[str, str]:
        return {"X-Signature": _signature(self.secrets()[_SECRET], body), "Content-Type": "application/json"}

    def _post(self, events: list[dict[str, Any]]) -> Post:
        body = json.dumps({"events": events}).encode()
        return Post(body, self.sign(body))

    def _event(self, kind: str, person: str, **more: Any) -> dict[str, Any]:
        return {"id": uuid.uuid4().hex, "kind": kind, "person": person, **more}

    def text(self, *texts: str, person: str = "p1", ids: tuple[str, ...] = (), url: str = "") -> Post:
        events = [self._event("text", person, text=text) for text in texts]
        for event, message_id in zip(events, ids, strict=False):
            event["id"] = message_id
        return self._post(events)

    def press(self, token: str, title: str, *, person: str = "p1", url: str = "") -> Post:
        return self._post([self._event("button", person, text=title, button=token)])

    def unreadable(self, *, person: str = "p1", url: str = "") -> Post:
        return self._post([self._event("unreadable", person, what="voice")])
