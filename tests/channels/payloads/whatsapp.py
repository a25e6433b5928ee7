"""Shapes of what WhatsApp posts, as Meta documents them, with invented ids, names and numbers; what each means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backline.channels.contract import Kind, Receipt, Update

PHONE_NUMBER_ID = "106500000000001"
ACCOUNT = "102200000000002"
PHONE = "15555550134"
SCOPED = "US.13490000000000000134"
TO = {"to": "+15555550134"}
SHA = "bWFkZSB1cA=="

Shape = tuple[str, Any, list[Update]]


def envelope(*changes: Mapping[str, Any]) -> dict[str, Any]:
    return {"object": "whatsapp_business_account", "entry": [{"id": ACCOUNT, "changes": list(changes)}]}


def change(field: str = "messages", number: str = PHONE_NUMBER_ID, **what: Any) -> dict[str, Any]:
    metadata = {"display_phone_number": "15555550100", "phone_number_id": number}
    return {"value": {"messaging_product": "whatsapp", "metadata": metadata, **what}, "field": field}


def contact(**more: Any) -> dict[str, Any]:
    return {"profile": {"name": "Pat Doe"}, "wa_id": PHONE, "user_id": SCOPED, **more}


def message(kind: str, **what: Any) -> dict[str, Any]:
    sender = {"from": PHONE, "from_user_id": SCOPED}
    return {**sender, "id": "wamid.HBgLMTU1NTU1NTAxMzQ=", "timestamp": "1795860000", "type": kind, **what}


def one(kind: str, **what: Any) -> dict[str, Any]:
    return envelope(change(contacts=[contact()], messages=[message(kind, **what)]))


def status(how: str, **more: Any) -> dict[str, Any]:
    base = {"id": "wamid.OUT1", "status": how, "timestamp": "1795860005", "recipient_id": PHONE}
    return envelope(
        change(contacts=[contact()], statuses=[{**base, "recipient_user_id": SCOPED, **more}]),
    )


def update(kind: Kind, text: str = "", **more: Any) -> Update:
    given = {"id": "wamid.HBgLMTU1NTU1NTAxMzQ=", "person": SCOPED, "address": TO, "text": text}
    return Update(kind, **{**given, **more})


def unreadable(what: str, **more: Any) -> list[Update]:
    return [update(Kind.UNREADABLE, what=what, **more)]


def receipt(**more: Any) -> list[Update]:
    return [Update(Kind.RECEIPT, receipt=Receipt(**{"platform_id": "wamid.OUT1", **more}))]


IGNORED = [Update(Kind.IGNORED)]
MEDIA = {"id": "900000000000001", "sha256": SHA, "url": "https://media.example/attachments/?mid=9"}
UNKNOWN = {"code": 131051, "title": "Message type unknown", "message": "Message type unknown"}
CONTEXT = {"from": "15555550100", "id": "wamid.OUT1"}
NEW = {"wa_id": "15555550177", "user_id": "US.1349077"}

SHAPES: list[Shape] = [
    ("text", one("text", text={"body": "my back hurts"}), [update(Kind.TEXT, "my back hurts")]),
    ("a text that answers one of ours", one("text", context=CONTEXT, text={"body": "yes"}), [update(Kind.TEXT, "yes")]),
    (
        "a forwarded text",
        one("text", context={"frequently_forwarded": True}, text={"body": "look"}),
        [update(Kind.TEXT, "look")],
    ),
    (
        "a text after an advertisement",
        one(
            "text",
            text={"body": "hello"},
            referral={
                "source_url": "https://fb.me/made-up",
                "source_id": "120200000000001",
                "source_type": "ad",
                "headline": "Back pain?",
                "body": "Write to us",
                "media_type": "image",
                "image_url": "https://cdn.example/ad.png",
                "ctwa_clid": "made-up",
            },
        ),
        [update(Kind.TEXT, "hello")],
    ),
    (
        "a text about a product",
        one(
            "text",
            text={"body": "is this good?"},
            context={**CONTEXT, "referred_product": {"catalog_id": "1", "product_retailer_id": "2"}},
        ),
        [update(Kind.TEXT, "is this good?")],
    ),
    (
        "a text of somebody who hides their number",
        envelope(
            change(
                contacts=[{"profile": {"name": "Pat", "username": "pat_made_up"}, "user_id": SCOPED}],
                messages=[
                    {
                        "from_user_id": SCOPED,
                        "id": "wamid.B",
                        "timestamp": "1795860000",
                        "type": "text",
                        "text": {"body": "hi"},
                    }
                ],
            )
        ),
        [update(Kind.TEXT, "hi", id="wamid.B", address={"recipient": SCOPED})],
    ),
    (
        "a text with the person's own id beside the contact only",
        envelope(
            change(
                contacts=[contact()],
                messages=[
                    {
                        "from": PHONE,
                        "id": "wamid.C",
                        "timestamp": "1795860000",
                        "type": "text",
                        "text": {"body": "hi"},
                    }
                ],
            )
        ),
        [update(Kind.TEXT, "hi", id="wamid.C")],
    ),
    (
        "a text as it came before people had ids",
        envelope(
            change(
                contacts=[{"profile": {"name": "Pat"}, "wa_id": PHONE}],
                messages=[
                    {
                        "from": PHONE,
                        "id": "wamid.D",
                        "timestamp": "1795860000",
                        "type": "text",
                        "text": {"body": "hi"},
                    }
                ],
            )
        ),
        [update(Kind.TEXT, "hi", id="wamid.D", person=PHONE)],
    ),
    (
        "a pressed reply button",
        one(
            "interactive",
            context=CONTEXT,
            interactive={"type": "button_reply", "button_reply": {"id": "tok1", "title": "Yes"}},
        ),
        [update(Kind.BUTTON, "Yes", button="tok1")],
    ),
    (
        "a chosen row of a list",
        one(
            "interactive",
            context=CONTEXT,
            interactive={
                "type": "list_reply",
                "list_reply": {"id": "tok2", "title": "About medicine", "description": "About medicine and more"},
            },
        ),
        [update(Kind.BUTTON, "About medicine", button="tok2")],
    ),
    (
        "a pressed button of a template",
        one("button", context=CONTEXT, button={"payload": "tok3", "text": "No"}),
        [update(Kind.BUTTON, "No", button="tok3")],
    ),
    ("a pressed button without a token", one("button", button={"text": "No"}), [update(Kind.TEXT, "No")]),
    (
        "a form that was filled in",
        one(
            "interactive",
            interactive={"type": "nfm_reply", "nfm_reply": {"name": "flow", "body": "Sent", "response_json": "{}"}},
        ),
        unreadable("other"),
    ),
    ("a picture", one("image", image={**MEDIA, "mime_type": "image/jpeg"}), unreadable("photo")),
    (
        "a picture with a caption",
        one("image", image={**MEDIA, "mime_type": "image/jpeg", "caption": "my scan"}),
        [update(Kind.TEXT, "my scan", what="photo")],
    ),
    ("a voice message", one("audio", audio={**MEDIA, "mime_type": "audio/ogg", "voice": True}), unreadable("voice")),
    ("a sound file", one("audio", audio={**MEDIA, "mime_type": "audio/mp4", "voice": False}), unreadable("voice")),
    (
        "a video with a caption",
        one("video", video={**MEDIA, "mime_type": "video/mp4", "caption": "how I walk"}),
        [update(Kind.TEXT, "how I walk", what="video")],
    ),
    ("a video", one("video", video={**MEDIA, "mime_type": "video/mp4"}), unreadable("video")),
    (
        "a document with a caption",
        one("document", document={**MEDIA, "mime_type": "application/pdf", "filename": "r.pdf", "caption": "report"}),
        [update(Kind.TEXT, "report", what="file")],
    ),
    ("a document", one("document", document={**MEDIA, "filename": "r.pdf"}), unreadable("file")),
    (
        "a sticker",
        one("sticker", sticker={**MEDIA, "mime_type": "image/webp", "animated": False}),
        unreadable("sticker"),
    ),
    (
        "a place",
        one("location", location={"latitude": 37.5, "longitude": -122.1, "name": "Pier", "address": "1 Pier Rd"}),
        unreadable("location"),
    ),
    (
        "a contact",
        one(
            "contacts",
            contacts=[{"name": {"formatted_name": "A B", "first_name": "A"}, "phones": [{"phone": "+15555550111"}]}],
        ),
        unreadable("contact"),
    ),
    (
        "an order",
        one(
            "order",
            order={
                "catalog_id": "1",
                "text": "",
                "product_items": [{"product_retailer_id": "2", "quantity": 1, "item_price": 5, "currency": "USD"}],
            },
        ),
        unreadable("order"),
    ),
    ("a reaction", one("reaction", reaction={"message_id": "wamid.OUT1", "emoji": "\U0001f44d"}), IGNORED),
    ("a reaction taken back", one("reaction", reaction={"message_id": "wamid.OUT1"}), IGNORED),
    (
        "an edited message",
        one("edit", edit={"original_message_id": "wamid.X", "message": {"type": "text", "text": {"body": "new"}}}),
        unreadable("edit"),
    ),
    ("a deleted message", one("revoke", revoke={"original_message_id": "wamid.X"}), unreadable("deleted")),
    (
        "what is not supported",
        one("unsupported", errors=[UNKNOWN], unsupported={"type": "unknown", "raw_type": "unknown"}),
        unreadable("other"),
    ),
    (
        "a poll",
        one("unsupported", errors=[UNKNOWN], unsupported={"type": "poll_creation"}),
        unreadable("other"),
    ),
    ("an edit, not supported", one("unsupported", errors=[UNKNOWN], unsupported={"type": "edit"}), unreadable("edit")),
    ("a video note", one("unsupported", errors=[UNKNOWN], unsupported={"type": "video_note"}), unreadable("video")),
    ("something unknown", one("unknown", errors=[UNKNOWN]), unreadable("other")),
    ("a kind of tomorrow", one("hologram", hologram={"id": "1"}), unreadable("other")),
    ("the chat was opened", one("request_welcome"), [update(Kind.JOINED)]),
    (
        "a message in a group",
        one("text", group_id="Y2FwaV9ncm91cDox", text={"body": "hi all"}),
        unreadable(
            "group", person="group Y2FwaV9ncm91cDox", address={"to": "Y2FwaV9ncm91cDox", "recipient_type": "group"}
        ),
    ),
    (
        "a new phone number",
        envelope(
            change(
                messages=[
                    message(
                        "system",
                        system={
                            "body": "User Pat changed from 15555550134 to 15555550177",
                            "type": "user_changed_number",
                            **NEW,
                            "previous_user_id": SCOPED,
                        },
                    )
                ]
            )
        ),
        [update(Kind.LEFT, address={})],
    ),
    (
        "a new id",
        envelope(
            change(
                messages=[
                    {
                        "from_user_id": "US.1349077",
                        "id": "wamid.E",
                        "timestamp": "1795860000",
                        "type": "system",
                        "system": {
                            "type": "user_changed_user_id",
                            "user_id": "US.1349077",
                            "previous_user_id": SCOPED,
                        },
                    }
                ]
            )
        ),
        [update(Kind.LEFT, id="wamid.E", address={})],
    ),
    (
        "a new phone",
        envelope(
            change(
                messages=[
                    message("system", system={"type": "customer_identity_changed", "identity": "h", "customer": PHONE})
                ]
            )
        ),
        IGNORED,
    ),
    (
        "sent",
        status("sent", biz_opaque_callback_data="k1", pricing={"billable": False, "category": "service"}),
        receipt(key="k1"),
    ),
    (
        "delivered",
        status("delivered", biz_opaque_callback_data="k1", conversation={"id": "c1", "origin": {"type": "service"}}),
        receipt(key="k1"),
    ),
    ("read", status("read", biz_opaque_callback_data="k1"), receipt(key="k1")),
    ("sent without a key", status("sent"), receipt()),
    (
        "failed, because 24 hours are over",
        status(
            "failed",
            biz_opaque_callback_data="k2",
            errors=[
                {"code": 131047, "title": "Re-engagement message", "error_data": {"details": "More than 24 hours"}}
            ],
        ),
        receipt(key="k2", arrived=False, why="131047"),
    ),
    (
        "failed, because nobody is there",
        status("failed", biz_opaque_callback_data="k2", errors=[{"code": 131026, "title": "Message undeliverable"}]),
        receipt(key="k2", arrived=False, why="131026", gone=True),
    ),
    ("failed without a reason", status("failed"), receipt(arrived=False, why="failed")),
    ("a status of tomorrow", status("teleported"), IGNORED),
    (
        "a call",
        envelope(
            change(
                "calls",
                contacts=[contact()],
                calls=[
                    {
                        "id": "wacid.1",
                        "from": PHONE,
                        "from_user_id": SCOPED,
                        "to": "15555550100",
                        "event": "connect",
                        "direction": "USER_INITIATED",
                        "timestamp": "1795860000",
                        "session": {"sdp_type": "offer", "sdp": "v=0"},
                    }
                ],
            )
        ),
        unreadable("call", id="wacid.1"),
    ),
    (
        "a call ended",
        envelope(
            change(
                "calls",
                calls=[{"id": "wacid.1", "from": PHONE, "event": "terminate", "status": "COMPLETED", "duration": 5}],
            )
        ),
        IGNORED,
    ),
    (
        "for another number of the account",
        envelope(change(number="999", contacts=[contact()], messages=[message("text", text={"body": "hi"})])),
        IGNORED,
    ),
    (
        "errors of the account",
        envelope(change(errors=[{"code": 130429, "title": "Rate limit hit", "href": "/docs"}])),
        IGNORED,
    ),
    (
        "news about the account",
        envelope({"field": "account_update", "value": {"event": "ACCOUNT_RESTRICTION", "restriction_info": []}}),
        IGNORED,
    ),
    (
        "news about a template",
        envelope({"field": "message_template_status_update", "value": {"event": "APPROVED", "message_template_id": 3}}),
        IGNORED,
    ),
    (
        "a choice about marketing",
        envelope(change("user_preferences", user_preferences=[{"wa_id": PHONE, "value": "stop"}])),
        IGNORED,
    ),
    (
        "written on the clinic's own phone",
        envelope(
            change(
                "smb_message_echoes",
                message_echoes=[{"from": "15555550100", "to": PHONE, "id": "wamid.F", "type": "text", "text": {}}],
            )
        ),
        IGNORED,
    ),
    (
        "while somebody else has the conversation",
        envelope(change("standby", standby={"messages": [message("text", text={"body": "hi"})]})),
        IGNORED,
    ),
    ("another kind of webhook", {"object": "page", "entry": [{"id": "1", "messaging": []}]}, IGNORED),
    (
        "a batch",
        {
            "object": "whatsapp_business_account",
            "entry": [
                {
                    "id": ACCOUNT,
                    "changes": [
                        change(
                            contacts=[contact()],
                            messages=[
                                message("text", id="wamid.1", text={"body": "one"}),
                                message("sticker", id="wamid.2", sticker=MEDIA),
                            ],
                        ),
                        change(contacts=[contact()], messages=[message("text", id="wamid.3", text={"body": "three"})]),
                    ],
                },
                {
                    "id": ACCOUNT,
                    "changes": [
                        change(
                            contacts=[contact()],
                            messages=[message("text", id="wamid.4", text={"body": "four"})],
                            statuses=[{"id": "wamid.OUT1", "status": "read", "biz_opaque_callback_data": "k1"}],
                        )
                    ],
                },
            ],
        },
        [
            update(Kind.TEXT, "one", id="wamid.1"),
            *unreadable("sticker", id="wamid.2"),
            update(Kind.TEXT, "three", id="wamid.3"),
            update(Kind.TEXT, "four", id="wamid.4"),
            *receipt(key="k1"),
        ],
    ),
]
