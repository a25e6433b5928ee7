"""Updates in the shapes that Telegram's documentation gives, with invented people, and what each means to us.

Each is (name, update without its id, kind, what, text or token).
"""

from __future__ import annotations

from typing import Any

from backline.channels.contract import Kind
from tests.channels.fakes.telegram import BOT_ID

PERSON = 5550134001
GROUP = -4015550134
USER = {
    "id": PERSON,
    "is_bot": False,
    "first_name": "Robin",
    "last_name": "Example",
    "username": "robin_example",
    "language_code": "en",
}
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Harbor Spine", "username": "harbor_bot"}
OTHER_BOT = {"id": 5550199, "is_bot": True, "first_name": "Other", "username": "other_bot"}
PRIVATE = {"id": PERSON, "type": "private", "first_name": "Robin", "username": "robin_example"}
GROUP_CHAT = {"id": GROUP, "type": "group", "title": "Walking club", "all_members_are_administrators": True}
SUPERGROUP = {"id": -1001555013400, "type": "supergroup", "title": "Back pain talk", "is_forum": True}
CHANNEL = {"id": -1001555013499, "type": "channel", "title": "Spine news", "username": "spine_news"}
FILE = {"file_id": "BQACAgIAAxkBAAIB", "file_unique_id": "AgADqwAD", "file_size": 24_000}
SIZES = [
    {**FILE, "width": 90, "height": 67},
    {**FILE, "file_unique_id": "AgADrAAD", "width": 800, "height": 600},
]
POLL: dict[str, Any] = {
    "id": "5301234567890123456",
    "question": "Which chair?",
    "options": [{"text": "The hard one", "voter_count": 1}, {"text": "The soft one", "voter_count": 0}],
    "total_voter_count": 1,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
}
BUSINESS = {"business_connection_id": "AbC-12345"}


def message(chat: dict[str, Any] = PRIVATE, sender: Any = USER, **content: Any) -> dict[str, Any]:
    return {"message_id": 1365, "from": sender, "chat": chat, "date": 1_790_000_000, **content}


def command(text: str, length: int, **more: Any) -> dict[str, Any]:
    return message(text=text, entities=[{"offset": 0, "length": length, "type": "bot_command"}], **more)


def member(status: str, chat: dict[str, Any] = PRIVATE) -> dict[str, Any]:
    old = {"user": BOT, "status": "left"}
    new = {"user": BOT, "status": status, **({"until_date": 0} if status == "kicked" else {})}
    return {"chat": chat, "from": USER, "date": 1_790_000_000, "old_chat_member": old, "new_chat_member": new}


def query(**more: Any) -> dict[str, Any]:
    return {"id": "4382bfdwdsb323b2d9", "from": USER, "chat_instance": "-8012345678901234567", **more}


OURS = {"message_id": 1360, "from": BOT, "chat": PRIVATE, "date": 1_789_999_990, "text": "How long have you had it?"}
FORWARDED = {"type": "user", "sender_user": OTHER_BOT | {"is_bot": False}, "date": 1_789_000_000}
VENUE = {"location": {"latitude": 37.79, "longitude": -122.4}, "title": "Harbor Spine", "address": "1 Example Street"}

IN_PRIVATE: list[tuple[str, dict[str, Any], Kind, str, str]] = [
    ("text", {"message": message(text="my back hurts")}, Kind.TEXT, "", "my back hurts"),
    ("text with emoji", {"message": message(text="ouch 😣👩‍⚕️")}, Kind.TEXT, "", "ouch 😣👩‍⚕️"),
    (
        "text with a link",
        {"message": message(text="see example.org", entities=[{"offset": 4, "length": 11, "type": "url"}])},
        Kind.TEXT,
        "",
        "see example.org",
    ),
    ("reply to ours", {"message": message(text="two weeks", reply_to_message=OURS)}, Kind.TEXT, "", "two weeks"),
    (
        "reply with a quote",
        {
            "message": message(
                text="yes", reply_to_message=OURS, quote={"text": "How long", "position": 0, "is_manual": True}
            )
        },
        Kind.TEXT,
        "",
        "yes",
    ),
    (
        "forwarded text",
        {"message": message(text="Rest for two weeks.", forward_origin=FORWARDED)},
        Kind.TEXT,
        "",
        "Rest for two weeks.",
    ),
    ("text through an inline bot", {"message": message(text="a joke", via_bot=OTHER_BOT)}, Kind.TEXT, "", "a joke"),
    (
        "text in a topic of the chat",
        {"message": message(text="hi", message_thread_id=7, is_topic_message=True)},
        Kind.TEXT,
        "",
        "hi",
    ),
    ("start", {"message": command("/start", 6)}, Kind.JOINED, "", ""),
    ("start by a link", {"message": command("/start web_home-1", 6)}, Kind.JOINED, "", ""),
    ("start with the bot's name", {"message": command("/start@harbor_bot", 17)}, Kind.JOINED, "", ""),
    (
        "start with the person's own words",
        {"message": command("/start my back hurts", 6)},
        Kind.TEXT,
        "",
        "/start my back hurts",
    ),
    ("help", {"message": command("/help", 5)}, Kind.TEXT, "", "help"),
    ("stop", {"message": command("/Stop", 5)}, Kind.TEXT, "", "stop"),
    ("stop with words", {"message": command("/stop smoking how", 5)}, Kind.TEXT, "", "/stop smoking how"),
    ("another command", {"message": command("/restart", 8)}, Kind.TEXT, "", "/restart"),
    ("an intent", {"message": message(text='/inform{"name":"x"}')}, Kind.TEXT, "", '/inform{"name":"x"}'),
    ("photo", {"message": message(photo=SIZES)}, Kind.UNREADABLE, "photo", ""),
    (
        "photo with words",
        {"message": message(photo=SIZES, caption="my x-ray", has_media_spoiler=True)},
        Kind.TEXT,
        "photo",
        "my x-ray",
    ),
    (
        "live photo",
        {"message": message(live_photo={"photo": SIZES, "video": FILE})},
        Kind.UNREADABLE,
        "photo",
        "",
    ),
    (
        "voice",
        {"message": message(voice={**FILE, "duration": 5, "mime_type": "audio/ogg"})},
        Kind.UNREADABLE,
        "voice",
        "",
    ),
    (
        "voice with words",
        {"message": message(voice={**FILE, "duration": 5}, caption="listen")},
        Kind.TEXT,
        "voice",
        "listen",
    ),
    (
        "audio",
        {"message": message(audio={**FILE, "duration": 243, "performer": "Nobody", "title": "Song"})},
        Kind.UNREADABLE,
        "voice",
        "",
    ),
    ("video", {"message": message(video={**FILE, "width": 640, "height": 480})}, Kind.UNREADABLE, "video", ""),
    (
        "video message",
        {"message": message(video_note={**FILE, "length": 240, "duration": 9})},
        Kind.UNREADABLE,
        "video",
        "",
    ),
    (
        "animation, which is a document too",
        {"message": message(animation={**FILE, "duration": 2}, document=FILE)},
        Kind.UNREADABLE,
        "video",
        "",
    ),
    (
        "document",
        {"message": message(document={**FILE, "file_name": "scan.pdf", "mime_type": "application/pdf"})},
        Kind.UNREADABLE,
        "file",
        "",
    ),
    (
        "document with words",
        {"message": message(document=FILE, caption="my report")},
        Kind.TEXT,
        "file",
        "my report",
    ),
    (
        "sticker",
        {"message": message(sticker={**FILE, "type": "regular", "width": 512, "height": 512, "emoji": "😣"})},
        Kind.UNREADABLE,
        "sticker",
        "",
    ),
    ("dice", {"message": message(dice={"emoji": "🎲", "value": 3})}, Kind.UNREADABLE, "sticker", ""),
    (
        "contact",
        {"message": message(contact={"phone_number": "15555550134", "first_name": "Robin", "user_id": PERSON})},
        Kind.UNREADABLE,
        "contact",
        "",
    ),
    (
        "location",
        {"message": message(location={"latitude": 37.79, "longitude": -122.4})},
        Kind.UNREADABLE,
        "location",
        "",
    ),
    (
        "live location",
        {"message": message(location={"latitude": 37.79, "longitude": -122.4, "live_period": 900})},
        Kind.UNREADABLE,
        "location",
        "",
    ),
    ("venue", {"message": message(venue=VENUE, location=VENUE["location"])}, Kind.UNREADABLE, "location", ""),
    ("poll", {"message": message(poll=POLL)}, Kind.UNREADABLE, "other", ""),
    ("story", {"message": message(story={"chat": CHANNEL, "id": 12})}, Kind.UNREADABLE, "other", ""),
    ("game", {"message": message(game={"title": "Snake", "photo": SIZES})}, Kind.UNREADABLE, "other", ""),
    (
        "checklist",
        {"message": message(checklist={"title": "Today", "tasks": [{"id": 1, "text": "Walk"}]})},
        Kind.UNREADABLE,
        "other",
        "",
    ),
    (
        "paid media",
        {"message": message(paid_media={"star_count": 5, "paid_media": [{"type": "preview"}]})},
        Kind.UNREADABLE,
        "other",
        "",
    ),
    (
        "rich message",
        {"message": message(rich_message={"blocks": [{"type": "paragraph", "text": "hello"}]})},
        Kind.UNREADABLE,
        "other",
        "",
    ),
    (
        "edited text",
        {"edited_message": message(text="my leg is numb", edit_date=1_790_000_100)},
        Kind.UNREADABLE,
        "edit",
        "my leg is numb",
    ),
    (
        "edited caption",
        {"edited_message": message(photo=SIZES, caption="my old x-ray", edit_date=1_790_000_100)},
        Kind.UNREADABLE,
        "edit",
        "my old x-ray",
    ),
    ("button", {"callback_query": query(message=OURS, data="t.k1")}, Kind.BUTTON, "", "t.k1"),
    (
        "button under a message that is too old to be shown",
        {"callback_query": query(message={"chat": PRIVATE, "message_id": 3, "date": 0}, data="t.k2")},
        Kind.BUTTON,
        "",
        "t.k2",
    ),
    ("blocked", {"my_chat_member": member("kicked")}, Kind.LEFT, "", ""),
    ("let us write again", {"my_chat_member": member("member")}, Kind.JOINED, "", ""),
]

IN_GROUPS: list[tuple[str, dict[str, Any], Kind, str, str]] = [
    (
        "start by name in a group",
        {"message": command("/start@harbor_bot", 17, chat=GROUP_CHAT)},
        Kind.UNREADABLE,
        "group",
        "",
    ),
    (
        "reply to ours in a group",
        {"message": message(GROUP_CHAT, text="and now?", reply_to_message={**OURS, "chat": GROUP_CHAT})},
        Kind.UNREADABLE,
        "group",
        "",
    ),
    (
        "named in a group",
        {
            "message": message(
                GROUP_CHAT, text="Harbor hi", entities=[{"offset": 0, "length": 6, "type": "text_mention", "user": BOT}]
            )
        },
        Kind.UNREADABLE,
        "group",
        "",
    ),
]
