"""One lead: who sees what, its states and history, and two people changing it at once."""

from __future__ import annotations

import json
import time
from html import unescape

import pytest
import sqlalchemy as sa

from backline.storage.crypto import Cipher
from backline.storage.database import Database
from backline.storage.review_tables import lead_history
from tests.helpers.leads import add_conversation, add_lead, audited, lead_row
from tests.helpers.staff import StaffClient, database_of, ensure_account

pytestmark = pytest.mark.asyncio(loop_scope="session")
NOTE = "Spoke with Wanda, 415 555 0134: Tuesday suits her"


async def page(client: StaffClient, reference: str) -> str:
    return unescape(await client.get_text(f"/staff/leads/{reference}"))


async def test_a_coordinator_sees_whom_to_call(coordinator: StaffClient, console_database: Database) -> None:
    await add_conversation(console_database, "leads-kept")
    reference = await add_lead(console_database, email="wanda@example.com", conversation_id="leads-kept")
    html = await page(coordinator, reference)
    for part in ("Wanda Quill", 'href="tel:+14155550134"', "(415) 555-0134", 'href="mailto:wanda@example.com'):
        assert part in html
    for line in ("Warning signs: none named", 'In their own words: "call me on 415 555 0177"'):
        assert f"<li>{line}</li>" in html, "one line of the summary is one line of the list"
    assert 'href="/staff/conversations/leads-kept"' in html
    entry = (await audited(console_database, "lead.read"))[-1]
    assert (entry["object"], json.loads(entry["details"])) == (reference, {"contact": True})


async def test_for_a_reviewer_contact_details_are_not_even_decrypted(
    reviewer: StaffClient, coordinator: StaffClient, console_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = await add_lead(console_database, email="wanda@example.com")
    await change(coordinator, reference, "called", NOTE)
    decrypt, contexts = Cipher.decrypt, []

    def spy(self: Cipher, data: bytes, context: str) -> str:
        contexts.append(context)
        return decrypt(self, data, context)

    monkeypatch.setattr(Cipher, "decrypt", spy)
    html = await page(reviewer, reference)
    assert html.count(">hidden<") == 5
    assert "Note: hidden" in html
    for secret in ("Wanda", "5550134", "555-0134", "wanda@example.com", "mornings", "when walking", "Tuesday", "0177"):
        assert secret not in html
    assert 'In their own words: "call me on [phone]"' in html
    assert {context for context in contexts if context.startswith("lead.")} == {"lead.summary"}
    assert "leads/" not in html.split("<main")[1].split("</main>")[0].replace('href="/staff/leads', ""), "no forms"


async def change(client: StaffClient, reference: str, state: str, note: str = "", version: int | None = None) -> int:
    row = await lead_row(database_of(client.server), reference)
    known = row["version"] if version is None else version
    sent = {"version": str(known), "state": state, "note": note}
    return (await client.post(f"/staff/leads/{reference}/state", sent)).status


async def test_the_first_change_away_from_new_is_the_first_contact(
    coordinator: StaffClient, console_database: Database
) -> None:
    reference = await add_lead(console_database, age=9 * 86_400)
    assert "overdue" in await page(coordinator, reference)
    assert await change(coordinator, reference, "new", "No answer yet, trying again at noon") == 303
    assert (await lead_row(console_database, reference))["first_contact_at"] is None
    before = time.time()
    assert await change(coordinator, reference, "called", NOTE) == 303
    first = (await lead_row(console_database, reference))["first_contact_at"]
    assert before <= first <= time.time()
    assert await change(coordinator, reference, "booked") == 303
    row = await lead_row(console_database, reference)
    assert (row["status"], row["first_contact_at"]) == ("booked", first)
    html = await page(coordinator, reference)
    assert "overdue" not in html
    assert html.index("booked") < html.index(NOTE) < html.index("trying again at noon"), "newest first"
    assert await change(coordinator, reference, "new") == 303
    assert (await lead_row(console_database, reference))["first_contact_at"] is None, "put back, nobody has called"


async def test_notes_are_encrypted(coordinator: StaffClient, console_database: Database) -> None:
    reference = await add_lead(console_database)
    await change(coordinator, reference, "called", NOTE)
    lead_id = (await lead_row(console_database, reference))["id"]
    async with console_database.reading() as connection:
        query = sa.select(lead_history.c.note).where(lead_history.c.lead_id == lead_id)
        stored = (await connection.execute(query)).scalar_one()
    assert b"Wanda" not in stored
    assert console_database.cipher.decrypt(stored, "lead.note") == NOTE
    entry = (await audited(console_database, "lead.changed"))[-1]
    assert (entry["object"], json.loads(entry["details"])) == (reference, {"note": True, "state": "called"})


async def test_a_change_of_what_somebody_changed_meanwhile_is_refused(
    coordinator: StaffClient, admin: StaffClient, console_database: Database
) -> None:
    reference = await add_lead(console_database)
    assert await change(coordinator, reference, "called", version=0) == 303
    sent = {"version": "0", "state": "lost", "note": "Wrong number"}
    response = await admin.post(f"/staff/leads/{reference}/state", sent)
    html = unescape(await response.text())
    assert response.status == 409
    assert "Somebody changed this lead" in html
    assert ">Wrong number</textarea>" in html, "what was written is not lost"
    assert 'name="version" value="1"' in html
    assert (await lead_row(console_database, reference))["status"] == "called"
    response = await admin.post(f"/staff/leads/{reference}/assignee", {"version": "0", "assignee": ""})
    assert response.status == 409


async def test_a_lead_is_given_to_who_can_look_after_it(coordinator: StaffClient, console_database: Database) -> None:
    reference = await add_lead(console_database)
    own = await ensure_account(console_database, "cory", "coordinator")
    reviewer_id = await ensure_account(console_database, "rita", "reviewer")
    path = f"/staff/leads/{reference}/assignee"
    assert (await coordinator.post(path, {"version": "0", "assignee": str(reviewer_id)})).status == 400
    assert (await coordinator.post(path, {"version": "0", "assignee": str(own)})).status == 303
    assert (await lead_row(console_database, reference))["assignee"] == own
    assert "cory (you)" in await page(coordinator, reference)
    assert (await coordinator.post(path, {"version": "1", "assignee": ""})).status == 303
    assert (await lead_row(console_database, reference))["assignee"] is None


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"version": "0", "state": "won"}, 400),
        ({"version": "x", "state": "called"}, 400),
        ({"state": "called"}, 400),
        ({"version": "0", "state": "called", "note": "x" * 2001}, 422),
    ],
)
async def test_what_can_not_be_used_changes_nothing(
    coordinator: StaffClient, console_database: Database, sent: dict[str, str], status: int
) -> None:
    reference = await add_lead(console_database)
    assert (await coordinator.post(f"/staff/leads/{reference}/state", sent)).status == status
    row = await lead_row(console_database, reference)
    assert (row["status"], row["version"]) == ("new", 0)


async def test_reviewers_change_nothing(reviewer: StaffClient, console_database: Database) -> None:
    reference = await add_lead(console_database)
    assert await change(reviewer, reference, "called") == 403
    assert (await reviewer.post(f"/staff/leads/{reference}/assignee", {"version": "0"})).status == 403


async def test_a_lead_that_is_gone_and_a_transcript_that_is_gone(
    coordinator: StaffClient, console_database: Database
) -> None:
    assert (await coordinator.get("/staff/leads/BL-ZZZZ-ZZ")).status == 404
    sent = {"version": "0", "state": "called"}
    assert (await coordinator.post("/staff/leads/BL-ZZZZ-ZZ/state", sent)).status == 404
    reference = await add_lead(console_database)
    assert "The transcript has been deleted." in await page(coordinator, reference)
