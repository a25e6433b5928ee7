from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestServer

from backline.storage.database import Database
from backline.storage.review_tables import feedback
from backline.storage.tables import conversations
from backline.web.keys import database_key
from tests.helpers.site import Browser

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def database(server: TestServer) -> Database:
    return server.app[database_key]  # type: ignore[attr-defined]


async def answer(browser: Browser, text: str = "what is spinal stenosis?") -> dict[str, Any]:
    """Ask, and return the answer that can be judged."""
    await browser.open_chat()
    [judged] = [message for message in await browser.say(text) if message["feedback"]]
    return judged


async def judge(browser: Browser, message_id: int, value: str | None, comment: str = "") -> Any:
    body = {"message_id": message_id, "value": value, "comment": comment}
    response = await browser.post("/chat/feedback", body)
    assert response.status == 200, await response.text()
    return (await response.json())["feedback"]


async def said_in(browser: Browser) -> dict[int, Any]:
    messages = (await browser.open_chat())["messages"]
    return {message["id"]: message["feedback"] for message in messages if message["feedback"]}


async def stored(database: Database, message_id: int) -> tuple[list[tuple[int, str]], int | None]:
    """The row for a message, and what its conversation says."""
    whole = "SELECT c.feedback FROM conversations c JOIN messages m ON m.conversation_id = c.id WHERE m.id = :id"
    own = sa.select(feedback.c.value, feedback.c.comment).where(feedback.c.message_id == message_id)
    async with database.reading() as connection:
        rows = (await connection.execute(own)).all()
        of_all = (await connection.execute(sa.text(whole), {"id": message_id})).scalar()
    return [tuple(row) for row in rows], of_all


async def test_a_thumb_is_kept_and_comes_back_after_a_reload(browser: Browser, database: Database) -> None:
    judged = await answer(browser)
    assert judged["feedback"] == {"value": None, "comment": ""}
    assert await judge(browser, judged["id"], "up") == {"value": "up", "comment": ""}
    assert await judge(browser, judged["id"], "up") == {"value": "up", "comment": ""}
    assert await said_in(browser) == {judged["id"]: {"value": "up", "comment": ""}}
    assert await stored(database, judged["id"]) == ([(1, "")], 1)


async def test_it_can_be_changed_and_taken_back(browser: Browser, database: Database) -> None:
    judged = await answer(browser)
    await judge(browser, judged["id"], "up")
    await judge(browser, judged["id"], "down", "too long")
    assert await stored(database, judged["id"]) == ([(-1, "too long")], -1)
    # Words belong to a thumb down only.
    await judge(browser, judged["id"], "up", "too long")
    assert await stored(database, judged["id"]) == ([(1, "")], 1)
    await judge(browser, judged["id"], None)
    assert await stored(database, judged["id"]) == ([], None)


async def test_one_thumb_down_stands_for_the_conversation(browser: Browser, database: Database) -> None:
    first = await answer(browser)
    second = next(message for message in await browser.say("what is sciatica?") if message["feedback"])
    await judge(browser, first["id"], "down")
    await judge(browser, second["id"], "up")
    assert (await stored(database, first["id"]))[1] == -1
    await judge(browser, first["id"], None)
    assert (await stored(database, first["id"]))[1] == 1


async def test_a_comment_is_kept_without_what_names_a_person(browser: Browser, database: Database) -> None:
    judged = await answer(browser)
    told = await judge(browser, judged["id"], "down", "my name is Ann Lee, call 415 555 0134")
    assert "0134" not in told["comment"]
    assert "Lee" not in told["comment"]
    assert (await stored(database, judged["id"]))[0] == [(-1, told["comment"])]


async def test_nothing_can_be_judged_under_an_emergency(browser: Browser) -> None:
    await browser.open_chat()
    messages = await browser.say("i have chest pain and my left arm is numb")
    assert any(message["tone"] == "emergency" for message in messages)
    assert [message["feedback"] for message in messages] == [None] * len(messages)
    response = await browser.post("/chat/feedback", {"message_id": messages[-1]["id"], "value": "up"})
    assert response.status == 404


async def test_the_question_of_a_form_can_not_be_judged(browser: Browser) -> None:
    await browser.open_chat()
    messages = await browser.say("please call me back")
    assert "name" in messages[-1]["text"]
    assert [message["feedback"] for message in messages] == [None] * len(messages)
    # An answer given in between can be judged, the question asked again after it can't.
    *_, answered, asked_again = await browser.say("what is spinal stenosis?")
    assert answered["feedback"]
    assert asked_again["feedback"] is None


async def test_only_the_last_answer_of_a_turn_is_judged_but_none_of_the_persons_own(browser: Browser) -> None:
    await browser.open_chat()
    messages = await browser.say("what is spinal stenosis?")
    assert messages[0]["feedback"] is None
    assert sum(message["feedback"] is not None for message in messages) == 1


async def test_an_answer_to_somebody_else_can_not_be_judged(browser: Browser, server: TestServer) -> None:
    judged = await answer(browser)
    async with Browser(server) as other:
        await answer(other)
        response = await other.post("/chat/feedback", {"message_id": judged["id"], "value": "down"})
        assert response.status == 404
    assert await said_in(browser) == {judged["id"]: {"value": None, "comment": ""}}


async def test_without_a_session_nothing_is_kept(server: TestServer) -> None:
    async with Browser(server) as stranger:
        assert (await stranger.post("/chat/feedback", {"message_id": 1, "value": "up"})).status == 401


async def test_another_site_is_refused(browser: Browser) -> None:
    judged = await answer(browser)
    response = await browser.post(
        "/chat/feedback",
        {"message_id": judged["id"], "value": "down"},
        headers={"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"},
    )
    assert response.status == 403
    assert (await said_in(browser))[judged["id"]]["value"] is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"message_id": "1", "value": "up"},
        {"message_id": True, "value": "up"},
        {"message_id": 1},
        {"message_id": 1, "value": "great"},
        {"message_id": 1, "value": 1},
        {"message_id": 1, "value": ["up"]},
        {"message_id": 1, "value": "down", "comment": 7},
        {"message_id": 1, "value": "down", "comment": "x" * 301},
    ],
)
async def test_what_is_no_judgement_is_refused(browser: Browser, body: dict[str, Any]) -> None:
    await browser.open_chat()
    assert (await browser.post("/chat/feedback", body)).status == 400


async def test_what_was_said_goes_with_the_conversation(browser: Browser, database: Database) -> None:
    judged = await answer(browser)
    await judge(browser, judged["id"], "down", "no")
    async with database.transaction() as connection:
        own = sa.select(feedback.c.conversation_id).where(feedback.c.message_id == judged["id"]).scalar_subquery()
        await connection.execute(conversations.delete().where(conversations.c.id == own))
    assert (await stored(database, judged["id"]))[0] == []
