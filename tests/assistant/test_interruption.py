from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from backline.assistant import start as start_module
from backline.assistant.start import start_assistant
from backline.assistant.turn import Assistant
from backline.language import Reader
from backline.settings import Settings
from backline.storage.database import Database
from tests.helpers.conversation import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def without_model(
    settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Assistant]:
    monkeypatch.setattr(start_module, "model_path", lambda project: project / "models" / "there-is-none.tar.gz")
    yield await start_assistant(settings, database)


async def test_without_a_model_an_emergency_is_answered(without_model: Assistant) -> None:
    conversation = Conversation(without_model)
    await conversation.say("i cant feel my private parts and i wet myself, back hurts")
    assert conversation.actions == ["action_emergency"]
    assert "911" in conversation.text
    await conversation.say("what is sciatica?")
    assert conversation.actions == ["action_emergency"], "nothing else until it is dealt with"
    await conversation.press("A doctor has checked this")
    assert conversation.slot("red_flag_tier") != "emergency"


async def test_without_a_model_an_urgent_sign_is_answered(without_model: Assistant) -> None:
    conversation = Conversation(without_model)
    await conversation.say("I had breast cancer and now my back hurts")
    assert conversation.actions == ["action_warning_sign"]
    assert conversation.tones == ["urgent"]


async def test_without_a_model_everything_else_is_answered_honestly(without_model: Assistant) -> None:
    conversation = Conversation(without_model)
    await conversation.say("what is sciatica?")
    assert conversation.actions == ["action_unavailable"]
    assert "+1 415 555 0100" in conversation.text
    first = conversation.text
    await conversation.say("hello?")
    assert conversation.text != first
    assert not without_model.ready


async def test_a_model_that_can_not_be_loaded_is_no_end(
    settings: Settings, database: Database, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path_factory.mktemp("models") / "broken.tar.gz"
    path.write_bytes(b"not a model")
    monkeypatch.setattr(start_module, "model_path", lambda project: path)
    conversation = Conversation(await start_assistant(settings, database))
    await conversation.say("chest pain and i cant breathe")
    assert conversation.actions == ["action_emergency"]


async def test_a_pair_of_signs_may_be_spread_over_messages(conversation: Conversation) -> None:
    await conversation.say("my lower back hurts badly since yesterday")
    assert conversation.slot("red_flag_tier") is None
    await conversation.say("I also have a high fever and chills")
    assert conversation.slot("red_flag_tier") in ("emergency", "urgent")
    assert "infection" in conversation.slot("red_flags")


async def test_an_emergency_survives_a_restart(
    conversation: Conversation, settings: Settings, database: Database
) -> None:
    await conversation.say("I can't control my bladder and my back hurts")
    fresh = Conversation(await start_assistant(settings, database), conversation.id)
    await fresh.say("ok but what exercises can I do")
    assert fresh.actions == ["action_emergency"]


async def test_a_message_that_can_not_be_read_is_still_answered(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("a fault in reading")

    monkeypatch.setattr(Reader, "read", broken)
    await conversation.say("what is sciatica?")
    assert conversation.texts


async def test_a_model_that_fails_while_it_reads_still_leaves_emergencies_answered(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a fault in the model")

    monkeypatch.setattr(conversation.assistant._processor, "_parse_message_with_graph", broken)
    await conversation.say("what is sciatica?")
    assert conversation.actions == ["action_unavailable"]
    await conversation.say("i cant feel between my legs and i wet myself")
    assert conversation.actions == ["action_emergency"]


async def test_a_message_by_itself_is_read_as_the_first_words_to_a_spine_clinic(assistant: Assistant) -> None:
    for text in ("car crash yesterday", "I want to die", "don't delete, I want to die"):
        assert await assistant.warns(text), text
    assert not await assistant.warns("my back hurts since March")


async def test_assistants_with_one_model_ask_it_one_thing_at_a_time(assistant: Assistant, database: Database) -> None:
    running = most = 0

    def work() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        time.sleep(0.02)
        running -= 1

    other = assistant.over(database)
    await asyncio.gather(*(each._reader.run(work) for each in (assistant, other) * 3))
    assert most == 1
