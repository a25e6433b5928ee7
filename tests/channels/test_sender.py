"""The sender alone: a real database, and a channel that does what the test says."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa
from aiohttp import ClientSession

from backline.channels import sender as module
from backline.channels.contract import (
    Call,
    Channel,
    ChannelOptions,
    Outgoing,
    TryAgain,
    Undeliverable,
    Update,
    WebhookRequest,
)
from backline.channels.sender import GIVE_UP_SECONDS, Sender, back_off
from backline.settings import Settings
from backline.storage.channel_tables import outbox
from backline.storage.database import Database
from backline.storage.outbox import NewCall, Outcome, add_calls, drop_calls, note_outcome, recover_calls
from backline.storage.recipients import keep_recipient, load_recipient
from tests.helpers.waiting import until

Behaviour = Callable[[str], Awaitable[str]]


class Line(Channel):
    """A channel without a platform: ``does`` says what becomes of a call, by its text."""

    name, label, api = "line", "Line", ""

    def __init__(self, name: str = "line", *, receipts: bool = False) -> None:
        super().__init__(ChannelOptions({}, {}))
        self.name, self.has_receipts = name, receipts  # type: ignore[misc]
        self.calls: list[str] = []
        self.does: dict[str, list[Behaviour]] = defaultdict(list)

    def verify(self, request: WebhookRequest) -> None: ...

    def parse(self, request: WebhookRequest) -> Sequence[Update]:
        return ()

    def render(self, outgoing: Outgoing, address: Mapping[str, str]) -> Sequence[Call]:
        return [Call("send", {"text": outgoing.text})]

    async def send(self, session: ClientSession, call: Call, key: str) -> str:
        text = str(call.body["text"])
        self.calls.append(text)
        turns = self.does[text]
        return await (turns.pop(0) if len(turns) > 1 else turns[0])(text) if turns else ""


def raising(error: Exception) -> Behaviour:
    async def behave(_text: str) -> str:
        raise error

    return behave


async def hang(_text: str) -> str:
    await asyncio.sleep(60.0)
    return ""


async def fine(_text: str) -> str:
    return ""


@pytest_asyncio.fixture
async def database(own_settings: Settings) -> AsyncIterator[Database]:
    database = await Database.open(own_settings)
    yield database
    await database.close()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(module, "back_off", lambda attempts, urgent: 0.05)


@asynccontextmanager
async def sending(database: Database, *channels: Line) -> AsyncIterator[Sender]:
    sender = Sender(database, {channel.name: channel for channel in channels})
    await sender.start()
    try:
        yield sender
    finally:
        await sender.stop()


async def write(
    database: Database, *texts: str, person: str = "p", channel: str = "line", urgent: bool = False
) -> None:
    new = [
        NewCall(
            f"{channel}-{person}-{text}", channel, f"{channel}-{person}", {"to": "", "body": {"text": text}}, urgent
        )
        for text in texts
    ]
    async with database.transaction() as connection:
        await add_calls(connection, database.cipher, new)


async def rows(database: Database) -> list[Any]:
    async with database.reading() as connection:
        return list((await connection.execute(sa.select(outbox).order_by(outbox.c.id))).all())


async def states(database: Database) -> list[str]:
    return [row.state for row in await rows(database)]


async def all_are(database: Database, state: str) -> bool:
    return set(await states(database)) == {state}


async def test_calls_are_sent_in_order_also_where_one_fails_at_first(database: Database) -> None:
    line = Line()
    line.does["one"] = [raising(TryAgain("500")), raising(TryAgain("timeout", unsure=True)), fine]
    await write(database, "one", "two", "three")
    async with sending(database, line):
        await until(lambda: all_are(database, "sent"))
    assert line.calls == ["one", "one", "one", "two", "three"]


async def test_a_platform_that_hangs_does_not_keep_another_waiting(database: Database) -> None:
    slow, quick = Line("slow"), Line("quick")
    for number in range(60):
        slow.does[f"slow {number}"] = [hang]
        await write(database, f"slow {number}", person=str(number), channel="slow")
    await write(database, "hello", channel="quick")
    async with sending(database, slow, quick):
        await until(lambda: quick.calls == ["hello"])


async def test_an_emergency_is_sent_beside_any_number_of_calls_that_hang(database: Database) -> None:
    line = Line()
    for number in range(60):
        line.does[f"slow {number}"] = [hang]
        await write(database, f"slow {number}", person=str(number))
    async with sending(database, line) as sender:
        await until(lambda: len(line.calls) >= 10)
        await write(database, "call 911", person="3", urgent=True)
        sender.wake()
        await until(lambda: "call 911" in line.calls)


async def test_an_emergency_is_sent_while_the_channel_rests(database: Database) -> None:
    line = Line()
    line.does["hello"] = [raising(TryAgain("429", 60.0, everyone=True))]
    await write(database, "hello", "again")
    async with sending(database, line) as sender:
        await until(lambda: line.calls == ["hello"])
        await write(database, "later", person="other")
        await write(database, "call 911", urgent=True)
        sender.wake()
        await until(lambda: "call 911" in line.calls)
        await asyncio.sleep(0.1)
    assert line.calls == ["hello", "call 911"], "nobody else is written to meanwhile"


async def test_a_long_rest_is_not_made_a_short_one_by_what_was_under_way(database: Database) -> None:
    line = Line()

    def refused_in(seconds: float, after: float) -> Behaviour:
        async def behave(_text: str) -> str:
            await asyncio.sleep(seconds)
            raise TryAgain("429", after, everyone=True)

        return behave

    line.does["a"], line.does["b"] = [refused_in(0.1, 60.0)], [refused_in(0.2, 0.0)]
    await write(database, "a", person="1")
    await write(database, "b", person="2")
    async with sending(database, line) as sender:
        await until(lambda: len(line.calls) == 2)
        await asyncio.sleep(0.3)
        await write(database, "c", person="3")
        sender.wake()
        await asyncio.sleep(0.4)
    assert sorted(line.calls) == ["a", "b"]


async def test_after_a_day_it_is_given_up_and_staff_may_have_it_sent(database: Database) -> None:
    line = Line()
    line.does["old"] = [raising(TryAgain("500"))]
    await write(database, "old", "new")
    async with database.transaction() as connection:
        old = time.time() - GIVE_UP_SECONDS - 60
        await connection.execute(outbox.update().where(outbox.c.key == "line-p-old").values(created_at=old))
    async with sending(database, line):
        await until(lambda: "new" in line.calls)
    first, second = await rows(database)
    assert (first.state, second.state) == ("dead", "sent")
    assert first.call is not None
    assert "500" in first.problem


async def test_a_call_that_the_adapter_breaks_on_is_given_up_and_does_not_hold_up_the_next(database: Database) -> None:
    line = Line()
    line.does["odd"] = [raising(KeyError("odd"))]
    await write(database, "odd", "next")
    async with sending(database, line):
        await until(lambda: "next" in line.calls)
    assert await states(database) == ["dead", "sent"]
    assert 3 <= line.calls.count("odd") <= 10


async def test_a_call_that_can_not_be_read_is_given_up_and_does_not_hold_up_the_next(database: Database) -> None:
    line = Line()
    await write(database, "broken", "next")
    async with database.transaction() as connection:
        await connection.execute(outbox.update().where(outbox.c.key == "line-p-broken").values(call=b"no cipher text"))
    async with sending(database, line):
        await until(lambda: "next" in line.calls)
    assert await states(database) == ["dead", "sent"]


async def test_who_is_gone_gets_nothing_more(database: Database) -> None:
    line = Line()
    async with database.transaction() as connection:
        await keep_recipient(connection, database.cipher, "line-p", "line", {})
    line.does["one"] = [raising(Undeliverable("403", gone=True))]
    await write(database, "one", "two")
    async with sending(database, line):
        await until(lambda: all_are(database, "dead"))
    async with database.reading() as connection:
        found = await load_recipient(connection, database.cipher, "line-p")
    assert line.calls == ["one"]
    assert found is not None
    assert found.gone_at is not None


async def test_what_was_under_way_when_the_person_said_stop_is_not_sent_again(database: Database) -> None:
    line = Line()

    async def fail_late(_text: str) -> str:
        async with database.transaction() as connection:
            await drop_calls(connection, "line-p", "the person said stop", urgent_too=False)
        raise TryAgain("500")

    line.does["hello"] = [fail_late]
    await write(database, "hello")
    async with sending(database, line):
        await until(lambda: all_are(database, "dead"))
        await asyncio.sleep(0.2)
    assert line.calls == ["hello"]


async def test_what_the_process_left_behind_after_a_stop_is_not_sent_again(database: Database) -> None:
    await write(database, "hello", "next")
    async with database.transaction() as connection:
        await connection.execute(outbox.update().where(outbox.c.key == "line-p-hello").values(state="sending"))
        await drop_calls(connection, "line-p", "the person said stop", urgent_too=False)
        await recover_calls(connection, {"line": 0.0})
    line = Line()
    async with sending(database, line):
        await until(lambda: all_are(database, "dead"))
    assert not line.calls


async def test_a_receipt_that_is_faster_than_the_answer_is_believed(database: Database) -> None:
    line = Line()

    async def fail_first(_text: str) -> str:
        async with database.transaction() as connection:
            outcome = Outcome("line-p-call 911", "", False, "30005", False)
            failure = await note_outcome(connection, database.cipher, "line", outcome)
            assert failure is not None
            assert failure.urgent
        return "platform-1"

    line.does["call 911"] = [fail_first]
    await write(database, "call 911", urgent=True)
    async with sending(database, line):
        await until(lambda: all_are(database, "dead"))
        await asyncio.sleep(0.1)
    (row,) = await rows(database)
    assert (row.state, row.problem) == ("dead", "30005")
    assert row.call is not None, "staff may have it sent again"


async def test_what_waits_on_a_channel_that_is_off_waits_on(database: Database) -> None:
    line = Line()
    await write(database, "hello", channel="off")
    await write(database, "hello")
    async with sending(database, line):
        await until(lambda: line.calls == ["hello"])
    assert await states(database) == ["waiting", "sent"]


async def test_stopping_in_the_middle_of_a_call_leaves_it_to_the_next_process(database: Database) -> None:
    line = Line()
    line.does["hello"] = [hang, fine]
    await write(database, "hello")
    async with sending(database, line):
        await until(lambda: line.calls == ["hello"])
    assert await states(database) == ["sending"]
    async with sending(database, line):
        await until(lambda: all_are(database, "sent"))


async def test_after_no_answer_a_receipt_is_waited_for_unless_it_is_an_emergency(database: Database) -> None:
    line = Line(receipts=True)
    lost = raising(TryAgain("timeout", unsure=True))
    line.does["hello"], line.does["call 911"] = [lost], [lost, fine]
    await write(database, "hello", person="1")
    await write(database, "call 911", person="2", urgent=True)
    async with sending(database, line):
        await until(lambda: line.calls.count("call 911") == 2)
    (hello, _) = await rows(database)
    assert hello.retry_at > time.time() + 10


def test_the_waits_grow_up_to_a_minute_and_for_emergencies_to_five_seconds() -> None:
    grown = [back_off(attempts, urgent=False) for attempts in range(12)]
    assert all(0.8 * 2**n <= wait <= 1.2 * 2**n for n, wait in enumerate(grown[:6]))
    assert max(grown) <= 72
    assert max(back_off(attempts, urgent=True) for attempts in range(100)) <= 6
