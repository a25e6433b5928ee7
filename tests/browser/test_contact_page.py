"""The contact form as a page, sent by a real browser, with and without JavaScript."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser

from backline.storage.leads import find_lead
from backline.web.keys import database_key

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("javascript", [True, False])
async def test_the_form_is_sent_and_kept(site: TestServer, chromium: Browser, javascript: bool) -> None:
    context = await chromium.new_context(java_script_enabled=javascript, viewport={"width": 360, "height": 740})
    page = await context.new_page()
    await page.goto(str(site.make_url("/contact")))
    await page.locator("#name").fill("Ann Lee")
    await page.locator("#phone").fill("415 555 0134")
    await page.locator("#reach").fill("mornings")
    await page.locator("#reason").fill("My lower back hurts.")
    await page.locator("#consent").check()
    await page.locator("form.form button[type=submit]").click()
    reference = await page.locator(".reference strong").inner_text()
    database = site.app[database_key]
    async with database.transaction() as connection:
        lead = await find_lead(connection, database.cipher, reference)
    assert lead is not None
    assert lead.name == "Ann Lee"
    await context.close()
