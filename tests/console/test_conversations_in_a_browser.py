"""Reviewing with the keyboard alone, live updates, and what axe-core says."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import PICTURES
from tests.console.test_conversation_list import chat, new_word
from tests.helpers.axe import violations
from tests.helpers.site import Browser
from tests.helpers.staff import ConsolePages

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def is_too_wide(page: Page) -> bool:
    return bool(await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


async def test_the_main_review_path_needs_no_mouse(patient: Browser, console_page: ConsolePages) -> None:
    word = new_word("puffin")
    await chat(patient, f"hello {word}", "what is spinal stenosis?")
    async with Browser(patient.client.server) as other:
        await chat(other, f"good morning {word}")
    page = await console_page("reviewer")
    keys = page.keyboard
    await page.goto("/staff/conversations")
    await keys.press("/")
    await expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
    await keys.type(word)
    await keys.press("Enter")
    await page.wait_for_url(f"**?q={word}")
    # Tag both, so that a list holds just these two.
    for line in range(2):
        for _ in range(line + 1):
            await keys.press("j")
        await keys.press("Enter")
        await page.wait_for_url("**/staff/conversations/web-*")
        await keys.press("t")
        await keys.type(f"from {word[:12]}")
        await keys.press("Enter")
        await expect(page.get_by_role("link", name=f"from {word[:12]}")).to_be_visible()
        await keys.press("u")
        await page.wait_for_url("**/staff/conversations?*")
    await page.goto(f"/staff/conversations?tag=from+{word[:12]}")
    await expect(page.locator("a.line")).to_have_count(2)

    await keys.press("j")
    await keys.press("j")
    await expect(page.locator("a.line").nth(1)).to_be_focused()
    await keys.press("k")
    await keys.press("Enter")
    await page.wait_for_url("**/staff/conversations/web-*")
    first = page.url
    await keys.press("d")
    await page.wait_for_function("first => location.href !== first", arg=first)
    await expect(page.get_by_text("what is spinal stenosis?")).to_be_visible()

    await keys.press("e")
    await expect(page.get_by_text("Runners-up")).to_be_visible()
    await keys.press("w")
    await expect(page.get_by_role("textbox", name="Why is it wrong?").last).to_be_focused()
    await keys.type("Too long")
    await keys.press("Enter")
    await expect(page.get_by_text("Wrong because: Too long")).to_be_visible()
    await keys.press("n")
    await keys.type("Good example of a question")
    await keys.press("Tab")
    await keys.press("Enter")
    await expect(page.get_by_text("Good example of a question")).to_be_visible()
    await keys.press("a")
    await expect(page.get_by_role("combobox", name="Assigned to")).to_have_value(re.compile(r"\d+"))
    await keys.press("x")
    await expect(page.get_by_role("button", name="Done", exact=True)).to_have_attribute("aria-pressed", "true")
    await keys.press("k")
    await page.wait_for_url(re.compile(re.escape(first.split("?")[0])))


async def test_single_keys_are_explained_and_can_be_turned_off(console_page: ConsolePages) -> None:
    page = await console_page("reviewer")
    await page.goto("/staff/conversations")
    await page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys on this page")
    await expect(dialog).to_be_visible()
    await expect(dialog.get_by_text("Next line")).to_be_visible()
    assert await violations(page) == []
    await dialog.get_by_role("checkbox").check()
    await page.keyboard.press("Escape")
    await page.keyboard.press("/")
    await expect(page.get_by_role("searchbox", name="Search")).not_to_be_focused()


async def test_new_turns_appear_by_themselves(patient: Browser, console_page: ConsolePages) -> None:
    word = new_word("kestrel")
    page = await console_page("reviewer")
    await page.goto("/staff/conversations")
    async with page.expect_response("**/staff/live"):
        await page.reload()
    count = page.get_by_text(re.compile(r"^\d+ conversations?$"))
    before = int((await count.inner_text()).split()[0])
    await chat(patient, f"hello {word}")
    await expect(count).to_have_text(re.compile(rf"^{before + 1} "))
    line = page.locator("a.line", has_text=word)
    await expect(line).to_be_visible()
    await line.focus()
    async with Browser(patient.client.server) as other:
        await chat(other, f"good day {word}")
    await expect(page.locator("a.line", has_text=word)).to_have_count(2)
    await expect(page.locator("a.line", has_text=f"hello {word}")).to_be_focused()

    async with page.expect_response("**/staff/live"):
        await line.filter(has_text="hello").click()
    await patient.say("what is sciatica?")
    await expect(page.get_by_text("what is sciatica?")).to_be_visible()
    await expect(page.get_by_role("status")).to_have_text(re.compile("new messages"))
    # Each once, however often the page is told.
    await patient.say("thank you")
    await expect(page.locator(".message", has_text="thank you")).to_have_count(1)


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 1280), (False, 768), (False, 320)])
async def test_the_pages_are_accessible(patient: Browser, console_page: ConsolePages, dark: bool, width: int) -> None:
    word = new_word("curlew")
    await chat(patient, f"{word} I lost control of my bladder and my groin is numb", "is that bad?")
    page = await console_page("reviewer", dark=dark, width=width)
    PICTURES.mkdir(exist_ok=True)
    for name, address in (
        ("list", "/staff/conversations"),
        ("filters", "/staff/conversations?red_flag=any&status=new&from=2020-01-01"),
        ("search", f"/staff/conversations?q={word}"),
        ("nothing", "/staff/conversations?q=nobodysaidthis"),
    ):
        await page.goto(address)
        await page.screenshot(path=PICTURES / f"console-{name}-{width}{'-dark' if dark else ''}.png")
        assert await violations(page) == [], name
        assert not await is_too_wide(page), name
    await page.goto(f"/staff/conversations?q={word}")
    await page.locator("a.line").first.click()
    # Until the page is loaded whole, "What happened" is a plain link, to a page of its own.
    await page.wait_for_url("**/staff/conversations/web-*")
    await page.locator("a.details").first.click()
    await expect(page.get_by_text("found by").first).to_be_visible()
    await page.locator(".wrong-form summary").first.click()
    await page.screenshot(path=PICTURES / f"console-conversation-{width}{'-dark' if dark else ''}.png")
    assert await violations(page) == []
    assert not await is_too_wide(page)
