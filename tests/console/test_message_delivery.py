"""What staff see of messages to people on messaging channels, and the channels' names."""

from __future__ import annotations

import html
import itertools
import re
import time
from typing import Any

import pytest

from backline.channels.labels import LABELS, label_of, name_of
from backline.storage.channel_tables import outbox
from backline.storage.conversations import StoredMessage, TurnRecord, save_turn
from backline.storage.database import Database
from backline.storage.message_delivery import read_delivery
from backline.storage.recipients import change_recipient, keep_recipient
from backline.storage.tables import conversations
from tests.helpers.staff import ConsolePages, StaffClient

pytestmark = pytest.mark.asyncio(loop_scope="session")
_numbers = itertools.count(1)


async def add_conversation(database: Database, channel: str, text: str = "my back hurts") -> str:
    id_ = f"{channel}-delivery-{next(_numbers)}"
    said = [StoredMessage(0, sender, {"text": text}, text, time.time()) for sender in ("user", "bot")]
    async with database.transaction() as connection:
        await save_turn(connection, database.cipher, TurnRecord(id_, channel, None, messages=said))
    return id_


async def add_calls(database: Database, id_: str, *calls: dict[str, Any]) -> None:
    async with database.transaction() as connection:
        for call in calls:
            values = {"state": "waiting", "urgent": False, "created_at": time.time(), **call}
            key = f"delivery-{next(_numbers)}"
            channel = id_.partition("-")[0]
            await connection.execute(outbox.insert().values(key=key, channel=channel, conversation_id=id_, **values))


async def add_recipient(database: Database, id_: str, **values: Any) -> None:
    async with database.transaction() as connection:
        await keep_recipient(connection, database.cipher, id_, id_.partition("-")[0], {"to": "someone"})
        await change_recipient(connection, id_, **values)


async def card(reviewer: StaffClient, id_: str) -> str:
    """The words of the part about delivery; empty where there is none."""
    page = await reviewer.get_text(f"/staff/conversations/{id_}")
    found = re.search(r'<div class="card" id="delivery">(.*?)</div>', page, re.S)
    if found is None:
        return ""
    apart = found[1].replace("</p>", "</p> ").replace("</h2>", "</h2> ")
    return " ".join(html.unescape(re.sub("<[^>]+>", "", apart)).split())


async def test_a_conversation_on_the_website_has_no_deliveries(
    reviewer: StaffClient, console_database: Database
) -> None:
    id_ = await add_conversation(console_database, "web")
    assert await card(reviewer, id_) == ""
    assert ">Website, 2 messages" in await reviewer.get_text(f"/staff/conversations/{id_}")


async def test_what_waits_is_shown_with_its_reason(reviewer: StaffClient, console_database: Database) -> None:
    id_ = await add_conversation(console_database, "whatsapp")
    await add_recipient(console_database, id_, consent="given", consent_at=time.time())
    assert "Nothing waits to be sent. Agreed to the privacy notice" in await card(reviewer, id_)
    at = 1_790_000_000.0
    await add_calls(
        console_database, id_,
        {"created_at": at, "problem": "rate limit 130429"}, {"created_at": at + 60}, {"state": "sending"},
        {"state": "sent", "problem": "old"},
    )  # fmt: skip
    text = await card(reviewer, id_)
    assert re.search(r"3 messages wait to be sent since 2026-09-\d\d \d\d:\d\d UTC: rate limit 130429\.", text), text
    assert "not delivered" not in text
    assert "old" not in text


async def test_what_was_given_up_is_shown_at_the_top_too(reviewer: StaffClient, console_database: Database) -> None:
    id_ = await add_conversation(console_database, "telegram")
    await add_calls(
        console_database, id_,
        {"state": "dead", "problem": "blocked by the person"}, {"state": "dead", "problem": "blocked by the person"},
        {"state": "dead", "problem": "400 <b>", "urgent": True}, {"urgent": True},
    )  # fmt: skip
    await add_recipient(console_database, id_, consent="asked", gone_at=time.time())
    text = await card(reviewer, id_)
    assert re.search(r"3 messages could not be delivered, the first of .* UTC: 400 <b>, blocked by the person\.", text)
    assert "1 message of them said what to do in an emergency." in text
    assert "emergency 1 message waits to be sent since" in text
    assert "can't be reached on Telegram any more" in text
    assert "has not answered it yet" in text
    page = await reviewer.get_text(f"/staff/conversations/{id_}")
    assert 'href="#delivery">not delivered</a>' in page
    assert "400 <b>" not in page, "what a platform says is text, never part of the page"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"consent": "new"}, "Was not shown the privacy notice yet."),
        ({"consent": "declined", "consent_at": 1_790_000_000.0}, "Did not agree to the privacy notice, 2026-09-"),
        ({"consent": "given", "consent_version": "2026-11+0a1b2c3d"}, "the privacy notice (wording 2026-11+0a1b2c3d)."),
        ({"consent": "given", "stopped_at": 1_790_000_000.0}, "asked not to be written to, 2026-09-"),
        ({"consent": "given", "asked_to_delete_at": 1_790_000_000.0}, "asked for their data to be deleted, 2026-09-"),
    ],
)
async def test_what_the_person_said_about_being_written_to(
    reviewer: StaffClient, console_database: Database, values: dict[str, Any], words: str
) -> None:
    id_ = await add_conversation(console_database, "sms")
    await add_recipient(console_database, id_, **values)
    assert words in await card(reviewer, id_)


async def test_deliveries_of_others_are_not_counted(console_database: Database) -> None:
    one, other = [await add_conversation(console_database, "slack") for _ in range(2)]
    await add_calls(console_database, one, {}, {"state": "dead", "problem": "x"})
    async with console_database.reading() as connection:
        assert await read_delivery(connection, other) is None
        found = await read_delivery(connection, one)
    assert found is not None
    assert found.waiting is not None
    assert (found.waiting.count, found.waiting.problems, found.consent) == (1, (), "")
    assert found.undelivered is not None
    assert (found.undelivered.count, found.undelivered.problems) == (1, ("x",))


async def test_channels_have_names_in_list_filters_and_figures(
    reviewer: StaffClient, console_database: Database
) -> None:
    id_ = await add_conversation(console_database, "twilio_whatsapp")
    for asked in ("twilio_whatsapp", "WhatsApp (Twilio)", "whatsapp (TWILIO)"):
        page = await reviewer.get_text("/staff/conversations", params={"channel": asked})
        assert f'id="c-{id_}"' in page, asked
        assert "<span>WhatsApp (Twilio)</span>" in page
    page = await reviewer.get_text("/staff/conversations?channel=twilio_whatsapp")
    assert 'name="channel" value="WhatsApp (Twilio)"' in page
    assert '<option value="Messenger">' in page
    page = await reviewer.get_text("/staff/conversations?channel=whatsapp")
    assert f'id="c-{id_}"' not in page
    page = await reviewer.get_text("/staff/figures?days=7&channel=twilio_whatsapp")
    assert '<option value="twilio_whatsapp" selected>WhatsApp (Twilio)</option>' in page
    assert ", WhatsApp (Twilio)</p>" in page


async def test_every_label_leads_back_to_its_channel() -> None:
    assert len({label.casefold() for label in LABELS.values()}) == len(LABELS)
    for name, label in LABELS.items():
        assert label_of(name) == label
        assert name_of(label) == name_of(f" {label.upper()} ") == name_of(name) == name
    assert label_of("paged") == name_of("paged") == "paged"


async def test_it_looks_right_in_a_browser(console_page: ConsolePages, console_database: Database) -> None:
    id_ = await add_conversation(console_database, "messenger")
    await add_recipient(console_database, id_, consent="given", consent_at=time.time(), gone_at=time.time())
    await add_calls(console_database, id_, {"state": "dead", "problem": "551 person unavailable"}, {}, {})
    page = await console_page("reviewer", width=1280)
    await page.goto(f"/staff/conversations/{id_}")
    await page.get_by_role("link", name="not delivered").click()
    await page.get_by_role("heading", name="Delivery").wait_for()
    assert await page.get_by_text("2 messages wait to be sent since").is_visible()


UNHEARD = "What to do in an emergency did not reach"


async def set_attention(database: Database, id_: str, attention: int) -> None:
    async with database.transaction() as connection:
        await connection.execute(
            conversations.update().where(conversations.c.id == id_).values(attention=attention, worst_tier="emergency")
        )


async def test_an_emergency_that_a_person_did_not_hear_of_is_an_alarm_until_staff_have_dealt_with_it(
    reviewer: StaffClient, console_database: Database
) -> None:
    id_ = await add_conversation(console_database, "sms")
    await set_attention(console_database, id_, 2)
    await add_calls(console_database, id_, {"urgent": True, "state": "dead", "problem": "30005"})
    page = await reviewer.get_text("/staff/figures")
    assert f"{UNHEARD} a person" in page
    assert f'href="/staff/conversations/{id_}"' in page
    await set_attention(console_database, id_, 0)
    assert UNHEARD not in await reviewer.get_text("/staff/figures")


async def test_an_emergency_that_waits_to_be_sent_is_an_alarm_after_a_minute(
    reviewer: StaffClient, console_database: Database
) -> None:
    id_ = await add_conversation(console_database, "sms")
    await add_calls(console_database, id_, {"urgent": True}, {"created_at": time.time() - 7200})
    assert UNHEARD not in await reviewer.get_text("/staff/figures"), "it is on its way; what is not urgent may wait"
    await add_calls(console_database, id_, {"urgent": True, "created_at": time.time() - 90})
    assert UNHEARD in await reviewer.get_text("/staff/figures")
    async with console_database.transaction() as connection:
        await connection.execute(outbox.delete().where(outbox.c.conversation_id == id_))
