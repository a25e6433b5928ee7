"""Thumbs under an answer, with the keyboard alone."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visitor
from tests.helpers.axe import violations

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_answer_is_judged_with_the_keyboard(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.open()
    await visitor.open_chat()
    await visitor.say("what is spinal stenosis?")
    up, down = (page.get_by_role("button", name=name, exact=True) for name in ("Helpful", "Not helpful"))
    await up.focus()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.get_by_text("Thank you. Below, you can say what was wrong.").wait_for()
    assert await down.get_attribute("aria-pressed") == "true"
    assert await violations(page) == []
    # axe measures with inline styles, which the page refuses and the browser tells of.
    visitor.problems[:] = [problem for problem in visitor.problems if "inline style" not in problem]
    await visitor.picture("judging-1-why")
    await page.keyboard.press("Tab")
    await page.keyboard.type("too many words")
    await page.keyboard.press("Tab")
    async with page.expect_response("**/chat/feedback") as saved:
        await page.keyboard.press("Enter")
    assert (await saved.value).status == 200
    edit = page.get_by_role("button", name="Change what you wrote")
    await edit.wait_for()
    assert await edit.evaluate("node => node.getRootNode().activeElement === node")
    await page.reload()
    await edit.wait_for()
    assert await down.get_attribute("aria-pressed") == "true"
    await edit.focus()
    await page.keyboard.press("Enter")
    assert await page.get_by_role("textbox", name="What was wrong?").input_value() == "too many words"
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    await page.get_by_text("Thank you.", exact=True).wait_for()
    assert await up.get_attribute("aria-pressed") == "true"
    assert await down.get_attribute("aria-pressed") == "false"
    await visitor.picture("judging-2-up")


async def test_thumbs_are_large_enough_and_say_when_they_were_not_saved(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.open()
    await visitor.open_chat()
    await visitor.say("what is sciatica?")
    up = page.get_by_role("button", name="Helpful", exact=True)
    box = await up.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    await page.route("**/chat/feedback", lambda route: route.abort())
    await up.click()
    await visitor.log.get_by_text("That could not be saved. Please try again.").wait_for()
    assert await up.get_attribute("aria-pressed") == "false"
    assert visitor.problems
    visitor.problems.clear()  # the browser tells of the request that was cut off


async def test_nothing_is_asked_under_an_emergency_or_a_question(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.open_chat()
    await visitor.say("please call me back")
    await visitor.say("i have chest pain and my left arm is numb")
    assert await visitor.page.get_by_role("button", name="Helpful", exact=True).count() == 0
