"""Whole turns over PostgreSQL, and two processes that share a conversation."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa
from aiohttp.test_utils import TestServer

from backline.assistant.start import start_assistant
from backline.assistant.turn import Assistant, Incoming, TurnFailed
from backline.settings import Settings
from backline.storage.database import Database
from backline.storage.leads import find_lead
from backline.storage.tables import conversations, events, leads
from backline.web.keys import assistant_key
from tests.assistant.test_turn import (  # noqa: F401  (collected here again)
    test_a_failing_write_logs_no_words,
    test_a_message_that_comes_again_is_answered_again_but_not_handled_again,
    test_nothing_that_people_write_is_in_the_log,
    test_the_lead_is_lost_or_kept_together_with_the_turn,
    test_transcripts_hide_what_names_a_person,
    test_turns_of_one_conversation_wait_for_each_other,
)
from tests.helpers.conversation import Conversation
from tests.helpers.staff import database_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def database(server: TestServer) -> Database:
    return database_of(server)


@pytest_asyncio.fixture(loop_scope="session")
async def assistant(server: TestServer) -> Assistant:
    return server.app[assistant_key]  # type: ignore[attr-defined]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def other_assistant(shared_settings: Settings, model: Path) -> AsyncIterator[Assistant]:
    """Another process, as far as the first one can tell."""
    database = await Database.open(shared_settings)
    yield await start_assistant(shared_settings, database)
    await database.close()


async def read_events(database: Database, conversation_id: str) -> tuple[list[int], int, int]:
    """The sequence numbers on disk, and how many events and turns the conversation says it has."""
    async with database.reading() as connection:
        query = sa.select(events.c.sequence).where(events.c.conversation_id == conversation_id)
        sequence = (await connection.execute(query.order_by(events.c.sequence))).scalars().all()
        own = sa.select(conversations.c.events, conversations.c.turns).where(conversations.c.id == conversation_id)
        row = (await connection.execute(own)).one()
    return list(sequence), row.events, row.turns


async def test_a_contact_request_is_kept(conversation: Conversation, database: Database) -> None:
    for text in (
        "I would like an appointment",
        "Ann Lee",
        "415 555 0134",
        "mornings",
        "back pain",
        "yes",
        "yes, send it",
    ):
        await conversation.say(text)
    async with database.reading() as connection:
        query = sa.select(leads.c.reference).where(leads.c.conversation_id == conversation.id)
        reference = (await connection.execute(query)).scalar()
        lead = await find_lead(connection, database.cipher, reference)
    assert lead is not None
    assert (lead.name, lead.phone) == ("Ann Lee", "+14155550134")


@pytest.mark.parametrize("known", [True, False])
async def test_a_turn_fails_where_another_process_went_on_meanwhile(
    conversation: Conversation,
    other_assistant: Assistant,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    known: bool,
) -> None:
    other = Conversation(other_assistant, conversation.id)
    if known:
        await conversation.say("I would like an appointment")
    real = conversation.assistant._answer

    async def overtaken(*arguments: Any, **more: Any) -> None:
        await real(*arguments, **more)
        await other.say("what is sciatica?")

    with monkeypatch.context() as slow:
        slow.setattr(conversation.assistant, "_answer", overtaken)
        with pytest.raises(TurnFailed):
            await conversation.say("Ann Lee")
    sequence, total, turns = await read_events(database, conversation.id)
    assert sequence == list(range(total))
    assert turns == (2 if known else 1)
    await conversation.say("suggest some exercises")
    assert conversation.texts
    assert (await read_events(database, conversation.id))[2] == turns + 1


async def test_two_processes_in_one_conversation_keep_it_whole(
    conversation: Conversation, other_assistant: Assistant, database: Database
) -> None:
    both = [conversation.assistant, other_assistant]
    texts = ["hello", "what is sciatica?", "suggest some exercises", "thank you", "my neck hurts", "bye"]
    outcomes = await asyncio.gather(
        *(both[number % 2].handle(Incoming(conversation.id, "test", text)) for number, text in enumerate(texts)),
        return_exceptions=True,
    )
    assert all(isinstance(outcome, TurnFailed) for outcome in outcomes if isinstance(outcome, BaseException))
    kept = [outcome for outcome in outcomes if not isinstance(outcome, BaseException)]
    sequence, total, turns = await read_events(database, conversation.id)
    assert sequence == list(range(total))
    assert turns == len(kept) > 0
