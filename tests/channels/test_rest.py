from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.site import Browser

pytestmark = pytest.mark.asyncio(loop_scope="session")

WEBHOOK = "/webhooks/rest/webhook"


async def send(browser: Browser, sender: str, message: str, **more: Any) -> list[dict[str, Any]]:
    response = await browser.post(WEBHOOK, {"sender": sender, "message": message, **more})
    assert response.status == 200, await response.text()
    answer: list[dict[str, Any]] = await response.json()
    return answer


async def test_it_answers_as_rasa_does(browser: Browser) -> None:
    replies = await send(browser, "ann", "what is sciatica?")
    assert replies
    assert all(reply["recipient_id"] == "ann" for reply in replies)
    assert all(isinstance(reply["text"], str) and reply["text"] for reply in replies)


async def test_a_payload_sent_back_presses_the_button(browser: Browser) -> None:
    replies = await send(browser, "bert", "hello")
    payload = next(b["payload"] for r in replies for b in r.get("buttons", []) if b["title"] == "Contact the clinic")
    assert not payload.startswith("/")
    replies = await send(browser, "bert", payload)
    assert any("name" in reply["text"] for reply in replies)


async def test_the_link_of_a_plan_opens_its_page(browser: Browser) -> None:
    for message in ("exercises for my lower back please, 4 months, sitting is hard", "none of these", "none"):
        replies = await send(browser, "cora", message)
    (link,) = [link["href"] for reply in replies for link in reply.get("custom", {}).get("links", [])]
    assert link.startswith("http")
    page = await browser.client.get("/plan/" + link.partition("/plan/")[2])
    assert page.status == 200
    assert "Your exercises" in await page.text()


async def test_two_senders_have_two_conversations(browser: Browser) -> None:
    await send(browser, "carl", "I want an appointment")
    replies = await send(browser, "dora", "Dora Miller")
    assert not any("reach you" in reply["text"] for reply in replies)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"message": "hi"},
        {"sender": "", "message": "hi"},
        {"sender": "  ", "message": "hi"},
        {"sender": None, "message": "hi"},
        {"sender": 5, "message": "hi"},
        {"sender": "x" * 300, "message": "hi"},
        {"sender": "ann"},
        {"sender": "ann", "message": ""},
        {"sender": "ann", "message": ["hi"]},
        {"sender": "ann", "message": "x" * 2001},
        {"sender": "ann", "message": "hi", "message_id": 7},
        [],
        [{"sender": "ann", "message": "hi"}],
        "hi",
    ],
)
async def test_what_is_wrong_is_a_400_with_a_sentence(browser: Browser, body: Any) -> None:
    response = await browser.post(WEBHOOK, body)
    assert response.status == 400
    assert (await response.json())["error"].endswith(".")


async def test_no_json_is_a_400(browser: Browser) -> None:
    response = await browser.client.post(WEBHOOK, data=b"sender=ann")
    assert response.status == 400


async def test_the_same_message_id_is_answered_again_and_handled_once(browser: Browser) -> None:
    first = await send(browser, "emil", "hello", message_id="m1")
    assert await send(browser, "emil", "hello", message_id="m1") == first
    assert await send(browser, "emil", "hello", message_id="m2") != first, "a second hello is greeted differently"


async def test_the_channel_says_that_it_is_there(browser: Browser) -> None:
    response = await browser.client.get("/webhooks/rest/")
    assert await response.json() == {"status": "ok"}
