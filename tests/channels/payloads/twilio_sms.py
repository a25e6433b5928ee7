"""Texts in the shapes that Twilio posts, and what each means."""

from __future__ import annotations

from backline.channels.contract import Kind
from tests.channels.fakes.twilio import ACCOUNT, OURS, SERVICE
from tests.channels.payloads.twilio import PERSON, SID, Shape, media, receipts, sms, whatsapp

_QUOTE = "\u201cWalk a little every hour\u201d"

SMS_SHAPES = [
    Shape("text", sms(), Kind.TEXT, {"text": "My back hurts"}),
    Shape("text: umlauts and emoji", sms(Body="Rücken 😖\nsehr"), Kind.TEXT, {"text": "Rücken 😖\nsehr"}),
    Shape("text: plus and ampersand", sms(Body="7+ & worse = bad%20"), Kind.TEXT, {"text": "7+ & worse = bad%20"}),
    Shape("text: long, in segments", sms(Body="ow " * 400, NumSegments="8"), Kind.TEXT, {"text": "ow " * 400}),
    Shape("text: without MessageSid", sms(MessageSid=None), Kind.TEXT, {"text": "My back hurts"}),
    Shape("text: to a service's number", sms(MessagingServiceSid=SERVICE), Kind.TEXT, {"text": "My back hurts"}),
    Shape(
        "text: at the fallback address",
        sms(ErrorCode="11200", ErrorUrl="https://clinic.example/"),
        Kind.TEXT,
        {"text": "My back hurts"},
    ),
    Shape(
        "text: with add-ons", sms(AddOns='{"status":"successful","results":{}}'), Kind.TEXT, {"text": "My back hurts"}
    ),
    Shape("text: by RCS", sms(From=f"rcs:{PERSON}"), Kind.TEXT, {"text": "My back hurts"}),
    Shape("text: stop word without advanced opt-out", sms(Body="STOP"), Kind.TEXT, {"text": "STOP"}),
    Shape("text: like a reaction, without a quote", sms(Body="Liked the walk"), Kind.TEXT, {"text": "Liked the walk"}),
    Shape(
        "text: quotes us and goes on",
        sms(Body=f"Questioned {_QUOTE} as it hurts"),
        Kind.TEXT,
        {"text": f"Questioned {_QUOTE} as it hurts"},
    ),
    Shape("text: blank", sms(Body="  \n"), Kind.UNREADABLE, {"what": "other"}),
    Shape("text: no body", sms(Body=None), Kind.UNREADABLE, {"what": "other"}),
    Shape("opt-out: stop", sms(Body="Stop", OptOutType="STOP"), Kind.LEFT),
    Shape("opt-out: start", sms(Body="START", OptOutType="START"), Kind.JOINED),
    Shape("opt-out: help", sms(Body="HELP", OptOutType="HELP"), Kind.TEXT, {"text": "HELP"}),
    Shape("mms: photo", sms(**media("image/jpeg")), Kind.UNREADABLE, {"what": "photo"}),
    Shape(
        "mms: photo with words",
        sms(**media("image/png", "is this red?")),
        Kind.TEXT,
        {"text": "is this red?", "what": "photo"},
    ),
    Shape("mms: three photos", sms(**media("image/heic", number=3)), Kind.UNREADABLE, {"what": "photo"}),
    Shape("mms: voice", sms(**media("audio/amr")), Kind.UNREADABLE, {"what": "voice"}),
    Shape("mms: video", sms(**media("video/3gpp")), Kind.UNREADABLE, {"what": "video"}),
    Shape("mms: file", sms(**media("application/pdf")), Kind.UNREADABLE, {"what": "file"}),
    Shape("mms: contact card", sms(**media("text/x-vcard")), Kind.UNREADABLE, {"what": "contact"}),
    Shape("mms: type missing", sms(NumMedia="1", Body=""), Kind.UNREADABLE, {"what": "other"}),
    Shape(
        "mms: group",
        sms(**media("image/jpeg", "hi all"), OtherRecipients0="+15555550177"),
        Kind.UNREADABLE,
        {"what": "group"},
    ),
    Shape("reaction: like", sms(Body=f"Liked {_QUOTE}"), Kind.IGNORED),
    Shape("reaction: laugh", sms(Body=f"Laughed at {_QUOTE}"), Kind.IGNORED),
    Shape("reaction: image", sms(Body="Loved an image"), Kind.IGNORED),
    Shape("reaction: emoji of an iPhone", sms(Body=f"Reacted 🙏 to {_QUOTE}"), Kind.IGNORED),
    Shape("reaction: taken back", sms(Body=f"Removed a heart from {_QUOTE}"), Kind.IGNORED),
    Shape(
        "reaction: emoji of an Android",
        sms(Body="\u200a\u200b👍\u200b to \u201c\u200aWalk\u200a\u201d\u200a"),
        Kind.IGNORED,
    ),
    Shape("to another number", sms(To="+15555550199"), Kind.IGNORED),
    Shape("of another account", sms(AccountSid="AC" + "9" * 32), Kind.IGNORED),
    Shape("from a short code", sms(From="72975"), Kind.IGNORED),
    Shape("from a name", sms(From="BANK"), Kind.IGNORED),
    Shape("from ourselves", sms(From=OURS), Kind.IGNORED),
    Shape("from nobody", sms(From=None), Kind.IGNORED),
    Shape("on WhatsApp, at the address for texts", whatsapp(), Kind.IGNORED),
    Shape("id that holds other fields", sms(MessageSid=SID + "NumMedia0"), Kind.IGNORED),
    Shape(
        "call",
        {
            "CallSid": "CA" + "1" * 32,
            "AccountSid": ACCOUNT,
            "From": PERSON,
            "To": OURS,
            "Direction": "inbound",
            "CallStatus": "ringing",
            "ApiVersion": "2010-04-01",
        },
        Kind.IGNORED,
    ),
    Shape(
        "debugger event",
        {
            "AccountSid": ACCOUNT,
            "Sid": "NO" + "1" * 32,
            "Level": "ERROR",
            "Timestamp": "2026-11-28",
            "PayloadType": "application/json",
            "Payload": "{}",
            "ParentAccountSid": "",
        },
        Kind.IGNORED,
    ),
    *receipts(PERSON, OURS),
]
