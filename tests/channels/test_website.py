from __future__ import annotations

import asyncio
import uuid

import pytest
from aiohttp.test_utils import TestServer

from tests.helpers.site import Browser

pytestmark = pytest.mark.asyncio(loop_scope="session")


def texts(messages: list[dict]) -> list[str]:
    return [message["text"] for message in messages if message["from"] == "bot"]


async def test_a_message_is_answered_and_comes_back_after_a_reload(browser: Browser) -> None:
    opened = await browser.open_chat()
    assert opened["messages"] == []
    said = await browser.say("what is spinal stenosis?")
    assert said[0]["text"] == "what is spinal stenosis?"
    assert texts(said)
    reloaded = await browser.open_chat()
    assert reloaded["messages"] == said
    assert reloaded["conversation"]["started"] is True


async def test_the_same_key_is_handled_once(browser: Browser) -> None:
    await browser.open_chat()
    key = uuid.uuid4().hex
    first = await browser.say("hello", key)
    assert await browser.say("hello", key) == first
    assert (await browser.open_chat())["messages"] == first


async def test_fifty_posts_with_one_key_at_once_are_one_turn(browser: Browser) -> None:
    await browser.open_chat()
    key = uuid.uuid4().hex
    answers = await asyncio.gather(*(browser.say("hello", key) for _ in range(50)))
    assert all(answer == answers[0] for answer in answers)
    assert (await browser.open_chat())["messages"] == answers[0]


async def test_messages_sent_at_once_are_handled_one_after_the_other(browser: Browser) -> None:
    await browser.open_chat()
    await asyncio.gather(*(browser.say(f"what is sciatica {number}") for number in range(5)))
    messages = (await browser.open_chat())["messages"]
    assert [m["id"] for m in messages] == sorted(m["id"] for m in messages)
    previous = "bot"
    for message in messages:
        assert not (previous == "user" and message["from"] == "user"), "a turn was answered before the next began"
        previous = message["from"]


async def test_the_event_stream_sends_what_came_after_the_last_event(browser: Browser) -> None:
    await browser.open_chat()
    said = await browser.say("hello")
    streamed = await browser.events(after=said[0]["id"], count=len(said) - 1)
    assert streamed == said[1:]


async def test_the_event_stream_sends_what_is_said_meanwhile(browser: Browser) -> None:
    await browser.open_chat()
    listening = asyncio.create_task(browser.events(after=0, count=2))
    await asyncio.sleep(0.2)
    said = await browser.say("hello")
    assert await asyncio.wait_for(listening, 10) == said[:2]


async def test_a_new_conversation_is_empty_and_the_old_one_is_left(browser: Browser) -> None:
    await browser.open_chat()
    await browser.say("hello")
    assert (await browser.open_chat(new=True))["messages"] == []


async def test_nobody_reads_a_conversation_without_its_cookie(browser: Browser, server: TestServer) -> None:
    await browser.open_chat()
    await browser.say("my back hurts")
    async with Browser(server) as stranger:
        assert (await stranger.post("/chat/messages", {"key": "k" * 10, "text": "hi"})).status == 401
        assert (await stranger.client.get("/chat/events")).status == 401
        assert (await stranger.open_chat())["messages"] == []


@pytest.mark.parametrize("cookie", ["", "x", "web-" + "0" * 32, "A" * 120])
async def test_a_forged_cookie_names_no_conversation(server: TestServer, cookie: str) -> None:
    async with Browser(server) as stranger:
        headers = {"Cookie": f"backline_session={cookie}"}
        response = await stranger.post("/chat/messages", {"key": "k" * 10, "text": "hi"}, headers=headers)
        assert response.status == 401


async def test_the_cookie_can_not_be_read_by_scripts(browser: Browser) -> None:
    response = await browser.post("/chat/session", {})
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


async def test_another_site_is_refused(browser: Browser) -> None:
    await browser.open_chat()
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        response = await browser.post("/chat/messages", {"key": "k" * 10, "text": "hi"}, headers=headers)
        assert response.status == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"key": "short", "text": "hi"}, 400),
        ({"key": 7, "text": "hi"}, 400),
        ({"key": "k" * 10}, 400),
        ({"key": "k" * 10, "text": "   "}, 400),
        ({"key": "k" * 10, "text": 5}, 400),
        ({"key": "k" * 10, "text": "x", "button": 5}, 400),
        ({"key": "k" * 10, "text": "x" * 2001}, 413),
        ({"key": "k" * 10, "text": "x" * 20000}, 413),
        (["not", "an", "object"], 400),
    ],
)
async def test_bad_input_gets_a_sentence(browser: Browser, body: object, status: int) -> None:
    await browser.open_chat()
    response = await browser.post("/chat/messages", body)
    assert response.status == status
    assert (await response.json())["error"].endswith(".")


async def test_what_is_no_json_gets_a_sentence(browser: Browser) -> None:
    await browser.open_chat()
    response = await browser.client.post("/chat/messages", data=b"{", headers={"Content-Type": "application/json"})
    assert response.status == 400
    assert "JSON" in (await response.json())["error"]


async def test_a_button_is_its_token_and_works_once_it_is_current(browser: Browser) -> None:
    await browser.open_chat()
    said = await browser.say("hello")
    button = next(b for m in said for b in m["buttons"] if b["title"] == "Contact the clinic")
    assert set(button) == {"title", "token"}
    response = await browser.post("/chat/messages", {"key": uuid.uuid4().hex, "button": button["token"]})
    messages = (await response.json())["messages"]
    assert messages[0]["text"] == "Contact the clinic"
    assert any("name" in text for text in texts(messages))


async def test_a_button_of_another_conversation_presses_nothing(browser: Browser, server: TestServer) -> None:
    await browser.open_chat()
    said = await browser.say("hello")
    token = next(b["token"] for m in said for b in m["buttons"])
    async with Browser(server) as stranger:
        await stranger.open_chat()
        messages = await stranger.say(token)
        assert messages[0]["text"] == token, "it is only text there"


@pytest.mark.parametrize(
    "text",
    ["/restart", "/affirm", '/inform{"value": "x"}', " /affirm", "//greet", "/", "/session_start", "/back"],
)
async def test_typed_text_that_begins_with_a_slash_is_text(browser: Browser, text: str) -> None:
    await browser.open_chat()
    messages = await browser.say(text)
    assert messages[0]["text"] == text.strip()
    assert not any("few details" in said for said in texts(messages))
    assert texts(messages)
