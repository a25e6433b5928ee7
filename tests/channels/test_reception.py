"""The reception alone: a real database and the real words, and an assistant that says what the test says."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count
from typing import Any, cast

import pytest_asyncio
import sqlalchemy as sa

from backline.assistant.turn import Assistant, Incoming, TurnFailed, TurnResult
from backline.channels.contract import Call, ChannelOptions, Kind, Outgoing, Update
from backline.channels.inbox import Inbox, conversation_id
from backline.channels.messaging import words_path
from backline.channels.reception import Reception
from backline.channels.visit import LONGEST_TEXT
from backline.channels.wording import load_words
from backline.settings import Settings
from backline.storage.arrivals import next_arrival, postpone_arrival
from backline.storage.channel_tables import arrivals, outbox, recipients
from backline.storage.conversations import StoredMessage, TurnRecord, save_turn
from backline.storage.database import Database
from backline.storage.recipients import Recipient, change_recipient, load_recipient
from tests.channels.fakes.plain import Plain

EMERGENCY = "I want to die"
CALL_911 = "Call 911 now."


class Model:
    """Stands in for the assistant: a warning sign is "die"; anything else is repeated."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.heard: list[str] = []
        self.fails = False
        self.buttons: list[dict[str, Any]] = []

    async def warns(self, text: str) -> bool:
        return " die" in text

    async def handle(self, incoming: Incoming) -> TurnResult:
        self.heard.append(incoming.text)
        if self.fails:
            raise TurnFailed
        alarm = await self.warns(incoming.text)
        reply: dict[str, Any] = {"text": CALL_911 if alarm else f"You said: {incoming.text}", "buttons": self.buttons}
        reply |= {"tone": "emergency"} if alarm else {}
        messages = [
            StoredMessage(0, "user", {"text": incoming.text}, "", time.time()),
            StoredMessage(0, "bot", reply, "", time.time()),
        ]
        tier = "emergency" if alarm else None
        record = TurnRecord(
            incoming.conversation_id, incoming.channel, incoming.message_id, messages=messages, red_flag_tier=tier
        )
        try:
            async with self.database.transaction() as connection:
                stored = await save_turn(connection, self.database.cipher, record)
                assert incoming.also_write is not None
                await incoming.also_write(connection, stored)
        except Exception as error:
            raise TurnFailed from error
        return TurnResult(incoming.conversation_id, tuple(stored))

    @asynccontextmanager
    async def held_back(self, conversation_ids: Sequence[str]) -> AsyncIterator[None]:
        yield


class Odd(Plain):
    """A channel that fails at buttons."""

    def render(self, outgoing: Outgoing, address: Mapping[str, str]) -> Sequence[Call]:
        if outgoing.options:
            raise ValueError("buttons")
        return super().render(outgoing, address)


class Door:
    """A person at the reception of one channel."""

    def __init__(self, database: Database, settings: Settings, channel: type[Plain] = Plain) -> None:
        self.database, self.model = database, Model(database)
        self.channel = channel(ChannelOptions({}, {"PLAIN_SECRET": "x"}))
        words = load_words(words_path(settings.project_dir))
        self.reception = Reception(
            database, cast(Assistant, self.model), {"plain": self.channel}, words, replace(settings, public_url="")
        )
        self.inbox = Inbox(database, ("plain",), self.reception.deal_with, self.reception.give_up, lambda: None)
        self.id = conversation_id(database.cipher, "plain", "p")
        self._numbers = count(1)
        self._seen = 0

    async def hand_over(self, text: str = "", kind: Kind = Kind.TEXT, **more: str) -> None:
        await self.inbox.accept("plain", [Update(kind, f"m{next(self._numbers)}", "p", {"to": "p"}, text, **more)])

    async def say(self, text: str = "", kind: Kind = Kind.TEXT, **more: str) -> list[str]:
        """Write, and have all that waits dealt with; returns what is said since the last look."""
        await self.hand_over(text, kind, **more)
        while await self._next():
            pass
        return await self.new()

    async def agree(self) -> None:
        await self.say("hello")
        await self.say("yes")

    async def _next(self) -> bool:
        async with self.database.reading() as connection:
            found = await next_arrival(connection, self.database.cipher, self.id)
        if found is None:
            return False
        await self.reception.deal_with(found)
        return True

    async def fail(self) -> None:
        """One attempt at the next update, which is put off when it fails."""
        async with self.database.reading() as connection:
            found = await next_arrival(connection, self.database.cipher, self.id)
        assert found is not None
        try:
            await self.reception.deal_with(found)
        except TurnFailed:
            async with self.database.transaction() as connection:
                await postpone_arrival(connection, found.id, 0)

    async def calls(self) -> list[Any]:
        async with self.database.reading() as connection:
            return list((await connection.execute(sa.select(outbox).order_by(outbox.c.id))).mappings())

    async def new(self) -> list[str]:
        texts = []
        for row in await self.calls():
            if row["id"] > self._seen and row["call"] is not None:
                texts.append(self.database.cipher.decrypt(row["call"], f"outbox:{row['key']}"))
                self._seen = row["id"]
        return texts

    async def person(self) -> Recipient:
        async with self.database.reading() as connection:
            found = await load_recipient(connection, self.database.cipher, self.id)
        assert found is not None
        return found

    async def states(self) -> list[str]:
        async with self.database.reading() as connection:
            return list((await connection.execute(sa.select(arrivals.c.state).order_by(arrivals.c.id))).scalars())


@pytest_asyncio.fixture
async def database(own_settings: Settings) -> AsyncIterator[Database]:
    database = await Database.open(own_settings)
    yield database
    await database.close()


@pytest_asyncio.fixture
async def door(database: Database, own_settings: Settings) -> Door:
    return Door(database, own_settings)


async def test_an_emergency_is_answered_also_while_deletion_is_asked_about(door: Door) -> None:
    await door.agree()
    assert "DELETE" in (await door.say("delete my data"))[0]
    (answer,) = await door.say("don't delete, I want to die")
    assert CALL_911 in answer


async def test_an_emergency_is_answered_also_where_it_looks_like_a_no(door: Door) -> None:
    await door.say("hello")
    (answer,) = await door.say("do not keep me, let me die")
    assert CALL_911 in answer
    assert (await door.person()).consent == "asked"


async def test_an_emergency_is_answered_whoever_said_stop_or_left(door: Door) -> None:
    await door.agree()
    await door.say("STOP")
    assert await door.say("hello") == []
    await door.say(kind=Kind.LEFT)
    (answer,) = await door.say(EMERGENCY)
    assert CALL_911 in answer


async def test_an_emergency_in_the_far_part_of_a_long_text_is_answered(door: Door) -> None:
    await door.agree()
    (answer,) = await door.say("my back hurts. " * 500 + EMERGENCY)
    assert CALL_911 in answer
    assert all(len(text) <= LONGEST_TEXT for text in door.model.heard)


async def test_an_edited_message_and_words_under_a_picture_are_read(door: Door) -> None:
    (answer,) = await door.say(EMERGENCY, Kind.UNREADABLE, what="edit")
    assert CALL_911 in answer


async def test_an_emergency_that_can_not_be_handled_gets_help_at_once_and_the_answer_later(door: Door) -> None:
    await door.agree()
    door.model.fails = True
    await door.hand_over(EMERGENCY)
    await door.new()
    await door.fail()
    await door.fail()
    (answer,) = await door.new()
    assert "911" in answer
    assert [row["urgent"] for row in await door.calls()][-1]
    await door.fail()
    assert await door.new() == [], "once is enough"
    door.model.fails = False
    await door.fail()
    (answer,) = await door.new()
    assert CALL_911 in answer


async def test_an_emergency_that_is_given_up_is_urgent_still(door: Door) -> None:
    await door.hand_over(EMERGENCY)
    async with door.database.reading() as connection:
        found = await next_arrival(connection, door.database.cipher, door.id)
    assert found is not None
    await door.reception.give_up(found)
    (row,) = await door.calls()
    assert row["urgent"]


async def test_what_is_given_up_of_who_said_stop_is_passed_over_in_silence(door: Door) -> None:
    await door.agree()
    await door.say("STOP")
    await door.hand_over("hello")
    async with door.database.reading() as connection:
        found = await next_arrival(connection, door.database.cipher, door.id)
    assert found is not None
    await door.reception.give_up(found)
    assert await door.new() == []
    assert (await door.states())[-1] == "dead"


async def test_an_answer_that_the_channel_can_not_show_is_sent_as_words(
    database: Database, own_settings: Settings
) -> None:
    door = Door(database, own_settings, Odd)
    door.model.buttons = [{"title": "I am safe now", "token": "t1"}]
    (answer,) = await door.say(EMERGENCY)
    assert CALL_911 in answer
    assert "I am safe now" in answer


async def test_an_answer_that_can_not_be_composed_is_sent_as_words(door: Door) -> None:
    door.model.buttons = [{"title": "a button without a token"}]
    (answer,) = await door.say(EMERGENCY)
    assert CALL_911 in answer
    assert [row["urgent"] for row in await door.calls()] == [True]


async def test_a_yes_to_consent_does_not_answer_an_older_question_about_deletion(door: Door) -> None:
    await door.say("delete my data")
    await door.say("hello")
    answers = await door.say("yes")
    assert (await door.person()).consent == "given"
    assert "You said: hello" in answers[0]


async def test_after_stop_neither_yes_nor_no_counts_until_start(door: Door) -> None:
    await door.say("hello")
    await door.say("STOP")
    assert await door.say("no") == []
    assert await door.say("yes") == []
    person = await door.person()
    assert person.stopped_at is not None
    assert person.consent == "asked"
    await door.say("START")
    await door.say("yes")
    assert (await door.person()).stopped_at is None
    assert "You said: are you there?" in (await door.say("are you there?"))[0]


async def test_joining_twice_asks_twice_and_harms_nothing(door: Door) -> None:
    first = await door.say(kind=Kind.JOINED)
    assert len(first) == 2
    assert len(await door.say(kind=Kind.JOINED)) == 2
    await door.say("yes")
    (answer,) = await door.say(kind=Kind.JOINED)
    assert "STOP" in answer, "who agreed is told what can be done"
    assert (await door.person()).consent == "given"


async def test_a_button_that_is_pressed_before_consent_waits_for_it(door: Door) -> None:
    answers = await door.say("Contact the clinic", Kind.BUTTON, button="token-1")
    assert len(answers) == 2
    assert not door.model.heard
    await door.say("yes")
    assert door.model.heard == ["Contact the clinic"]


async def test_what_is_said_before_a_stop_is_not_answered_after_a_later_yes(door: Door) -> None:
    await door.say("my back hurts")
    await door.say("STOP")
    await door.say("START")
    await door.say("yes")
    assert door.model.heard == []
    async with door.database.reading() as connection:
        left = (await connection.execute(sa.select(arrivals.c.content))).scalars().all()
    assert set(left) == {None}


async def test_a_new_version_of_the_notice_is_asked_about_once_more(door: Door) -> None:
    await door.agree()
    async with door.database.transaction() as connection:
        await change_recipient(connection, door.id, consent_version="2019-01+00000000")
    answers = await door.say("is heat good?")
    assert len(answers) == 2
    assert "You said: is heat good?" in (await door.say("yes"))[0]


async def test_after_delete_nothing_is_left_but_the_word_that_it_is_done(door: Door) -> None:
    await door.agree()
    await door.say("my back hurts")
    await door.say("delete my data")
    (answer,) = await door.say("DELETE")
    assert "Done." in answer
    async with door.database.reading() as connection:
        assert not (await connection.execute(sa.select(recipients))).all()
        assert not (await connection.execute(sa.select(arrivals).where(arrivals.c.content.is_not(None)))).all()
    assert len(await door.calls()) == 1
