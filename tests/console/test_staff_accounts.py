"""The page of all accounts, and the links it makes."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
import sqlalchemy as sa
from aiohttp.test_utils import TestServer

from backline.storage.audit_search import AuditFilter, find_entries
from backline.storage.database import Database
from backline.storage.staff import change_account, find_account
from backline.storage.staff_links import make_link
from backline.storage.staff_tables import staff, staff_links
from tests.helpers.clock import move_on
from tests.helpers.staff import PASSWORD, Door, StaffClient, database_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
NEW_PASSWORD = "blue tin radish lamp"
_HOUR = 3600.0
_numbers = itertools.count(1)


@pytest.fixture
def database(server: TestServer) -> Database:
    return database_of(server)


@pytest_asyncio.fixture(loop_scope="session")
async def door(server: TestServer) -> AsyncIterator[Door]:
    door = Door(server)
    yield door
    await door.client.session.close()


@pytest_asyncio.fixture(loop_scope="session")
async def other(server: TestServer) -> AsyncIterator[StaffClient]:
    """Somebody whose account is changed."""
    async with StaffClient(server, f"changed-{next(_numbers)}", "reviewer") as client:
        yield client


@pytest_asyncio.fixture(loop_scope="session")
async def only_admin(admin: StaffClient, database: Database) -> AsyncIterator[StaffClient]:
    """``admin``, while the other administrators are deactivated."""
    others = sa.and_(staff.c.role == "admin", staff.c.active, staff.c.name != admin.name)
    async with database.transaction() as connection:
        ids = (await connection.execute(sa.select(staff.c.id).where(others))).scalars().all()
        await connection.execute(staff.update().where(staff.c.id.in_(ids)).values(active=False))
    yield admin
    async with database.transaction() as connection:
        await connection.execute(staff.update().where(staff.c.id.in_(ids)).values(active=True))


def link_in(page: str) -> str:
    found = re.search(r'value="https?://[^/"]+(/staff/join/[A-Za-z0-9_-]{43})"', page)
    assert found, page
    return found[1]


async def id_of(database: Database, name: str) -> int:
    async with database.reading() as connection:
        account = await find_account(connection, name=name)
    assert account is not None
    return account.id


async def last_entry(database: Database, action: str) -> tuple[str, str, dict[str, object]]:
    async with database.reading() as connection:
        [entry] = await find_entries(connection, AuditFilter(action=action), limit=1)
    return entry.staff_name, entry.object, json.loads(entry.details)


async def join(door: Door, path: str, **sent: str) -> int:
    fields = {"password": NEW_PASSWORD, "again": NEW_PASSWORD, **sent}
    return (await door.post(path, **fields)).status


async def test_somebody_new_joins_by_a_link_that_works_once(admin: StaffClient, door: Door, database: Database) -> None:
    name = f"new-{next(_numbers)}"
    page = await (await admin.post("/staff/accounts", {"name": f" {name.upper()} ", "role": "coordinator"})).text()
    path = link_in(page)
    assert await last_entry(database, "staff.added") == (
        *(admin.name, f"staff:{await id_of(database, name)}"),
        {"name": name, "role": "coordinator"},
    )
    assert path not in await admin.get_text("/staff/accounts"), "it is shown once"
    assert (await door.knock(name, NEW_PASSWORD)).status == 422
    for _ in range(2):
        response = await door.client.get(path)
        assert response.status == 200, "looking does not use it up"
        assert name in await response.text()
    assert await join(door, path) == 303
    assert (await last_entry(database, "staff.joined"))[0] == name
    assert await join(door, path) == 404
    assert (await door.client.get(path)).status == 404
    assert (await door.knock(name, NEW_PASSWORD)).status == 303


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"password": "short", "again": "short"}, "at least 12"),
        ({"again": "blue tin radish lump"}, "not the same"),
        ({"password": "password 1234", "again": "password 1234"}, "easy to guess"),
    ],
)
async def test_a_password_that_is_not_taken_leaves_the_link_as_it_was(
    admin: StaffClient, door: Door, sent: dict[str, str], words: str
) -> None:
    name = f"new-{next(_numbers)}"
    path = link_in(await (await admin.post("/staff/accounts", {"name": name, "role": "reviewer"})).text())
    response = await door.post(path, **{"password": NEW_PASSWORD, "again": NEW_PASSWORD, **sent})
    assert response.status == 422
    assert words in await response.text()
    assert await join(door, path) == 303


@pytest.mark.parametrize(
    ("name", "role", "words"),
    [
        ("ada", "reviewer", "is taken"),
        ("Ada", "reviewer", "is taken"),
        ("somebody-new", "boss", "reviewer, coordinator or admin"),
        *((name, "reviewer", "2 to 64 characters") for name in ("", "x", "ann lee", "<b>", "ä", "a\n", "x" * 65, ".a")),
    ],
)
async def test_what_can_not_be_added_is_said_in_a_sentence(
    admin: StaffClient, database: Database, name: str, role: str, words: str
) -> None:
    response = await admin.post("/staff/accounts", {"name": name, "role": role})
    if name == "a\n":
        words = "2 to 64"  # the line end is no part of it, and one letter is too short
    assert response.status == 422
    assert words in await response.text()
    async with database.reading() as connection:
        assert await find_account(connection, name="somebody-new") is None


async def test_a_new_link_ends_sessions_and_earlier_links(
    admin: StaffClient, other: StaffClient, door: Door, database: Database
) -> None:
    path = f"/staff/accounts/{await id_of(database, other.name)}/link"
    first = link_in(await (await admin.post(path)).text())
    second = link_in(await (await admin.post(path)).text())
    assert (await other.get("/staff/account", allow_redirects=False)).status == 303
    assert (await door.client.get(first)).status == 404
    assert (await door.knock(other.name, PASSWORD)).status == 303, "until it is used the old password works"
    session = await door.client.get("/staff/account", allow_redirects=False)
    assert session.status == 200
    assert await join(door, second) == 303
    assert (await door.client.get("/staff/account", allow_redirects=False)).status == 303
    assert (await door.knock(other.name, PASSWORD)).status == 422
    assert (await door.knock(other.name, NEW_PASSWORD)).status == 303


async def test_a_new_password_ends_the_wait_after_failures(
    admin: StaffClient, other: StaffClient, door: Door, database: Database
) -> None:
    statuses = [(await door.knock(other.name, "not the password")).status for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    page = await (await admin.post(f"/staff/accounts/{await id_of(database, other.name)}/link")).text()
    assert await join(door, link_in(page)) == 303
    assert (await door.knock(other.name, NEW_PASSWORD)).status == 303


async def test_a_link_ends_after_72_hours(
    admin: StaffClient, other: StaffClient, door: Door, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = await (await admin.post(f"/staff/accounts/{await id_of(database, other.name)}/link")).text()
    move_on(monkeypatch, 71.9 * _HOUR)
    assert (await door.client.get(link_in(page))).status == 200
    move_on(monkeypatch, 72.1 * _HOUR)
    assert (await door.client.get(link_in(page))).status == 404
    assert await join(door, link_in(page)) == 404


async def test_only_hashes_of_links_are_kept(admin: StaffClient, other: StaffClient, database: Database) -> None:
    page = await (await admin.post(f"/staff/accounts/{await id_of(database, other.name)}/link")).text()
    async with database.reading() as connection:
        kept = (await connection.execute(sa.select(staff_links.c.token_hash))).scalars().all()
    assert link_in(page).rpartition("/")[2] not in kept


async def test_a_role_is_changed_and_the_session_ends(
    admin: StaffClient, other: StaffClient, database: Database
) -> None:
    id_ = await id_of(database, other.name)
    assert (await admin.post(f"/staff/accounts/{id_}/role", {"role": "coordinator"})).status == 303
    assert await last_entry(database, "staff.role_changed") == (
        *(admin.name, f"staff:{id_}"),
        {"before": "reviewer", "role": "coordinator"},
    )
    assert (await other.get("/staff/account", allow_redirects=False)).status == 303
    assert (await admin.post(f"/staff/accounts/{id_}/role", {"role": "boss"})).status == 422


async def test_a_deactivated_account_is_out_until_it_is_activated(
    admin: StaffClient, other: StaffClient, door: Door, database: Database
) -> None:
    id_ = await id_of(database, other.name)
    path = link_in(await (await admin.post(f"/staff/accounts/{id_}/link")).text())
    assert (await admin.post(f"/staff/accounts/{id_}/deactivate")).status == 303
    assert (await last_entry(database, "staff.deactivated"))[:2] == (admin.name, f"staff:{id_}")
    assert (await door.knock(other.name, PASSWORD)).status == 422
    assert (await door.client.get(path)).status == 404
    assert (await admin.post(f"/staff/accounts/{id_}/link")).status == 422
    assert (await admin.post(f"/staff/accounts/{id_}/activate")).status == 303
    assert (await door.knock(other.name, PASSWORD)).status == 303


async def test_a_second_factor_is_taken_away(
    admin: StaffClient, other: StaffClient, door: Door, database: Database
) -> None:
    id_ = await id_of(database, other.name)
    assert (await admin.post(f"/staff/accounts/{id_}/second-factor")).status == 422
    async with database.transaction() as connection:
        await change_account(connection, id_, totp_secret=b"x")
    assert (await admin.post(f"/staff/accounts/{id_}/second-factor")).status == 303
    assert (await other.get("/staff/account", allow_redirects=False)).status == 303
    assert (await door.knock(other.name, PASSWORD)).status == 303


@pytest.mark.parametrize("change", ["deactivate", "role"])
async def test_the_last_administrator_stays(only_admin: StaffClient, database: Database, change: str) -> None:
    # One who has not joined yet does not count.
    async with database.transaction() as connection:
        await connection.execute(staff.insert().values(name=f"unjoined-{next(_numbers)}", role="admin", created_at=0.0))
    id_ = await id_of(database, only_admin.name)
    response = await only_admin.post(f"/staff/accounts/{id_}/{change}", {"role": "reviewer"})
    assert response.status == 422
    assert "last administrator" in await response.text()
    assert (await only_admin.get("/staff/accounts")).status == 200


async def test_what_is_not_there_can_not_be_changed(admin: StaffClient) -> None:
    for change in ("link", "role", "deactivate", "activate", "second-factor"):
        response = await admin.post(f"/staff/accounts/999999/{change}", {"role": "admin"})
        assert response.status == 422
        assert "There is no such account." in await response.text()


async def test_the_first_administrator_chooses_a_name(only_admin: StaffClient, door: Door, database: Database) -> None:
    async with database.transaction() as connection:
        path = f"/staff/join/{await make_link(connection, None, 60.0)}"
    assert (await door.client.get(path)).status == 404, "there is an administrator already"
    id_ = await id_of(database, only_admin.name)
    async with database.transaction() as connection:
        await change_account(connection, id_, role="reviewer")
    try:
        page = await (await door.client.get(path)).text()
        assert "The first administrator" in page
        assert await join(door, path, name="ä") == 422
        assert await join(door, path, name=only_admin.name) == 422
        name = f"first-{next(_numbers)}"
        assert await join(door, path, name=name) == 303
        assert await join(door, path, name="second") == 404
        assert (await door.knock(name, NEW_PASSWORD)).status == 303
        assert (await door.client.get("/staff/accounts")).status == 200
    finally:
        async with database.transaction() as connection:
            await change_account(connection, id_, role="admin")


async def test_the_own_password_is_changed_and_other_sessions_end(
    other: StaffClient, server: TestServer, door: Door, database: Database
) -> None:
    sent = {"password": PASSWORD, "new": NEW_PASSWORD, "again": NEW_PASSWORD}
    async with StaffClient(server, other.name, other.role) as elsewhere:
        for wrong, words in (
            ({"password": "not the password"}, "not your password"),
            ({"new": "short", "again": "short"}, "at least 12"),
            ({"again": "blue tin radish lump"}, "not the same"),
            ({"new": f"{other.name}!!!!", "again": f"{other.name}!!!!"}, "easy to guess"),
        ):
            response = await other.post("/staff/account/password", {**sent, **wrong})
            assert response.status == 422
            assert words in await response.text()
        assert (await elsewhere.get("/staff/account", allow_redirects=False)).status == 200
        assert (await other.post("/staff/account/password", sent)).status == 303
        assert (await elsewhere.get("/staff/account", allow_redirects=False)).status == 303
    assert (await other.get("/staff/account", allow_redirects=False)).status == 200
    assert (await door.knock(other.name, NEW_PASSWORD)).status == 303
    assert (await last_entry(database, "staff.password_changed"))[0] == other.name


async def test_no_token_is_in_the_log(admin: StaffClient, door: Door, capfd: pytest.CaptureFixture[str]) -> None:
    page = await (await admin.post("/staff/accounts", {"name": f"new-{next(_numbers)}", "role": "reviewer"})).text()
    path = link_in(page)
    await door.client.post(path, headers={"Origin": "https://elsewhere.example"})
    await door.client.put(path)
    assert await join(door, path) == 303
    assert await join(door, path) == 404
    told = capfd.readouterr()
    assert path.rpartition("/")[2] not in told.out + told.err
