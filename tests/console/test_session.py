"""Sessions: how long they last, and their cookie."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from backline.console.app import init_console
from backline.console.permissions import needs
from backline.settings import Settings
from backline.storage.database import Database
from backline.storage.staff import change_account
from backline.web.keys import database_key, settings_key
from tests.helpers.clock import move_on
from tests.helpers.staff import PASSWORD, Door, StaffClient, client_of, database_of, ensure_account

pytestmark = pytest.mark.asyncio(loop_scope="session")
_MINUTE = 60.0
_numbers = itertools.count(1)


@needs("account.own", passive=True)
async def look_by_itself(request: web.Request) -> web.Response:
    return web.Response()


@asynccontextmanager
async def console_at(settings: Settings, folder: Path, public_url: str) -> AsyncIterator[TestServer]:
    """The console alone, without the assistant, as if reached at ``public_url``."""
    own = replace(settings, data_dir=folder, public_url=public_url)
    site = web.Application()
    site[settings_key] = own
    site[database_key] = await Database.open(own)
    console = init_console(lambda path: path)
    console.router.add_get("/passive", look_by_itself)
    site.add_subapp("/staff", console)
    server = TestServer(site)
    await server.start_server()
    yield server
    await server.close()
    await site[database_key].close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def local(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TestServer]:
    async with console_at(settings, tmp_path_factory.mktemp("local"), "http://localhost:8080") as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def member(local: TestServer) -> AsyncIterator[StaffClient]:
    async with StaffClient(local, f"session-{next(_numbers)}", "reviewer") as client:
        yield client


async def is_in(client: StaffClient, path: str = "/staff/account") -> bool:
    return (await client.get(path, allow_redirects=False)).status == 200


async def test_a_session_ends_after_fifteen_minutes_without_use(
    member: StaffClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for minutes in (14, 28, 42):
        move_on(monkeypatch, minutes * _MINUTE)
        assert await is_in(member), "use prolongs it"
    move_on(monkeypatch, 57.1 * _MINUTE)
    assert not await is_in(member)


async def test_what_a_page_asks_by_itself_does_not_prolong_it(
    member: StaffClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for minutes in (5, 10, 14):
        move_on(monkeypatch, minutes * _MINUTE)
        assert await is_in(member, "/staff/passive")
    move_on(monkeypatch, 15.1 * _MINUTE)
    assert not await is_in(member, "/staff/passive")
    assert not await is_in(member)


async def test_a_session_ends_after_eight_hours_in_any_case(
    member: StaffClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for minutes in range(10, 480, 10):
        move_on(monkeypatch, minutes * _MINUTE)
        assert await is_in(member)
    move_on(monkeypatch, 480.1 * _MINUTE)
    assert not await is_in(member)


async def test_a_deactivated_account_is_out_at_once(local: TestServer, member: StaffClient) -> None:
    id_ = await ensure_account(database_of(local), member.name, member.role)
    async with database_of(local).transaction() as connection:
        await change_account(connection, id_, active=False)
    assert not await is_in(member)


async def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(local: TestServer) -> None:
    client = client_of(local)
    response = await client.get("/staff/account", headers={"HX-Request": "true"}, allow_redirects=False)
    assert (response.status, response.headers["HX-Redirect"]) == (401, "/staff/sign-in")
    await client.session.close()


@pytest.mark.parametrize("cookie", ["", "nonsense", "A" * 43, "é", "x" * 5000])
async def test_a_made_up_cookie_opens_nothing(local: TestServer, cookie: str) -> None:
    client = client_of(local)
    headers = {"Cookie": f"backline_staff={cookie}"}
    response = await client.get("/staff/account", headers=headers, allow_redirects=False)
    assert response.status == 303
    await client.session.close()


async def test_over_https_the_cookie_is_bound_to_the_host(settings: Settings, tmp_path: Path) -> None:
    async with console_at(settings, tmp_path / "data", "https://chat.harborspine.example") as server:
        await ensure_account(database_of(server), "ann", "reviewer")
        door = Door(server)
        response = await door.knock("ann", PASSWORD)
        assert response.status == 303
        [set_cookie] = response.headers.getall("Set-Cookie")
        assert set_cookie.startswith("__Host-backline_staff=")
        parts = {part.strip().lower() for part in set_cookie.split(";")[1:]}
        assert parts == {"httponly", "secure", "samesite=strict", "path=/", "max-age=28800"}
        # Browsers would send it back over https only.
        [morsel] = SimpleCookie(set_cookie).values()
        cookie = {"Cookie": f"{morsel.key}={morsel.value}"}
        assert (await door.client.get("/staff/account", headers=cookie, allow_redirects=False)).status == 200
        other_name = {"Cookie": f"backline_staff={morsel.value}"}
        assert (await door.client.get("/staff/account", headers=other_name, allow_redirects=False)).status == 303
        await door.client.session.close()


@pytest.mark.parametrize(
    ("public_url", "host"),
    [
        ("http://chat.harborspine.example", "chat.harborspine.example"),
        ("http://chat.harborspine.example", "localhost"),
        ("http://localhost:8080", "192.0.2.7:8080"),
        ("http://localhost:8080", "chat.harborspine.example"),
        ("http://localhost:8080", "localhost.elsewhere.example"),
        ("http://localhost:8080", "[nonsense"),
    ],
)
async def test_nobody_signs_in_over_plain_http_from_elsewhere(
    settings: Settings, tmp_path: Path, public_url: str, host: str
) -> None:
    async with console_at(settings, tmp_path / "data", public_url) as server:
        await ensure_account(database_of(server), "ann", "reviewer")
        client = client_of(server)
        sent = {"name": "ann", "password": PASSWORD}
        for path in ("/staff/sign-in", "/staff/sign-in/code"):
            response = await client.post(path, data=sent, headers={"Host": host}, allow_redirects=False)
            assert response.status in (400, 403)
            assert "Set-Cookie" not in response.headers
            if response.status == 403:
                assert "BACKLINE_PUBLIC_URL" in await response.text()
        await client.session.close()


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1:9", "[::1]:8080"])
async def test_on_this_machine_http_will_do(local: TestServer, host: str) -> None:
    await ensure_account(database_of(local), "ann", "reviewer")
    client = client_of(local)
    sent = {"name": "ann", "password": PASSWORD}
    response = await client.post("/staff/sign-in", data=sent, headers={"Host": host}, allow_redirects=False)
    assert response.status == 303
    await client.session.close()
