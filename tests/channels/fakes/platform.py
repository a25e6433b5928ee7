"""What the fakes of all messaging platforms share: a real aiohttp server that checks what it gets, and misbehaves."""

from __future__ import annotations

import asyncio
import json
import uuid
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from aiohttp import web
from aiohttp.test_utils import TestServer

from backline.channels.contract import Channel, ChannelOptions

HANG_SECONDS = 60.0
SLOW_SECONDS = 2.0


@dataclass(frozen=True)
class Post:
    """What the platform sends to a webhook: signed as it signs."""

    body: bytes
    headers: Mapping[str, str]
    query: str = ""


@dataclass(frozen=True)
class Sent:
    """A message that the fake took: to whom (as in ``text(person=...)``), and what."""

    to: str
    text: str
    options: tuple[tuple[str, str], ...] = ()  # title and token of each button
    picture: str = ""
    key: str = ""  # where the platform returns keys in receipts


@dataclass
class FakePlatform(ABC):
    """A platform's API as a server, and the platform's webhook calls.

    ``misbehave`` holds what it does with the next sending calls, one entry each: a status ("429", "500"; a 429 says
    how long to wait as the platform does, ``wait`` seconds), "hang" (no answer), "close" (cuts the connection before
    it took the message), "lost" (takes the message and cuts the connection), "slow" (takes it and answers after two
    seconds). Empty: all is well.
    """

    channel: ClassVar[type[Channel]]
    has_batches: ClassVar[bool] = True  # several messages may come in one request

    sent: list[Sent] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)  # what the real platform would have refused
    misbehave: deque[str] = field(default_factory=deque)
    wait: float = 0.05
    calls: int = 0
    receipts: list[Post] = field(default_factory=list)  # what it would post to the webhook about the messages it took
    _server: TestServer | None = None

    async def start(self, port: int | None = None) -> None:
        """Serve the API on loopback; on a port of its own, or on that port (after an outage)."""
        app = web.Application()
        self.add_routes(app)
        self._server = TestServer(app, port=port)
        await self._server.start_server()

    async def stop(self) -> None:
        """The platform is away: connections are refused."""
        if self._server is not None:
            await self._server.close()
            self._server = None

    @property
    def url(self) -> str:
        """Where the API is."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.port}"

    def make_channel(self, webhook_url: str = "https://clinic.example/webhooks/x") -> Channel:
        """The adapter, set up for this fake."""
        options = ChannelOptions(dict(self.settings()), dict(self.secrets()), webhook_url, self.url)
        return self.channel(options)

    @abstractmethod
    def add_routes(self, app: web.Application) -> None:
        """The platform's API; its sending calls go through :meth:`take`."""

    @abstractmethod
    def settings(self) -> Mapping[str, str]:
        """Entries of ``channels.yml`` for the channel."""

    @abstractmethod
    def secrets(self) -> Mapping[str, str]:
        """The secrets, by environment variable."""

    @abstractmethod
    def sign(self, body: bytes, url: str = "", at: float | None = None) -> Mapping[str, str]:
        """The headers that the platform sends with a body; ``url`` and ``at`` where they are signed too."""

    @abstractmethod
    def text(self, *texts: str, person: str = "p1", ids: tuple[str, ...] = (), url: str = "") -> Post:
        """Messages of a person: as one batch where the platform has batches (else only one may be given).

        ``ids``: the platform's message ids; by default new ones.
        """

    @abstractmethod
    def press(self, token: str, title: str, *, person: str = "p1", url: str = "") -> Post:
        """A person presses a button of ours."""

    @abstractmethod
    def unreadable(self, *, person: str = "p1", url: str = "") -> Post:
        """A person sends a voice message (or a picture, where there are none)."""

    def new_person(self, number: int) -> str:
        """A person's id in the platform's form."""
        return f"person-{number:06d}"

    def message_id(self) -> str:
        """A message id in the platform's form, for ``text(ids=...)``."""
        return uuid.uuid4().hex

    def too_many(self) -> web.Response:
        """The platform's answer 429."""
        return web.json_response({}, status=429, headers={"Retry-After": f"{self.wait:g}"})

    async def take(self, request: web.Request, sent: Sent | None, answer: Mapping[str, Any]) -> web.StreamResponse:
        """Take ``sent`` (None where the call was not valid and has been answered by raising) or misbehave."""
        self.calls += 1
        how = self.misbehave.popleft() if self.misbehave else ""
        if how == "429":
            return self.too_many()
        if how.isdigit():
            return web.json_response({"error": "made to fail"}, status=int(how))
        if how == "hang":
            await asyncio.sleep(HANG_SECONDS)
        if how in ("close", "hang"):
            _cut(request)
            return web.Response()
        if sent is not None:
            self.sent.append(sent)
            self.receipts += self.receipts_for(sent)
        if how == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        if how == "lost":
            _cut(request)
        return web.json_response(answer)

    def receipts_for(self, sent: Sent) -> list[Post]:
        """What the platform posts to the webhook about a message it took; nothing where it has no receipts."""
        return []

    def refuse(self, why: str) -> web.HTTPBadRequest:
        """Note that a call was not as the platform wants it, and make the answer."""
        self.complaints.append(why)
        return web.HTTPBadRequest(text=json.dumps({"error": {"message": why}}), content_type="application/json")


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
