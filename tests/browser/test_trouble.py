"""What people see when the network or the server fails."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Route

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_message_is_sent_again_until_it_arrives_and_handled_once(visitor: Visitor, site: TestServer) -> None:
    await visitor.open()
    await visitor.open_chat()
    await visitor.say("hello")
    lost = 0

    async def lose_twice(route: Route) -> None:
        nonlocal lost
        lost += 1
        if lost == 1:
            await route.abort()
        elif lost == 2:
            await route.fetch()  # it arrives, but the answer is lost
            await route.abort()
        else:
            await route.continue_()

    await visitor.page.route("**/chat/messages", lose_twice)
    box = visitor.page.get_by_role("textbox", name="Your message")
    await box.fill("tell me about sciatica")
    await box.press("Enter")
    await visitor.log.get_by_text("tell me about sciatica").wait_for()
    await visitor.log.get_by_text("nerve", exact=False).first.wait_for(timeout=30_000)
    await visitor.page.wait_for_timeout(4000)
    assert await visitor.log.get_by_text("tell me about sciatica", exact=True).count() == 1
    assert lost >= 3
    # The browser reports the lost requests; nothing else may have gone wrong.
    visitor.problems[:] = [problem for problem in visitor.problems if "ERR_FAILED" not in problem]


async def test_two_tabs_stay_in_step(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.open_chat()
    await visitor.say("hello")
    other = Visitor(await visitor.page.context.new_page(), visitor.address)
    await other.open("/?chat=open")
    await other.log.get_by_text("hello", exact=True).wait_for()
    await visitor.say("tell me about sciatica")
    await other.log.get_by_text("tell me about sciatica").wait_for()


async def test_what_people_type_is_shown_as_text(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.open_chat()
    await visitor.say("<img src=x onerror=alert(1)> [x](javascript:alert(1)) what is sciatica?")
    assert await visitor.log.locator("img").count() == 0
    assert await visitor.log.locator("a[href^='javascript']").count() == 0


async def test_the_chat_works_with_the_keyboard_alone(visitor: Visitor) -> None:
    await visitor.open()
    launcher = visitor.page.get_by_role("button", name="Chat with us")
    await launcher.focus()
    await visitor.page.keyboard.press("Enter")
    box = visitor.page.get_by_role("textbox", name="Your message")
    await box.wait_for()
    await visitor.page.wait_for_function("() => document.activeElement?.tagName === 'BACKLINE-CHAT'")
    async with visitor.page.expect_response("**/chat/messages"):
        await visitor.page.keyboard.type("hello")
        await visitor.page.keyboard.press("Enter")
    await visitor.page.keyboard.press("Escape")
    await launcher.wait_for()
    focused = "() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('aria-label')"
    assert await visitor.page.evaluate(focused) == "Chat with us"
