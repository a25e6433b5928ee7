"""Leads that are sent to the clinic, in the console: what became of each, sending again, and the alarm."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa
from aiohttp.test_utils import TestServer
from playwright.async_api import expect

from backline.assistant import resources
from backline.assistant import start as start_module
from backline.contact.delivery.options import LeadDeliveryEntry
from backline.settings import Settings
from backline.storage.database import Database
from backline.storage.lead_deliveries import Delivery, deliveries_of
from backline.storage.tables import lead_deliveries
from tests.contact.test_delivery_dispatcher import until
from tests.contact.test_delivery_webhook import options_for
from tests.helpers.axe import violations
from tests.helpers.leads import add_lead, audited, lead_row
from tests.helpers.receiver import Receiver
from tests.helpers.site import Browser, serve, with_folder
from tests.helpers.staff import ConsolePages, StaffClient, database_of
from tests.web.test_contact_page import GOOD, send

pytestmark = pytest.mark.asyncio(loop_scope="session")
_DAY = 86_400.0
ALARM = "reached nobody."


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver() as receiver:
        yield receiver


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def server(settings: Settings, receiver: Receiver) -> AsyncIterator[TestServer]:
    """The application of a clinic with a webhook; it does without a model."""
    entry = LeadDeliveryEntry(webhook=receiver.url, allow_private_addresses=True)
    own = replace(
        with_folder(settings, "sending"),
        lead_delivery=options_for(receiver),
        clinic=settings.clinic.copy(update={"lead_delivery": entry}),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(start_module, "model_path", lambda project: project / "models" / "there-is-none.tar.gz")
        patch.setattr(resources, "learned_path", lambda project: project / "models" / "there-is-none.npz")
        async with serve(own) as server:
            yield server
    resources.use(settings)


@pytest_asyncio.fixture(loop_scope="session")
async def own(server: TestServer, receiver: Receiver) -> AsyncIterator[Database]:
    """The database, in which no lead of another test waits for a call."""
    receiver.always = ""
    database = database_of(server)
    yield database
    async with database.transaction() as connection:
        await connection.execute(sa.text("UPDATE leads SET status = 'closed'"))


async def delivery_of(database: Database, reference: str) -> Delivery:
    lead_id = (await lead_row(database, reference))["id"]
    async with database.reading() as connection:
        [delivery] = (await deliveries_of(connection, [lead_id]))[lead_id]
    return delivery


async def add(database: Database, **columns: Any) -> str:
    """A lead whose delivery by webhook is as ``columns`` say; it is due in an hour where they don't say when."""
    more = {name: columns.pop(name) for name in ("age", "urgent", "columns") if name in columns}
    reference = await add_lead(database, **more)
    lead_id = (await lead_row(database, reference))["id"]
    values = {"next_at": 4e9, "created_at": 1.0, "message_id": f"msg_{reference}", **columns}
    async with database.transaction() as connection:
        await connection.execute(lead_deliveries.insert().values(lead_id=lead_id, destination="webhook", **values))
    return reference


async def page(client: StaffClient, path: str) -> str:
    return unescape(await client.get_text(path))


async def test_from_the_contact_page_to_the_receiver_and_the_console(
    server: TestServer, receiver: Receiver, coordinator: StaffClient, own: Database
) -> None:
    receiver.calls.clear()
    async with Browser(server) as browser:
        status, html = await send(browser, GOOD)
    assert status == 200
    await until(lambda: receiver.calls)
    [call] = receiver.calls
    assert receiver.verify(call)["data"]["name"] == "Ann Lee"
    assert call.reference in html

    for _ in range(50):  # it is written down a moment after it arrived
        html = await page(coordinator, f"/staff/leads/{call.reference}")
        if "delivered" in html:
            break
    assert "Sent to the clinic" in html
    assert "Send again" not in html
    assert "<td>delivered</td>" in "".join((await page(coordinator, "/staff/leads")).split("\n"))


async def test_a_failed_one_is_explained_and_can_be_sent_again(
    receiver: Receiver, coordinator: StaffClient, own: Database
) -> None:
    reference = await add(own, state="dead", attempts=10, problem="answered 500")
    html = await page(coordinator, f"/staff/leads/{reference}")
    for words in ("failed", "given up after 10 attempts", "Last problem: answered 500.", "Send again"):
        assert words in html
    assert "Webhook failed" in await page(coordinator, "/staff/leads")
    receiver.calls.clear()
    response = await coordinator.post(f"/staff/leads/{reference}/send-again")
    assert (response.status, response.headers["Location"]) == (303, f"/staff/leads/{reference}")
    await until(lambda: receiver.calls)
    assert (receiver.calls[0].reference, receiver.calls[0].id) == (reference, f"msg_{reference}")
    entry = (await audited(own, "lead.sent_again"))[-1]
    assert (entry["object"], json.loads(entry["details"])) == (reference, {"deliveries": 1})


async def test_one_under_way_says_when_it_is_tried_next(reviewer: StaffClient, own: Database) -> None:
    reference = await add(own, attempts=3, problem="no answer within 15 seconds", next_at=4e9)
    html = await page(reviewer, f"/staff/leads/{reference}")
    for words in ("trying again", "3 attempts so far", "2096-10-02 07:06 UTC", "no answer within 15 seconds"):
        assert words in html
    assert "Send again" not in html, "a reviewer changes no lead"
    fresh = await add(own)
    assert "on its way" in await page(reviewer, f"/staff/leads/{fresh}")


async def test_what_is_sent_again_is_only_what_did_not_arrive(coordinator: StaffClient, own: Database) -> None:
    reference = await add(own, state="delivered", delivered_at=1.0)
    before = len(await audited(own, "lead.sent_again"))
    assert (await coordinator.post(f"/staff/leads/{reference}/send-again")).status == 303
    assert (await delivery_of(own, reference)).state == "delivered"
    assert len(await audited(own, "lead.sent_again")) == before
    assert (await coordinator.post("/staff/leads/BL-AAAA-AA/send-again")).status == 404


# --- the alarm


@pytest.mark.parametrize("role", ["reviewer", "coordinator", "admin"])
async def test_the_alarm_is_on_every_page_while_a_lead_reached_nobody(
    role: str, request: pytest.FixtureRequest, own: Database
) -> None:
    # As an asynchronous fixture can't be asked for here, each role signs in by itself.
    async with StaffClient(request.getfixturevalue("server"), f"{role}-alarmed", role) as client:
        pages = ["/staff/leads", "/staff/conversations", "/staff/figures", "/staff/account"]
        assert all([ALARM not in await page(client, path) for path in pages])
        reference = await add(own, state="dead", attempts=1, problem="answered 410")
        for path in (*pages, f"/staff/leads/{reference}"):
            html = await page(client, path)
            assert f"1 contact request has {ALARM}" in html
            assert 'href="/staff/leads?unreceived=yes"' in html
        missing = await client.get("/staff/leads/BL-AAAA-AA")
        assert ALARM in await missing.text(), "also where there is nothing"
        waiting = await add(own)
        overdue = await add(own, age=9 * _DAY)
        assert f"2 contact requests have {ALARM}" in await page(client, "/staff/leads")
        listed = await page(client, "/staff/leads?unreceived=yes")
        assert [each in listed for each in (reference, overdue, waiting)] == [True, True, False]


async def test_a_call_ends_the_alarm(coordinator: StaffClient, own: Database) -> None:
    reference = await add(own, state="dead")
    assert ALARM in await page(coordinator, "/staff/account")
    sent = {"state": "called", "version": "0", "note": ""}
    assert (await coordinator.post(f"/staff/leads/{reference}/state", sent)).status == 303
    assert ALARM not in await page(coordinator, "/staff/account")


async def test_nobody_sees_the_alarm_before_signing_in(server: TestServer, own: Database) -> None:
    await add(own, state="dead")
    async with Browser(server) as stranger:
        html = await (await stranger.client.get("/staff/sign-in")).text()
    assert ALARM not in html


async def test_where_leads_are_sent_nothing_warns(coordinator: StaffClient) -> None:
    assert "sent to nobody" not in await page(coordinator, "/staff/leads")


async def test_the_pages_are_accessible_in_light_and_dark(console_page: ConsolePages, own: Database) -> None:
    reference = await add(own, state="dead", attempts=10, problem="answered 500")
    await add(own, attempts=2, problem="answered 500")
    for dark, width in ((False, 1280), (True, 390)):
        shown = await console_page("coordinator", dark=dark, width=width)
        for path in (f"/staff/leads/{reference}", "/staff/leads"):
            await shown.goto(path)
            await expect(shown.get_by_role("complementary", name="Alarm")).to_be_visible()
            assert await violations(shown) == []
            wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            assert not await shown.evaluate(wide)
    await shown.goto(f"/staff/leads/{reference}")
    await shown.keyboard.press("r")
    await expect(shown.get_by_text("given up after")).to_have_count(0)
