"""What Slack reports: events, pressed buttons and slash commands, as updates."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs

from backline.channels.contract import Kind, Receipt, Update, WebhookRequest
from backline.channels.slack_api import message_id

OUR_EVENT_TYPE = "backline_message"

_IGNORED = Update(Kind.IGNORED)
_MOST_FIELDS = 100
# Messages of people; every other subtype is Slack's own word about the channel.
_WRITTEN = frozenset({"", "file_share", "me_message", "thread_broadcast", "reply_broadcast"})
_PRIVATE = frozenset({"im", "app_home"})
_OTHERS_READ = frozenset({"channel", "group", "mpim"})
_SLACKBOT = "USLACKBOT"
_CONTROL = re.compile(r"<([^<>\n]*)>")
# Slack writes an emoji as a word; these are answers.
_EMOJI = {
    **dict.fromkeys((":+1:", ":thumbsup:"), "\U0001f44d"),
    **dict.fromkeys((":-1:", ":thumbsdown:"), "\U0001f44e"),
    **dict.fromkeys((":white_check_mark:", ":heavy_check_mark:"), "\u2705"),
    ":x:": "\u274c",
}
_EMOJI_WORD = re.compile("|".join(re.escape(word) for word in _EMOJI))


def challenge(request: WebhookRequest) -> str | None:
    """What Slack wants to have back when it asks whether the address is ours; None where it asks nothing."""
    try:
        raw = _envelope(request)
    except ValueError:
        return None
    return _text(raw, "challenge") if raw.get("type") == "url_verification" else None


def parse(request: WebhookRequest, team: str) -> Sequence[Update]:
    """All that a request reports.

    Args:
        request: a verified one.
        team: the workspace or organization that events must be of; empty for any.

    Raises:
        ValueError: it is neither JSON of an object nor a form.
    """
    raw = _envelope(request)
    if "command" in raw and "user_id" in raw:
        home, updates = _home(raw), [_slash_command(raw, request.body)]
    elif raw.get("type") == "event_callback":
        home, updates = _home(raw), [_event(raw)]
    elif raw.get("type") == "block_actions":
        home = _home_of_press(raw)
        updates = _pressed(raw, home)
    else:  # the challenge, shortcuts, forms of others
        return (_IGNORED,)
    if team and team not in home:
        return (_IGNORED,)
    return tuple(updates) or (_IGNORED,)


def plain(text: str, bot: str = "") -> str:
    """A text as Slack sends it, as it was meant: mentions, links and escaped characters as people write them.

    Args:
        text: as sent.
        bot: the id of the app's own user, whose mention says nothing.
    """
    shown = _CONTROL.sub(lambda found: _meant(found[1], bot), text)
    shown = _EMOJI_WORD.sub(lambda found: _EMOJI[found[0]], shown)
    shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return shown.strip()


def _envelope(request: WebhookRequest) -> Mapping[str, Any]:
    form_of_body = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if form_of_body == "application/json":
        return _object(request.body)
    if form_of_body != "application/x-www-form-urlencoded":
        raise ValueError("neither JSON nor a form")
    fields = parse_qs(request.body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    form = {name: values[0] for name, values in fields.items()}
    return _object(form["payload"]) if "payload" in form else form


def _object(raw: str | bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(raw)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _home(raw: Mapping[str, Any]) -> tuple[str, str]:
    """Organization and workspace."""
    granted = _list(raw, "authorizations")
    first: Mapping[str, Any] = granted[0] if granted and isinstance(granted[0], dict) else {}
    return _text(raw, "enterprise_id") or _text(first, "enterprise_id"), _text(raw, "team_id")


def _person(home: tuple[str, str], user: str) -> str:
    """Ids of people are unique within an organization, else within a workspace."""
    return f"{home[0] or home[1]}:{user}"


def _event(raw: Mapping[str, Any]) -> Update:
    event, home = _part(raw, "event"), _home(raw)
    kind = event.get("type")
    if _list(raw, "authorizations") and not _bot(raw):
        return _IGNORED  # seen on behalf of a person, such as a direct message between two people
    if kind == "message":
        return _message(raw, event, home)
    user, channel = _text(event, "user"), _text(event, "channel")
    if kind == "app_mention" and user and not _of_a_bot(event) and not channel.startswith("D"):
        return _in_company(event, user, home)
    if kind == "app_home_opened" and user:
        person = _person(home, user)
        # Sent each time that it is opened; only the first one is news.
        return Update(Kind.JOINED, f"home:{person}", person, _address(channel, user))
    # Reactions, who joined the workspace or a channel, an app removed (which names nobody), and so on.
    return _IGNORED


def _message(raw: Mapping[str, Any], event: Mapping[str, Any], home: tuple[str, str]) -> Update:
    channel = _text(event, "channel")
    where = _text(event, "channel_type") or ("im" if channel.startswith("D") else "channel")
    if where in _OTHERS_READ:
        bot = _bot(raw)
        mentioned = bool(bot) and f"<@{bot}" in _text(event, "text") and _text(event, "subtype") in _WRITTEN
        user = _text(event, "user")
        return _in_company(event, user, home) if mentioned and user and not _of_a_bot(event) else _IGNORED
    if where not in _PRIVATE:
        return _IGNORED
    subtype = _text(event, "subtype")
    if subtype in ("message_changed", "message_deleted"):
        return _changed(raw, event, home)
    if _of_a_bot(event):
        return _ours(event)
    user = _text(event, "user")
    update_id = _text(raw, "event_id") or message_id(event)
    if subtype not in _WRITTEN or not user or not update_id or _bot(raw) == user:
        return _IGNORED
    text, what = plain(_text(event, "text"), _bot(raw)), _what(event)
    kind = Kind.TEXT if text else Kind.UNREADABLE
    return Update(
        kind, update_id, _person(home, user), _address(channel, user), text, what=what or ("" if text else "other")
    )


def _changed(raw: Mapping[str, Any], event: Mapping[str, Any], home: tuple[str, str]) -> Update:
    """An edited or deleted message of a person. Slack also reports its own previews of links as a change."""
    before, after = _part(event, "previous_message"), _part(event, "message")
    deleted = event.get("subtype") == "message_deleted" or after.get("subtype") == "tombstone"
    author = before if deleted else after
    user, update_id = _text(author, "user"), _text(raw, "event_id")
    if _of_a_bot(author) or not user or not update_id or _bot(raw) == user:
        return _IGNORED
    if not deleted and after.get("text") == before.get("text"):
        return _IGNORED
    what = "deleted" if deleted else "edit"
    address = _address(_text(event, "channel"), user)
    return Update(Kind.UNREADABLE, update_id, _person(home, user), address, what=what)


def _in_company(event: Mapping[str, Any], user: str, home: tuple[str, str]) -> Update:
    """A mention where others read: answered in private. It may come as two events, which share their message's id."""
    update_id = message_id(event)
    if not update_id:
        return _IGNORED
    return Update(Kind.UNREADABLE, update_id, _person(home, user), _address("", user), what="group")


def _ours(event: Mapping[str, Any]) -> Update:
    """A message of a bot: a receipt where it holds the key of one of ours."""
    metadata = _part(event, "metadata")
    key = _text(_part(metadata, "event_payload"), "key")
    if metadata.get("event_type") != OUR_EVENT_TYPE or not key:
        return _IGNORED
    return Update(Kind.RECEIPT, receipt=Receipt(key, message_id(event)))


def _home_of_press(raw: Mapping[str, Any]) -> tuple[str, str]:
    team = _text(_part(raw, "team"), "id") or _text(_part(raw, "user"), "team_id")
    return _text(_part(raw, "enterprise"), "id") or _text(_part(raw, "team"), "enterprise_id"), team


def _pressed(raw: Mapping[str, Any], home: tuple[str, str]) -> list[Update]:
    user, container = _text(_part(raw, "user"), "id"), _part(raw, "container")
    channel = _text(_part(raw, "channel"), "id") or _text(container, "channel_id")
    updates = []
    for action in _list(raw, "actions"):
        if not isinstance(action, dict) or action.get("type") != "button" or not user:
            continue
        token, stamp = _text(action, "value"), _text(action, "action_ts")
        press = _text(raw, "trigger_id") or f"{channel}:{_text(container, 'message_ts')}:{stamp}"
        if token:
            update_id = f"{press}:{_text(action, 'action_id')}"
            updates.append(Update(Kind.BUTTON, update_id, _person(home, user), _address(channel, user), button=token))
    return updates


def _slash_command(raw: Mapping[str, Any], body: bytes) -> Update:
    user = _text(raw, "user_id")
    if not user:
        return _IGNORED
    update_id = _text(raw, "trigger_id") or f"body:{hashlib.sha256(body).hexdigest()}"
    text = plain(_text(raw, "text"))
    # Typed anywhere, also among others: the answer goes to the person alone.
    return Update(Kind.TEXT if text else Kind.JOINED, update_id, _person(_home(raw), user), _address("", user), text)


def _address(channel: str, user: str) -> dict[str, str]:
    """Where to answer: the direct message, or the person, for whom Slack then opens one."""
    return {"channel": channel if channel.startswith("D") else user}


def _of_a_bot(event: Mapping[str, Any]) -> bool:
    return bool(event.get("bot_id")) or event.get("subtype") == "bot_message" or event.get("user") == _SLACKBOT


def _bot(raw: Mapping[str, Any]) -> str:
    """The id of the app's own user."""
    granted = _list(raw, "authorizations")
    first = granted[0] if granted and isinstance(granted[0], dict) else {}
    return _text(first, "user_id") if first.get("is_bot") is True else ""


def _what(event: Mapping[str, Any]) -> str:
    """What came along with a message that is not text."""
    files = _list(event, "files")
    if not files:
        return "other" if _list(event, "attachments") and not _text(event, "text") else ""
    first = files[0] if isinstance(files[0], dict) else {}
    if first.get("subtype") == "slack_audio":
        return "voice"
    family = _text(first, "mimetype").partition("/")[0]
    return {"image": "photo", "audio": "voice", "video": "video"}.get(family, "file")


def _meant(control: str, bot: str) -> str:
    target, _, label = control.partition("|")
    if target.startswith("@"):
        if target[1:] == bot and bot:
            return ""
        return f"@{label.lstrip('@') or 'somebody'}"
    if target.startswith("#"):
        return f"#{label.lstrip('#') or 'channel'}"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    return label or target.removeprefix("mailto:").removeprefix("tel:")


def _part(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = raw.get(name)
    return value if isinstance(value, dict) else {}


def _list(raw: Mapping[str, Any], name: str) -> Sequence[Any]:
    value = raw.get(name)
    return value if isinstance(value, list) else ()


def _text(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name)
    # JSON may hold halves of characters, which can't be written down.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
