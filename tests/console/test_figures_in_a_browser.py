"""The figures page in a real browser: keys, axe, dark, a narrow screen."""

from __future__ import annotations

import pytest

from tests.helpers.axe import violations
from tests.helpers.site import Browser
from tests.helpers.staff import ConsolePages

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


async def some_conversations(patient: Browser) -> None:
    await patient.open_chat()
    await patient.say("what is spinal stenosis?")
    await patient.say("can you suggest some exercises")
    await patient.open_chat(new=True)
    await patient.say("i had cancer years ago and the pain wakes me every night")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
async def test_the_page_is_accessible_and_fits(
    console_page: ConsolePages, patient: Browser, dark: bool, width: int
) -> None:
    await some_conversations(patient)
    page = await console_page("reviewer", dark=dark, width=width)
    await page.goto("/staff/figures")
    await page.get_by_text("Day by day").click()
    for more in await page.get_by_text("more", exact=False).all():
        if await more.evaluate("node => node.tagName") == "SUMMARY":
            await more.click()
    assert await violations(page) == []
    assert not await page.evaluate(TOO_WIDE)
    await page.goto("/staff/figures?from=2020-01-01&to=2020-01-02")
    assert await violations(page) == []
    assert not await page.evaluate(TOO_WIDE)


async def test_a_number_leads_to_its_conversations_by_keys_alone(console_page: ConsolePages, patient: Browser) -> None:
    await some_conversations(patient)
    page = await console_page("reviewer")
    await page.goto("/staff/conversations")
    await page.keyboard.press("4")
    await page.wait_for_url("**/staff/figures")
    await page.keyboard.press("w")
    await page.wait_for_url("**/staff/figures?days=7")
    assert await page.get_by_role("link", name="7 days").get_attribute("aria-current") == "true"
    await page.keyboard.press("d")
    await page.get_by_role("table", name="Figures of each day").wait_for()
    number = page.get_by_role("link", name="Urgent warning signs:")
    for _ in range(20):
        await page.keyboard.press("Shift+Tab")
        if await number.evaluate("node => node === document.activeElement"):
            break
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/staff/conversations?from=*red_flag=urgent")


async def test_days_and_channel_are_chosen_in_the_form(console_page: ConsolePages, patient: Browser) -> None:
    await some_conversations(patient)
    page = await console_page("coordinator")
    await page.goto("/staff/figures")
    await page.get_by_role("combobox", name="Channel").select_option("web")
    await page.get_by_label("From", exact=True).fill("2026-01-05")
    await page.get_by_label("To", exact=True).fill("2026-01-06")
    await page.get_by_role("button", name="Show").click()
    await page.get_by_text("No conversation began in these days on this channel").wait_for()
    assert "from=2026-01-05&to=2026-01-06&channel=web" in page.url


async def test_each_plot_has_a_name_and_says_what_it_shows(console_page: ConsolePages, patient: Browser) -> None:
    await some_conversations(patient)
    page = await console_page("reviewer")
    await page.goto("/staff/figures?days=7")
    plot = page.get_by_role("img", name="Conversations By day from")
    assert await plot.count() == 1
    ids = await page.evaluate("[...document.querySelectorAll('[id]')].map(node => node.id)")
    assert len(ids) == len(set(ids))
