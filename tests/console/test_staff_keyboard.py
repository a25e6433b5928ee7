"""Accounts, second factor and the audit log in a real browser: by keyboard alone, and accessible."""

from __future__ import annotations

import itertools
import time

import pyotp
import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Page

from backline.console.one_time_codes import STEP_SECONDS
from backline.storage.staff_links import make_link
from tests.helpers.axe import violations
from tests.helpers.clock import move_on
from tests.helpers.staff import PASSWORD, ConsolePages, database_of, ensure_account

pytestmark = pytest.mark.asyncio(loop_scope="session")
_numbers = itertools.count(1)
both = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


async def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control with that name has the focus, as somebody without a mouse would."""
    control = page.locator(
        f"xpath=//*[self::button or self::a or self::summary][normalize-space()='{name}']"
        f" | //label[starts-with(normalize-space(), '{name}')]//input"
    )
    for _ in range(60):
        if await control.evaluate_all("(found) => found.includes(document.activeElement)"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"'{name}' is not reached by Tab on {page.url}")


async def type_into(page: Page, name: str, text: str) -> None:
    await tab_to(page, name)
    await page.keyboard.type(text)


async def press(page: Page, name: str) -> None:
    await tab_to(page, name)
    await page.keyboard.press("Enter")


async def fits(page: Page) -> bool:
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return not await page.evaluate(wide)


async def look_at(page: Page, text: str) -> None:
    """Wait for the page that says ``text``, and check it."""
    await page.get_by_text(text).first.wait_for()
    assert await violations(page) == []
    assert await fits(page)


async def sign_in(page: Page, name: str) -> None:
    await page.goto("/staff/sign-in?next=/staff/account")
    await type_into(page, "Name", name)
    await type_into(page, "Password", PASSWORD)
    await page.keyboard.press("Enter")


async def test_a_second_factor_is_added_and_used_with_the_keyboard_alone(
    console_page: ConsolePages, server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"keys-{next(_numbers)}"
    await ensure_account(database_of(server), name, "reviewer")
    page = await console_page(None)
    await sign_in(page, name)
    await page.get_by_role("heading", name="Your account").wait_for()
    await tab_to(page, "Change the password")
    await type_into(page, "Password", PASSWORD)
    await press(page, "Add a second factor")
    await page.get_by_role("img", name="Code to scan").wait_for()
    totp = pyotp.TOTP((await page.locator("#secret").inner_text()).replace(" ", ""))
    await type_into(page, "Code that the app shows now", totp.now())
    await press(page, "Turn it on")
    await page.get_by_role("heading", name="Recovery codes").wait_for()
    recovery = await page.locator(".codes code").first.inner_text()
    await press(page, "I have kept them")
    await page.get_by_text("10 recovery codes left").wait_for()

    for code in ("of the app", recovery):
        await press(page, "Sign out")
        await page.get_by_role("heading", name="Sign in").wait_for()
        await sign_in(page, name)
        await page.get_by_role("heading", name="Your code").wait_for()
        assert await page.evaluate("document.activeElement.name") == "code"
        if code == "of the app":
            # The code that turned it on was used; the next one counts.
            move_on(monkeypatch, STEP_SECONDS)
            code = totp.at(int(time.time()) + STEP_SECONDS)
        await page.keyboard.type(code)
        await page.keyboard.press("Enter")
        await page.get_by_role("heading", name="Your account").wait_for()
    await page.get_by_text("9 recovery codes left").wait_for()


async def test_the_log_is_verified_and_searched_with_keys(console_page: ConsolePages) -> None:
    page = await console_page("admin")
    await page.goto("/staff/account")
    await page.keyboard.press("7")
    await page.get_by_role("heading", name="Audit log").wait_for()
    await page.keyboard.press("v")
    await page.get_by_text("The log is whole").wait_for()
    await page.keyboard.press("/")
    await page.keyboard.type("nobody")
    await page.keyboard.press("Enter")
    await page.get_by_text("No entry fits this filter.").wait_for()


@both
async def test_the_steps_of_signing_in_are_accessible(
    console_page: ConsolePages, server: TestServer, dark: bool
) -> None:
    database, name = database_of(server), f"keys-{next(_numbers)}"
    id_ = await ensure_account(database, name, "reviewer")
    async with database.transaction() as connection:
        token = await make_link(connection, id_, 60.0)
    page = await console_page(None, dark=dark, width=320)
    for path in (f"/staff/join/{token}", "/staff/join/used", "/staff/sign-in?joined=1"):
        await page.goto(path)
        assert await violations(page) == []
        assert await fits(page)
    await page.get_by_label("Name").fill(name)
    await page.get_by_label("Password").fill("not the password")
    await page.keyboard.press("Enter")
    await page.get_by_role("alert").get_by_text("do not match").wait_for()
    assert await violations(page) == []
    await sign_in(page, name)
    await look_at(page, "Your account")
    await page.get_by_label("Password", exact=True).last.fill(PASSWORD)
    await page.get_by_role("button", name="Add a second factor").click()
    await look_at(page, "Turn it on")
    totp = pyotp.TOTP((await page.locator("#secret").inner_text()).replace(" ", ""))
    await page.get_by_label("Code that the app shows now").fill(totp.now())
    await page.keyboard.press("Enter")
    await look_at(page, "Recovery codes")
    await page.goto("/staff/account")
    await look_at(page, "10 recovery codes left")
    await page.get_by_role("button", name="Sign out").click()
    await page.get_by_role("heading", name="Sign in").wait_for()
    await sign_in(page, name)
    await look_at(page, "Your code")


@both
async def test_the_pages_of_administrators_are_accessible(
    console_page: ConsolePages, server: TestServer, dark: bool
) -> None:
    page = await console_page("admin", dark=dark)
    for width in (1280, 768, 320):
        await page.set_viewport_size({"width": width, "height": 800})
        await page.goto("/staff/accounts")
        assert await violations(page) == []
        assert await fits(page)
        await page.get_by_label("Name", exact=True).fill(f"keys-{next(_numbers)}-{width}")
        await page.get_by_role("button", name="Add and show the link").click()
        await page.get_by_role("textbox", name="Link").wait_for()
        assert await violations(page) == []
        await page.get_by_label("Name", exact=True).fill("ä")
        await page.get_by_role("button", name="Add and show the link").click()
        await page.get_by_role("alert").wait_for()
        assert await violations(page) == []
        for path in ("/staff/audit", "/staff/audit?staff=nobody"):
            await page.goto(path)
            assert await violations(page) == []
            assert await fits(page)
        await page.get_by_role("button", name="Verify the log").click()
        await page.get_by_text("The log is whole").wait_for()
        assert await violations(page) == []
