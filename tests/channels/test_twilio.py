"""What Twilio posts: forms in all the shapes there are, and odd ones."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backline.channels.contract import WHAT, ChannelOptions, Kind, Unverified, Update
from backline.channels.twilio import TwilioSms, TwilioWhatsApp
from backline.settings import SettingsError
from tests.channels.fakes.twilio import ACCOUNT, FORM, OURS, SERVICE, TOKEN
from tests.channels.payloads.twilio import MMS, PERSON, SID, Shape, sms, whatsapp
from tests.channels.payloads.twilio_requests import (
    CHANNELS,
    SMS_URL,
    WHATSAPP_URL,
    request,
    signed,
    sms_channel,
    whatsapp_channel,
)
from tests.channels.payloads.twilio_sms import SMS_SHAPES
from tests.channels.payloads.twilio_whatsapp import WHATSAPP_SHAPES


def check_shape(channel: TwilioSms | TwilioWhatsApp, url: str, shape: Shape, person: str) -> None:
    arrived = signed(url + shape.query, shape.form)
    channel.verify(arrived)
    (update,) = channel.parse(arrived)
    expected = dict(shape.expected)
    if shape.kind not in (Kind.IGNORED, Kind.RECEIPT):
        sent = shape.form.get("From", "").removeprefix("rcs:")
        person = sent if sent.startswith("whatsapp:US.") else person
        expected |= {"id": MMS if MMS in shape.form.get("MessageSid", "") else SID, "person": person}
        expected["address"] = {"to": person}
    assert update == Update(shape.kind, **expected)
    assert update.what in ("", *WHAT)
    answer = channel.acknowledge(arrived)
    if "MessageSid" in shape.form and "MessageStatus" not in shape.form and shape.form.get("SmsStatus") == "received":
        assert (answer.status, answer.content_type) == (200, "text/xml")
        assert answer.text == '<?xml version="1.0" encoding="UTF-8"?><Response/>'
    elif shape.kind is Kind.RECEIPT:
        assert (answer.status, answer.body) == (204, None)


@pytest.mark.parametrize("shape", SMS_SHAPES, ids=lambda shape: shape.name)
def test_reads_each_shape_of_texts(shape: Shape) -> None:
    check_shape(sms_channel(), SMS_URL, shape, PERSON)


@pytest.mark.parametrize("shape", WHATSAPP_SHAPES, ids=lambda shape: shape.name)
def test_reads_each_shape_of_whatsapp(shape: Shape) -> None:
    check_shape(whatsapp_channel(), WHATSAPP_URL, shape, f"whatsapp:{PERSON}")


def test_there_are_shapes_enough() -> None:
    assert min(len(SMS_SHAPES), len(WHATSAPP_SHAPES)) >= 30
    assert len({shape.name for shape in SMS_SHAPES}) == len(SMS_SHAPES)


def test_a_service_gets_what_is_sent_to_any_of_its_numbers() -> None:
    channel = sms_channel(messaging_service_sid=SERVICE)
    (update,) = channel.parse(signed(SMS_URL, sms(To="+15555550177", MessagingServiceSid=SERVICE)))
    assert (update.kind, update.person) == (Kind.TEXT, PERSON)
    for other in (sms(), sms(MessagingServiceSid="MG" + "0" * 32), sms(To="")):
        assert channel.parse(signed(SMS_URL, other))[0].kind is Kind.IGNORED


def test_a_call_is_told_where_to_turn() -> None:
    call = {"CallSid": "CA" + "1" * 32, "AccountSid": ACCOUNT, "From": PERSON, "To": OURS, "CallStatus": "ringing"}
    answer = sms_channel().acknowledge(signed(SMS_URL, call))
    assert answer.content_type == "text/xml"
    assert "emergency" in (answer.text or "")
    assert "<Hangup/>" in (answer.text or "")


@pytest.mark.parametrize(("channel", "url", "form"), CHANNELS)
def test_what_is_no_form_of_twilio_is_an_error(channel: TwilioSms, url: str, form: dict[str, str]) -> None:
    for body in (b"", b"nonsense", b"\xff\xfe", b"a=%ff", b"Body=x&From=y"):
        with pytest.raises(ValueError):  # noqa: PT011
            channel.parse(request(url, body, {"Content-Type": FORM}))
    for body in (b"", b"nonsense", b"\xff", b"3", b"null", b'"x"', b"[" * 100_000):
        with pytest.raises(ValueError):  # noqa: PT011
            channel.parse(request(url, body, {"Content-Type": "application/json"}))
    for events in ({"events": []}, [{"type": "com.twilio.messaging.message.sent", "data": None}]):
        got = channel.parse(request(url, json.dumps(events).encode(), {"Content-Type": "application/json"}))
        assert [update.kind for update in got] == [Kind.IGNORED]


_NAMES = st.sampled_from(
    sorted(
        {
            *sms(),
            *whatsapp(),
            "MessageStatus",
            "ErrorCode",
            "OptOutType",
            "ButtonPayload",
            "ListId",
            "Latitude",
            "MediaContentType0",
            "CallSid",
            "OtherRecipients0",
            "ReferralBody",
            "bodySHA256",
        }
    )
)
_VALUES = st.one_of(
    st.sampled_from(["", "null", "0", "-1", "[]", "{}", "1e999", ACCOUNT, SID, OURS, f"whatsapp:{OURS}", PERSON]),
    st.text(max_size=60).filter(lambda text: text.isprintable()),
)


@pytest.mark.parametrize(("channel", "url", "form"), CHANNELS)
@given(changes=st.dictionaries(_NAMES | st.text("abc[]_. ", max_size=8), _VALUES, max_size=12))
@settings(max_examples=150)
def test_odd_values_never_raise(channel: TwilioSms, url: str, form: dict[str, str], changes: dict[str, str]) -> None:
    arrived = signed(url, {**form, **changes, "AccountSid": ACCOUNT})
    channel.verify(arrived)
    for update in channel.parse(arrived):
        assert update.what in ("", *WHAT)
        assert update.kind in (Kind.IGNORED, Kind.RECEIPT) or (update.id and update.person and update.address)
    channel.acknowledge(arrived)


@given(body=st.binary(max_size=200), kind=st.sampled_from([FORM, "application/json", "", "text/plain; charset=x"]))
@settings(max_examples=150)
def test_odd_bodies_raise_nothing_but_value_error(body: bytes, kind: str) -> None:
    arrived = request(SMS_URL, body, {"Content-Type": kind, "X-Twilio-Signature": "x"})
    with pytest.raises(Unverified):
        sms_channel().verify(arrived)
    try:
        sms_channel().parse(arrived)
    except ValueError:
        return


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"pictures": "yes"}, "needs 'from' or 'messaging_service_sid'"),
        ({"from": "5555550100"}, "country code"),
        ({"from": "+1 555 555 0100"}, "country code"),
        ({"messaging_service_sid": "MG12"}, "MG and 32"),
        ({"from": OURS, "pictures": "maybe"}, "must be yes or no"),
    ],
)
def test_wrong_settings_are_named(values: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        sms_channel(**values)


def test_wrong_settings_of_whatsapp_are_named() -> None:
    with pytest.raises(SettingsError, match="'twilio_whatsapp': 'from'"):
        whatsapp_channel(**{"from": "clinic"})
    whatsapp_channel(**{"from": f"whatsapp:{OURS}"})
    secrets = {"BACKLINE_TWILIO_ACCOUNT_SID": "AC/../1", "BACKLINE_TWILIO_AUTH_TOKEN": TOKEN}
    with pytest.raises(SettingsError, match="BACKLINE_TWILIO_ACCOUNT_SID"):
        TwilioWhatsApp(ChannelOptions({"from": OURS}, secrets))
