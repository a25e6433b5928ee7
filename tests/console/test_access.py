"""Who may call what, for every route of the console, also those added later."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from backline.console.app import init_console
from backline.console.permissions import PERMISSIONS_OF, Access, access_of
from backline.storage.audit_search import AuditFilter, find_entries
from tests.helpers.staff import StaffClient, database_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

# What may stand in a placeholder; where nothing of that name exists the answer is 404, and that is fine here.
_VALUES = ("999999", "web-nobody", "nothing", "BL-AAAA-AA", "deactivate", "2026-01-01", "a.csv")
_ORIGINS = ("https://elsewhere.example", "null", "http://127.0.0.1:1")


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    access: Access | None

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


def console_routes() -> list[Route]:
    """Every route of the console, with values in its placeholders."""
    site = web.Application()
    console = init_console(lambda path: path)
    site.add_subapp("/staff", console)
    return [
        Route(route.method, _fill(route.resource), access_of(route.handler))
        for route in console.router.routes()
        if route.method != "HEAD"
    ]


def _fill(resource: web.AbstractResource | None) -> str:
    assert resource is not None
    info = resource.get_info()
    if "path" in info:
        return info["path"]
    fixed = re.split(r"\{[^}]+\}", info["formatter"])
    for values in itertools.product(_VALUES, repeat=len(fixed) - 1):
        path = "".join(itertools.chain(*zip(fixed, (*values, ""), strict=True)))
        if info["pattern"].fullmatch(path):
            return path
    raise AssertionError(f"add a value that fits {info['formatter']} to _VALUES")


def may(role: str, route: Route) -> bool:
    assert route.access is not None
    return route.access.permission is None or route.access.permission in PERMISSIONS_OF[role]


ROUTES = console_routes()
READS = [route for route in ROUTES if route.method == "GET"]
CHANGES = [route for route in ROUTES if route.method != "GET"]
INSIDE = [route for route in ROUTES if route.access and route.access.permission]
MATRIX = [(role, route) for role in PERMISSIONS_OF for route in INSIDE]


def each(names: str, cells: Iterable[Any]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(names, list(cells), ids=lambda part: getattr(part, "name", part))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def members(server: TestServer) -> AsyncIterator[dict[str, StaffClient]]:
    """One of each role, by role."""
    async with AsyncExitStack() as stack:
        yield {
            role: await stack.enter_async_context(StaffClient(server, f"{role}-of-the-matrix", role))
            for role in PERMISSIONS_OF
        }


@pytest_asyncio.fixture(loop_scope="session")
async def stranger(server: TestServer) -> AsyncIterator[TestClient]:
    client = TestClient(server)
    yield client
    await client.session.close()


async def status_of(client: StaffClient | TestClient, route: Route, **more: object) -> int:
    # Only the head of the answer: an event stream has no end.
    http = client.client if isinstance(client, StaffClient) else client
    async with asyncio.timeout(30):
        async with http.request(route.method, route.path, allow_redirects=False, **more) as response:
            return response.status


@each("route", ROUTES)
async def test_every_handler_says_who_may_call_it(route: Route) -> None:
    assert route.access is not None, "give its handler @needs(...), or @public"


async def test_only_signing_in_is_public() -> None:
    public = {route.path for route in ROUTES if route not in INSIDE}
    assert public == {"/staff/sign-in", "/staff/sign-in/code", "/staff/join/999999"}


@each("role, route", ((role, route) for role, route in MATRIX if route in READS))
async def test_a_role_reads_what_it_may_and_nothing_else(
    members: dict[str, StaffClient], role: str, route: Route
) -> None:
    status = await status_of(members[role], route)
    if may(role, route):
        assert status < 500
        assert status != 403
    else:
        assert status == 403


@each("role, route", ((role, route) for role, route in MATRIX if route in CHANGES and not may(role, route)))
async def test_a_role_changes_nothing_that_it_may_not(members: dict[str, StaffClient], role: str, route: Route) -> None:
    assert await status_of(members[role], route, data={"csrf": members[role].csrf}) == 403


@each("route", (route for route in INSIDE if route in CHANGES))
async def test_a_change_needs_the_token_of_this_session(members: dict[str, StaffClient], route: Route) -> None:
    own, foreign = members["admin"], members["reviewer"].csrf
    assert own.csrf != foreign
    for sent in ({}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": "é"}, {"csrf": foreign}):
        assert await status_of(own, route, data=sent) == 403
    assert await status_of(own, route, headers={"X-CSRF-Token": foreign}) == 403


@each("route", CHANGES)
async def test_a_change_from_another_site_is_refused(members: dict[str, StaffClient], route: Route) -> None:
    own = members["admin"]
    for headers in (*({"Origin": origin} for origin in _ORIGINS), {"Sec-Fetch-Site": "cross-site"}):
        assert await status_of(own, route, data={"csrf": own.csrf}, headers=headers) == 403


@each("route", INSIDE)
async def test_who_is_not_signed_in_gets_nothing(stranger: TestClient, route: Route) -> None:
    async with stranger.request(route.method, route.path, allow_redirects=False) as response:
        assert response.status == 303
        assert response.headers["Location"].startswith("/staff/sign-in")


async def test_a_refusal_is_in_the_audit_log(server: TestServer, members: dict[str, StaffClient]) -> None:
    assert (await members["reviewer"].get("/staff/accounts")).status == 403
    async with database_of(server).reading() as connection:
        [entry] = await find_entries(connection, AuditFilter(action="access.refused"), limit=1)
    assert (entry.staff_name, entry.object) == ("reviewer-of-the-matrix", "/staff/accounts")
    assert json.loads(entry.details) == {"method": "GET", "missing": "staff.manage"}
