"""The real site in a real Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, async_playwright

from backline.settings import Settings
from tests.helpers.site import serve, with_folder

PICTURES = Path(__file__).resolve().parent.parent.parent / "test-results"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site(settings: Settings, model: Path) -> AsyncIterator[TestServer]:
    async with serve(with_folder(settings, "browser")) as server:
        yield server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.fail("There is no Chromium: 'make test' installs one, or set CHROMIUM to its path.")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        await browser.close()


class Visitor:
    """A page, and everything that went wrong on it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda message: message.type == "error" and self.problems.append(message.text))
        page.on("request", self._check)

    def _check(self, request: object) -> None:
        url: str = request.url  # type: ignore[attr-defined]
        if not url.startswith((self.address, "data:", "about:")):
            self.problems.append(f"request to another site: {url}")

    async def open(self, path: str = "/") -> None:
        await self.page.goto(self.address + path)

    async def open_chat(self) -> None:
        await self.page.get_by_role("button", name="Chat with us").click()
        await self.page.get_by_role("textbox", name="Your message").wait_for()

    async def say(self, text: str) -> str:
        """Type ``text`` and wait for the answer; returns what the assistant said."""
        box = self.page.get_by_role("textbox", name="Your message")
        await box.fill(text)
        return await self._answer_to(box.press("Enter"))

    async def press(self, title: str) -> str:
        """Press a quick reply and wait for the answer."""
        return await self._answer_to(self.page.get_by_role("button", name=title, exact=True).last.click())

    async def _answer_to(self, doing: object) -> str:
        async with self.page.expect_response("**/chat/messages") as response:
            await doing  # type: ignore[misc]
        messages = (await (await response.value).json())["messages"]
        said = [message["text"] for message in messages if message["from"] == "bot"]
        last_words = said[-1].split("\n")[-1].replace("**", "").removeprefix("- ")
        await self.log.get_by_text(last_words).last.wait_for()
        return "\n".join(said)

    @property
    def log(self):
        return self.page.get_by_role("log", name="Conversation")

    async def picture(self, name: str) -> None:
        PICTURES.mkdir(exist_ok=True)
        await self.page.screenshot(path=PICTURES / f"{name}.png")

    async def is_too_wide(self) -> bool:
        width = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        return bool(await self.page.evaluate(width))


@pytest.fixture
def size() -> tuple[int, int]:
    return 1280, 800


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(site: TestServer, chromium: Browser, size: tuple[int, int]) -> AsyncIterator[Visitor]:
    context = await chromium.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    visitor = Visitor(await context.new_page(), str(site.make_url("")).rstrip("/"))
    visitor.page.set_default_timeout(15_000)
    yield visitor
    await context.close()
    assert visitor.problems == []
