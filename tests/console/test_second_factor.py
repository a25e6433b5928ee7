"""The second factor over HTTP: adding it, using it once for each code, recovery codes, removing it."""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from collections.abc import AsyncIterator

import pyotp
import pytest
import pytest_asyncio
import sqlalchemy as sa
from aiohttp.test_utils import TestServer

from backline.console.one_time_codes import STEP_SECONDS
from backline.storage.database import Database
from backline.storage.staff import change_account, find_account
from backline.storage.staff_tables import recovery_codes, staff
from tests.helpers.clock import move_on
from tests.helpers.staff import PASSWORD, Door, StaffClient, database_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
_numbers = itertools.count(1)


class Enrolled(Door):
    """Somebody with a second factor."""

    def __init__(self, server: TestServer, name: str, secret: str, codes: list[str]) -> None:
        super().__init__(server)
        self.name, self.codes = name, codes
        self.totp = pyotp.TOTP(secret)

    def code(self, ahead: int = 0) -> str:
        """The code that the app shows now, or so many steps ahead."""
        return self.totp.at(int(time.time()) + ahead * STEP_SECONDS)

    async def first_step(self) -> str:
        response = await self.knock(self.name, PASSWORD)
        page = await response.text()
        assert response.status == 200, page
        assert "backline_staff" not in response.cookies
        found = re.search(r'name="token" value="([^"]+)"', page)
        assert found
        return found[1]

    async def second_step(self, code: str, token: str | None = None) -> int:
        answer = await self.post("/staff/sign-in/code", token=token or await self.first_step(), code=code)
        assert ("backline_staff" in answer.cookies) == (answer.status == 303)
        return answer.status


async def enrol(client: StaffClient) -> tuple[str, list[str]]:
    """Add a second factor; returns the secret and the recovery codes."""
    page = await (await client.post("/staff/account/second-factor", {"password": PASSWORD})).text()
    secret = re.search(r'id="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    totp = pyotp.TOTP(secret)
    for _ in range(2):
        # One step behind: the current code then still counts for signing in. It may be two behind when it arrives.
        sent = {"token": token, "code": totp.at(int(time.time()) - STEP_SECONDS)}
        answer = await client.post("/staff/account/second-factor/confirm", sent)
        if answer.status == 200:
            break
    page = await answer.text()
    assert answer.status == 200, page
    return secret, re.findall(r"<li><code>([a-z0-9-]+)</code>", page)


@pytest_asyncio.fixture(loop_scope="session")
async def client(server: TestServer) -> AsyncIterator[StaffClient]:
    async with StaffClient(server, f"factor-{next(_numbers)}", "reviewer") as client:
        yield client


@pytest_asyncio.fixture(loop_scope="session")
async def enrolled(server: TestServer, client: StaffClient) -> AsyncIterator[Enrolled]:
    door = Enrolled(server, client.name, *await enrol(client))
    yield door
    await door.client.session.close()


@pytest.fixture
def database(server: TestServer) -> Database:
    return database_of(server)


async def test_a_code_of_the_app_lets_in_once(enrolled: Enrolled) -> None:
    code = enrolled.code()
    assert await enrolled.second_step(f" {code[:3]} {code[3:]}") == 303
    assert await enrolled.second_step(code) == 422


async def test_codes_of_the_steps_beside_count_and_others_do_not(enrolled: Enrolled) -> None:
    for ahead in (-3, 3, -4, 4):
        assert await enrolled.second_step(enrolled.code(ahead)) == 422
    assert await enrolled.second_step(enrolled.code(1)) == 303
    # An earlier one than the last one used does not.
    assert await enrolled.second_step(enrolled.code()) == 422


async def test_of_two_uses_of_a_code_at_once_one_counts(enrolled: Enrolled) -> None:
    token, code = await enrolled.first_step(), enrolled.code()
    answers = await asyncio.gather(*(enrolled.second_step(code, token) for _ in range(4)))
    assert sorted(answers) == [303, 422, 422, 422]


async def test_a_recovery_code_lets_in_once_however_it_is_typed(enrolled: Enrolled, database: Database) -> None:
    assert len(set(enrolled.codes)) == 10
    assert await enrolled.second_step(enrolled.codes[0].upper().replace("-", " ")) == 303
    assert await enrolled.second_step(enrolled.codes[0]) == 422
    assert await enrolled.second_step(enrolled.codes[1]) == 303
    async with database.reading() as connection:
        kept = (await connection.execute(sa.select(recovery_codes.c.code_hash))).scalars().all()
    assert not any(code in kept or code.replace("-", "") in kept for code in enrolled.codes)


async def test_the_secret_is_encrypted_on_disk(enrolled: Enrolled, database: Database) -> None:
    async with database.reading() as connection:
        kept = (
            await connection.execute(sa.select(staff.c.totp_secret).where(staff.c.name == enrolled.name))
        ).scalar_one()
    assert enrolled.totp.secret.encode() not in kept


async def test_codes_can_not_be_tried_out(enrolled: Enrolled) -> None:
    token = await enrolled.first_step()
    wrong = [await enrolled.second_step("12345", token) for _ in range(6)]
    assert wrong == [422] * 5 + [429]
    assert await enrolled.second_step(enrolled.code(), token) == 429
    # The right password does not reset the count.
    assert (await enrolled.knock(enrolled.name, PASSWORD)).status == 429


async def test_passwords_between_the_codes_do_not_help(enrolled: Enrolled) -> None:
    for _ in range(5):
        assert await enrolled.second_step("12345") == 422
    assert (await enrolled.knock(enrolled.name, PASSWORD)).status == 429


async def test_the_second_step_ends_after_a_few_minutes(enrolled: Enrolled, monkeypatch: pytest.MonkeyPatch) -> None:
    token = await enrolled.first_step()
    move_on(monkeypatch, 301)
    response = await enrolled.post("/staff/sign-in/code", token=token, code=enrolled.code(10))
    assert response.status == 422
    assert "took too long" in await response.text()


@pytest.mark.parametrize("token", ["", "nonsense", "AAAA", "é"])
async def test_a_forged_token_is_none(enrolled: Enrolled, token: str) -> None:
    response = await enrolled.post("/staff/sign-in/code", token=token, code=enrolled.code())
    assert response.status == 422
    assert "backline_staff" not in response.cookies


@pytest.mark.parametrize("change", [{"password_hash": "other"}, {"active": False}, {"totp_secret": None}])
async def test_a_change_of_the_account_ends_the_second_step(
    enrolled: Enrolled, database: Database, change: dict[str, object]
) -> None:
    token = await enrolled.first_step()
    async with database.transaction() as connection:
        account = await find_account(connection, name=enrolled.name)
        await change_account(connection, account.id, **change)
    assert await enrolled.second_step(enrolled.code(), token) == 422


async def test_adding_one_asks_for_the_password_and_for_a_first_code(client: StaffClient, database: Database) -> None:
    refused = await client.post("/staff/account/second-factor", {"password": "not the password"})
    assert refused.status == 422
    assert "That is not your password." in await refused.text()
    page = await (await client.post("/staff/account/second-factor", {"password": PASSWORD})).text()
    assert "<svg" in page
    assert "style=" not in page
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    refused = await client.post("/staff/account/second-factor/confirm", {"token": token, "code": "12345"})
    assert refused.status == 422
    async with database.reading() as connection:
        assert (await find_account(connection, name=client.name)).totp_secret is None


async def test_the_code_to_scan_belongs_to_one_account(
    client: StaffClient, reviewer: StaffClient, database: Database
) -> None:
    page = await (await client.post("/staff/account/second-factor", {"password": PASSWORD})).text()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    secret = re.search(r'id="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    code = pyotp.TOTP(secret).now()
    refused = await reviewer.post("/staff/account/second-factor/confirm", {"token": token, "code": code})
    assert refused.status == 422
    async with database.reading() as connection:
        assert (await find_account(connection, name=reviewer.name)).totp_secret is None


async def test_a_second_factor_is_not_replaced_by_another(enrolled: Enrolled, client: StaffClient) -> None:
    again = await client.post("/staff/account/second-factor", {"password": PASSWORD})
    assert again.status == 409


async def test_removing_it_asks_for_the_password(enrolled: Enrolled, client: StaffClient) -> None:
    refused = await client.post("/staff/account/second-factor/remove", {"password": "not the password"})
    assert refused.status == 422
    assert (await client.post("/staff/account/second-factor/remove", {"password": PASSWORD})).status == 303
    assert (await enrolled.knock(enrolled.name, PASSWORD)).status == 303


async def test_wrong_passwords_on_the_own_page_are_throttled_too(client: StaffClient) -> None:
    sent = {"password": "not the password"}
    answers = [(await client.post("/staff/account/second-factor", sent)).status for _ in range(6)]
    assert answers == [422] * 5 + [429]
