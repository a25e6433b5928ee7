"""Signing in over HTTP: throttling, and nothing that tells which accounts exist."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa
from aiohttp import ClientResponse
from aiohttp.test_utils import TestServer

from backline.console import credentials, passwords
from backline.storage.audit_search import AuditFilter, find_entries
from backline.storage.database import Database
from backline.storage.staff import change_account, find_session
from backline.storage.staff_tables import sign_in_failures, staff_sessions
from tests.helpers.clock import move_on
from tests.helpers.staff import PASSWORD, Door, database_of, ensure_account

pytestmark = pytest.mark.asyncio(loop_scope="session")
_numbers = itertools.count(1)


@pytest_asyncio.fixture(loop_scope="session")
async def door(server: TestServer) -> AsyncIterator[Door]:
    door = Door(server)
    yield door
    await door.client.session.close()


@pytest.fixture
def database(server: TestServer) -> Database:
    return database_of(server)


@pytest_asyncio.fixture(loop_scope="session")
async def name(database: Database) -> str:
    """An account of this test's own."""
    name = f"staff-{next(_numbers)}"
    await ensure_account(database, name, "reviewer")
    return name


async def without_name(response: ClientResponse, name: str) -> tuple[int, str, list[str]]:
    """Everything an answer tells, besides the name that was sent."""
    headers = [f"{key}: {value}" for key, value in response.headers.items() if key not in ("Date", "Content-Length")]
    return response.status, (await response.text()).replace(name, "NAME"), headers


async def make_account(database: Database, kind: str) -> str:
    name = f"{kind}-{next(_numbers)}"
    if kind != "missing":
        id_ = await ensure_account(database, name, "reviewer")
        changes: dict[str, Any] = {
            "unjoined": {"password_hash": None},
            "deactivated": {"active": False, "totp_secret": b"x"},  # not even the second step says that it was right
        }.get(kind, {})
        if changes:
            async with database.transaction() as connection:
                await change_account(connection, id_, **changes)
    return name


async def test_the_right_password_opens_a_session_under_a_new_id(door: Door, name: str, database: Database) -> None:
    ids = set()
    for _ in range(2):
        response = await door.knock(name, PASSWORD)
        assert (response.status, response.headers["Location"]) == (303, "/staff/conversations")
        ids.add(response.cookies["backline_staff"].value)
    assert len(ids) == 2
    async with database.reading() as connection:
        kept = (await connection.execute(sa.select(staff_sessions.c.id_hash))).scalars().all()
    assert not ids & set(kept), "only hashes are kept"
    # The session that the browser had before has ended.
    [old] = ids - {response.cookies["backline_staff"].value}
    async with database.reading() as connection:
        assert await find_session(connection, old) is None


async def test_names_are_taken_in_any_case_and_passwords_are_not(door: Door, name: str) -> None:
    assert (await door.knock(f" {name.upper()} ", PASSWORD)).status == 303
    assert (await door.knock(name, PASSWORD.upper())).status == 422


@pytest.mark.parametrize("kind", ["unjoined", "deactivated", "missing"])
async def test_an_account_that_can_not_sign_in_looks_like_a_wrong_password(
    server: TestServer, database: Database, kind: str
) -> None:
    answers = []
    for each in ("existing", kind):
        door, name = Door(server), await make_account(database, each)
        password = "not the password" if each == "existing" else PASSWORD
        answers.append([await without_name(await door.knock(name, password), name) for _ in range(7)])
        assert [status for status, *_ in answers[-1]] == [422] * 5 + [429] * 2
        await door.client.session.close()
    assert answers[0] == answers[1]


@pytest.mark.parametrize("kind", ["existing", "unjoined", "deactivated", "missing"])
async def test_the_same_work_is_done_whether_an_account_exists_or_not(
    door: Door, database: Database, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []
    statements: list[str] = []
    verify = passwords._verify
    monkeypatch.setattr(passwords, "_verify", lambda hash_, given: verified.append(hash_) or verify(hash_, given))
    name = await make_account(database, kind)

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    engine = database._engine.sync_engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        assert (await door.knock(name, "not the password")).status == 422
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    assert len(verified) == 1
    assert re.match(r"\$argon2id\$v=19\$m=47104,t=1,p=1\$", verified[0])
    kinds = [re.match(r"[A-Z]+(?: INTO| FROM)?|BEGIN", statement)[0] for statement in statements]
    assert kinds == [
        *("BEGIN", "DELETE FROM", "SELECT", "SELECT", "INSERT INTO", "INSERT INTO"),
        *("BEGIN", "SELECT"),
        *("BEGIN", "SELECT", "SELECT", "INSERT INTO", "UPDATE"),
    ]


async def test_a_throttled_account_is_refused_also_with_the_right_password(
    server: TestServer, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    door, other = Door(server), Door(server)
    for _ in range(5):
        assert (await door.knock(name, "not the password")).status == 422
    response = await other.knock(name, PASSWORD)  # from another address, too
    assert response.status == 429
    assert "Too many tries. Please try again in 15 minutes." in await response.text()
    assert 890 <= int(response.headers["Retry-After"]) <= 900
    move_on(monkeypatch, 901)
    assert (await other.knock(name, PASSWORD)).status == 303
    for each in (door, other):
        await each.client.session.close()


async def test_a_success_forgets_the_failures_of_the_account(door: Door, name: str) -> None:
    for _ in range(2):
        for _ in range(4):
            assert (await door.knock(name, "not the password")).status == 422
        assert (await door.knock(name, PASSWORD)).status == 303


async def test_an_address_is_throttled_over_all_names_and_a_success_does_not_help(
    door: Door, name: str, server: TestServer
) -> None:
    for number in range(20):
        if number % 4 == 0:
            assert (await door.knock(name, PASSWORD)).status == 303
        assert (await door.knock(f"nobody-{name}-{number}", "not the password")).status == 422
    assert (await door.knock(name, PASSWORD)).status == 429
    other = Door(server)
    assert (await other.knock(name, PASSWORD)).status == 303
    await other.client.session.close()


async def test_many_tries_at_once_gain_nothing(door: Door, name: str) -> None:
    answers = await asyncio.gather(*(door.knock(name, f"wrong password {number}") for number in range(12)))
    assert sorted(answer.status for answer in answers) == [422] * 5 + [429] * 7


async def test_failures_are_kept_as_keyed_hashes_and_old_ones_are_removed(
    door: Door, name: str, database: Database
) -> None:
    await door.knock(name, "not the password")
    async with database.transaction() as connection:
        await connection.execute(sign_in_failures.insert().values(key="old", at=time.time() - 100_000))
    await door.knock(name, "not the password")
    async with database.reading() as connection:
        keys = (await connection.execute(sa.select(sign_in_failures.c.key))).scalars().all()
    assert "old" not in keys
    assert database.cipher.pseudonym("sign-in account", name) in keys
    assert all(re.fullmatch("[0-9a-f]{32}", key) for key in keys)


async def test_a_failure_is_in_the_audit_log_without_a_name(door: Door, name: str, database: Database) -> None:
    await door.knock(name, "not the password")
    async with database.reading() as connection:
        [entry] = await find_entries(connection, AuditFilter(action="staff.sign_in_failed"), limit=1)
    assert entry.staff_name == "backline"
    assert entry.object == f"account:{database.cipher.pseudonym('sign-in account', name)}"
    details = json.loads(entry.details)
    assert re.fullmatch("[0-9a-f]{32}", details.pop("address"))
    assert details == {"step": "password", "throttled": False}


async def test_a_password_changed_in_between_opens_nothing(
    door: Door, name: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    check, id_ = credentials.is_password, await ensure_account(database, name, "reviewer")

    async def change_meanwhile(password: str, password_hash: str | None) -> bool:
        right = await check(password, password_hash)
        async with database.transaction() as connection:
            await change_account(connection, id_, password_hash="other")
        return right

    monkeypatch.setattr(credentials, "is_password", change_meanwhile)
    response = await door.knock(name, PASSWORD)
    assert response.status == 422
    assert "backline_staff" not in response.cookies


@pytest.mark.parametrize(
    ("goal", "place"),
    [
        ("/staff/leads?state=new", "/staff/leads?state=new"),
        ("", "/staff/conversations"),
        ("https://elsewhere.example/staff/", "/staff/conversations"),
        ("//elsewhere.example/staff/", "/staff/conversations"),
        ("/staff//elsewhere.example", "/staff/conversations"),
        ("/staff/\\elsewhere.example", "/staff/conversations"),
        ("/staff/a\r\nSet-Cookie: a=b", "/staff/conversations"),
        ("/staffing", "/staff/conversations"),
        ("/staff/sign-in", "/staff/conversations"),
    ],
)
async def test_a_sign_in_leads_to_pages_of_the_console_only(door: Door, name: str, goal: str, place: str) -> None:
    assert (await door.knock(name, PASSWORD, next=goal)).headers["Location"] == place


@pytest.mark.parametrize("body", [b"name=\xff&password=\xff", b"name=%ff%00&password=%00", b"\x00", b"name=a&" * 2000])
async def test_nonsense_is_refused_and_breaks_nothing(door: Door, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    response = await door.client.post("/staff/sign-in", data=body, headers=headers)
    assert 400 <= response.status < 500
