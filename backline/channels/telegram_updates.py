"""What an update of Telegram's Bot API says: read from JSON of any shape, without trusting it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from backline.channels.contract import Kind, Update

# What we ask Telegram for; all other kinds of updates would be ignored.
SUBSCRIBED = ("message", "edited_message", "callback_query", "my_chat_member")

# What a person may send besides text, by the field that holds it. An animation also fills "document", a venue also
# "location": the more exact field comes first.
_CONTENT = {
    "photo": "photo",
    "live_photo": "photo",
    "voice": "voice",
    "audio": "voice",
    "video": "video",
    "video_note": "video",
    "animation": "video",
    "document": "file",
    "sticker": "sticker",
    "dice": "sticker",
    "venue": "location",
    "location": "location",
    "contact": "contact",
    "story": "other",
    "poll": "other",
    "game": "other",
    "checklist": "other",
    "paid_media": "other",
    "invoice": "other",
    "giveaway": "other",
    "rich_message": "other",
}
_GROUPS = ("group", "supergroup")
# A link such as t.me/the_bot?start=web opens the chat with "/start web". Other words after it are a person's own.
_START = re.compile(r"/start(@\w+)?(\s+[A-Za-z0-9_-]{1,64})?\s*", re.IGNORECASE)
_COMMAND = re.compile(r"/(help|stop)(@\w+)?\s*", re.IGNORECASE)
_CALLED = re.compile(r"/(start|help)@\w+", re.IGNORECASE)
_LARGEST_ID = 2**63


def decode(body: bytes) -> dict[str, Any]:
    """The JSON object of an update.

    Raises:
        ValueError: the body is none.
    """
    try:
        update = json.loads(body)
    except RecursionError:
        raise ValueError("the update is nested too deeply") from None
    if not isinstance(update, dict) or _number(update.get("update_id")) is None:
        raise ValueError("the body is not an update of Telegram")
    return update


def read_update(update: Mapping[str, Any], bot: int) -> Update:
    """What ``update`` means to us.

    Args:
        update: as :func:`decode` returned it.
        bot: the bot's own id.
    """
    key = str(update["update_id"])
    if isinstance(message := update.get("message"), dict):
        return _message(message, key, bot)
    if isinstance(message := update.get("edited_message"), dict):
        return _edit(message, key)
    if isinstance(query := update.get("callback_query"), dict):
        return _button(query, key)
    if isinstance(change := update.get("my_chat_member"), dict):
        return _member(change, key)
    return _ignored(key)


def callback_id(update: Mapping[str, Any]) -> str:
    """The id by which a pressed button wants to be answered; empty where none was pressed."""
    return _text(_object(update.get("callback_query")).get("id"))


def _message(message: dict[str, Any], key: str, bot: int) -> Update:
    chat = _object(message.get("chat"))
    if not _is_by_person(message):
        return _ignored(key)
    if chat.get("type") in _GROUPS:
        # Answered in the group, and so as a conversation of the group's own: never with what a person told us alone.
        return _update(Kind.UNREADABLE, key, chat, what="group") if _calls_us(message, bot) else _ignored(key)
    if not _is_private(message):
        return _ignored(key)
    if text := _text(message.get("text")):
        return _words(text, key, chat)
    what = next((what for field, what in _CONTENT.items() if message.get(field)), "")
    if caption := _text(message.get("caption")):
        return _update(Kind.TEXT, key, chat, text=caption, what=what or "other")
    if not what:
        return _ignored(key)
    # The pictures of an album are one message to a person, and get one answer.
    album = _text(message.get("media_group_id"))
    return _update(Kind.UNREADABLE, f"album-{album}" if album else key, chat, what=what)


def _words(text: str, key: str, chat: dict[str, Any]) -> Update:
    if _START.fullmatch(text):
        return _update(Kind.JOINED, key, chat)
    command = _COMMAND.fullmatch(text)
    return _update(Kind.TEXT, key, chat, text=command.group(1).lower() if command else text)


def _edit(message: dict[str, Any], key: str) -> Update:
    text = _text(message.get("text")) or _text(message.get("caption"))
    # A shared live location is "edited" every few seconds.
    if not text or not _is_by_person(message) or not _is_private(message):
        return _ignored(key)
    return _update(Kind.UNREADABLE, key, _object(message.get("chat")), text=text, what="edit")


def _button(query: dict[str, Any], key: str) -> Update:
    chat = _object(_object(query.get("message")).get("chat"))
    token = _text(query.get("data"))
    if not token or not _is_private({"chat": chat, "from": query.get("from")}):
        return _ignored(key)
    return _update(Kind.BUTTON, key, chat, button=token)


def _member(change: dict[str, Any], key: str) -> Update:
    status = _object(change.get("new_chat_member")).get("status")
    kind = {"kicked": Kind.LEFT, "member": Kind.JOINED}.get(status) if isinstance(status, str) else None
    if kind is None or not _is_private(change):
        return _ignored(key)
    return _update(kind, key, _object(change.get("chat")))


def _is_by_person(message: dict[str, Any]) -> bool:
    """Not by a bot, nor by a channel or a group's administrator who stays anonymous."""
    sender = _object(message.get("from"))
    by_other = message.get("sender_chat") or message.get("sender_business_bot") or sender.get("is_bot")
    return _number(sender.get("id")) is not None and not by_other


def _is_private(message: dict[str, Any]) -> bool:
    chat = _object(message.get("chat"))
    number = _number(chat.get("id"))
    return chat.get("type") == "private" and number is not None and number == _object(message.get("from")).get("id")


def _calls_us(message: dict[str, Any], bot: int) -> bool:
    """Whether a message in a group is for us: an answer to one of ours, our name, or a command with our name."""
    if _number(_object(message.get("chat")).get("id")) is None:
        return False
    if _object(_object(message.get("reply_to_message")).get("from")).get("id") == bot:
        return True
    entities = message.get("entities")
    named = (
        [_object(_object(entity).get("user")).get("id") for entity in entities] if isinstance(entities, list) else []
    )
    return bot in named or _CALLED.match(_text(message.get("text"))) is not None


def _update(kind: Kind, key: str, chat: dict[str, Any], text: str = "", button: str = "", what: str = "") -> Update:
    number = str(chat["id"])
    return Update(kind, key, number, {"chat": number}, text, button, what)


def _ignored(key: str) -> Update:
    return Update(Kind.IGNORED, key)


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _number(value: Any) -> int | None:
    is_number = isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST_ID
    return value if is_number else None


def _text(value: Any) -> str:
    """A text without halves of characters, which JSON can hold and UTF-8 can't; empty where there is nothing in it."""
    text = value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
    return text if text.strip() else ""
