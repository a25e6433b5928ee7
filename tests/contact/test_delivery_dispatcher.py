"""Leads reach the clinic whatever happens in between: outages, kills, hanging receivers, a database that is away."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from backline.contact.delivery import dispatcher as dispatcher_module
from backline.contact.delivery.content import LeadContent
from backline.contact.delivery.dispatcher import LOST_SECONDS, Dispatcher, Sender, delivering
from backline.contact.delivery.mail import MailSender
from backline.contact.delivery.options import LeadDelivery, MailServer
from backline.contact.delivery.outcome import Delivered, Failed, Outcome
from backline.contact.delivery.schedule import WAITS
from backline.contact.delivery.webhook import WebhookSender
from backline.settings import Settings
from backline.storage import lead_deliveries as outbox
from backline.storage.database import Database
from backline.storage.deletion import delete_leads
from tests.contact.test_delivery_webhook import options_for
from tests.helpers import mail_server as mail
from tests.helpers.receiver import Receiver
from tests.storage.test_lead_deliveries import add, rows

SITE = "https://chat.quux.example"


class Clock:
    """A clock that stands still unless it is moved."""

    def __init__(self) -> None:
        self.now = time.time() + 1

    def __call__(self) -> float:
        return self.now


class Scripted:
    """A sender that does what it is told, and remembers what it was given."""

    def __init__(self, *outcomes: Outcome | Exception, otherwise: Outcome | None = None) -> None:
        self.outcomes, self.otherwise = deque(outcomes), otherwise or Delivered()
        self.sent: list[tuple[str, str]] = []

    async def send(self, message_id: str, content: LeadContent) -> Outcome:
        self.sent.append((message_id, content.lead.reference))
        outcome = self.outcomes.popleft() if self.outcomes else self.otherwise
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@pytest_asyncio.fixture
async def own(own_settings: Settings) -> AsyncIterator[Database]:
    database = await Database.open(own_settings)
    yield database
    await database.close()


def dispatcher_of(database: Database, clock: Callable[[], float] = time.time, **senders: Sender) -> Dispatcher:
    return Dispatcher(database, senders, SITE, clock)


async def webhook_row(database: Database, lead_id: int) -> outbox.Delivery:
    return (await rows(database, lead_id))["webhook"]


async def until(done: Callable[[], Any], seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not done():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


# --- one attempt after the other


async def test_a_lead_goes_to_both(own: Database, own_settings: Settings) -> None:
    lead_id = await add(own, 1)
    async with Receiver() as receiver, mail.MailServer() as server:
        options = LeadDelivery(
            email="requests@quux.example",
            sender="backline@quux.example",
            mail_server=MailServer("127.0.0.1", server.port, False),
        )
        senders = {"webhook": WebhookSender(options_for(receiver)), "email": MailSender(options, own_settings.clinic)}
        dispatcher = Dispatcher(own, senders, SITE)
        assert [await dispatcher.deliver_due(name) for name in senders] == [1, 1]
        assert [await dispatcher.deliver_due(name) for name in senders] == [0, 0]
        found = await rows(own, lead_id)
        assert {each.state for each in found.values()} == {"delivered"}
        assert all(each.delivered_at and each.problem is None and each.attempts == 1 for each in found.values())
        [call], [letter] = receiver.taken, server.mails
        receiver.verify(call)
    assert (call.id, call.reference) == (found["webhook"].message_id, "BL-TEST-01")
    assert call.event["data"]["link"] == f"{SITE}/staff/leads/BL-TEST-01"
    assert found["email"].message_id in letter["Message-ID"]


async def test_the_schedule_is_kept_and_then_it_is_given_up(own: Database) -> None:
    lead_id, clock = await add(own, 1, deliver_to=("webhook",)), Clock()
    sender = Scripted(otherwise=Failed("answered 500"))
    dispatcher = dispatcher_of(own, clock, webhook=sender)
    for attempts, wait in enumerate(WAITS[1:], 1):
        assert await dispatcher.deliver_due("webhook") == 1
        row = await webhook_row(own, lead_id)
        assert (row.state, row.attempts, row.problem) == ("waiting", attempts, "answered 500")
        assert wait <= row.next_at - clock.now <= 1.1 * wait + 0.001
        clock.now = row.next_at - 0.01
        assert await dispatcher.deliver_due("webhook") == 0
        clock.now = row.next_at
    assert await dispatcher.deliver_due("webhook") == 1
    row = await webhook_row(own, lead_id)
    assert (row.state, row.attempts) == ("dead", len(WAITS))
    clock.now += 1e6
    assert await dispatcher.deliver_due("webhook") == 0
    assert len(set(sender.sent)) == 1, "one id in all attempts"


async def test_what_is_final_is_given_up_at_once(own: Database) -> None:
    lead_id = await add(own, 1)
    dispatcher = dispatcher_of(own, webhook=Scripted(Failed("answered 410", final=True)))
    await dispatcher.deliver_due("webhook")
    row = await webhook_row(own, lead_id)
    assert (row.state, row.attempts, row.problem) == ("dead", 1, "answered 410")


async def test_a_receiver_that_wants_quiet_has_it_from_all_leads(own: Database) -> None:
    clock = Clock()
    first, second = await add(own, 1, urgent=True), await add(own, 2)
    sender = Scripted(Failed("answered 429", wait=600.0))
    dispatcher = dispatcher_of(own, clock, webhook=sender)
    async with own.transaction() as connection:
        # It fails before the other one is begun.
        await connection.execute(
            outbox.lead_deliveries.update()
            .where(outbox.lead_deliveries.c.lead_id == second)
            .values(next_at=clock.now + 1)
        )
    await dispatcher.deliver_due("webhook")
    for lead_id in (first, second):
        assert (await webhook_row(own, lead_id)).next_at == pytest.approx(clock.now + 600)
    clock.now += 601
    assert await dispatcher.deliver_due("webhook") == 2


async def test_a_lead_that_is_deleted_meanwhile_is_not_sent(own: Database) -> None:
    lead_id, sender = await add(own, 1), Scripted()
    dispatcher = dispatcher_of(own, webhook=sender)
    begin = dispatcher._begin

    async def begin_and_delete(destination: str, limit: int) -> list[outbox.Delivery]:
        begun = await begin(destination, limit)
        async with own.transaction() as connection:
            await delete_leads(connection, [lead_id])
        return begun

    dispatcher._begin = begin_and_delete  # type: ignore[method-assign]
    assert await dispatcher.deliver_due("webhook") == 1
    assert sender.sent == []


async def test_a_fault_in_sending_is_a_failure_like_any_other(own: Database) -> None:
    lead_id, sender = await add(own, 1), Scripted(RuntimeError("Zebulon Quux"))
    await dispatcher_of(own, webhook=sender).deliver_due("webhook")
    row = await webhook_row(own, lead_id)
    assert (row.state, row.problem) == ("waiting", "it could not be sent; the log says more")


# --- as the server runs it


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatcher_module, "_POLL_SECONDS", 0.2)
    monkeypatch.setattr(dispatcher_module, "_AFTER_TROUBLE_SECONDS", 0.2)


async def test_what_is_written_is_sent_within_moments(own: Database, own_settings: Settings) -> None:
    async with Receiver() as receiver:
        settings = replace(own_settings, lead_delivery=options_for(receiver))
        async with delivering(own, settings) as dispatcher:
            await asyncio.sleep(0.3)
            await add(own, 1)
            started = time.monotonic()
            dispatcher.wake()
            await until(lambda: receiver.taken)
            assert time.monotonic() - started < 1.5
            await add(own, 2)  # another process wrote it: nobody wakes us
            await until(lambda: len(receiver.taken) == 2)


@pytest.mark.usefixtures("quick")
async def test_a_hanging_receiver_holds_up_neither_the_end_nor_the_other_way(own: Database) -> None:
    for number in range(6):
        await add(own, number)
    async with Receiver(always="hang") as receiver:
        letters = Scripted()
        dispatcher = dispatcher_of(own, webhook=WebhookSender(options_for(receiver)), email=letters)
        task = asyncio.create_task(dispatcher.run())
        await until(lambda: len(letters.sent) == 6 and len(receiver.calls) >= 4)
        assert len(receiver.calls) == 4, "a few at once"
        started = time.monotonic()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert time.monotonic() - started < 2


@pytest.mark.usefixtures("quick")
async def test_a_database_that_is_away_for_a_while_stops_nothing(
    own: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add(own, 1)
    sender = Scripted()
    real, fails = own.transaction, [True]

    def sometimes() -> Any:
        if fails[0]:
            raise OSError("disk full")
        return real()

    monkeypatch.setattr(own, "transaction", sometimes)
    task = asyncio.create_task(dispatcher_of(own, webhook=sender).run())
    await asyncio.sleep(0.3)
    assert (sender.sent, task.done()) == ([], False)
    fails[0] = False
    await until(lambda: sender.sent)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_nothing_set_up_gives_up_what_waited(own: Database, own_settings: Settings) -> None:
    lead_id = await add(own, 1)
    async with delivering(own, own_settings):
        await asyncio.sleep(0.2)
    assert {(row.state, row.problem) for row in (await rows(own, lead_id)).values()} == {
        ("dead", "clinic.yml does not name this destination any more")
    }


# --- outages and kills


async def test_an_outage_with_kills_in_between_loses_nothing(own_settings: Settings) -> None:
    """A day of an outage, the process killed 20 times in the middle of an attempt, before or after it was taken."""
    chance, clock = random.Random(7), Clock()
    database = await Database.open(own_settings)
    leads = [await add(database, number, deliver_to=("webhook",)) for number in range(12)]
    kills, attempts, began = 0, 0, clock.now
    async with Receiver(always="500") as receiver:
        sender = WebhookSender(options_for(receiver), clock=clock)
        while True:
            dispatcher = Dispatcher(database, {"webhook": sender}, SITE, clock)
            if clock.now - began > 86_400:
                receiver.always = ""
            if kills < 20 and chance.random() < 0.5:
                # What kill -9 leaves: the attempt is on disk as begun, the receiver may have it, nobody wrote down how
                # it ended.
                begun = await dispatcher._begin("webhook", 3)
                receiver.misbehave.extend(chance.choice(("lost", "500", "close")) for _ in begun)
                for delivery in begun:
                    async with database.reading() as connection:
                        content = await dispatcher_module.read_content(
                            connection, database.cipher, delivery.reference, SITE
                        )
                    assert content is not None
                    await sender.send(delivery.message_id, content)
                kills += bool(begun)
                await database.close()
                database = await Database.open(own_settings)
            else:
                attempts += await dispatcher.deliver_due("webhook")
            async with database.reading() as connection:
                due = await outbox.next_due(connection, "webhook")
            if due is None:
                break
            clock.now = max(clock.now, due)
        states = Counter([(await webhook_row(database, lead)).state for lead in leads])
    await database.close()
    assert states == {"delivered": 12}
    assert kills == 20
    assert attempts > 60
    references = {f"BL-TEST-{number:02}" for number in range(12)}
    assert {call.reference for call in receiver.taken} == references, "each at least once"
    assert len(receiver.taken) > 12, "some of those killed had arrived"
    assert len({call.id for call in receiver.taken}) == 12, "and the receiver knows repeats by one id for each lead"


async def test_a_killed_attempt_waits_no_longer_than_any_takes(own: Database) -> None:
    await add(own, 1, deliver_to=("webhook",))
    clock, sender = Clock(), Scripted()
    await dispatcher_of(own, clock, webhook=sender)._begin("webhook", 1)
    after_restart = dispatcher_of(own, clock, webhook=sender)
    assert await after_restart.deliver_due("webhook") == 0
    clock.now += LOST_SECONDS
    assert await after_restart.deliver_due("webhook") == 1


async def test_two_at_once_send_each_lead_once(own: Database) -> None:
    for number in range(100, 150):
        await add(own, number, deliver_to=("webhook",), urgent=number == 149)
    async with Receiver() as receiver:
        sender = WebhookSender(options_for(receiver))
        both = [Dispatcher(own, {"webhook": sender}, SITE) for _ in range(2)]
        await asyncio.gather(*(each.deliver_due("webhook") for each in both))
    assert Counter(call.reference for call in receiver.calls) == {f"BL-TEST-{n}": 1 for n in range(100, 150)}
    assert "BL-TEST-149" in [call.reference for call in receiver.calls[:4]], "urgent ones first"
