from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.actions.forms import FormAction
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant import turn as turn_module
from backline.assistant.start import start_assistant
from backline.assistant.turn import Assistant, Incoming, TurnFailed
from backline.settings import Settings
from backline.storage.database import Database
from backline.storage.tables import conversations, events, leads, messages
from tests.helpers.conversation import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def rows(database: Database, conversation: Conversation) -> tuple[int, int]:
    """How many events and messages are on disk."""
    counts = []
    async with database.transaction() as connection:
        for table in (events, messages):
            query = sa.select(sa.func.count()).where(table.c.conversation_id == conversation.id)
            counts.append(int((await connection.execute(query)).scalar()))
    return counts[0], counts[1]


async def count_leads(database: Database, conversation: Conversation) -> int:
    async with database.transaction() as connection:
        query = sa.select(sa.func.count()).where(leads.c.conversation_id == conversation.id)
        return int((await connection.execute(query)).scalar())


async def test_a_turn_that_can_not_be_saved_never_happened(
    conversation: Conversation, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await conversation.say("I would like an appointment")
    before = await rows(database, conversation)

    async def full_disk(*_: Any) -> None:
        raise sa.exc.OperationalError("INSERT", {}, Exception("database or disk is full"))

    with monkeypatch.context() as broken:
        broken.setattr(turn_module, "save_turn", full_disk)
        with pytest.raises(TurnFailed):
            await conversation.say("Ann Lee")
    assert await rows(database, conversation) == before
    await conversation.say("Ann Lee")
    assert conversation.slot("contact_name") == "Ann Lee"
    assert conversation.slot("requested_slot") == "contact_details"


async def test_the_lead_is_lost_or_kept_together_with_the_turn(
    conversation: Conversation, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("I would like an appointment", "Ann Lee", "415 555 0134", "mornings", "back pain", "yes"):
        await conversation.say(text)
    real_save = turn_module.save_turn

    async def fails_after_the_lead(connection: Any, cipher: Any, record: Any) -> Any:
        await real_save(connection, cipher, record)
        assert record.leads, "the lead belongs to this turn"
        raise sa.exc.OperationalError("COMMIT", {}, Exception("disk I/O error"))

    with monkeypatch.context() as broken:
        broken.setattr(turn_module, "save_turn", fails_after_the_lead)
        with pytest.raises(TurnFailed):
            await conversation.say("yes, send it")
    assert await count_leads(database, conversation) == 0
    result = await conversation.say("yes, send it")
    assert "reference number" in conversation.text
    assert not result.repeated
    assert await count_leads(database, conversation) == 1


async def test_a_reason_that_is_a_word_of_ours_is_only_a_reason(conversation: Conversation, database: Database) -> None:
    for text in ("I would like an appointment", "Ann Lee", "415 555 0134", "mornings", "unknown", "yes", "yes send it"):
        await conversation.say(text)
    assert await count_leads(database, conversation) == 1


async def test_a_failing_write_logs_no_words(
    conversation: Conversation, database: Database, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(connection: Any, cipher: Any, record: Any) -> Any:
        bad = messages.insert().values(conversation_id="nobody", turn=1, sender="user", text="Zebulon", payload=b"")
        await connection.execute(bad)

    monkeypatch.setattr(turn_module, "save_turn", fails)
    with pytest.raises(TurnFailed):
        await conversation.say("hello")
    logged = capfd.readouterr().err
    assert "turn failed" in logged
    assert "Zebulon" not in logged


async def test_an_answer_about_the_name_that_is_refused_is_not_in_the_transcript(
    conversation: Conversation, database: Database
) -> None:
    await conversation.say("I would like an appointment")
    await conversation.say("zebulon quux 3 77")
    async with database.transaction() as connection:
        query = sa.select(messages.c.text).where(messages.c.conversation_id == conversation.id)
        transcript = " ".join((await connection.execute(query)).scalars()).casefold()
    assert "zebulon" not in transcript


async def test_a_message_that_comes_again_is_answered_again_but_not_handled_again(
    conversation: Conversation, database: Database
) -> None:
    first = await conversation.say("hello", message_id=f"{conversation.id}-1")
    before = await rows(database, conversation)
    again = await conversation.say("hello", message_id=f"{conversation.id}-1")
    assert again.repeated
    assert again.messages == first.messages
    assert await rows(database, conversation) == before


async def test_another_process_sees_the_conversation_where_it_was(
    conversation: Conversation, settings: Settings, database: Database
) -> None:
    await conversation.say("I would like an appointment")
    await conversation.say("Ann Lee")
    other = Conversation(await start_assistant(settings, database), conversation.id)
    await other.say("415 555 0134")
    assert other.slot("requested_slot") == "contact_reach"
    await conversation.say("mornings")
    assert conversation.slot("contact_details")["value"] == "+14155550134", "the first one reads it from disk"
    assert conversation.slot("requested_slot") == "contact_reason"


async def test_a_long_conversation_keeps_its_form_and_facts_while_its_window_is_cut(
    conversation: Conversation, settings: Settings, database: Database
) -> None:
    await conversation.say("I would like an appointment")
    await conversation.say("Ann Lee")
    for _ in range(25):
        await conversation.say("what is sciatica?")
        await conversation.say("what is spinal stenosis?")
    assert conversation.tracker is not None
    assert len(conversation.tracker.events) < 200
    fresh = Conversation(await start_assistant(settings, database), conversation.id)
    await fresh.say("415 555 0134")
    assert fresh.slot("contact_name") == "Ann Lee"
    assert fresh.form == "contact_form"
    assert fresh.slot("requested_slot") == "contact_reach"
    async with database.transaction() as connection:
        query = sa.select(conversations.c.window_start).where(conversations.c.id == conversation.id)
        assert int((await connection.execute(query)).scalar()) > 0, "the window was cut"


async def test_a_turn_that_answers_an_earlier_message_as_well_loses_nothing_while_its_window_is_cut(
    conversation: Conversation, settings: Settings, database: Database
) -> None:
    await conversation.say("I would like an appointment")
    await conversation.say("Ann Lee")
    for _ in range(8):
        await conversation.say("im going to try the bridge")
        await conversation.say("what is spinal stenosis?")
        await conversation.say("no")
        assert conversation.slot("red_flag_tier") == "resolved"
        assert conversation.slot("topic") == "spinal_stenosis"
        assert conversation.slot("requested_slot") == "contact_details"
    assert conversation.tracker is not None
    assert len(conversation.tracker.events) < 200
    fresh = Conversation(await start_assistant(settings, database), conversation.id)
    await fresh.say("415 555 0134")
    assert fresh.slot("contact_name") == "Ann Lee"
    assert fresh.slot("requested_slot") == "contact_reach"


async def test_turns_of_one_conversation_wait_for_each_other(assistant: Assistant) -> None:
    conversation = Conversation(assistant)
    texts = ["I would like an appointment", "Ann Lee", "415 555 0134", "mornings"]
    await asyncio.gather(*(assistant.handle(Incoming(conversation.id, "test", text)) for text in texts))
    tracker = await assistant.tracker(conversation.id)
    assert tracker is not None
    assert tracker.get_slot("requested_slot") == "contact_reason"


@pytest.mark.parametrize(
    "text",
    [
        "/thank",
        "/\n/thank",
        "/ \t/thank",
        " //thank",
        "/session_start",
        "/\n/session_start",
        '/\n/inform{"value": "x"}',
        "/",
        "//",
    ],
)
async def test_typed_text_is_never_a_command(conversation: Conversation, text: str) -> None:
    await conversation.say("what is sciatica?")
    await conversation.say(text)
    assert conversation.tracker is not None
    message = conversation.tracker.latest_message
    assert message is not None
    assert not [e for e in message.entities if e.get("extractor") == "RegexMessageHandler"]
    assert message.intent["name"] != "session_start"
    # Read as words, the model ranks many intents; a command would be the only one.
    assert len(message.parse_data.get("intent_ranking", [])) > 1
    assert "action_session_start" not in conversation.actions
    assert conversation.texts


async def test_a_button_of_an_earlier_question_does_not_answer_a_later_one(conversation: Conversation) -> None:
    await conversation.say("suggest some exercises")
    token = conversation.replies[-1].payload["buttons"][0]["token"]
    await conversation.press("None of these")
    await conversation.assistant.handle(Incoming(conversation.id, "test", button=token))
    tracker = await conversation.assistant.tracker(conversation.id)
    assert tracker is not None
    assert tracker.get_slot("requested_slot") == "pain_region"


async def test_an_action_that_fails_tells_the_person(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    executor = conversation.assistant._actions._executor

    async def broken(*_: Any) -> None:
        raise RuntimeError("boom")

    monkeypatch.setitem(executor.actions, "action_answer", broken)
    await conversation.say("what is sciatica, Zebulon wants to know?")
    assert "something went wrong" in conversation.text
    assert "Zebulon" not in capsys.readouterr().err


async def test_a_form_that_fails_tells_the_person(conversation: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: Any, **__: Any) -> None:
        raise KeyError("a response that does not exist")

    monkeypatch.setattr(FormAction, "run", broken)
    await conversation.say("I would like an appointment")
    assert "something went wrong" in conversation.text


async def test_nothing_that_people_write_is_in_the_log(
    conversation: Conversation, capfd: pytest.CaptureFixture[str]
) -> None:
    for text in ("/my Qwertz secret", "I would like an appointment", "Zebulon Quux", "415 555 0134", "Zebulon why?"):
        await conversation.say(text)
    logged = "".join(capfd.readouterr())
    assert "turn" in logged
    for secret in ("Zebulon", "Quux", "0134", "Qwertz"):
        assert secret not in logged


async def test_transcripts_hide_what_names_a_person(conversation: Conversation, database: Database) -> None:
    for text in ("I would like an appointment", "Zebulon Quux", "my number is (415) 555-0134", "zeb@example.com"):
        await conversation.say(text)
    async with database.transaction() as connection:
        query = sa.select(messages.c.text).where(messages.c.conversation_id == conversation.id)
        transcript = "\n".join((await connection.execute(query)).scalars())
    for secret in ("Zebulon", "Quux", "0134", "zeb@example.com"):
        assert secret not in transcript
    assert "appointment" in transcript


async def test_what_rasa_makes_of_a_message_by_itself_can_be_written_as_json(assistant: Assistant) -> None:
    processor = assistant._processor
    assert processor is not None
    parsed = processor._parse_message_with_graph(
        UserMessage("what is a fusion?"), DialogueStateTracker.from_events("somebody", [])
    )
    assert "ask_what_is" in json.dumps(parsed)
