"""A conversation saved as a test passes at once, and nothing of the conversation itself changes."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa
import yaml
from aiohttp.test_utils import TestServer

from backline.assistant.turn import Assistant
from backline.console.conversation_file import file_name
from backline.storage.database import Database
from backline.storage.review_tables import turns
from backline.storage.tables import conversations, leads, messages
from backline.web.keys import assistant_key
from tests.conversations.test_conversations import test_conversation as hold
from tests.helpers.conversation import Conversation
from tests.helpers.staff import StaffClient

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONTACT = [
    *("I'd like an appointment please", "12", "Petra Holmgren", "my number is 415 555 0177"),
    *("mornings", "oh wait my number is 415 555 0178", "what is spinal stenosis?", "neck pain since May", "yes"),
    *("no, my name is Petra Holm", "> Yes, send it", "thank you"),
]
EXERCISES = [
    *("hi", "> Suggest exercises", "> None of these", "> Lower back", "about 3 months", "sitting for long"),
    *("> None of these", "i can't kneel", "how do i do the bridge", "blorp gnarf zzz"),
]
EMERGENCY = [
    *("what is sciatica", "i cant hold my pee since this morning and both legs are numb", "nobody is here"),
    *("i am in the hospital now, they looked at it", "thanks"),
]


@pytest.fixture
def running(server: TestServer) -> Assistant:
    """The assistant of the server."""
    assistant: Assistant = server.app[assistant_key]  # type: ignore[attr-defined]
    return assistant


async def hold_lines(assistant: Assistant, lines: list[str]) -> Conversation:
    """Type each line; one that begins with ``> `` is a button."""
    conversation = Conversation(assistant, f"saved-{uuid.uuid4().hex}")
    for line in lines:
        await (conversation.press(line[2:]) if line.startswith("> ") else conversation.say(line))
    return conversation


async def save(reviewer: StaffClient, conversation_id: str) -> str:
    response = await reviewer.post(f"/staff/conversations/{conversation_id}/test", {"name": "User Does: it!"})
    assert response.status == 200
    assert response.headers["Content-Disposition"] == 'attachment; filename="user_does_it.yml"'
    return await response.text()


@pytest.mark.parametrize("lines", [CONTACT, EXERCISES, EMERGENCY], ids=["contact", "exercises", "emergency"])
async def test_a_saved_conversation_passes_at_once(
    reviewer: StaffClient, running: Assistant, console_database: Database, tmp_path: Path, lines: list[str]
) -> None:
    conversation = await hold_lines(running, lines)
    text = await save(reviewer, conversation.id)
    assert "has changed" not in text, text
    assert "Petra" not in text
    assert "Holm" not in text
    assert "0177" not in text
    script = yaml.safe_load(text)
    assert len(script["steps"]) == len(lines)
    pressed = {step["press"] for step in script["steps"] if "press" in step}
    assert {line[2:] for line in lines if line.startswith("> ")} <= pressed
    path = tmp_path / "saved.yml"
    path.write_text(text, encoding="utf-8")
    await hold(path, running, console_database)


async def test_what_is_expected_says_what_matters(reviewer: StaffClient, running: Assistant) -> None:
    contact = yaml.safe_load(await save(reviewer, (await hold_lines(running, CONTACT)).id))["steps"]
    assert contact[0]["expect"]["form"] == "contact_form"
    assert contact[0]["expect"]["asks"] == "contact_name"
    assert contact[-2]["expect"]["lead"]["urgent"] is False
    assert contact[-2]["expect"]["form"] is None
    exercises = yaml.safe_load(await save(reviewer, (await hold_lines(running, EXERCISES)).id))["steps"]
    assert exercises[6]["expect"]["cards"] >= 4
    emergency = yaml.safe_load(await save(reviewer, (await hold_lines(running, EMERGENCY)).id))["steps"]
    assert emergency[0]["expect"]["answer"] == "sciatica/what_is"
    assert emergency[1]["expect"]["tone"] == "emergency"


async def test_the_conversation_itself_is_not_touched(
    reviewer: StaffClient, running: Assistant, console_database: Database
) -> None:
    conversation = await hold_lines(running, CONTACT)

    async def everything() -> list[object]:
        async with console_database.reading() as connection:
            return [
                (await connection.execute(sa.select(table).order_by(*table.primary_key.columns))).all()
                for table in (conversations, messages, leads, turns)
            ]

    before = await everything()
    heard: list[object] = []
    running.listeners.append(heard.append)
    await save(reviewer, conversation.id)
    running.listeners.remove(heard.append)
    assert await everything() == before
    assert heard == []
    await conversation.say("and how is it treated?")
    assert conversation.actions == ["action_answer"]


async def test_what_differs_from_then_is_said(
    reviewer: StaffClient, running: Assistant, console_database: Database, tmp_path: Path
) -> None:
    conversation = await hold_lines(running, ["what is sciatica", "> Treatment"])
    async with console_database.transaction() as connection:
        own = turns.c.conversation_id == conversation.id
        await connection.execute(turns.update().where(own, turns.c.turn == 1).values(actions="action_fallback"))
        await connection.execute(
            messages.update()
            .where(messages.c.conversation_id == conversation.id, messages.c.text == "Treatment")
            .values(text="A button of another day")
        )
    text = await save(reviewer, conversation.id)
    assert "#   step 1: actions was action_fallback, and is action_answer" in text
    assert "#   step 2: the button was not among those of the step before" in text
    page = await reviewer.get_text(f"/staff/conversations/{conversation.id}/test")
    assert "did not do the same" in page
    path = tmp_path / "saved.yml"
    path.write_text(text, encoding="utf-8")
    await hold(path, running, console_database)


async def test_the_page_says_that_nothing_differs(reviewer: StaffClient, running: Assistant) -> None:
    conversation = await hold_lines(running, ["what is sciatica"])
    page = await reviewer.get_text(f"/staff/conversations/{conversation.id}/test")
    assert "did the same as then" in page
    assert 'value="user_says_what_is_sciatica"' in page


async def test_only_what_is_there_can_be_saved(reviewer: StaffClient, coordinator: StaffClient) -> None:
    assert (await reviewer.get("/staff/conversations/nowhere/test")).status == 404
    assert (await coordinator.get("/staff/conversations/nowhere/test")).status == 403


@pytest.mark.parametrize(
    ("typed", "name"), [("../../etc/passwd", "etc_passwd"), ("", "saved_conversation"), ('a"b\r\nc', "a_b_c")]
)
async def test_a_files_name_is_only_a_name(typed: str, name: str) -> None:
    assert file_name(typed) == name
