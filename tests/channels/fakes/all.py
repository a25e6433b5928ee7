"""The fakes of all platforms, for tests that hold for every channel."""

from __future__ import annotations

from tests.channels.fakes.messenger import FakeMessenger
from tests.channels.fakes.plain import FakePlain
from tests.channels.fakes.platform import FakePlatform
from tests.channels.fakes.slack import FakeSlack
from tests.channels.fakes.telegram import FakeTelegram
from tests.channels.fakes.twilio import FakeTwilioSms, FakeTwilioWhatsApp
from tests.channels.fakes.whatsapp import FakeWhatsApp

FAKES: tuple[type[FakePlatform], ...] = (
    FakePlain,
    FakeWhatsApp,
    FakeMessenger,
    FakeTelegram,
    FakeTwilioSms,
    FakeTwilioWhatsApp,
    FakeSlack,
)
