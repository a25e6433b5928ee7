"""The sign-in page in a real browser."""

from __future__ import annotations

import pytest

from tests.helpers.axe import violations
from tests.helpers.staff import ConsolePages

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("dark", [False, True])
async def test_signing_in_is_accessible(console_page: ConsolePages, dark: bool) -> None:
    page = await console_page(None, dark=dark)
    await page.goto("/staff/sign-in")
    assert await violations(page) == []


async def test_axe_finds_what_is_wrong(console_page: ConsolePages) -> None:
    page = await console_page("reviewer")
    await page.goto("/staff/conversations")
    assert await page.get_by_role("heading", level=1).inner_text() == "Conversations"
    await page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    assert [line for line in await violations(page) if line.startswith("label:")]
