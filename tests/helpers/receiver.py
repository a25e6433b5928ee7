"""A clinic's system that takes leads by webhook: a real server that checks what it gets, and misbehaves."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from standardwebhooks import Webhook

SECRET = "whsec_" + "bGVhZC1kZWxpdmVyeS10ZXN0LXNlY3JldC0wMDE="


@dataclass(frozen=True)
class Call:
    """One request as it came."""

    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def event(self) -> dict[str, Any]:
        event: dict[str, Any] = json.loads(self.body)
        return event

    @property
    def reference(self) -> str:
        return str(self.event["data"]["reference"])


@dataclass
class Receiver:
    """``misbehave`` holds what it does with the next calls, one entry each; empty: it takes them.

    A status such as "500", "hang" (no answer), "close" (cuts the connection), "lost" (takes the lead and cuts the
    connection), "redirect" (to an address of its own that would take it).
    """

    calls: list[Call] = field(default_factory=list)
    taken: list[Call] = field(default_factory=list)
    misbehave: deque[str] = field(default_factory=deque)
    always: str = ""
    retry_after: str = ""
    secret: str = SECRET
    _server: TestServer | None = None

    async def __aenter__(self) -> Receiver:
        app = web.Application()
        app.router.add_post("/leads", self._take)
        app.router.add_post("/elsewhere", self._elsewhere)
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        await self._server.close()

    @property
    def port(self) -> int:
        assert self._server is not None
        assert self._server.port is not None
        return self._server.port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/leads"

    def verify(self, call: Call) -> Any:
        """What the specification's own library says to it."""
        return Webhook(self.secret).verify(call.body, call.headers)

    async def _take(self, request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        call = Call(headers, await request.read())
        self.calls.append(call)
        how = self.misbehave.popleft() if self.misbehave else self.always
        if how == "redirect":
            raise web.HTTPTemporaryRedirect("/elsewhere")
        if how == "hang":
            await asyncio.sleep(30)
        if how in ("close", "lost"):
            assert request.transport is not None
            request.transport.close()
        if how in ("", "lost"):
            self.taken.append(call)
            return web.Response(status=204)
        status = int(how) if how.isdigit() else 500
        more = {"Retry-After": self.retry_after} if self.retry_after else {}
        return web.Response(status=status, headers=more, text="Ann Lee is known here already")

    async def _elsewhere(self, request: web.Request) -> web.Response:
        self.taken.append(Call({}, await request.read()))
        return web.Response()
