"""Forms in the shapes that Twilio's documentation and its requests show, with invented people: what they share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from backline.channels.contract import Kind, Receipt
from tests.channels.fakes.twilio import ACCOUNT, OURS, SERVICE

PERSON = "+15555550134"
SID = "SM" + "ab12" * 8
MMS = "MM" + "cd34" * 8


@dataclass(frozen=True)
class Shape:
    """A form, the query of the address it is posted to, and the update it must make.

    ``expected`` holds parts of the update; all others must be as they are by themselves.
    """

    name: str
    form: dict[str, str]
    kind: Kind
    expected: dict[str, Any] = field(default_factory=dict)
    query: str = ""


def sms(**fields: str | None) -> dict[str, str]:
    """A text as Twilio posts it; a field that is None is left out."""
    form = {
        "ToCountry": "US",
        "ToState": "CA",
        "SmsMessageSid": SID,
        "NumMedia": "0",
        "ToCity": "SAN FRANCISCO",
        "FromZip": "94107",
        "SmsSid": SID,
        "FromState": "CA",
        "SmsStatus": "received",
        "FromCity": "SAN FRANCISCO",
        "Body": "My back hurts",
        "FromCountry": "US",
        "To": OURS,
        "ToZip": "94107",
        "NumSegments": "1",
        "MessageSid": SID,
        "AccountSid": ACCOUNT,
        "From": PERSON,
        "ApiVersion": "2010-04-01",
        **fields,
    }
    return {name: value for name, value in form.items() if value is not None}


def whatsapp(**fields: str | None) -> dict[str, str]:
    """A WhatsApp message as Twilio posts it; a field that is None is left out."""
    form = {
        "SmsMessageSid": SID,
        "NumMedia": "0",
        "ProfileName": "Robin",
        "MessageType": "text",
        "SmsSid": SID,
        "WaId": PERSON[1:],
        "SmsStatus": "received",
        "Body": "My back hurts",
        "To": f"whatsapp:{OURS}",
        "NumSegments": "1",
        "ReferralNumMedia": "0",
        "MessageSid": SID,
        "AccountSid": ACCOUNT,
        "ChannelMetadata": '{"type":"whatsapp","data":{"context":{"ProfileName":"Robin","WaId":"15555550134"}}}',
        "From": f"whatsapp:{PERSON}",
        "ApiVersion": "2010-04-01",
        **fields,
    }
    return {name: value for name, value in form.items() if value is not None}


def status(state: str, to: str = PERSON, ours: str = OURS, **fields: str | None) -> dict[str, str]:
    """What Twilio posts about a message of ours."""
    form = {
        "SmsSid": SID,
        "SmsStatus": state,
        "MessageStatus": state,
        "To": to,
        "MessageSid": SID,
        "AccountSid": ACCOUNT,
        "From": ours,
        "ApiVersion": "2010-04-01",
        **fields,
    }
    return {name: value for name, value in form.items() if value is not None}


def media(kind: str, body: str = "", number: int = 1) -> dict[str, str]:
    """What comes with one or more files of a type."""
    files = {
        name: value
        for index in range(number)
        for name, value in (
            (f"MediaContentType{index}", kind),
            (
                f"MediaUrl{index}",
                f"https://api.twilio.example/2010-04-01/Accounts/{ACCOUNT}/Messages/{MMS}/Media/ME{index}",
            ),
        )
    }
    return {**files, "NumMedia": str(number), "MessageSid": MMS, "SmsSid": MMS, "SmsMessageSid": MMS, "Body": body}


def lost(code: str, *, gone: bool = False) -> dict[str, Any]:
    """A receipt of what did not arrive."""
    return {"receipt": Receipt("k1", SID, arrived=False, why=code, gone=gone)}


def receipts(to: str, ours: str, **more: str) -> list[Shape]:
    """Receipts of either channel."""
    arrived = {"receipt": Receipt("k1", SID)}
    states = ("accepted", "scheduled", "queued", "sending", "sent", "delivered", "read", "partially_delivered")
    return [
        *(
            Shape(f"receipt: {each}", status(each, to, ours, **more), Kind.RECEIPT, arrived, "?key=k1")
            for each in states
        ),
        Shape(
            "receipt: unknown number",
            status("undelivered", to, ours, ErrorCode="30005", **more),
            Kind.RECEIPT,
            lost("30005", gone=True),
            "?key=k1",
        ),
        Shape(
            "receipt: opted out",
            status("failed", to, ours, ErrorCode="21610", **more),
            Kind.RECEIPT,
            lost("21610", gone=True),
            "?key=k1",
        ),
        Shape(
            "receipt: phone off",
            status("undelivered", to, ours, ErrorCode="30003", RawDlrDoneDate="2611281205", **more),
            Kind.RECEIPT,
            lost("30003"),
            "?key=k1",
        ),
        Shape("receipt: canceled", status("canceled", to, ours, **more), Kind.RECEIPT, lost("canceled"), "?key=k1"),
        Shape(
            "receipt: error that is no code",
            status("failed", to, ours, ErrorCode="no such number", **more),
            Kind.RECEIPT,
            lost("failed"),
            "?key=k1",
        ),
        Shape(
            "receipt: of the service, without our key",
            status("delivered", to, ours, MessagingServiceSid=SERVICE, **more),
            Kind.RECEIPT,
            {"receipt": Receipt("", SID)},
        ),
        Shape(
            "receipt: old form",
            status("delivered", to, ours, MessageStatus=None, MessageSid=None, **more),
            Kind.RECEIPT,
            arrived,
            "?key=k1",
        ),
        Shape("receipt: new state", status("teleported", to, ours, **more), Kind.IGNORED, {}, "?key=k1"),
        Shape("receipt: of nothing", status("sent", to, ours, MessageSid="", SmsSid="", **more), Kind.IGNORED),
        Shape(
            "receipt: another account",
            status("sent", to, ours, AccountSid="AC" + "9" * 32, **more),
            Kind.IGNORED,
            {},
            "?key=k1",
        ),
    ]
