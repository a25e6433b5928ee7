"""Shapes of what Messenger posts, as Meta documents them, with invented ids and names; what each means."""

from __future__ import annotations

from typing import Any

from backline.channels.contract import Kind, Receipt, Update

PAGE = "104300000000003"
PSID = "254000000000134"
MID = "m_AG5Hz2Uq7tuwNEhXfYYKj8mJEM_made_up"
AT = 1795860000123

Shape = tuple[str, Any, list[Update]]


def envelope(*events: Any, **entry: Any) -> dict[str, Any]:
    messaging = {"messaging": list(events)} if events else {}
    return {"object": "page", "entry": [{"id": PAGE, "time": AT, **messaging, **entry}]}


def event(**what: Any) -> dict[str, Any]:
    return {"sender": {"id": PSID}, "recipient": {"id": PAGE}, "timestamp": AT, **what}


def message(**what: Any) -> dict[str, Any]:
    return envelope(event(message={"mid": MID, **what}))


def attachment(kind: str, **payload: Any) -> dict[str, Any]:
    return {"type": kind, "payload": {"url": "https://cdn.example/made-up", **payload}}


def echo(**what: Any) -> dict[str, Any]:
    people = {"sender": {"id": PAGE}, "recipient": {"id": PSID}, "timestamp": AT}
    return envelope({**people, "message": {"is_echo": True, "app_id": 670843887433847, "mid": "m_OUT1", **what}})


def update(kind: Kind, text: str = "", **more: Any) -> Update:
    return Update(kind, **{"id": MID, "person": PSID, "address": {"to": PSID}, "text": text, **more})


def unreadable(what: str, **more: Any) -> list[Update]:
    return [update(Kind.UNREADABLE, what=what, **more)]


IGNORED = [Update(Kind.IGNORED)]
REFERRAL = {"ref": "made-up", "source": "SHORTLINK", "type": "OPEN_THREAD"}

SHAPES: list[Shape] = [
    ("text", message(text="my back hurts"), [update(Kind.TEXT, "my back hurts")]),
    (
        "a text that answers one of ours",
        message(text="yes", reply_to={"mid": "m_OUT1", "is_self_reply": False}),
        [update(Kind.TEXT, "yes")],
    ),
    (
        "a text after an advertisement",
        message(text="hello", referral={"ref": "x", "ad_id": "1", "source": "ADS", "type": "OPEN_THREAD"}),
        [update(Kind.TEXT, "hello")],
    ),
    (
        "a text about a product",
        message(text="is this good?", referral={"product": {"id": "1"}}),
        [update(Kind.TEXT, "is this good?")],
    ),
    (
        "a text with what the app read out of it",
        message(text="hi", nlp={"intents": [], "entities": {}, "traits": {}}),
        [update(Kind.TEXT, "hi")],
    ),
    (
        "a pressed quick reply",
        message(text="Yes", quick_reply={"payload": "tok1"}),
        [update(Kind.BUTTON, "Yes", button="tok1")],
    ),
    (
        "a pressed button",
        envelope(event(postback={"mid": "m_P", "title": "Yes", "payload": "tok2"})),
        [update(Kind.BUTTON, "Yes", id="m_P", button="tok2")],
    ),
    (
        "a pressed button as it came before it had an id",
        envelope(event(postback={"title": "Yes", "payload": "tok2"})),
        [update(Kind.BUTTON, "Yes", id=f"{PSID} pressed {AT}", button="tok2")],
    ),
    (
        "a pressed button of another app",
        envelope(event(postback={"mid": "m_P", "title": "Call me"})),
        [update(Kind.TEXT, "Call me", id="m_P")],
    ),
    (
        "get started",
        envelope(event(postback={"mid": "m_P", "title": "Get Started", "payload": "GET_STARTED"})),
        [update(Kind.JOINED, id="m_P")],
    ),
    (
        "get started over a link",
        envelope(
            event(postback={"mid": "m_P", "title": "Get Started", "payload": "GET_STARTED", "referral": REFERRAL})
        ),
        [update(Kind.JOINED, id="m_P")],
    ),
    (
        "came again over a link",
        envelope(event(referral=REFERRAL)),
        [update(Kind.JOINED, id=f"{PSID} opened {AT}")],
    ),
    (
        "came over an advertisement",
        envelope(event(referral={"ref": "x", "ad_id": "1", "source": "ADS", "type": "OPEN_THREAD"})),
        [update(Kind.JOINED, id=f"{PSID} opened {AT}")],
    ),
    (
        "agreed on another site",
        envelope(event(optin={"ref": "made-up"})),
        [update(Kind.JOINED, id=f"{PSID} opened {AT}")],
    ),
    (
        "agreed on another site before writing",
        envelope({"recipient": {"id": PAGE}, "timestamp": AT, "optin": {"ref": "made-up", "user_ref": "u1"}}),
        IGNORED,
    ),
    (
        "agreed to marketing",
        envelope(event(optin={"type": "notification_messages", "notification_messages_token": "made-up"})),
        IGNORED,
    ),
    ("a picture", message(attachments=[attachment("image")]), unreadable("photo")),
    ("two pictures", message(attachments=[attachment("image"), attachment("image")]), unreadable("photo")),
    (
        "a picture with a text",
        message(text="my scan", attachments=[attachment("image")]),
        [update(Kind.TEXT, "my scan", what="photo")],
    ),
    ("a voice message", message(attachments=[attachment("audio")]), unreadable("voice")),
    ("a video", message(attachments=[attachment("video")]), unreadable("video")),
    ("a reel", message(attachments=[attachment("ig_reel", title="x", reel_video_id=1)]), unreadable("video")),
    ("a file", message(attachments=[attachment("file")]), unreadable("file")),
    (
        "a place",
        message(
            attachments=[
                {"type": "location", "payload": {"coordinates": {"lat": 37.5, "long": -122.1}}, "title": "Pat"}
            ]
        ),
        unreadable("location"),
    ),
    (
        "a thumb up",
        message(sticker_id=369239263222822, attachments=[attachment("image", sticker_id=369239263222822)]),
        unreadable("sticker"),
    ),
    (
        "a sticker",
        message(attachments=[attachment("image"), attachment("sticker", sticker_id=767226160478561)]),
        unreadable("sticker"),
    ),
    (
        "a link",
        message(
            text="https://example.com/backs",
            attachments=[{"type": "fallback", "title": "Backs", "payload": {"url": "https://example.com/backs"}}],
        ),
        [update(Kind.TEXT, "https://example.com/backs")],
    ),
    ("a share that can't be shown", message(attachments=[{"type": "fallback"}]), unreadable("other")),
    ("a post", message(attachments=[attachment("post", title="x")]), unreadable("other")),
    (
        "a product",
        message(
            attachments=[{"type": "template", "payload": {"product": {"elements": [{"id": "1", "title": "Mat"}]}}}]
        ),
        unreadable("other"),
    ),
    (
        "a booked appointment",
        message(attachments=[{"type": "appointment_booking", "payload": {}}]),
        unreadable("other"),
    ),
    ("a message without anything", message(), unreadable("other")),
    (
        "an edited message",
        envelope(event(message_edit={"mid": MID, "text": "new", "num_edit": 2})),
        unreadable("edit", id=f"{MID} edit 2"),
    ),
    ("a deleted message", message(is_deleted=True), unreadable("deleted", id=f"{MID} deleted")),
    (
        "a reaction",
        envelope(event(reaction={"reaction": "love", "emoji": "❤", "action": "react", "mid": "m_OUT1"})),
        IGNORED,
    ),
    (
        "a reaction taken back",
        envelope(event(reaction={"action": "unreact", "mid": "m_OUT1"})),
        IGNORED,
    ),
    ("delivered", envelope(event(delivery={"mids": ["m_OUT1"], "watermark": AT})), IGNORED),
    ("read", envelope(event(read={"watermark": AT})), IGNORED),
    (
        "a message of ours",
        echo(text="Hello", metadata="k1"),
        [Update(Kind.RECEIPT, receipt=Receipt("k1", "m_OUT1"))],
    ),
    (
        "a picture of ours",
        echo(attachments=[attachment("image")], metadata="k2"),
        [Update(Kind.RECEIPT, receipt=Receipt("k2", "m_OUT1"))],
    ),
    ("written by somebody at the clinic", echo(text="This is Ann from the clinic"), IGNORED),
    (
        "linked an account",
        envelope(event(account_linking={"status": "linked", "authorization_code": "made-up"})),
        IGNORED,
    ),
    (
        "handed over to us",
        envelope(event(pass_thread_control={"new_owner_app_id": "1", "previous_owner_app_id": "2", "metadata": ""})),
        IGNORED,
    ),
    (
        "taken from us",
        envelope(event(take_thread_control={"previous_owner_app_id": "1", "new_owner_app_id": "2"})),
        IGNORED,
    ),
    (
        "asked of us",
        envelope(event(request_thread_control={"requested_owner_app_id": "2", "metadata": ""})),
        IGNORED,
    ),
    (
        "roles of apps",
        envelope({"recipient": {"id": PAGE}, "timestamp": AT, "app_roles": {"1": ["primary_receiver"]}}),
        IGNORED,
    ),
    (
        "a warning of Facebook",
        envelope({"recipient": {"id": PAGE}, "timestamp": AT, "policy_enforcement": {"action": "warning"}}),
        IGNORED,
    ),
    (
        "a judgement",
        envelope(event(response_feedback={"feedback": "Good response", "mid": "m_OUT1"})),
        IGNORED,
    ),
    (
        "a game",
        envelope(event(game_play={"game_id": "1", "player_id": "2", "context_type": "SOLO"})),
        IGNORED,
    ),
    (
        "while somebody at the clinic has the conversation",
        envelope(standby=[event(message={"mid": MID, "text": "hi"})]),
        IGNORED,
    ),
    (
        "a comment on the page",
        envelope(changes=[{"field": "feed", "value": {"item": "comment", "verb": "add", "message": "hi"}}]),
        IGNORED,
    ),
    (
        "for another page",
        {"object": "page", "entry": [{"id": "999", "messaging": [event(message={"mid": MID, "text": "hi"})]}]},
        IGNORED,
    ),
    ("for Instagram", {"object": "instagram", "entry": [{"id": PAGE, "messaging": [event()]}]}, IGNORED),
    (
        "a batch",
        {
            "object": "page",
            "entry": [
                {
                    "id": PAGE,
                    "time": AT,
                    "messaging": [
                        event(message={"mid": "m_1", "text": "one"}),
                        event(message={"mid": "m_2", "attachments": [attachment("audio")]}),
                    ],
                },
                {"id": PAGE, "time": AT, "messaging": [event(message={"mid": "m_3", "text": "three"})]},
            ],
        },
        [
            update(Kind.TEXT, "one", id="m_1"),
            *unreadable("voice", id="m_2"),
            update(Kind.TEXT, "three", id="m_3"),
        ],
    ),
]
