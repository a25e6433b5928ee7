"""What `backline channels check` says about Twilio, and how it tells Twilio our address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest_asyncio
from aiohttp import ClientSession

from backline.channels.config import read_channels
from backline.channels.contract import Channel, ChannelOptions, Finding
from backline.channels.registry import CHANNELS
from backline.channels.twilio import TwilioSms, TwilioWhatsApp
from backline.channels.twilio_api import Api
from backline.settings import Settings
from tests.channels.fakes.twilio import ACCOUNT, OURS, SERVICE, TOKEN, FakeTwilioSms, FakeTwilioWhatsApp

HOOK = "https://clinic.example/webhooks/x"


@pytest_asyncio.fixture
async def sms() -> AsyncIterator[FakeTwilioSms]:
    fake = FakeTwilioSms()
    await fake.start()
    yield fake
    await fake.stop()


@pytest_asyncio.fixture
async def whatsapp() -> AsyncIterator[FakeTwilioWhatsApp]:
    fake = FakeTwilioWhatsApp()
    await fake.start()
    yield fake
    await fake.stop()


async def problems(channel: Channel, session: ClientSession) -> list[str]:
    findings = await channel.check(session)
    assert all(isinstance(each, Finding) and each.sentence.endswith(".") for each in findings)
    return [each.sentence for each in findings if not each.ok]


async def test_a_number_is_checked_and_registered(sms: FakeTwilioSms, session: ClientSession) -> None:
    channel = sms.make_channel(HOOK)
    assert await problems(channel, session) == [
        f"Messages to {OURS} do not come here: run 'backline channels check --register', "
        f"or enter {HOOK} as its webhook in the Console."
    ]
    assert await channel.register(session) == Finding(True, f"Messages to {OURS} now come here.")
    assert await problems(channel, session) == []
    ((kind, sid, form),) = sms.logged
    assert (kind, sid) == ("number", "PN1")
    assert form == {
        "SmsUrl": f"{HOOK}#rc=3&rp=all", "SmsMethod": "POST", "SmsFallbackUrl": HOOK, "SmsFallbackMethod": "POST",
        "SmsApplicationSid": "",
    }  # fmt: skip
    assert sms.complaints == []


async def test_what_is_wrong_with_a_number_is_named(sms: FakeTwilioSms, session: ClientSession) -> None:
    sms.pictures = "yes"
    channel = sms.make_channel(HOOK)
    await channel.register(session)
    (number,) = sms.numbers
    number["sms_method"] = "GET"
    number["capabilities"] = {"sms": False, "mms": False}
    found = await problems(channel, session)
    assert [sentence.split(":")[0] for sentence in found] == [
        f"The number {OURS} can't send texts",
        f"The number {OURS} can't send pictures",
        f"Messages to {OURS} come by GET",
    ]
    number["sms_application_sid"] = "AP1"
    assert (await problems(channel, session))[-1].startswith(f"A TwiML app takes the texts to {OURS}")
    sms.numbers.clear()
    assert (await problems(channel, session)) == [
        f"The account has no number {OURS}: compare 'from' in channels.yml with the Twilio Console."
    ]
    finding = await channel.register(session)
    assert finding is not None
    assert not finding.ok


async def test_a_service_is_checked_and_registered(session: ClientSession) -> None:
    sms = FakeTwilioSms(with_service=True)
    await sms.start()
    channel = sms.make_channel(HOOK)
    assert len(await problems(channel, session)) == 1
    assert await channel.register(session) == Finding(
        True, f"Messages to the messaging service {SERVICE} now come here."
    )
    assert await problems(channel, session) == []
    sms.service["use_inbound_webhook_on_number"] = True
    assert (await problems(channel, session))[0].startswith(f"The messaging service {SERVICE} leaves incoming texts")
    sms.service["sid"] = "MG" + "0" * 32
    assert (await problems(channel, session))[0].startswith(f"The account has no messaging service {SERVICE}")
    await sms.stop()


async def test_a_whatsapp_sender_is_checked_and_registered(
    whatsapp: FakeTwilioWhatsApp, session: ClientSession
) -> None:
    channel = whatsapp.make_channel(HOOK)
    assert len(await problems(channel, session)) == 1
    finding = await channel.register(session)
    assert finding == Finding(True, f"Messages to the WhatsApp sender {OURS} now come here.")
    assert await problems(channel, session) == []
    ((_, sid, body),) = whatsapp.logged
    assert sid == "XE1"
    assert body == {
        "webhook": {
            "callback_url": f"{HOOK}#rc=3&rp=all", "callback_method": "POST", "fallback_url": HOOK,
            "fallback_method": "POST",
        }
    }  # fmt: skip
    whatsapp.senders[0]["status"] = "PENDING_VERIFICATION"
    assert (await problems(channel, session))[0].startswith(f"The WhatsApp sender {OURS} is PENDING_VERIFICATION")
    whatsapp.senders.clear()
    assert (await problems(channel, session))[0].startswith(f"The account has no WhatsApp sender {OURS}")
    finding = await channel.register(session)
    assert finding is not None
    assert not finding.ok


async def test_the_sandbox_is_set_up_by_hand(whatsapp: FakeTwilioWhatsApp, session: ClientSession) -> None:
    secrets = {"BACKLINE_TWILIO_ACCOUNT_SID": ACCOUNT, "BACKLINE_TWILIO_AUTH_TOKEN": TOKEN}
    channel = TwilioWhatsApp(ChannelOptions({"from": "+14155238886"}, secrets, HOOK, whatsapp.url))
    (sentence,) = await problems(channel, session)
    assert HOOK in sentence
    finding = await channel.register(session)
    assert finding is not None
    assert (finding.ok, finding.sentence) == (False, sentence)


async def test_accounts_that_can_not_be_used_are_named(sms: FakeTwilioSms, session: ClientSession) -> None:
    channel = sms.make_channel(HOOK)
    await channel.register(session)
    sms.account["type"] = "Trial"
    assert (await problems(channel, session))[0].startswith("It is a trial account")
    sms.account["status"] = "suspended"
    assert await problems(channel, session) == ["The Twilio account is not active: open the Twilio Console to see why."]
    options = ChannelOptions(
        {"from": OURS}, {"BACKLINE_TWILIO_ACCOUNT_SID": ACCOUNT, "BACKLINE_TWILIO_AUTH_TOKEN": "wrong"}, HOOK, sms.url
    )
    assert (await problems(TwilioSms(options), session))[0].startswith("Twilio does not know this account and token")
    await sms.stop()
    assert (await problems(channel, session))[0].startswith("Twilio could not be asked (no connection)")
    finding = await channel.register(session)
    assert finding is not None
    assert not finding.ok


async def test_odd_answers_are_problems_and_no_errors(whatsapp: FakeTwilioWhatsApp, session: ClientSession) -> None:
    channel = whatsapp.make_channel(HOOK)
    whatsapp.senders[:] = [None, 3, {"sender_id": f"whatsapp:{OURS}", "status": None, "webhook": [1]}]  # type: ignore[list-item]
    assert len(await problems(channel, session)) == 2
    whatsapp.senders = "none"  # type: ignore[assignment]
    assert len(await problems(channel, session)) == 1


def test_messaging_services_have_an_address_of_their_own() -> None:
    assert Api("https://api.twilio.com", ACCOUNT, TOKEN).messaging_url == "https://messaging.twilio.com"
    assert Api("https://api.dublin.ie1.twilio.com", ACCOUNT, TOKEN).messaging_url.startswith(
        "https://messaging.dublin."
    )
    assert Api("http://127.0.0.1:9", ACCOUNT, TOKEN).messaging_url == "http://127.0.0.1:9"


def test_channels_yml_switches_both_on(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "channels.yml").write_text(
        f'sms:\n  from: "{OURS}"\n  pictures: yes\ntwilio_whatsapp:\n  from: "{OURS}"\n', encoding="utf-8"
    )
    environment = {"BACKLINE_TWILIO_ACCOUNT_SID": ACCOUNT, "BACKLINE_TWILIO_AUTH_TOKEN": TOKEN}
    channels, wrong = read_channels(replace(settings, project_dir=tmp_path), environment)
    assert wrong == ()
    assert [type(channel) for channel in channels.values()] == [TwilioSms, TwilioWhatsApp]
    assert {TwilioSms, TwilioWhatsApp} <= set(CHANNELS)
    assert TOKEN not in repr(channels["sms"].options)
