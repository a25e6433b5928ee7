"""The messaging channels there are; a new one is a module of its own and a line here."""

from __future__ import annotations

from backline.channels.contract import Channel
from backline.channels.messenger import Messenger
from backline.channels.slack import Slack
from backline.channels.telegram import Telegram
from backline.channels.twilio import TwilioSms, TwilioWhatsApp
from backline.channels.whatsapp import WhatsApp

CHANNELS: tuple[type[Channel], ...] = (WhatsApp, Messenger, Telegram, TwilioSms, TwilioWhatsApp, Slack)
