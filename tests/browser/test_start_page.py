"""The start page at the widths of phones, tablets and desks."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("width", [360, 768, 961, 1024, 1100, 1216, 1440])
async def test_every_part_of_the_back_can_be_seen_and_touched(site: TestServer, chromium: Browser, width: int) -> None:
    page = await chromium.new_page(viewport={"width": width, "height": 800})
    await page.goto(str(site.make_url("/")))
    ends = await page.locator(".hotspot").evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")
    assert len(ends) == 4
    assert max(ends) <= width
    await page.close()
