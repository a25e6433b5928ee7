"""Care for data: who may, holds and their reasons, looking a person up, and the file for them."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from playwright.async_api import expect

from backline.storage.database import Database
from tests.helpers.axe import violations
from tests.helpers.leads import add_conversation, add_lead, audited, lead_row
from tests.helpers.staff import ConsolePages, StaffClient

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_only_administrators_care_for_data(
    reviewer: StaffClient, coordinator: StaffClient, console_database: Database
) -> None:
    reference = await add_lead(console_database)
    for client in (reviewer, coordinator):
        assert (await client.get("/staff/data")).status == 403
        for path, sent in (
            ("hold", {"kind": "lead", "id": reference, "reason": "x"}),
            ("person", {"who": reference}),
            ("person/export", {"person": "x"}),
            ("person/erase", {"person": "x", "typed": reference}),
        ):
            assert (await client.post(f"/staff/data/{path}", sent)).status == 403
        assert "Legal hold" not in await client.get_text(f"/staff/leads/{reference}")


async def test_a_hold_is_set_with_a_masked_reason_and_lifted(
    admin: StaffClient, reviewer: StaffClient, console_database: Database
) -> None:
    reference = await add_lead(console_database, name="Xanthe Brightwater")
    reason = "Letter of Brightwater's lawyer,\n 415 555 0134"
    response = await admin.post("/staff/data/hold", {"kind": "lead", "id": reference, "reason": reason})
    assert (response.status, response.headers["Location"]) == (303, f"/staff/leads/{reference}")
    stored = (await lead_row(console_database, reference))["hold_reason"]
    assert stored == "Letter of [name]'s lawyer, [phone]"
    assert stored in unescape(await admin.get_text("/staff/data"))
    assert stored in unescape(await reviewer.get_text(f"/staff/leads/{reference}")), "everybody sees that it is held"
    entry = (await audited(console_database, "hold.set"))[-1]
    assert (entry["object"], json.loads(entry["details"])) == (reference, {"kind": "lead"})
    response = await admin.post("/staff/data/hold", {"kind": "lead", "id": reference, "lift": "yes", "back": "data"})
    assert response.headers["Location"] == "/staff/data"
    assert (await lead_row(console_database, reference))["hold_reason"] is None
    assert (await audited(console_database, "hold.lifted"))[-1]["object"] == reference


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"kind": "lead", "id": "BL-NONE-00", "reason": "x"}, 404),
        ({"kind": "staff", "id": "1", "reason": "x"}, 400),
        ({"kind": "lead", "id": "BL-NONE-00", "reason": " "}, 400),
        ({"kind": "lead", "id": "BL-NONE-00", "reason": "x" * 301}, 400),
    ],
)
async def test_a_hold_that_can_not_be(admin: StaffClient, sent: dict[str, str], status: int) -> None:
    assert (await admin.post("/staff/data/hold", sent)).status == status


@pytest.mark.parametrize(
    ("who", "status", "says"),
    [("two words", 422, "neither a reference number"), ("415 555 0198", 404, "Nothing is kept of that person")],
)
async def test_a_look_up_that_finds_nobody_says_so(admin: StaffClient, who: str, status: int, says: str) -> None:
    response = await admin.post("/staff/data/person", {"who": who})
    assert response.status == status
    assert says in unescape(await response.text())


async def test_a_person_gets_all_that_is_kept_as_a_file(admin: StaffClient, console_database: Database) -> None:
    await add_conversation(console_database, "data-export", "I am Wanda Quill, my knee hurts")
    reference = await add_lead(console_database, conversation_id="data-export", phone="+14155550188")
    await admin.post("/staff/conversations/data-export/notes", {"text": "a note of staff", "list": ""})
    page = unescape(await (await admin.post("/staff/data/person", {"who": "415-555-0188"})).text())
    assert reference in page
    entry = (await audited(console_database, "person.found"))[-1]
    assert (entry["object"], json.loads(entry["details"])) == (reference, {"by": "phone"})
    sealed = re.search(r'name="person" value="([^"]+)"', page)
    assert sealed
    response = await admin.post("/staff/data/person/export", {"person": sealed[1]})
    assert response.status == 200
    assert f"data-of-{reference}" in response.headers["Content-Disposition"]
    text = await response.text()
    document = json.loads(text)
    assert document["requests"][0]["name"] == "Wanda Quill"
    assert document["conversations"][0]["messages"][0]["text"] == "I am Wanda Quill, my knee hurts"
    assert "a note of staff" not in text
    assert (await audited(console_database, "person.exported"))[-1]["object"] == reference


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 768), (False, 320)])
async def test_the_pages_are_accessible_and_fit(
    console_page: ConsolePages, console_database: Database, dark: bool, width: int
) -> None:
    await add_conversation(console_database, f"data-{width}")
    reference = await add_lead(console_database, conversation_id=f"data-{width}", phone=f"+1415555{width:04}")
    page = await console_page("admin", dark=dark, width=width)
    too_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    await page.goto(f"/staff/leads/{reference}")
    await page.get_by_label("Reason").fill("A letter of a lawyer")
    await page.get_by_role("button", name="Put on hold").click()
    await expect(page.get_by_role("button", name="Lift the hold")).to_be_visible()
    for step in ("data", "held", "free"):
        await page.goto("/staff/data")
        if step == "free":
            lift = page.get_by_role("button", name=f"Lift the hold on lead {reference}")
            await lift.click()
            await expect(lift).to_have_count(0)
        if step != "data":
            await page.keyboard.press("/")
            await page.keyboard.type(reference)
            await page.keyboard.press("Enter")
            await expect(page.get_by_role("heading", level=1)).to_contain_text(reference)
        assert await violations(page) == [], step
        assert not await page.evaluate(too_wide), step
    async with page.expect_download() as download:
        await page.keyboard.press("e")
    assert reference in (await download.value).suggested_filename
    await page.get_by_label(f"Type {reference} to confirm").fill(reference)
    await page.get_by_role("button", name="Erase for good").click()
    await expect(page.get_by_text("Nothing of it is left")).to_be_visible()
    assert await violations(page) == []
