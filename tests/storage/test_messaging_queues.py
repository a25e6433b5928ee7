"""Arrivals, recipients and the outbox on disk, on both engines."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
import sqlalchemy as sa

from backline.settings import Retention, Settings
from backline.storage import outbox as outbox_module
from backline.storage.arrivals import (
    NewArrival,
    drop_held,
    finish_arrival,
    hold_arrival,
    keep_arrivals,
    next_arrival,
    postpone_arrival,
    release_held,
    waiting_conversations,
)
from backline.storage.channel_tables import arrivals, outbox, recipients
from backline.storage.database import Database
from backline.storage.deletion import delete_conversations
from backline.storage.holds import set_hold
from backline.storage.outbox import (
    NewCall,
    Outcome,
    WaitingCall,
    add_calls,
    begin_call,
    call_dead,
    call_later,
    call_sent,
    drop_calls,
    heads,
    note_outcome,
    recover_calls,
)
from backline.storage.persons import Wanted, find_person, person_of_conversation
from backline.storage.recipients import change_recipient, keep_recipient, load_recipient
from backline.storage.retention import purge
from tests.helpers.leads import add_conversation, add_lead

PHONE = "+14155550134"


@pytest_asyncio.fixture
async def database(each_settings: Settings) -> AsyncIterator[Database]:
    database = await Database.open(each_settings)
    yield database
    await database.close()


def arrival(number: int, person: str = "sms-1") -> NewArrival:
    return NewArrival("sms", f"SM{number}", person, {"text": f"words {number}"})


async def keep(database: Database, *new: NewArrival) -> int:
    async with database.transaction() as connection:
        return await keep_arrivals(connection, database.cipher, new)


async def take(database: Database, person: str = "sms-1") -> str | None:
    """The text of the next update of a person, which is done then."""
    async with database.transaction() as connection:
        found = await next_arrival(connection, database.cipher, person)
        if found is not None:
            await finish_arrival(connection, found.id)
    return found.update["text"] if found else None


async def column(database: Database, table: sa.Table, name: str) -> list[object]:
    async with database.reading() as connection:
        return list((await connection.execute(sa.select(table.c[name]).order_by(table.c[table.c.keys()[0]]))).scalars())


async def test_what_came_before_is_not_kept_again_also_within_a_batch(database: Database) -> None:
    assert await keep(database, arrival(1), arrival(2), arrival(1)) == 2
    assert await keep(database, arrival(2), arrival(3)) == 1
    assert [await take(database) for _ in range(4)] == ["words 1", "words 2", "words 3", None]
    assert await keep(database, arrival(1)) == 0, "also once it is done"


async def test_more_than_a_statement_takes_is_kept_in_order(database: Database) -> None:
    assert await keep(database, *(arrival(number) for number in range(250))) == 250
    assert [await take(database) for _ in range(250)] == [f"words {number}" for number in range(250)]


async def test_what_is_put_off_holds_up_its_own_conversation_only(database: Database) -> None:
    await keep(database, arrival(1), arrival(2), arrival(3, "sms-2"))
    async with database.transaction() as connection:
        first = await next_arrival(connection, database.cipher, "sms-1")
        assert first is not None
        await postpone_arrival(connection, first.id, 60)
    assert await take(database) is None
    assert await take(database, "sms-2") == "words 3"
    async with database.reading() as connection:
        due = await waiting_conversations(connection, ["sms"])
    assert list(due) == ["sms-1"]
    assert due["sms-1"] > time.time()


async def test_what_is_held_waits_for_consent_and_keeps_its_place(database: Database) -> None:
    await keep(database, arrival(1), arrival(2))
    async with database.transaction() as connection:
        first = await next_arrival(connection, database.cipher, "sms-1")
        assert first is not None
        await hold_arrival(connection, first.id)
    assert await take(database) == "words 2"
    await keep(database, arrival(3))
    async with database.transaction() as connection:
        assert await release_held(connection, "sms-1") == 1
    assert [await take(database) for _ in range(3)] == ["words 1", "words 3", None]


async def test_what_is_dropped_leaves_no_words(database: Database) -> None:
    await keep(database, arrival(1))
    async with database.transaction() as connection:
        first = await next_arrival(connection, database.cipher, "sms-1")
        assert first is not None
        await hold_arrival(connection, first.id)
        await drop_held(connection, "sms-1")
    assert await column(database, arrivals, "content") == [None]
    assert await keep(database, arrival(1)) == 0


def call(number: int, person: str = "sms-1", *, urgent: bool = False) -> NewCall:
    return NewCall(f"key-{number}", "sms", person, {"to": "send", "body": {"text": f"answer {number}"}}, urgent)


async def write(database: Database, *new: NewCall) -> None:
    async with database.transaction() as connection:
        await add_calls(connection, database.cipher, new)


async def begin(database: Database, person: str = "sms-1", *, urgent: bool = False) -> WaitingCall | None:
    async with database.transaction() as connection:
        return await begin_call(connection, database.cipher, person, urgent=urgent)


async def states(database: Database) -> list[object]:
    return await column(database, outbox, "state")


async def test_calls_go_out_in_order_and_lose_their_text(database: Database) -> None:
    await write(database, call(1), call(2))
    first = await begin(database)
    assert first is not None
    assert first.call["body"] == {"text": "answer 1"}
    async with database.transaction() as connection:
        await call_sent(connection, database.cipher, first.id, "sms", "platform-1")
    second = await begin(database)
    assert second is not None
    assert second.key == "key-2"
    assert await column(database, outbox, "call") == [None, (await column(database, outbox, "call"))[1]]
    assert await states(database) == ["sent", "sending"]


async def test_an_urgent_call_goes_before_what_waits_and_what_is_put_off(database: Database) -> None:
    await write(database, call(1), call(2))
    first = await begin(database)
    assert first is not None
    async with database.transaction() as connection:
        await call_later(connection, first.id, 60, "500")
    await write(database, call(3, urgent=True))
    async with database.reading() as connection:
        (head,) = await heads(connection)
    assert (head.urgent, head.due) == (True, 0.0), "and nothing else of this person until it is through"
    urgent = await begin(database, urgent=True)
    assert urgent is not None
    assert urgent.key == "key-3"
    async with database.transaction() as connection:
        await call_sent(connection, database.cipher, urgent.id, "sms", "")
    async with database.reading() as connection:
        (head,) = await heads(connection)
    assert not head.urgent
    assert head.due > time.time()


async def test_the_longest_waiting_person_comes_first_after_the_urgent(database: Database) -> None:
    await write(database, call(1, "sms-1"), call(2, "sms-2"), call(3, "sms-3", urgent=True), call(4, "sms-1"))
    async with database.reading() as connection:
        found = [head.conversation_id for head in await heads(connection)]
    assert found == ["sms-3", "sms-1", "sms-2"]


async def test_a_receipt_ends_the_doubt_whether_a_call_arrived(database: Database) -> None:
    await write(database, call(1), call(2), call(3, urgent=True))
    assert await begin(database) is not None
    assert await begin(database, urgent=True) is not None
    async with database.transaction() as connection:
        await recover_calls(connection, {"sms": 60.0})
    assert await begin(database) is None, "a receipt may still come"
    assert await begin(database, urgent=True) is not None, "an emergency does not wait for it"
    async with database.transaction() as connection:
        await note_outcome(connection, database.cipher, "sms", Outcome("key-1", "P1", True, "", False))
    following = await begin(database)
    assert following is not None
    assert following.key == "key-2"


async def test_the_wait_for_a_receipt_begins_anew_when_the_process_does(database: Database) -> None:
    """Nobody could take the receipt while there was no process."""
    await write(database, call(1))
    first = await begin(database)
    assert first is not None
    async with database.transaction() as connection:
        await call_later(connection, first.id, 0.0, "no answer")
        await recover_calls(connection, {"sms": 60.0})
    assert await begin(database) is None, "a receipt may still come"


async def test_a_call_never_tried_does_not_wait_when_the_process_begins(database: Database) -> None:
    await write(database, call(1))
    async with database.transaction() as connection:
        await recover_calls(connection, {"sms": 60.0})
    assert await begin(database) is not None


async def test_a_receipt_after_a_failure_counts_and_one_of_another_channel_does_not(database: Database) -> None:
    await write(database, call(1))
    first = await begin(database)
    assert first is not None
    async with database.transaction() as connection:
        await note_outcome(connection, database.cipher, "whatsapp", Outcome("key-1", "", True, "", False))
    assert await states(database) == ["sending"]
    async with database.transaction() as connection:
        await note_outcome(connection, database.cipher, "sms", Outcome("key-1", "", True, "", False))
        await call_later(connection, first.id, 1, "no answer")
    assert await states(database) == ["sent"], "it arrived, whatever the connection said"


async def test_a_failure_that_is_reported_later_is_shown_and_the_person_is_gone(database: Database) -> None:
    async with database.transaction() as connection:
        await keep_recipient(connection, database.cipher, "sms-1", "sms", {"to": PHONE})
    await write(database, call(1))
    first = await begin(database)
    assert first is not None
    async with database.transaction() as connection:
        await call_sent(connection, database.cipher, first.id, "sms", "P1")
        await note_outcome(connection, database.cipher, "sms", Outcome("", "P1", False, "30005", True))
        found = await load_recipient(connection, database.cipher, "sms-1")
    assert await states(database) == ["dead"]
    assert await column(database, outbox, "problem") == ["30005"]
    assert found is not None
    assert found.gone_at is not None


async def test_what_waits_is_given_up_where_nobody_wants_it_but_not_what_is_urgent(database: Database) -> None:
    await write(database, call(1), call(2, urgent=True), call(3, "sms-2"))
    async with database.transaction() as connection:
        await drop_calls(connection, "sms-1", "the person said stop", urgent_too=False)
    assert await states(database) == ["dead", "waiting", "waiting"]
    async with database.transaction() as connection:
        await drop_calls(connection, "sms-1", "the person left", urgent_too=True)
    assert await states(database) == ["dead", "dead", "waiting"]


async def test_a_dead_call_does_not_hold_up_the_next(database: Database) -> None:
    await write(database, call(1), call(2))
    first = await begin(database)
    assert first is not None
    async with database.transaction() as connection:
        await call_dead(connection, first.id, "no such picture")
    following = await begin(database)
    assert following is not None
    assert following.key == "key-2"


async def test_the_same_answer_can_not_be_written_twice(database: Database) -> None:
    await write(database, call(1))
    with pytest.raises(sa.exc.IntegrityError):
        await write(database, call(1))


async def test_what_is_known_of_a_recipient_stays_when_they_write_again(database: Database) -> None:
    async with database.transaction() as connection:
        await keep_recipient(connection, database.cipher, "sms-1", "sms", {"to": PHONE})
        await change_recipient(connection, "sms-1", consent="given", consent_version="1")
        await keep_recipient(connection, database.cipher, "sms-1", "sms", {"to": "+14155550135"})
        found = await load_recipient(connection, database.cipher, "sms-1")
    assert found is not None
    assert (found.consent, found.address) == ("given", {"to": "+14155550135"})


async def test_deleting_a_conversation_forgets_where_to_write_to_and_what_was_to_be_said(database: Database) -> None:
    await add_conversation(database, "sms-1")
    await keep(database, arrival(1), arrival(2))
    async with database.transaction() as connection:
        await keep_recipient(connection, database.cipher, "sms-1", "sms", {"to": PHONE})
    await write(database, call(1))
    assert await take(database) == "words 1"
    async with database.transaction() as connection:
        await delete_conversations(connection, ["sms-1"])
    assert await column(database, recipients, "conversation_id") == []
    assert await states(database) == []
    assert await column(database, arrivals, "conversation_id") == ["", "sms-1"], "the second has not been dealt with"
    assert await keep(database, arrival(1)) == 0, "it is known all the same"


async def test_a_purge_drops_what_was_never_agreed_to_and_forgets_who_is_long_gone(database: Database) -> None:
    await keep(database, arrival(1), arrival(2))
    async with database.transaction() as connection:
        await keep_recipient(connection, database.cipher, "sms-1", "sms", {"to": PHONE})
        first = await next_arrival(connection, database.cipher, "sms-1")
        assert first is not None
        await hold_arrival(connection, first.id)
    assert await take(database) == "words 2"
    await write(database, call(1))
    sent = await begin(database)
    assert sent is not None
    async with database.transaction() as connection:
        await call_sent(connection, database.cipher, sent.id, "sms", "")
    rules = Retention(transcript_days=30, lead_months=12)
    day = 24 * 60 * 60
    await purge(database, rules, time.time() + 2 * day)
    assert await column(database, arrivals, "content") == [None, None]
    assert len(await column(database, recipients, "conversation_id")) == 1
    await purge(database, rules, time.time() + 31 * day)
    assert await column(database, arrivals, "id") == []
    assert await column(database, outbox, "id") == []
    assert await column(database, recipients, "conversation_id") == []


async def test_who_has_a_conversation_under_a_legal_hold_is_not_forgotten(database: Database) -> None:
    await add_conversation(database, "sms-1")
    async with database.transaction() as connection:
        await keep_recipient(connection, database.cipher, "sms-1", "sms", {"to": PHONE})
        await set_hold(connection, "conversation", "sms-1", "a claim")
    await purge(database, Retention(transcript_days=30, lead_months=12), time.time() + 60 * 24 * 60 * 60)
    assert await column(database, recipients, "conversation_id") == ["sms-1"]


async def test_a_person_is_found_by_the_number_that_they_write_from(database: Database) -> None:
    await add_conversation(database, "sms-1")
    async with database.transaction() as connection:
        await keep_recipient(connection, database.cipher, "sms-1", "sms", {"to": PHONE})
        await keep_recipient(connection, database.cipher, "sms-2", "sms", {"to": "+14155550199"})
    found = await find_person(database, Wanted("phone", PHONE))
    assert found is not None
    assert found.conversations == ("sms-1",)


async def test_who_only_shows_a_conversation_gets_no_more_than_that(database: Database) -> None:
    await add_conversation(database, "sms-1")
    await add_conversation(database, "web-1")
    mine = await add_lead(database, conversation_id="sms-1")
    await add_lead(database, conversation_id="web-1")
    async with database.reading() as connection:
        person = await person_of_conversation(connection, "sms-1")
    assert person.conversations == ("sms-1",)
    assert person.references == (mine,)


async def test_many_who_wait_on_one_channel_hide_nobody_on_another_and_what_is_due_comes_first(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_module, "_HEADS", 3)
    await write(database, *(call(number, f"sms-{number}") for number in range(5)))
    other = NewCall("key-other", "slack", "slack-1", {"to": "send", "body": {}})
    await write(database, other, call(9, "sms-9", urgent=True))
    async with database.transaction() as connection:
        await connection.execute(outbox.update().where(outbox.c.key == "key-0").values(retry_at=time.time() + 60))
    async with database.reading() as connection:
        found = [head.conversation_id for head in await heads(connection)]
    assert found == ["sms-9", "sms-1", "sms-2", "slack-1"]
