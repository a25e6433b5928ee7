"""Learning in a real browser: with the keyboard alone, and clean under axe."""

from __future__ import annotations

import uuid

import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, expect
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

from backline.storage.corrections import dismiss, find_misunderstood
from backline.storage.database import Database
from backline.storage.tables import messages
from tests.console.test_learning_queue import say
from tests.helpers.axe import violations
from tests.helpers.staff import ConsolePages

pytestmark = pytest.mark.asyncio(loop_scope="session")

HOLD = "what makes a walrus sneeze at my kyphosis"


async def empty_queue(database: Database) -> None:
    async with database.transaction() as connection:
        found = await find_misunderstood(connection, below=0.9)
        await dismiss(connection, [message.id for message in found], None)


async def queue(page: Page) -> None:
    await page.goto("/staff/learning")
    await expect(page.get_by_text("Grouping by likeness")).to_have_count(0)


async def test_correct_see_and_export_with_the_keyboard_alone(
    server: TestServer, console_page: ConsolePages, console_database: Database
) -> None:
    await empty_queue(console_database)
    runners_up = '[["ask_risks", 0.3], ["chitchat", 0.2], ["ask_causes", 0.1]]'
    await say(server, HOLD, runners_up=runners_up)
    page = await console_page("reviewer")
    await queue(page)
    await expect(page.get_by_text(HOLD).first).to_be_visible()
    # Two keys: the intent, and Enter.
    await page.keyboard.press("s")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status").filter(has_text="Kept as examples: 1.")).to_be_visible()
    await expect(page.get_by_text("Nothing is waiting")).to_be_visible()
    await page.keyboard.press("c")
    row = page.get_by_role("row").filter(has_text=HOLD)
    await expect(row).to_contain_text("chitchat")
    await expect(row).to_contain_text("not yet")
    async with page.expect_download() as started:
        await page.keyboard.press("y")
    download = await started.value
    assert download.suggested_filename == "learned.yml"
    path = await download.path()
    examples = RasaYAMLReader().reads(path.read_text(encoding="utf-8")).intent_examples
    assert ("chitchat", HOLD) in {(each.get("intent"), each.get("text")) for each in examples}
    await page.reload()
    await expect(row).not_to_contain_text("not yet")


async def test_one_message_is_edited_warned_about_and_kept_in_place(
    server: TestServer, console_page: ConsolePages
) -> None:
    message = await say(server, "how do walruses sneeze. and what for")
    page = await console_page("reviewer")
    await page.goto(f"/staff/learning/messages/{message}")
    await page.keyboard.press("g")
    await page.keyboard.type("chitchat")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("2 sentences")
    await page.get_by_role("link", name="how do walruses sneeze").focus()
    await page.keyboard.press("Enter")
    line = page.get_by_label("Example", exact=True)
    await expect(line).to_have_value("how do walruses sneeze")
    await page.keyboard.press("e")
    await page.keyboard.press("End")
    await page.keyboard.type(" at noon")
    await page.keyboard.press("Escape")
    await page.keyboard.press("g")
    await page.keyboard.type("chitchat")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status").filter(has_text="Kept as an example of chitchat.")).to_be_visible()
    await page.get_by_role("button", name="Take it back").press("Enter")
    await expect(page.get_by_role("status").filter(has_text="Taken back.")).to_be_visible()


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 768), (False, 320)], ids=["light", "dark", "narrow"])
async def test_every_page_is_accessible_and_fits(
    server: TestServer, console_page: ConsolePages, console_database: Database, dark: bool, width: int
) -> None:
    await empty_queue(console_database)
    leak = await say(server, "kindly tell meaning of lumbar canal narrowing")
    await say(server, f"does {'w' * 60} hurt {uuid.uuid4().hex}")
    async with console_database.reading() as connection:
        query = sa.select(messages.c.conversation_id).where(messages.c.id == leak)
        conversation_id = (await connection.execute(query)).scalar_one()
    page = await console_page("reviewer", dark=dark, width=width)
    for path in (
        "/staff/learning",
        f"/staff/learning/messages/{leak}",
        "/staff/learning/corrections",
        f"/staff/conversations/{conversation_id}/test",
        "/staff/export",
    ):
        await page.goto(path)
        await expect(page.get_by_text("Grouping by likeness")).to_have_count(0)
        assert await violations(page) == [], path
        wide = """[...document.querySelectorAll("*")]
            .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .filter((each) => !each.closest(".scroll"))
            .map((each) => `${each.tagName} ${each.className}: ${each.textContent}`)"""
        width_now = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert await page.evaluate(width_now) <= 0, (path, await page.evaluate(wide))
