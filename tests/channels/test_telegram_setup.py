"""Telegram: what the check of the channel says, and registering the webhook."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from backline.channels.contract import ChannelOptions
from backline.channels.telegram import SECRET, TOKEN, Telegram
from backline.channels.telegram_updates import SUBSCRIBED
from tests.channels.fakes.telegram import BOT_TOKEN, WEBHOOK_SECRET, FakeTelegram


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    fake = FakeTelegram()
    await fake.start()
    yield fake
    await fake.stop()


async def check(fake: FakeTelegram, session: aiohttp.ClientSession, url: str = "https://c.example/w") -> list[str]:
    findings = await fake.make_channel(url).check(session)
    assert all(finding.sentence.endswith((".", ")")) and BOT_TOKEN not in finding.sentence for finding in findings)
    return [f"{'OK' if finding.ok else 'PROBLEM'} {finding.sentence}" for finding in findings]


async def test_registering_makes_all_well(fake: FakeTelegram, session: aiohttp.ClientSession) -> None:
    (before,) = [line for line in await check(fake, session) if line.startswith("PROBLEM")]
    assert "--register" in before
    done = await fake.make_channel("https://c.example/w").register(session)
    assert done is not None
    assert done.ok
    assert fake.webhook["allowed_updates"] == list(SUBSCRIBED)
    assert [command["command"] for command in fake.commands] == ["start", "help", "stop"]
    lines = await check(fake, session)
    assert lines[0] == "OK The token is good; people find the bot as @harbor_bot."
    assert all(line.startswith("OK") for line in lines)
    assert not fake.complaints


@pytest.mark.parametrize(
    ("webhook", "expected"),
    [
        ({"url": "https://other.example/w"}, "PROBLEM Telegram calls another address than https://c.example/w"),
        ({"allowed_updates": ["message"]}, "PROBLEM Telegram does not send all that is needed"),
        ({"pending_update_count": 5000}, "PROBLEM 5000 messages wait"),
        (
            {
                "pending_update_count": 3,
                "last_error_date": 1_790_000_000,
                "last_error_message": "Wrong response from the webhook: 403 Forbidden",
            },
            "PROBLEM Telegram last failed to deliver a message on 2026-09-21 14:13 UTC: it was answered 403",
        ),
        (
            {"last_error_date": 1_790_000_000, "last_error_message": "Connection refused by 10.0.0.1"},
            "OK Telegram last failed to deliver a message on 2026-09-21 14:13 UTC: the connection was refused",
        ),
        ({"last_error_date": 2**62, "last_error_message": None}, "OK The webhook is registered."),
        ({"last_error_date": 1_790_000_000, "last_error_message": ["x"]}, "OK Telegram last failed"),
    ],
)
async def test_what_telegram_says_of_the_webhook(
    fake: FakeTelegram, session: aiohttp.ClientSession, webhook: dict[str, Any], expected: str
) -> None:
    fake.webhook = {"url": "https://c.example/w", "pending_update_count": 0, **webhook}
    lines = await check(fake, session)
    assert any(line.startswith(expected) for line in lines), lines
    assert not any("10.0.0.1" in line or "other.example" in line for line in lines)


async def test_what_else_may_be_wrong(fake: FakeTelegram, session: aiohttp.ClientSession) -> None:
    assert any("port 5000" in line for line in await check(fake, session, "https://c.example:5000/w"))
    assert not any("port" in line for line in await check(fake, session, "https://c.example:x/w"))
    fake.me["can_join_groups"] = True
    assert any("/setjoingroups" in line for line in await check(fake, session))
    short = ChannelOptions({}, {TOKEN: BOT_TOKEN, SECRET: "short"}, "https://c.example/w", fake.url)
    assert any("openssl" in finding.sentence for finding in await Telegram(short).check(session))
    wrong = ChannelOptions({}, {TOKEN: BOT_TOKEN + "x", SECRET: WEBHOOK_SECRET}, "https://c.example/w", fake.url)
    (finding,) = await Telegram(wrong).check(session)
    assert not finding.ok
    assert "@BotFather" in finding.sentence
    refused = await fake.make_channel("http://c.example/w").register(session)
    assert refused is not None
    assert not refused.ok
    assert "the address must start with https" in refused.sentence


@pytest.mark.parametrize("how", ["500", "429", "hang", "close"])
async def test_telegram_out_of_order_is_a_finding(fake: FakeTelegram, session: aiohttp.ClientSession, how: str) -> None:
    fake.misbehave.extend([how, how])
    (finding,) = await fake.make_channel().check(session)
    assert not finding.ok
    registered = await fake.make_channel().register(session)
    assert registered is not None
    assert not registered.ok
