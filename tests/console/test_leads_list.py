"""The list of leads: order, filters, pages, who sees what, the refresh, and the file."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from backline.console.lead_filters import Cursor
from backline.settings import Settings
from backline.storage.crypto import Cipher
from backline.storage.database import Database
from backline.storage.staff_tables import staff_sessions
from tests.helpers.leads import add_lead, audited
from tests.helpers.staff import StaffClient, ensure_account

pytestmark = pytest.mark.asyncio(loop_scope="session")
_DAY = 86_400.0


def shown(html: str) -> list[str]:
    return re.findall(r'id="lead-(BL-[0-9A-Z-]+)"', html)


async def test_urgent_and_overdue_ones_are_at_the_top_and_then_the_newest(
    reviewer: StaffClient, console_database: Database
) -> None:
    old = await add_lead(console_database, age=20 * _DAY, columns={"status": "closed"})
    new = await add_lead(console_database)
    overdue = await add_lead(console_database, age=9 * _DAY)
    urgent = await add_lead(console_database, age=60, urgent=True)
    handled = await add_lead(console_database, age=8 * _DAY, urgent=True, columns={"status": "called"})
    order = [each for each in shown(await reviewer.get_text("/staff/leads")) if each in (old, new, overdue, urgent)]
    assert order == [urgent, overdue, new, old]
    rows = shown(await reviewer.get_text("/staff/leads"))
    assert rows.index(handled) > rows.index(new), "an urgent one that was called waits no more"


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("state=new", {"new", "overdue", "urgent", "mine"}),
        ("state=open", {"new", "overdue", "urgent", "mine", "called"}),
        ("state=lost", {"lost"}),
        ("urgent=yes", {"urgent"}),
        ("overdue=yes", {"overdue"}),
        ("assignee=me", {"mine"}),
        ("assignee=nobody", {"new", "overdue", "urgent", "called", "lost"}),
        ("state=x&assignee=%ff&from=never&to=2026-13-40", {"new", "overdue", "urgent", "mine", "called", "lost"}),
    ],
)
async def test_filters(coordinator: StaffClient, console_database: Database, query: str, fits: set[str]) -> None:
    own = await ensure_account(console_database, "cory", "coordinator")
    made = {
        "new": await add_lead(console_database),
        "overdue": await add_lead(console_database, age=9 * _DAY),
        "urgent": await add_lead(console_database, urgent=True),
        "mine": await add_lead(console_database, columns={"assignee": own}),
        "called": await add_lead(console_database, columns={"status": "called"}),
        "lost": await add_lead(console_database, columns={"status": "lost"}),
    }
    found = set(await every_page(coordinator, query))
    assert {name for name, reference in made.items() if reference in found} == fits


async def test_days_are_those_of_the_clinic(
    coordinator: StaffClient, console_database: Database, settings: Settings
) -> None:
    reference = await add_lead(console_database)
    zone = settings.clinic.promise.time_zone
    today = datetime.now(zone).date().isoformat()
    yesterday = (datetime.now(zone).date() - timedelta(days=1)).isoformat()
    assert reference in await every_page(coordinator, f"from={today}&to={today}")
    assert reference not in await every_page(coordinator, f"to={yesterday}")


async def test_the_pages_together_show_each_lead_once(reviewer: StaffClient, console_database: Database) -> None:
    made = [await add_lead(console_database, age=n % 7, columns={"status": "booked"}) for n in range(60)]
    # Two that were made at the same moment, at the edge of a page or not, must both come.
    found = await every_page(reviewer, "state=booked")
    assert len(found) == len(set(found))
    assert set(made) <= set(found)


async def every_page(client: StaffClient, query: str) -> list[str]:
    found: list[str] = []
    address = f"/staff/leads?{query}"
    for _ in range(50):
        html = await client.get_text(address)
        found += shown(html)
        following = re.search(r'href="(/staff/leads\?[^"]*after=[^"]*)"', html)
        if following is None:
            return found
        address = following[1].replace("&amp;", "&")
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize(
    "text", ["", "x", "1_2_3", "nan_0_1.0_1", "1e99_0_1.0_1", "1_0_inf_1", "1_0_1.0_99999999999999999999999", "1_a_b_c"]
)
async def test_a_page_that_can_not_be_read_is_the_first(reviewer: StaffClient, text: str) -> None:
    assert Cursor.read(text, 1000.0) == Cursor(1000.0)
    assert (await reviewer.get(f"/staff/leads?after={text}")).status == 200


async def test_names_are_for_those_who_may_read_contact_details(
    reviewer: StaffClient, coordinator: StaffClient, console_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = await add_lead(console_database, name="Xanthe Brightwater", urgent=True)
    decrypt, contexts = Cipher.decrypt, []

    def spy(self: Cipher, data: bytes, context: str) -> str:
        contexts.append(context)
        return decrypt(self, data, context)

    monkeypatch.setattr(Cipher, "decrypt", spy)
    page = await reviewer.get_text("/staff/leads")
    assert reference in page
    assert "Xanthe" not in page
    assert not [context for context in contexts if context.startswith("lead.")]
    assert "Xanthe Brightwater" in await coordinator.get_text("/staff/leads")
    assert reference in json.loads((await audited(console_database, "leads.listed"))[-1]["details"])["leads"]


async def test_the_refresh_is_quiet_while_nothing_changes(coordinator: StaffClient, console_database: Database) -> None:
    await add_lead(console_database, urgent=True)
    page = await coordinator.get_text("/staff/leads")
    poll = re.search(r'hx-get="([^"]+)"', page)
    assert poll
    address = poll[1].replace("&amp;", "&")
    entries = len(await audited(console_database, "leads.listed"))
    response = await coordinator.get(address)
    assert response.status == 204
    assert len(await audited(console_database, "leads.listed")) == entries
    reference = await add_lead(console_database, urgent=True)
    response = await coordinator.get(address)
    text = await response.text()
    assert response.status == 200
    assert reference in text
    assert "<html" not in text
    last = json.loads((await audited(console_database, "leads.listed"))[-1]["details"])
    assert last["leads"] == [reference], "only what was not shown before"


async def test_the_refresh_does_not_keep_a_session_alive(coordinator: StaffClient, console_database: Database) -> None:
    async with console_database.transaction() as connection:
        await connection.execute(staff_sessions.update().values(seen_at=time.time() - 600))
    await coordinator.get("/staff/leads/rows")
    async with console_database.reading() as connection:
        seen = (await connection.execute(sa.select(sa.func.max(staff_sessions.c.seen_at)))).scalar_one()
    assert seen < time.time() - 500


async def test_a_reference_number_leads_to_its_page(reviewer: StaffClient, console_database: Database) -> None:
    reference = await add_lead(console_database)
    typed = reference.lower().replace("-", " ")
    response = await reviewer.get("/staff/leads", params={"reference": typed}, allow_redirects=False)
    assert response.status == 303
    assert response.headers["Location"] == f"/staff/leads/{reference}"
    assert "is not a reference number" in await reviewer.get_text("/staff/leads?reference=BL-0000-00")


async def test_the_file_holds_the_filtered_leads_and_no_formulas(
    coordinator: StaffClient, reviewer: StaffClient, console_database: Database
) -> None:
    reference = await add_lead(
        console_database, name='=HYPERLINK("http://evil.example")', reason='two\nlines, and "quotes"', urgent=True
    )
    other = await add_lead(console_database)
    response = await coordinator.get("/staff/leads/export.csv?urgent=yes")
    assert response.status == 200
    assert "attachment" in response.headers["Content-Disposition"]
    rows: list[dict[str, Any]] = list(csv.DictReader(io.StringIO(await response.text(), newline="")))
    row = next(row for row in rows if row["reference"] == reference)
    assert row["name"].startswith("'=HYPERLINK")
    assert row["phone"] == "'+14155550134"
    assert row["reason"] == 'two\nlines, and "quotes"'
    assert other not in {row["reference"] for row in rows}
    assert json.loads((await audited(console_database, "leads.exported"))[-1]["details"]) == {
        "filters": {"urgent": True}
    }
    assert (await reviewer.get("/staff/leads/export.csv")).status == 403


async def test_where_leads_are_sent_nowhere_that_is_said(reviewer: StaffClient) -> None:
    assert "Contact requests are sent to nobody." in await reviewer.get_text("/staff/leads")
