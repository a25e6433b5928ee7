"""Leads in a real browser: the whole path by keyboard, the refresh, and accessibility."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from backline.storage.database import Database
from tests.helpers.axe import violations
from tests.helpers.leads import add_conversation, add_lead, lead_row
from tests.helpers.staff import ConsolePages

pytestmark = pytest.mark.asyncio(loop_scope="session")
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


async def test_a_lead_is_called_noted_and_read_by_keyboard_alone(
    console_page: ConsolePages, console_database: Database
) -> None:
    await add_conversation(console_database, "leads-by-key", "numb foot since spring")
    reference = await add_lead(console_database, urgent=True, conversation_id="leads-by-key")
    page = await console_page("admin")
    await page.goto("/staff/conversations")
    await page.keyboard.press("2")
    await page.wait_for_url("**/staff/leads")
    await page.keyboard.press("j")
    for _ in range(60):
        if await page.evaluate("document.activeElement.id") == f"lead-{reference}":
            break
        await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**/staff/leads/{reference}")
    await page.keyboard.press("n")
    await page.keyboard.type("Called: she can come on Tuesday")
    await page.keyboard.press("Escape")
    await page.keyboard.press("c")
    await expect(page.get_by_text("Called: she can come on Tuesday")).to_be_visible()
    assert (await lead_row(console_database, reference))["status"] == "called"
    await page.keyboard.press("m")
    await expect(page.get_by_role("button", name="Assign to me")).to_have_count(0)
    await page.keyboard.press("t")
    await page.wait_for_url("**/staff/conversations/leads-by-key")
    await expect(page.get_by_text("numb foot since spring")).to_be_visible()


async def test_the_list_refreshes_without_losing_the_focus(
    console_page: ConsolePages, console_database: Database
) -> None:
    kept = await add_lead(console_database, urgent=True)
    page = await console_page("coordinator")
    await page.clock.install()
    await page.goto("/staff/leads")
    await page.locator(f"#lead-{kept}").focus()
    new = await add_lead(console_database, urgent=True)
    await page.clock.run_for(31_000)
    await expect(page.locator(f"#lead-{new}")).to_be_visible()
    assert await page.evaluate("document.activeElement.id") == f"lead-{kept}"
    assert "new" in await page.title()
    await expect(page.locator("#said")).to_contain_text("The list of leads has changed")
    async with page.expect_response("**/staff/leads/rows?*") as unchanged:
        await page.clock.run_for(31_000)
    assert (await unchanged.value).status == 204
    await expect(page.locator(f"#lead-{new}")).to_be_visible()


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 768), (False, 320), (True, 320)])
async def test_list_and_lead_are_accessible_and_fit(
    console_page: ConsolePages, console_database: Database, dark: bool, width: int
) -> None:
    reference = await add_lead(
        console_database, urgent=True, age=9 * 86_400, email="a.very.long.address.of.somebody@department.example.com"
    )
    page = await console_page("admin", dark=dark, width=width)
    for path in ("/staff/leads", f"/staff/leads/{reference}", "/staff/leads?state=lost&from=1999-01-01&to=1999-01-02"):
        await page.goto(path)
        assert await violations(page) == [], path
        assert not await page.evaluate(TOO_WIDE), path


async def test_an_empty_list_says_why(console_page: ConsolePages) -> None:
    page = await console_page("reviewer")
    await page.goto("/staff/leads?from=1999-01-01&to=1999-01-02")
    await expect(page.get_by_text("No lead fits these filters.")).to_be_visible()
    await expect(page.get_by_role("link", name="Download as CSV")).to_have_count(0)
