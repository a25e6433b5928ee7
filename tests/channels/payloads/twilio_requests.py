"""Requests as Twilio signs them, and channels that know their token."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from multidict import CIMultiDict, CIMultiDictProxy

from backline.channels.contract import ChannelOptions, WebhookRequest
from backline.channels.twilio import TwilioSms, TwilioWhatsApp
from tests.channels.fakes.twilio import ACCOUNT, FORM, OURS, TOKEN, signature
from tests.channels.payloads.twilio import sms, whatsapp

SMS_URL = "https://clinic.example/webhooks/sms"
WHATSAPP_URL = "https://clinic.example/webhooks/twilio_whatsapp"


def sms_channel(**settings: str) -> TwilioSms:
    secrets = {"BACKLINE_TWILIO_ACCOUNT_SID": ACCOUNT, "BACKLINE_TWILIO_AUTH_TOKEN": TOKEN}
    return TwilioSms(ChannelOptions(settings or {"from": OURS}, secrets, SMS_URL, "https://api.twilio.com"))


def whatsapp_channel(**settings: str) -> TwilioWhatsApp:
    secrets = {"BACKLINE_TWILIO_ACCOUNT_SID": ACCOUNT, "BACKLINE_TWILIO_AUTH_TOKEN": TOKEN}
    return TwilioWhatsApp(ChannelOptions(settings or {"from": OURS}, secrets, WHATSAPP_URL, "https://api.twilio.com"))


def request(url: str, body: bytes, headers: dict[str, str], at: float = 0.0) -> WebhookRequest:
    return WebhookRequest("POST", url, CIMultiDictProxy(CIMultiDict(headers)), body, at)


def signed(url: str, form: dict[str, str] | list[tuple[str, str]], token: str = TOKEN) -> WebhookRequest:
    fields = list(form.items()) if isinstance(form, dict) else form
    return request(
        url, urlencode(fields).encode(), {"Content-Type": FORM, "X-Twilio-Signature": signature(url, fields, token)}
    )


CHANNELS = [
    pytest.param(sms_channel(), SMS_URL, sms(), id="sms"),
    pytest.param(whatsapp_channel(), WHATSAPP_URL, whatsapp(), id="whatsapp"),
]
