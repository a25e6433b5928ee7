"""The queue of what was not understood, correcting, taking back, exporting: over HTTP."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestServer
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

from backline.assistant.turn import Assistant, Incoming
from backline.console.keys import likeness_key
from backline.console.likeness import Likeness, group_by_likeness
from backline.storage.corrections import find_misunderstood
from backline.storage.database import Database
from backline.storage.review_tables import corrections, dismissed_messages, turns
from backline.storage.staff_tables import audit
from backline.storage.tables import messages
from backline.web.keys import assistant_key
from tests.conftest import PROJECT
from tests.helpers.staff import StaffClient

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def say(server: TestServer, text: str, *, fallback: bool = True, **facts: Any) -> int:
    """Somebody types ``text``, and it counts as not understood; returns the message's id."""
    assistant: Assistant = server.app[assistant_key]  # type: ignore[attr-defined]
    conversation_id = f"learn-{uuid.uuid4().hex}"
    result = await assistant.handle(Incoming(conversation_id, "test", text))
    async with assistant._database.transaction() as connection:
        change = turns.update().where(turns.c.conversation_id == conversation_id)
        facts = {"intent": "nlu_fallback", "confidence": 0.3, "runners_up": '[["ask_risks", 0.3]]', **facts}
        await connection.execute(change.values(fallback=fallback, **facts))
    return result.messages[0].id


async def queue_page(reviewer: StaffClient) -> str:
    """The queue once all of its messages were read."""
    while "Grouping by likeness" in (page := await reviewer.get_text("/staff/learning")):
        pass
    return page


async def rows_of(database: Database, table: sa.Table, *where: Any) -> list[Any]:
    async with database.reading() as connection:
        return list((await connection.execute(sa.select(table).where(*where))).all())


async def waiting(database: Database, below: float = 0.5) -> list[int]:
    async with database.reading() as connection:
        return [message.id for message in await find_misunderstood(connection, below=below)]


async def test_likeness_finds_what_belongs_together() -> None:
    texts = {
        1: "can i bring my dog to the visit",
        2: "do you validate parking tickets",
        3: "is it ok to bring my dog along",
        4: "parking ticket validation?",
        5: "may my dog come too",
        6: "blorp",
    }
    likeness = Likeness()
    samples = ["what is sciatica", "my back hurts", "hello", "how much is it", "can i come in", "is it bad"]
    assert await likeness.read(texts, PROJECT, samples, 60) == 0
    groups = await likeness.group(texts, samples)
    assert [sorted(group) for group in groups] == [[1, 3, 5], [2, 4], [6]]
    assert await likeness.group(dict(reversed(texts.items())), samples) == groups
    fresh = Likeness()
    await fresh.read(texts, PROJECT, samples, 60)
    assert await fresh.group(texts, samples) == groups
    del texts[1], texts[3]
    assert await likeness.group(texts, samples) == [[4, 2], [6], [5]]


async def test_groups_of_nothing_one_and_the_same() -> None:
    row = np.ones(384, dtype=np.float32) / np.sqrt(384)
    assert group_by_likeness([], [], [], ["hello"]) == []
    assert group_by_likeness([7], ["x"], [row], ["hello"]) == [[7]]
    assert group_by_likeness([9, 8], ["??", "??"], [row, row], ["hello"]) == [[9, 8]]


async def test_the_queue_has_what_was_typed_and_not_understood(server: TestServer, console_database: Database) -> None:
    wanted = await say(server, "gravity boots eh")
    certain = await say(server, "gravity boots oh", intent="out_of_scope", confidence=0.9999)
    unsure = await say(server, "gravity boots hm", fallback=False, intent="ask_risks", confidence=0.6)
    pressed = await say(server, "gravity boots pressed", confidence=None)
    in_form = await say(server, "gravity boots answer", fallback=False, confidence=0.2, actions="contact_form action_x")
    started = await say(
        server, "gravity boots begin", fallback=False, confidence=0.2, actions="action_start_review care_review_form"
    )
    sign = await say(server, "gravity boots sign", fallback=False, intent="warning_sign", confidence=0.3)
    found = await waiting(console_database)
    assert {wanted, certain, started} <= set(found)
    assert not {unsure, pressed, in_form, sign} & set(found)
    assert unsure in await waiting(console_database, below=0.7)
    assert found == sorted(found, reverse=True)


async def test_a_group_gets_an_intent_or_is_dismissed(
    server: TestServer, reviewer: StaffClient, console_database: Database
) -> None:
    first = await say(server, "may a llama live in my corset")
    again = await say(server, "May a llama live in my corset?!")
    leak = await say(server, "wots a foraminotomy")
    other = await say(server, "zzz plonk")
    page = await queue_page(reviewer)
    assert "may a llama live in my corset" in page
    ids = [("csrf", reviewer.csrf), *(("message", str(id_)) for id_ in (first, again, leak)), ("intent", "ask_risks")]
    response = await reviewer.client.post("/staff/learning/group?below=60", data=ids, allow_redirects=False)
    assert response.headers["Location"] == "/staff/learning?below=60&skip=0&kept=1&left=1"
    (row,) = await rows_of(console_database, corrections, corrections.c.message_id.in_([first, again, leak]))
    assert (row.text, row.intent_before, row.intent) == ("may a llama live in my corset", "nlu_fallback", "ask_risks")
    response = await reviewer.post("/staff/learning/group", {"message": str(other), "do": "dismiss"})
    assert response.headers["Location"].endswith("dismissed=1")
    assert len(await rows_of(console_database, dismissed_messages, dismissed_messages.c.message_id == other)) == 1
    left = await waiting(console_database)
    assert not {first, again, other} & set(left)
    assert leak in left


@pytest.mark.parametrize("intent", ["", "emergency", "ask_exercise", "nlu_fallback", "no_such_intent"])
async def test_what_is_never_learned_is_refused(
    server: TestServer, reviewer: StaffClient, console_database: Database, intent: str
) -> None:
    message = await say(server, f"flumph {uuid.uuid4().hex[:6]}")
    response = await reviewer.post("/staff/learning/group", {"message": str(message), "intent": intent})
    assert response.headers["Location"].endswith("said=intent")
    response = await reviewer.post(f"/staff/learning/messages/{message}", {"text": "flumph", "intent": intent})
    assert response.status == 422
    assert await rows_of(console_database, corrections, corrections.c.message_id == message) == []
    assert f'value="{intent or "emergency"}"' not in await reviewer.get_text(f"/staff/learning/messages/{message}")


async def test_a_message_is_corrected_after_its_warnings_were_shown(
    server: TestServer, reviewer: StaffClient, console_database: Database
) -> None:
    message = await say(server, "my name is Petra Holm and does the wobble matter. what now then")
    path = f"/staff/learning/messages/{message}"
    page = await reviewer.get_text(path)
    assert "[name]" in page
    assert "Petra" not in page
    assert "Take one" in page
    sent = {"text": "my name is Petra Holm and does the wobble matter", "intent": "ask_risks"}
    warned = await reviewer.post(path, sent)
    assert warned.status == 422
    page = await warned.text()
    assert "my name is Ann Lee and does the wobble matter" in page
    assert "Keep it all the same" in page
    accepted = re.search(r'name="accepted" value="([^"]+)"', page)
    assert accepted
    assert (await reviewer.post(path, {**sent, "accepted": accepted[1]})).status == 303
    (row,) = await rows_of(console_database, corrections, corrections.c.message_id == message)
    assert row.text == "my name is [name] and does the wobble matter"
    assert row.staff_id is not None
    entries = await rows_of(console_database, audit, audit.c.action == "learning.corrected")
    details = json.loads(entries[-1].details)
    assert (details["message"], details["after"]) == (message, "ask_risks")
    assert "wobble" not in entries[-1].details


async def test_a_leak_can_not_be_accepted(
    server: TestServer, reviewer: StaffClient, console_database: Database
) -> None:
    message = await say(server, "kindly tell meaning of lumbar canal narrowing")
    sent = {"text": "kindly tell meaning of lumbar canal narrowing", "intent": "ask_what_is", "accepted": "leak long"}
    response = await reviewer.post(f"/staff/learning/messages/{message}", sent)
    assert response.status == 422
    assert "tests/nlu/unseen.yml" in await response.text()
    assert await rows_of(console_database, corrections, corrections.c.message_id == message) == []


async def test_one_sentence_of_several_is_taken_and_words_are_marked(
    server: TestServer, reviewer: StaffClient, console_database: Database
) -> None:
    message = await say(server, "i like tea. does the slippy gristle go away")
    path = f"/staff/learning/messages/{message}"
    page = await reviewer.get_text(f"{path}?sentence=1")
    assert 'name="text" value="does the slippy gristle go away"' in page
    sent = {"text": "does the slippy gristle go away", "other": "ask_recovery", "intent": "ask_risks"}
    wrong = await reviewer.post(path, {**sent, "words": "herring", "topic": "herniated_disc"})
    assert (wrong.status, "do not stand" in await wrong.text()) == (422, True)
    done = await reviewer.post(path, {**sent, "words": "Slippy Gristle", "topic": "herniated_disc"})
    assert done.status == 303
    (row,) = await rows_of(console_database, corrections, corrections.c.message_id == message)
    assert row.intent == "ask_recovery"
    assert row.text == 'does the [slippy gristle]{"entity": "condition", "value": "herniated_disc"} go away'


async def test_htmx_gets_only_the_part_that_changes(server: TestServer, reviewer: StaffClient) -> None:
    message = await say(server, "quibble wibble")
    headers = {"HX-Request": "true"}
    path = f"/staff/learning/messages/{message}"
    part = await (await reviewer.get(path, headers=headers)).text()
    assert "<form" in part
    assert "<html" not in part
    response = await reviewer.post(path, {"text": "quibble wibble", "intent": "chitchat"}, headers=headers)
    done = await response.text()
    undo = re.search(r'hx-post="(/staff/learning/corrections/\d+/undo)"', done)
    assert undo
    assert "Taken back" in await (await reviewer.post(undo[1], headers=headers)).text()


async def test_corrections_are_listed_exported_and_taken_back(
    server: TestServer, reviewer: StaffClient, console_database: Database
) -> None:
    message = await say(server, "do gnomes fix kyphosis by night")
    sent = {"text": "do gnomes fix kyphosis by night", "intent": "chitchat", "next": "//evil.example"}
    response = await reviewer.post(f"/staff/learning/messages/{message}", sent)
    assert response.headers["Location"] == "/staff/learning"
    page = await reviewer.get_text("/staff/learning/corrections")
    assert "do gnomes fix kyphosis by night" in page
    assert "rita" in page
    response = await reviewer.post("/staff/learning/export", {"which": "new"})
    assert response.headers["Content-Disposition"] == 'attachment; filename="learned.yml"'
    text = await response.text()
    assert "do gnomes fix kyphosis by night" in {e.get("text") for e in RasaYAMLReader().reads(text).intent_examples}
    (row,) = await rows_of(console_database, corrections, corrections.c.message_id == message)
    assert row.exported_at
    assert "gnomes" not in await (await reviewer.post("/staff/learning/export", {"which": "new"})).text()
    assert "gnomes" in await (await reviewer.post("/staff/learning/export", {"which": "all"})).text()
    assert message not in await waiting(console_database)
    assert (await reviewer.post(f"/staff/learning/corrections/{row.id}/undo")).status == 303
    assert message in await waiting(console_database)
    assert (await reviewer.post(f"/staff/learning/corrections/{row.id}/undo")).status == 404


async def test_while_messages_are_read_the_page_says_how_far_it_is(
    server: TestServer, reviewer: StaffClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    await say(server, "what says the frog")

    async def slow(*_: object) -> int:
        return 1

    console = next(app for app in server.app._subapps if likeness_key in app)  # type: ignore[attr-defined]
    monkeypatch.setattr(console[likeness_key], "read", slow)
    page = await reviewer.get_text("/staff/learning")
    assert re.search(r"Grouping by likeness: \d+ of \d+ messages read", page)


async def test_when_nothing_waits_the_page_says_so(
    server: TestServer, reviewer: StaffClient, console_database: Database
) -> None:
    for id_ in await waiting(console_database):
        await reviewer.post("/staff/learning/group", {"message": str(id_), "do": "dismiss"})
    assert "Nothing is waiting" in await reviewer.get_text("/staff/learning")


async def test_only_a_persons_message_can_be_corrected(
    server: TestServer, reviewer: StaffClient, coordinator: StaffClient, console_database: Database
) -> None:
    (answer, *_) = await rows_of(console_database, messages, messages.c.sender == "bot")
    assert (await reviewer.get(f"/staff/learning/messages/{answer.id}")).status == 404
    for path in ("/staff/learning", "/staff/learning/corrections", f"/staff/learning/messages/{answer.id - 1}"):
        assert (await coordinator.get(path)).status == 403
    assert (await coordinator.post("/staff/learning/export")).status == 403
