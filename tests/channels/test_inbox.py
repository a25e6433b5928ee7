"""The inbox alone: a real database, and a reception that does what the test says."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
import sqlalchemy as sa
from structlog.testing import capture_logs

from backline.channels import inbox as module
from backline.channels.contract import Kind, Receipt, Update
from backline.channels.inbox import Accepted, Inbox, conversation_id
from backline.settings import Retention, Settings
from backline.storage.arrivals import Arrival, finish_arrival
from backline.storage.channel_tables import arrivals, outbox
from backline.storage.database import Database
from backline.storage.outbox import NewCall, add_calls
from backline.storage.retention import purge
from tests.helpers.waiting import until


class Desk:
    """Deals with updates, fails at some, and notes all."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.done, self.given_up = list[str](), list[str]()
        self.fails: dict[str, int] = {}  # text -> how often

    async def deal_with(self, arrival: Arrival) -> None:
        text = arrival.update["text"]
        if self.fails.get(text, 0):
            self.fails[text] -= 1
            raise RuntimeError("broken")
        self.done.append(text)
        await self.finish(arrival)

    async def give_up(self, arrival: Arrival) -> None:
        self.given_up.append(arrival.update["text"])
        await self.finish(arrival, "dead")

    async def finish(self, arrival: Arrival, state: str = "done") -> None:
        async with self.database.transaction() as connection:
            await finish_arrival(connection, arrival.id, state)


@pytest_asyncio.fixture
async def database(own_settings: Settings) -> AsyncIterator[Database]:
    database = await Database.open(own_settings)
    yield database
    await database.close()


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WAITS", (0.01, 0.02, 0.03))


@asynccontextmanager
async def inbox_of(desk: Desk, *channels: str) -> AsyncIterator[Inbox]:
    inbox = Inbox(desk.database, channels or ("plain",), desk.deal_with, desk.give_up, lambda: None)
    inbox.start()
    try:
        yield inbox
    finally:
        await inbox.stop()


def said(text: str, person: str = "p") -> Update:
    return Update(Kind.TEXT, f"{person}-{text}", person, {"to": person}, text)


async def states(database: Database) -> list[str]:
    async with database.reading() as connection:
        return list((await connection.execute(sa.select(arrivals.c.state).order_by(arrivals.c.id))).scalars())


async def test_what_is_handed_over_is_dealt_with_once_and_in_order(desk: Desk) -> None:
    async with inbox_of(desk) as inbox:
        texts = [said(str(number)) for number in range(20)]
        assert await inbox.accept("plain", texts[:12]) == Accepted(12, 0)
        assert await inbox.accept("plain", texts) == Accepted(8, 12)
        await until(lambda: len(desk.done) == 20)
    assert desk.done == [str(number) for number in range(20)]


async def test_what_fails_is_tried_again_before_what_follows_it(desk: Desk) -> None:
    desk.fails = {"one": 2}
    async with inbox_of(desk) as inbox:
        await inbox.accept("plain", [said("one"), said("two")])
        await until(lambda: len(desk.done) == 2)
    assert desk.done == ["one", "two"]


async def test_what_always_fails_is_given_up_and_what_follows_is_dealt_with(desk: Desk) -> None:
    desk.fails = {"odd": 1000}
    async with inbox_of(desk) as inbox:
        await inbox.accept("plain", [said("odd"), said("next")])
        await until(lambda: desk.done == ["next"])
    assert desk.given_up == ["odd"]
    assert desk.fails["odd"] == 1000 - 4
    assert await states(desk.database) == ["dead", "done"]


async def test_also_where_nobody_can_be_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(arrival: Arrival) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(desk, "give_up", broken)
    desk.fails = {"odd": 1000}
    async with inbox_of(desk) as inbox:
        await inbox.accept("plain", [said("odd"), said("next")])
        await until(lambda: desk.done == ["next"])
    assert await states(desk.database) == ["dead", "done"]


async def test_what_can_not_be_read_from_disk_does_not_hold_up_the_next(desk: Desk) -> None:
    inbox = Inbox(desk.database, ("plain",), desk.deal_with, desk.give_up, lambda: None)
    await inbox.accept("plain", [said("broken"), said("next")])
    async with desk.database.transaction() as connection:
        await connection.execute(arrivals.update().where(arrivals.c.id == 1).values(content=b"no cipher text"))
    async with inbox_of(desk):
        await until(lambda: desk.done == ["next"])
    assert await states(desk.database) == ["dead", "done"]


async def test_who_writes_without_end_does_not_keep_the_others_waiting(desk: Desk) -> None:
    inbox = Inbox(desk.database, ("plain",), desk.deal_with, desk.give_up, lambda: None)
    for person in range(6):
        await inbox.accept("plain", [said(f"{person} {number}", f"flood-{person}") for number in range(100)])
    await inbox.accept("plain", [said("help me", "other")])
    async with inbox_of(desk):
        await until(lambda: "help me" in desk.done)
    assert len(desk.done) < 100


async def test_what_came_in_on_a_channel_that_is_off_waits_until_it_is_on_again(desk: Desk) -> None:
    inbox = Inbox(desk.database, ("plain", "off"), desk.deal_with, desk.give_up, lambda: None)
    await inbox.accept("off", [said("I wet myself")])
    await inbox.accept("plain", [said("hello")])
    async with inbox_of(desk, "plain"):
        await until(lambda: desk.done == ["hello"])
        await asyncio.sleep(0.1)
    assert await states(desk.database) == ["waiting", "done"]
    async with inbox_of(desk, "plain", "off"):
        await until(lambda: "I wet myself" in desk.done)


async def test_what_waits_for_a_channel_that_is_never_on_again_does_not_stay_for_ever(desk: Desk) -> None:
    inbox = Inbox(desk.database, ("off",), desk.deal_with, desk.give_up, lambda: None)
    await inbox.accept("off", [said("my back hurts")])
    async with desk.database.transaction() as connection:
        call = {"to": "", "body": {"text": "hello"}}
        await add_calls(connection, desk.database.cipher, [NewCall("k", "off", "off-1", call)])
    await purge(desk.database, Retention(transcript_days=30, lead_months=12), time.time() + 13 * 24 * 3600)
    assert await states(desk.database) == ["waiting"]
    await purge(desk.database, Retention(transcript_days=30, lead_months=12), time.time() + 15 * 24 * 3600)
    async with desk.database.reading() as connection:
        assert not (await connection.execute(sa.select(arrivals.c.id).union_all(sa.select(outbox.c.id)))).all()


async def test_an_emergency_that_did_not_arrive_is_an_error_in_the_log_once(desk: Desk) -> None:
    own = conversation_id(desk.database.cipher, "plain", "p")
    async with desk.database.transaction() as connection:
        call = {"to": "", "body": {"text": "call 911"}}
        await add_calls(connection, desk.database.cipher, [NewCall("k", "plain", own, call, urgent=True)])
    failed = Update(Kind.RECEIPT, receipt=Receipt("k", arrived=False, why="30005"))
    async with inbox_of(desk) as inbox:
        with capture_logs() as logs:
            await inbox.accept("plain", [failed])
            await inbox.accept("plain", [failed])
    assert [(entry["log_level"], entry["why"]) for entry in logs] == [("error", "30005")]


async def test_nothing_is_lost_where_the_process_ends_in_the_middle(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE_SECONDS", 0.05)
    begun = asyncio.Event()
    deal_with = desk.deal_with

    async def never_ends(arrival: Arrival) -> None:
        async with desk.database.transaction() as connection:
            await finish_arrival(connection, arrival.id)
            begun.set()
            await asyncio.sleep(60)

    monkeypatch.setattr(desk, "deal_with", never_ends)
    async with inbox_of(desk) as inbox:
        await inbox.accept("plain", [said("hello")])
        await begun.wait()
    assert await states(desk.database) == ["waiting"]
    monkeypatch.setattr(desk, "deal_with", deal_with)
    async with inbox_of(desk):
        await until(lambda: desk.done == ["hello"])
