"""The outbox of leads: written with the lead, taken in order, and gone with it."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
import sqlalchemy as sa

from backline.contact.promise import Promise
from backline.settings import Retention, Settings
from backline.storage import lead_deliveries as outbox
from backline.storage.audit import SYSTEM
from backline.storage.database import Database
from backline.storage.deletion import delete_leads
from backline.storage.erasure import erase
from backline.storage.lead_list import LeadFilter, list_leads
from backline.storage.leads import Lead, insert_lead
from backline.storage.persons import Person
from backline.storage.retention import purge
from backline.storage.tables import lead_deliveries, leads

NOW = time.time()
DAY = 86_400.0
PROMISE = Promise(1, range(7), (), ZoneInfo("UTC"))
LEAD = Lead(
    reference="BL-TEST-01",
    source="page",
    name="Zebulon Quux",
    phone="+14155550134",
    email="zebulon@quux.example",
    reach="mornings",
    reason="back pain",
    summary="Region: lower back",
    consent_version="1",
    consent_at=1.0,
    deliver_to=("webhook", "email"),
)


@pytest_asyncio.fixture
async def own(each_settings: Settings) -> AsyncIterator[Database]:
    database = await Database.open(each_settings)
    yield database
    await database.close()


async def add(database: Database, number: int, **more: Any) -> int:
    """A lead with the reference ``BL-TEST-<number>``; returns its id."""
    columns = more.pop("columns", {})
    lead = replace(LEAD, reference=f"BL-TEST-{number:02}", **more)
    async with database.transaction() as connection:
        await insert_lead(connection, database.cipher, lead)
        query = sa.select(leads.c.id).where(leads.c.reference == lead.reference)
        lead_id = int((await connection.execute(query)).scalar_one())
        if columns:
            await connection.execute(leads.update().where(leads.c.id == lead_id).values(**columns))
    return lead_id


async def rows(database: Database, lead_id: int) -> dict[str, outbox.Delivery]:
    async with database.reading() as connection:
        return {each.destination: each for each in (await outbox.deliveries_of(connection, [lead_id]))[lead_id]}


async def begin(database: Database, destination: str = "webhook", now: float = 0.0, limit: int = 9) -> Any:
    async with database.transaction() as connection:
        return await outbox.begin_attempts(connection, destination, now or time.time(), NOW + 3600, limit)


async def fail(database: Database, delivery: outbox.Delivery, next_at: float | None = None) -> None:
    async with database.transaction() as connection:
        await outbox.note_failed(connection, delivery, "answered 500", next_at)


async def deliver(database: Database, delivery: outbox.Delivery) -> None:
    async with database.transaction() as connection:
        await outbox.note_delivered(connection, delivery, NOW)


async def unreceived(database: Database, now: float = 0.0) -> int:
    async with database.reading() as connection:
        return await outbox.unreceived_leads(connection, PROMISE, now or time.time())


async def test_a_row_for_each_destination_is_written_with_the_lead(own: Database) -> None:
    lead_id = await add(own, 1)
    found = await rows(own, lead_id)
    assert set(found) == {"webhook", "email"}
    assert len({each.message_id for each in found.values()}) == 2
    assert all(each.message_id.startswith("msg_") and each.state == "waiting" for each in found.values())
    assert await rows(own, await add(own, 2, deliver_to=())) == {}


async def test_a_lead_that_is_not_written_is_not_sent(own: Database) -> None:
    await add(own, 1)
    with pytest.raises(sa.exc.IntegrityError):
        await add(own, 1)
    async with own.reading() as connection:
        assert await outbox.delivery_counts(connection) == {("webhook", "waiting"): 1, ("email", "waiting"): 1}


async def test_the_table_holds_nothing_of_the_person(own: Database) -> None:
    await add(own, 1)
    async with own.reading() as connection:
        stored = repr((await connection.execute(sa.select(lead_deliveries))).all())
    for secret in ("Zebulon", "5550134", "quux", "mornings", "back"):
        assert secret not in stored


async def test_urgent_ones_are_taken_first_and_then_the_oldest(own: Database) -> None:
    for number, urgent in ((1, False), (2, False), (3, True), (4, True)):
        await add(own, number, urgent=urgent)
    assert [each.reference[-1] for each in await begin(own, limit=3)] == ["3", "4", "1"]
    assert [each.reference[-1] for each in await begin(own)] == ["2"], "what was begun is not taken twice"
    assert await begin(own) == []
    assert len(await begin(own, "email")) == 4, "each destination for itself"


async def test_an_attempt_that_was_begun_and_not_ended_is_made_again(own: Database) -> None:
    lead_id = await add(own, 1)
    [first] = await begin(own)
    assert (first.attempts, first.next_at) == (1, NOW + 3600)
    assert await begin(own, now=NOW + 3599) == []
    [second] = await begin(own, now=NOW + 3601)
    assert (second.attempts, second.message_id) == (2, first.message_id)
    await fail(own, first)  # the one that was thought lost comes back late
    assert (await rows(own, lead_id))["webhook"].state == "waiting"
    await deliver(own, first)
    await fail(own, second)
    assert (await rows(own, lead_id))["webhook"].state == "delivered", "what arrived has arrived"


async def test_while_the_receiver_wants_quiet_nothing_is_tried(own: Database) -> None:
    await add(own, 1)
    await add(own, 2)
    now = time.time()  # not NOW: on a busy machine that is long ago
    async with own.transaction() as connection:
        await outbox.hold(connection, "webhook", now + 50)
    assert await begin(own, now=now + 49) == []
    async with own.reading() as connection:
        assert await outbox.next_due(connection, "webhook") == now + 50
    assert len(await begin(own, now=now + 51)) == 2
    assert len(await begin(own, "email", now=now + 51)) == 2


async def test_what_is_dead_is_sent_again_when_somebody_says_so(own: Database) -> None:
    lead_id, other = await add(own, 1), await add(own, 2)
    for delivery in (*await begin(own), *await begin(own, "email")):
        await fail(own, delivery)
    assert await begin(own) == []
    async with own.transaction() as connection:
        one = (await rows(own, lead_id))["email"]
        assert await outbox.send_again(connection, NOW, ("webhook",), id_=one.id) == 0, "its destination is gone"
        assert await outbox.send_again(connection, NOW, outbox.DESTINATIONS, id_=one.id) == 1
    found = await rows(own, lead_id)
    assert (found["webhook"].state, found["email"].state, found["email"].attempts) == ("dead", "waiting", 0)
    assert found["email"].message_id == one.message_id
    async with own.transaction() as connection:
        assert await outbox.send_again(connection, NOW, outbox.DESTINATIONS, lead_id=other) == 2
        assert await outbox.send_again(connection, NOW, outbox.DESTINATIONS) == 1, "all that are dead"
        assert await outbox.send_again(connection, NOW, outbox.DESTINATIONS) == 0
    assert {each.state for each in (await rows(own, other)).values()} == {"waiting"}


async def test_what_was_delivered_is_not_sent_again(own: Database) -> None:
    lead_id = await add(own, 1, deliver_to=("webhook",))
    [delivery] = await begin(own)
    await deliver(own, delivery)
    async with own.transaction() as connection:
        assert await outbox.send_again(connection, NOW, outbox.DESTINATIONS, id_=delivery.id) == 0
        assert await outbox.send_again(connection, NOW, outbox.DESTINATIONS, lead_id=lead_id) == 0


async def test_what_waits_for_a_destination_that_is_gone_is_given_up(own: Database) -> None:
    lead_id = await add(own, 1)
    async with own.transaction() as connection:
        assert await outbox.give_up_others(connection, ("email",), "not set up") == 1
    found = await rows(own, lead_id)
    assert (found["webhook"].state, found["webhook"].problem) == ("dead", "not set up")
    assert found["email"].state == "waiting"
    async with own.transaction() as connection:
        assert await outbox.give_up_others(connection, (), "not set up") == 1


async def test_counts_and_age(own: Database) -> None:
    async with own.reading() as connection:
        assert await outbox.delivery_counts(connection) == {}
        assert await outbox.oldest_waiting_seconds(connection, NOW) == 0.0
    await add(own, 1)
    [delivery] = await begin(own)
    await deliver(own, delivery)
    async with own.reading() as connection:
        assert await outbox.delivery_counts(connection) == {("webhook", "delivered"): 1, ("email", "waiting"): 1}
        assert 0 <= await outbox.oldest_waiting_seconds(connection, time.time()) < 60
        assert await outbox.oldest_waiting_seconds(connection, 0.0) == 0.0, "a clock that was put back"
        [left] = await outbox.undelivered(connection)
    assert left.destination == "email"


# --- the alarm


async def test_nobody_received_it_once_all_its_deliveries_are_dead(own: Database) -> None:
    lead_id = await add(own, 1)
    [webhook], [mail] = await begin(own), await begin(own, "email")
    assert await unreceived(own) == 0
    await fail(own, webhook)
    assert await unreceived(own) == 0, "the other one is still under way"
    await fail(own, mail)
    assert await unreceived(own) == 1
    async with own.transaction() as connection:
        await outbox.send_again(connection, NOW, outbox.DESTINATIONS, lead_id=lead_id)
    assert await unreceived(own) == 0
    assert await unreceived(own, NOW + 3 * DAY) == 1, "the promise is broken"


@pytest.mark.parametrize("status", ["called", "booked", "closed", "lost"])
async def test_who_was_called_was_received(own: Database, status: str) -> None:
    await add(own, 1, columns={"created_at": NOW - 9 * DAY, "status": status})
    assert await unreceived(own) == 0


async def test_one_destination_is_enough(own: Database) -> None:
    await add(own, 1, columns={"created_at": NOW - 9 * DAY})
    [webhook], [mail] = await begin(own), await begin(own, "email")
    assert await unreceived(own) == 1
    await deliver(own, mail)
    await fail(own, webhook)
    assert await unreceived(own) == 0


async def test_where_nothing_is_sent_somebody_has_to_look(own: Database) -> None:
    await add(own, 1, deliver_to=())
    assert await unreceived(own) == 0
    await add(own, 2, deliver_to=(), columns={"created_at": NOW - 9 * DAY})
    assert await unreceived(own) == 1
    before = PROMISE.overdue_before(time.time())
    async with own.reading() as connection:
        found = await list_leads(connection, own.cipher, LeadFilter(unreceived=True), before)
    assert [row.reference for row, _ in found] == ["BL-TEST-02"]


# --- deleting


async def test_the_deliveries_go_with_the_lead_and_are_counted(own: Database) -> None:
    kept = await add(own, 1)
    gone = await add(own, 2)
    async with own.transaction() as connection:
        counts = await delete_leads(connection, [gone])
    assert counts["lead_deliveries"] == 2
    async with own.reading() as connection:
        left = (await connection.execute(sa.select(lead_deliveries.c.lead_id))).scalars().all()
    assert set(left) == {kept}


async def test_retention_and_erasing_take_them_too(own: Database) -> None:
    old = await add(own, 1, columns={"created_at": NOW - 900 * DAY})
    purged = await purge(own, Retention())
    assert (purged.counts["leads"], purged.counts["lead_deliveries"]) == (1, 2)
    assert await rows(own, old) == {}
    lead_id = await add(own, 2)
    [delivery] = await begin(own)
    erased = await erase(own, Person((), (lead_id,), ("BL-TEST-02",)), SYSTEM)
    assert erased.counts["lead_deliveries"] == 2
    await deliver(own, delivery)  # the attempt was under way
    await fail(own, delivery)
    async with own.reading() as connection:
        assert await outbox.delivery_counts(connection) == {}
