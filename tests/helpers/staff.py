"""Staff accounts for tests, and a signed-in client without a browser."""

from __future__ import annotations

import itertools
import re
from typing import Any

from aiohttp import ClientResponse, CookieJar
from aiohttp.test_utils import TestClient, TestServer
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from backline.console.passwords import hash_password
from backline.storage.database import Database
from backline.storage.staff import add_account, find_account, open_session
from backline.web.keys import database_key

PASSWORD = "correct horse battery"
expect.set_options(timeout=30_000)  # to erase rewrites the file of the database: seconds on a slow disk
_hashes: dict[str, str] = {}
_numbers = itertools.count(1)


def database_of(server: TestServer) -> Database:
    """The database of a running server."""
    return server.app[database_key]  # type: ignore[attr-defined]


async def ensure_account(database: Database, name: str, role: str) -> int:
    """An account of that name and role with the password of all tests."""
    async with database.transaction() as connection:
        known = await find_account(connection, name=name)
        if known is not None:
            return known.id
        if PASSWORD not in _hashes:
            _hashes[PASSWORD] = await hash_password(PASSWORD)
        return await add_account(connection, name, role, _hashes[PASSWORD])


def client_of(server: TestServer) -> TestClient:
    """A client with cookies and an address of its own, so that nobody is throttled for what others do."""
    headers = {"X-Forwarded-For": f"2001:db8:0:{next(_numbers):x}::1"}
    return TestClient(server, cookie_jar=CookieJar(unsafe=True), headers=headers)


class Door:
    """Somebody who tries to sign in."""

    def __init__(self, server: TestServer) -> None:
        self.client = client_of(server)

    async def post(self, path: str, **data: str) -> ClientResponse:
        return await self.client.post(path, data=data, allow_redirects=False)

    async def knock(self, name: str, password: str, **more: str) -> ClientResponse:
        return await self.post("/staff/sign-in", name=name, password=password, **more)


class StaffClient:
    """A member of staff, signed in; sends the token of the session with every change."""

    def __init__(self, server: TestServer, name: str, role: str) -> None:
        self.server, self.name, self.role = server, name, role
        self.client = client_of(server)
        self.csrf = ""

    async def __aenter__(self) -> StaffClient:
        await ensure_account(database_of(self.server), self.name, self.role)
        response = await self.client.post(
            "/staff/sign-in", data={"name": self.name, "password": PASSWORD, "next": ""}, allow_redirects=False
        )
        assert response.status == 303, await response.text()
        page = await self.get_text("/staff/conversations")
        found = re.search(r'"X-CSRF-Token": "([0-9a-f]+)"', page)
        assert found, "the page holds no token"
        self.csrf = found[1]
        return self

    async def __aexit__(self, *_: Any) -> None:
        # The server outlives its clients.
        await self.client.session.close()

    async def get(self, path: str, **more: Any) -> ClientResponse:
        return await self.client.get(path, **more)

    async def get_text(self, path: str, **more: Any) -> str:
        response = await self.client.get(path, **more)
        assert response.status == 200, f"{path}: {response.status}"
        return await response.text()

    async def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> ClientResponse:
        more.setdefault("allow_redirects", False)
        return await self.client.post(path, data={"csrf": self.csrf, **(data or {})}, **more)


class ConsolePages:
    """Pages of the console in a real browser, and everything that went wrong on them.

    Addresses are relative to the server: ``page.goto("/staff/leads")``.
    """

    def __init__(self, server: TestServer, chromium: Browser) -> None:
        self._server, self._chromium = server, chromium
        self._address = str(server.make_url("")).rstrip("/")
        self._contexts: list[BrowserContext] = []
        self.problems: list[str] = []

    async def __call__(
        self, role: str | None, *, name: str = "", dark: bool = False, width: int = 1280, height: int = 800
    ) -> Page:
        """A new page, signed in as somebody with ``role``; None opens one that is not signed in."""
        context = await self._chromium.new_context(
            base_url=self._address,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        self._contexts.append(context)
        if role is not None:
            await context.add_cookies([await self._cookie(name or f"{role}-in-a-browser", role)])
        page = await context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self._hear)
        page.on("request", lambda request: self._check(request.url))
        return page

    async def close(self) -> None:
        for context in self._contexts:
            await context.close()

    async def _cookie(self, name: str, role: str) -> Any:
        database = database_of(self._server)
        id_ = await ensure_account(database, name, role)
        async with database.transaction() as connection:
            session_id = await open_session(connection, id_)
        return {"name": "backline_staff", "value": session_id, "url": self._address}

    def _hear(self, message: ConsoleMessage) -> None:
        # An answer such as 422 is no fault of the page.
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            self.problems.append(message.text)

    def _check(self, url: str) -> None:
        if not url.startswith((self._address, "data:", "about:", "blob:")):
            self.problems.append(f"request to another site: {url}")
