"""Staff accounts for tests, and a signed-in client without a browser."""

from __future__ import annotations

import re
from typing import Any

from aiohttp import ClientResponse, CookieJar
from aiohttp.test_utils import TestClient, TestServer

from backline.console.passwords import hash_password
from backline.storage.database import Database
from backline.storage.staff import add_account, find_account
from backline.web.keys import database_key

PASSWORD = "correct horse battery"
_hashes: dict[str, str] = {}


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


class StaffClient:
    """A member of staff, signed in; sends the token of the session with every change."""

    def __init__(self, server: TestServer, name: str, role: str) -> None:
        self.server, self.name, self.role = server, name, role
        self.client = TestClient(server, cookie_jar=CookieJar(unsafe=True))
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
