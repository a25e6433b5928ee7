"""The whole conversation, from the first question to the reference number, and the lead in the database."""

from __future__ import annotations

import re

import pytest
from aiohttp.test_utils import TestServer

from backline.storage.leads import find_lead
from backline.web.keys import database_key
from tests.browser.conftest import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("size", [(1280, 800), (360, 740)], ids=["desktop", "phone"])
async def test_a_person_gets_answers_exercises_and_a_reference_number(
    visitor: Visitor, site: TestServer, size: tuple[int, int]
) -> None:
    name = f"main-job-{size[0]}"
    await visitor.open()
    assert not await visitor.is_too_wide()
    await visitor.picture(f"{name}-1-home")
    await visitor.open_chat()
    assert "narrow" in await visitor.say("what is spinal stenosis?")
    assert "therapy" in await visitor.say("and how is it treated?")
    await visitor.picture(f"{name}-2-answer")

    await visitor.say("can you suggest some exercises")
    await visitor.press("None of these")
    await visitor.press("Lower back")
    await visitor.say("about 3 months")
    await visitor.say("sitting for long")
    plan = await visitor.press("None of these")
    assert "exercises" in plan
    cards = visitor.log.locator("details.card")
    assert 4 <= await cards.count() <= 6
    await cards.first.locator("summary").click()
    await visitor.picture(f"{name}-3-plan")

    review = await visitor.say("I did physical therapy for 4 months and had an injection but it did not help")
    assert "How often" in review
    assert "suddenly" in await visitor.press("Once or twice a week")
    assert "past week" in await visitor.press("No")
    await visitor.press("A lot (7)")
    await visitor.press("A little (3)")
    assert "operation" in await visitor.press("A little (3)")
    assert "surgery" in await visitor.press("A scan")
    assert "name" in await visitor.say("yes please")
    await visitor.say("Ann Lee")
    assert "inimally" in await visitor.say("what is minimally invasive surgery?")
    await visitor.say("415 555 0134")
    await visitor.say("in the mornings")
    await visitor.say("pain when sitting, nothing helps")
    await visitor.press("Yes, that is OK")
    read_back = await visitor.say("no, my number is 415 555 0199")
    assert "555-0199" in read_back
    assert "This is what the clinic will read" in read_back
    await visitor.picture(f"{name}-4-read-back")
    done = await visitor.press("Yes, send it")
    await visitor.picture(f"{name}-5-done")
    assert not await visitor.is_too_wide()

    reference = re.search(r"BL-[0-9A-Z]+-[0-9A-Z]+", done)
    assert reference
    database = site.app[database_key]
    async with database.transaction() as connection:
        lead = await find_lead(connection, database.cipher, reference[0])
    assert lead is not None
    assert (lead.name, lead.phone, lead.reach) == ("Ann Lee", "+14155550199", "in the mornings")
    assert "physical therapy" in lead.summary
    assert lead.consent_version


async def test_the_conversation_survives_a_reload(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.open_chat()
    await visitor.say("I would like an appointment")
    await visitor.page.reload()
    await visitor.log.get_by_text("I would like an appointment").wait_for()
    assert "reach you" in await visitor.say("Ann Lee")


async def test_an_emergency_shows_the_number_to_tap(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.open_chat()
    await visitor.say("i cant hold my pee since this morning and both legs are numb")
    await visitor.log.get_by_role("link", name="Call 911").wait_for()
    assert await visitor.log.get_by_role("link", name="Call 911").get_attribute("href") == "tel:911"
    await visitor.picture("emergency-1280")


async def test_a_question_on_the_page_opens_the_chat_and_asks_it(visitor: Visitor) -> None:
    await visitor.open()
    async with visitor.page.expect_response("**/chat/messages"):
        await visitor.page.locator("[data-ask*='stenosis' i]").first.click()
    await visitor.log.get_by_text("narrow", exact=False).first.wait_for()
