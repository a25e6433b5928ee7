"""/metrics: real turns are counted, the queues are read, outsiders read nothing, and nothing in it names anybody."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from multidict import CIMultiDict
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError

from backline import metrics as counters
from backline.assistant.turn import Assistant, Incoming, TurnFailed
from backline.settings import Settings, SettingsError, load_settings
from backline.storage.channel_tables import arrivals, outbox
from backline.storage.database import Database
from backline.storage.tables import lead_deliveries, leads
from backline.web import metrics as page
from backline.web.keys import assistant_key, database_key, settings_key
from tests.conftest import PROJECT
from tests.helpers.leads import add_lead
from tests.helpers.site import Browser

TOKEN = "a-long-token-of-24-chars"
Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


async def scrape(browser: Browser) -> Samples:
    response = await browser.client.get("/metrics")
    assert response.status == 200
    assert response.headers["Content-Type"].startswith("text/plain; version=")
    return samples(await response.text())


def samples(text: str) -> Samples:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def value(found: Samples, name: str, **labels: str) -> float:
    return found.get((name, tuple(sorted(labels.items()))), 0.0)


def database_of(server: TestServer) -> Database:
    return server.app[database_key]  # type: ignore[attr-defined]


@pytest.mark.asyncio(loop_scope="session")
async def test_real_turns_are_counted(browser: Browser) -> None:
    before = await scrape(browser)
    await browser.open_chat()
    for text in ("hello", "qwrt zxcv plkj", "i can't feel my groin since this morning", "I did not mean that"):
        await browser.say(text)
    key = "a-key-of-one-message"
    await browser.say("hello again", key)
    await browser.say("hello again", key)
    after = await scrape(browser)

    def more(name: str, **labels: str) -> float:
        return value(after, name, **labels) - value(before, name, **labels)

    assert more("backline_turns_total", channel="web") == 5, "a message sent again is not a turn"
    assert more("backline_turn_seconds_count") == 5
    assert 0 < more("backline_turn_seconds_sum") < 60
    assert more("backline_turn_seconds_bucket", le="+Inf") == 5
    assert more("backline_red_flags_total", tier="emergency") >= 1
    assert more("backline_fallbacks_total") >= 1
    assert value(after, "backline_model_ready") == 1
    assert value(after, "backline_database_up") == 1
    assert any(name == "backline_build_info" for name, _ in after)
    never = ("backline_deliveries_total", (("channel", "messenger"), ("outcome", "dead")))
    assert before[never] == 0, "an alarm about an increase needs what it increases from"


@pytest.mark.asyncio(loop_scope="session")
async def test_a_failed_turn_and_leads_are_counted(server: TestServer, browser: Browser) -> None:
    assistant: Assistant = server.app[assistant_key]  # type: ignore[attr-defined]
    before = await scrape(browser)
    with (
        mock.patch("backline.assistant.turn.save_turn", side_effect=OperationalError("x", {}, Exception())),
        pytest.raises(TurnFailed),
    ):
        await assistant.handle(Incoming("fails-1", "telegram", "hello"))
    for text in ("contact the clinic", "Wanda Quill", "415 555 0134", "mornings", "leg pain", "yes", "yes"):
        result = await assistant.handle(Incoming("leads-1", "sms", text))
    after = await scrape(browser)
    name = "backline_turns_failed_total"
    assert value(after, name, channel="telegram") - value(before, name, channel="telegram") == 1
    assert result.leads == 1, result.messages[-1].payload["text"]
    name = "backline_leads_total"
    assert value(after, name, source="chat") - value(before, name, source="chat") == 1
    text = await (await browser.client.get("/metrics")).text()
    for personal in ("Wanda", "Quill", "0134", "4155550134", "leg pain", "leads-1", "fails-1"):
        assert personal not in text


@pytest.mark.asyncio(loop_scope="session")
async def test_labels_come_from_fixed_sets_only(browser: Browser) -> None:
    counters.count_update("telegram", "accepted")
    counters.count_update("Wanda Quill", "duplicate")
    counters.count_delivery("sms", "sent")
    for wrong in ("", "Wanda", "ACCEPTED"):
        with pytest.raises(ValueError, match="outcome"):
            counters.count_update("sms", wrong)
        with pytest.raises(ValueError, match="outcome"):
            counters.count_delivery("sms", wrong)
    found = await scrape(browser)
    assert value(found, "backline_updates_total", channel="telegram", outcome="accepted") >= 1
    assert value(found, "backline_updates_total", channel="other", outcome="duplicate") >= 1
    known = {
        "channel": {*counters.LABELS, counters.OTHER},
        "tier": set(counters.TIERS),
        "source": set(counters.LEAD_SOURCES),
        "outcome": {*counters.UPDATE_OUTCOMES, *counters.DELIVERY_OUTCOMES},
        "state": {"waiting", "sending", "dead", "held"},
    }
    for name, labels in found:
        for label, text in labels:
            if not (label == "le" or name == "backline_build_info"):
                assert text in known[label], (name, label, text)


@pytest.mark.asyncio(loop_scope="session")
async def test_the_queues_are_read_when_asked(server: TestServer, browser: Browser) -> None:
    now = time.time()
    async with database_of(server).transaction() as connection:
        for number, (channel, state, urgent, age) in enumerate(
            [("sms", "waiting", False, 90), ("sms", "waiting", True, 30), ("sms", "sent", True, 900),
             ("slack", "dead", True, 500), ("slack", "sending", False, 5), ("gone", "waiting", False, 1)]
        ):  # fmt: skip
            await connection.execute(
                outbox.insert().values(
                    key=f"metrics-{number}", channel=channel, conversation_id="m-1", state=state, urgent=urgent,
                    created_at=now - age,
                )
            )  # fmt: skip
        for number, (state, age) in enumerate([("waiting", 60), ("held", 4000), ("dead", 5000), ("done", 6000)]):
            await connection.execute(
                arrivals.insert().values(
                    channel="sms", message_id=f"m-{number}", conversation_id="m-1", state=state, received_at=now - age
                )
            )
    try:
        found = await scrape(browser)
    finally:
        async with database_of(server).transaction() as connection:
            await connection.execute(outbox.delete().where(outbox.c.conversation_id == "m-1"))
            await connection.execute(arrivals.delete().where(arrivals.c.conversation_id == "m-1"))
    assert value(found, "backline_outbox_messages", channel="sms", state="waiting") == 2
    assert value(found, "backline_outbox_messages", channel="slack", state="dead") == 1
    assert value(found, "backline_outbox_messages", channel="other", state="waiting") == 1
    assert not any(("state", "sent") in labels or ("state", "done") in labels for _, labels in found)
    assert 90 <= value(found, "backline_outbox_oldest_seconds", channel="sms") < 150
    assert 5 <= value(found, "backline_outbox_oldest_seconds", channel="slack") < 60, "what was given up does not wait"
    assert value(found, "backline_outbox_emergencies") == 1
    assert value(found, "backline_outbox_emergencies_given_up") == 1
    assert 30 <= value(found, "backline_outbox_emergency_oldest_seconds") < 90
    assert [value(found, "backline_arrivals", channel="sms", state=s) for s in ("waiting", "held", "dead")] == [1, 1, 1]
    assert 60 <= value(found, "backline_arrivals_oldest_seconds", channel="sms") < 120


@pytest.mark.asyncio(loop_scope="session")
async def test_a_contact_request_that_nobody_received_is_counted(server: TestServer, browser: Browser) -> None:
    database = database_of(server)
    before = await scrape(browser)
    reference = await add_lead(database, age=30 * 24 * 60 * 60, deliver_to=("webhook",))
    async with database.transaction() as connection:
        await connection.execute(lead_deliveries.update().values(state="dead"))
    found = await scrape(browser)
    assert value(found, "backline_unreceived_leads") == value(before, "backline_unreceived_leads") + 1
    assert value(found, "backline_lead_deliveries", destination="webhook", state="dead") >= 1
    async with database.transaction() as connection:
        await connection.execute(leads.delete().where(leads.c.reference == reference))


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("trouble", ["slow", "broken"])
async def test_a_database_in_trouble_leaves_out_the_queues_only(
    server: TestServer, browser: Browser, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    @asynccontextmanager
    async def reading() -> AsyncIterator[Any]:
        if trouble == "slow":
            await asyncio.sleep(30)
        raise OperationalError("x", {}, Exception())
        yield

    monkeypatch.setattr(page, "_PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(database_of(server), "reading", reading)
    started = time.monotonic()
    found = await scrape(browser)
    assert time.monotonic() - started < 5
    assert value(found, "backline_database_up") == 0
    assert ("backline_database_up", ()) in found
    assert not any(name.startswith(("backline_outbox", "backline_arrivals")) for name, _ in found)
    assert any(name == "backline_turns_total" for name, _ in found)


@pytest.mark.asyncio(loop_scope="session")
async def test_outsiders_get_the_page_of_an_address_that_is_not_there(browser: Browser) -> None:
    nothing = await browser.client.get("/no-such-page")
    for headers in ({"X-Forwarded-For": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"}, {"X-Real-IP": "::1"}):
        response = await browser.client.get("/metrics", headers=headers)
        assert (response.status, await response.text()) == (404, await nothing.text())


@pytest.mark.parametrize(
    ("peer", "headers", "token", "may"),
    [
        (("127.0.0.1", 1), {}, "", True),
        (("127.8.9.1", 1), {}, TOKEN, True),
        (("::1", 1, 0, 0), {}, "", True),
        (("::ffff:127.0.0.1", 1, 0, 0), {}, "", True),
        (("10.0.0.1", 1), {}, "", False),
        (("::ffff:10.0.0.1", 1, 0, 0), {}, "", False),
        (("203.0.113.9", 1), {}, TOKEN, False),
        ("", {}, "", False),
        (None, {}, "", False),
        (("not an address", 1), {}, "", False),
        (("127.0.0.1", 1), {"X-Forwarded-For": "203.0.113.9"}, "", False),
        (("127.0.0.1", 1), {"x-forwarded-for": ""}, "", False),
        (("127.0.0.1", 1), {"Forwarded": "for=_x"}, "", False),
        (("127.0.0.1", 1), {"Via": "1.1 proxy"}, "", False),
        (("127.0.0.1", 1), {"X-Forwarded-For": "203.0.113.9", "Authorization": f"Bearer {TOKEN}"}, TOKEN, True),
        (("203.0.113.9", 1), {"Authorization": f"Bearer {TOKEN}"}, TOKEN, True),
        (("203.0.113.9", 1), {"Authorization": f"bearer  {TOKEN} "}, TOKEN, True),
        (("203.0.113.9", 1), {"Authorization": f"Bearer {TOKEN}x"}, TOKEN, False),
        (("203.0.113.9", 1), {"Authorization": f"Bearer {TOKEN[:-1]}"}, TOKEN, False),
        (("203.0.113.9", 1), {"Authorization": f"Basic {TOKEN}"}, TOKEN, False),
        (("203.0.113.9", 1), {"Authorization": TOKEN}, TOKEN, False),
        (("203.0.113.9", 1), {"Authorization": "Bearer "}, TOKEN, False),
        (("203.0.113.9", 1), {"Authorization": "Bearer "}, "", False),
        (("203.0.113.9", 1), {"Authorization": "Bearer ünïcode"}, TOKEN, False),
        (("203.0.113.9", 1), {"Authorization": "Bearer \udcff\udcfe"}, TOKEN, False),
        (("203.0.113.9", 1), {"Authorization": f"Bearer {TOKEN}"}, "", False),
        (("127.0.0.1", 1), {"Authorization": "Bearer wrong"}, TOKEN, False),
    ],
)  # fmt: skip
def test_who_may_read(settings: Settings, peer: Any, headers: dict[str, str], token: str, may: bool) -> None:
    app = web.Application()
    app[settings_key] = replace(settings, metrics_token=token)
    transport = mock.Mock()
    transport.get_extra_info = lambda name, default=None: peer if name == "peername" else default
    # Not one of aiohttp's own: its maker of requests for tests refuses half of a character in a header.
    request: Any = SimpleNamespace(app=app, headers=CIMultiDict(headers), transport=transport)
    assert page.may_read(request) is may


def test_the_token_is_checked_and_not_shown() -> None:
    environment = {"BACKLINE_PROJECT_DIR": str(PROJECT)}
    assert load_settings(environment).metrics_token == ""
    settings = load_settings({**environment, "BACKLINE_METRICS_TOKEN": f" {TOKEN} "})
    assert settings.metrics_token == TOKEN
    assert TOKEN not in repr(settings)
    for wrong in ("short", "two words that are long", "ümlaut-that-is-long-enough"):
        with pytest.raises(SettingsError, match="BACKLINE_METRICS_TOKEN") as caught:
            load_settings({**environment, "BACKLINE_METRICS_TOKEN": wrong})
        assert wrong not in str(caught.value)
