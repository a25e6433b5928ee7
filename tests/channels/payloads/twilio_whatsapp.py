"""WhatsApp messages in the shapes that Twilio posts, and what each means."""

from __future__ import annotations

from backline.channels.contract import Kind, Receipt
from tests.channels.fakes.twilio import OURS, SERVICE
from tests.channels.payloads.twilio import MMS, PERSON, SID, Shape, lost, media, receipts, sms, status, whatsapp

_QUOTE = "\u201cWalk a little every hour\u201d"

_ADVERTISEMENT = {
    "ReferralSourceId": "1200",
    "ReferralSourceType": "ad",
    "ReferralSourceUrl": "https://fb.example/1",
    "ReferralHeadline": "Back pain?",
    "ReferralBody": "Write to us",
    "ReferralCtwaClid": "AfBc",
}
_PLACE = {"Latitude": "37.7879", "Longitude": "-122.3950", "MessageType": "location"}
_REPLIED = {"OriginalRepliedMessageSender": f"whatsapp:{OURS}", "OriginalRepliedMessageSid": MMS}

WHATSAPP_SHAPES = [
    Shape("text", whatsapp(), Kind.TEXT, {"text": "My back hurts"}),
    Shape("text: emoji", whatsapp(Body="😖"), Kind.TEXT, {"text": "😖"}),
    Shape("text: without type", whatsapp(MessageType=None), Kind.TEXT, {"text": "My back hurts"}),
    Shape("text: in reply", whatsapp(**_REPLIED), Kind.TEXT, {"text": "My back hurts"}),
    Shape(
        "text: forwarded", whatsapp(Forwarded="true", FrequentlyForwarded="true"), Kind.TEXT, {"text": "My back hurts"}
    ),
    Shape("text: from an advertisement", whatsapp(**_ADVERTISEMENT), Kind.TEXT, {"text": "My back hurts"}),
    Shape(
        "text: to a sender of a service", whatsapp(MessagingServiceSid=SERVICE), Kind.TEXT, {"text": "My back hurts"}
    ),
    Shape(
        "text: of somebody with a user name",
        whatsapp(From="whatsapp:US.13491208655302741918", WaId=None, ExternalUserId="whatsapp:US.13491208655302741918"),
        Kind.TEXT,
        {"text": "My back hurts"},
    ),
    Shape("text: another profile name", whatsapp(ProfileName="Dr. Else"), Kind.TEXT, {"text": "My back hurts"}),
    Shape(
        "text: quoted like a reaction of a phone",
        whatsapp(Body=f"Liked {_QUOTE}"),
        Kind.TEXT,
        {"text": f"Liked {_QUOTE}"},
    ),
    Shape("advertisement without words", whatsapp(Body="", **_ADVERTISEMENT), Kind.JOINED),
    Shape(
        "button of a template",
        whatsapp(Body="Yes", ButtonText="Yes", ButtonPayload="t0ken", MessageType="button", **_REPLIED),
        Kind.BUTTON,
        {"text": "Yes", "button": "t0ken"},
    ),
    Shape(
        "quick reply",
        whatsapp(Body="No", ButtonText="No", ButtonPayload="t1", MessageType="interactive"),
        Kind.BUTTON,
        {"text": "No", "button": "t1"},
    ),
    Shape(
        "button without a payload",
        whatsapp(Body="", ButtonText="Call me", MessageType="button"),
        Kind.TEXT,
        {"text": "Call me"},
    ),
    Shape(
        "row of a list",
        whatsapp(
            Body="Lower back", ListId="t2", ListTitle="Lower back", ListDescription="below", MessageType="interactive"
        ),
        Kind.BUTTON,
        {"text": "Lower back", "button": "t2"},
    ),
    Shape(
        "answers of a flow",
        whatsapp(Body="", InteractiveData='{"a":1}', FlowData="{}", MessageType="interactive"),
        Kind.UNREADABLE,
        {"what": "other"},
    ),
    Shape("photo", whatsapp(MessageType="image", **media("image/jpeg")), Kind.UNREADABLE, {"what": "photo"}),
    Shape(
        "photo with words",
        whatsapp(MessageType="image", **media("image/jpeg", "my scan")),
        Kind.TEXT,
        {"text": "my scan", "what": "photo"},
    ),
    Shape("voice", whatsapp(MessageType="audio", **media("audio/ogg")), Kind.UNREADABLE, {"what": "voice"}),
    Shape("video", whatsapp(MessageType="video", **media("video/mp4")), Kind.UNREADABLE, {"what": "video"}),
    Shape(
        "document, named",
        whatsapp(MessageType="document", **media("application/pdf", "MRI report.pdf")),
        Kind.UNREADABLE,
        {"what": "file"},
    ),
    Shape(
        "document with words",
        whatsapp(MessageType="document", **media("application/pdf", "Is this bad?")),
        Kind.TEXT,
        {"text": "Is this bad?", "what": "file"},
    ),
    Shape("sticker", whatsapp(MessageType="sticker", **media("image/webp")), Kind.UNREADABLE, {"what": "sticker"}),
    Shape("location", whatsapp(Body="", **_PLACE), Kind.UNREADABLE, {"what": "location"}),
    Shape(
        "location with a name",
        whatsapp(Body="Harbor Cafe", Label="Harbor Cafe", Address="1 Pier", **_PLACE),
        Kind.UNREADABLE,
        {"what": "location"},
    ),
    Shape(
        "location without type",
        whatsapp(Body="", Latitude="1.5", Longitude="2", MessageType=None),
        Kind.UNREADABLE,
        {"what": "location"},
    ),
    Shape(
        "contact",
        whatsapp(MessageType="contacts", **media("text/vcard", "Kim Example")),
        Kind.UNREADABLE,
        {"what": "contact"},
    ),
    Shape(
        "contact without type", whatsapp(MessageType=None, **media("text/vcard")), Kind.UNREADABLE, {"what": "contact"}
    ),
    Shape("order", whatsapp(Body="", MessageType="order"), Kind.UNREADABLE, {"what": "order"}),
    Shape("unsupported", whatsapp(Body="", MessageType="unsupported"), Kind.UNREADABLE, {"what": "other"}),
    Shape("edited", whatsapp(MessageType="edit"), Kind.UNREADABLE, {"what": "edit"}),
    Shape("deleted", whatsapp(Body="", MessageType="revoke"), Kind.UNREADABLE, {"what": "deleted"}),
    Shape("reaction", whatsapp(Body="👍", MessageType="reaction", **_REPLIED), Kind.IGNORED),
    Shape("changed number", whatsapp(Body="Robin changed", MessageType="system"), Kind.IGNORED),
    Shape("opt-out: stop", whatsapp(Body="stop", OptOutType="STOP"), Kind.LEFT),
    Shape("opt-out: start", whatsapp(Body="start", OptOutType="START"), Kind.JOINED),
    Shape("opt-out: help", whatsapp(Body="help", OptOutType="HELP"), Kind.TEXT, {"text": "help"}),
    Shape("to another sender", whatsapp(To="whatsapp:+15555550199"), Kind.IGNORED),
    Shape("of another account", whatsapp(AccountSid="AC" + "9" * 32), Kind.IGNORED),
    Shape("from ourselves", whatsapp(From=f"whatsapp:{OURS}"), Kind.IGNORED),
    Shape("from nobody", whatsapp(From=None), Kind.IGNORED),
    Shape("a text, at the address for WhatsApp", sms(), Kind.IGNORED),
    Shape("id of another form", whatsapp(MessageSid="wamid.HBgLMTU1"), Kind.IGNORED),
    *receipts(f"whatsapp:{PERSON}", f"whatsapp:{OURS}", ChannelPrefix="whatsapp", ChannelInstallSid="XE" + "1" * 32),
    Shape(
        "receipt: read",
        status("read", EventType="READ", ChannelToAddress="+15555550134"),
        Kind.RECEIPT,
        {"receipt": Receipt("k1", SID)},
        "?key=k1",
    ),
    Shape(
        "receipt: outside the window",
        status("undelivered", ErrorCode="63016", ChannelStatusMessage="too late"),
        Kind.RECEIPT,
        lost("63016"),
        "?key=k1",
    ),
    Shape(
        "receipt: blocked", status("undelivered", ErrorCode="63014"), Kind.RECEIPT, lost("63014", gone=True), "?key=k1"
    ),
]
