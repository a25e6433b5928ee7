"""Shapes of what Slack posts to a webhook, from its documentation, with invented ids; and what each must become."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TEAM, GRID, BOT = "T0EXAMPLE1", "E0EXAMPLE1", "U0BOTUSER1"
USER, DM, ROOM = "U0PERSON01", "D0DIRECT01", "C0GENERAL1"
ME = f"{TEAM}:{USER}"
IGNORED: Mapping[str, Any] = {"kind": "ignored"}


def event(body: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """An event in its envelope."""
    grant = {"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True, "is_enterprise_install": False}
    return {
        "token": "not-used",
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": "A0EXAMPLE1",
        "event": body,
        "type": "event_callback",
        "event_id": "Ev0EXAMPLE1",
        "event_time": 1700000000,
        "authorizations": [grant],
        "is_ext_shared_channel": False,
        **more,
    }


def message(text: str = "my back hurts", **more: Any) -> dict[str, Any]:
    """A direct message of a person."""
    return {
        "client_msg_id": "11111111-2222-3333-4444-555555555555",
        "type": "message",
        "text": text,
        "user": USER,
        "ts": "1700000000.000100",
        "team": TEAM,
        "blocks": [{"type": "rich_text", "block_id": "x", "elements": []}],
        "channel": DM,
        "event_ts": "1700000000.000100",
        "channel_type": "im",
        **more,
    }


def _in_room(text: str, kind: str = "channel", **more: Any) -> dict[str, Any]:
    return message(text, channel=ROOM, channel_type=kind, **more)


def _file(**more: Any) -> dict[str, Any]:
    return {
        "id": "F0EXAMPLE1",
        "created": 1700000000,
        "name": "a",
        "user": USER,
        "size": 5,
        "mode": "hosted",
        "url_private": "https://files.slack.example/a",
        **more,
    }


def _shared(text: str, **file: Any) -> dict[str, Any]:
    return event(message(text, subtype="file_share", files=[_file(**file)], upload=False))


def _changed(before: str, after: str, **more: Any) -> dict[str, Any]:
    old = {"type": "message", "user": USER, "text": before, "ts": "1700000000.000100"}
    new = {**old, "text": after, "edited": {"user": USER, "ts": "1700000001.000000"}, **more}
    body = {"type": "message", "subtype": "message_changed", "channel": DM, "channel_type": "im", "hidden": True}
    return event({**body, "message": new, "previous_message": old, "ts": "1700000001.000200"})


def _deleted(**author: Any) -> dict[str, Any]:
    old = {"type": "message", "user": USER, "text": "oops", "ts": "1700000000.000100", **author}
    body = {"type": "message", "subtype": "message_deleted", "channel": DM, "channel_type": "im", "hidden": True}
    return event({**body, "previous_message": old, "deleted_ts": old["ts"], "ts": "1700000001.000200"})


def press(**more: Any) -> dict[str, Any]:
    """A pressed button of ours."""
    button = {
        "type": "button",
        "action_id": "choice-1",
        "block_id": "b1",
        "text": {"type": "plain_text", "text": "Yes"},
        "value": "token-1",
        "action_ts": "1700000003.000100",
    }
    return {
        "type": "block_actions",
        "user": {"id": USER, "username": "someone", "name": "someone", "team_id": TEAM},
        "api_app_id": "A0EXAMPLE1",
        "token": "not-used",
        "container": {"type": "message", "message_ts": "1700000002.000100", "channel_id": DM, "is_ephemeral": False},
        "trigger_id": "111.222.aaa",
        "team": {"id": TEAM, "domain": "example"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": DM, "name": "directmessage"},
        "message": {"type": "message", "bot_id": "B1", "text": "Is it OK?", "ts": "1700000002.000100"},
        "state": {"values": {}},
        "response_url": "https://hooks.slack.example/actions/1",
        "actions": [button],
        **more,
    }


def command(**more: str) -> dict[str, str]:
    """A slash command."""
    return {
        "token": "not-used",
        "team_id": TEAM,
        "team_domain": "example",
        "channel_id": ROOM,
        "channel_name": "general",
        "user_id": USER,
        "user_name": "someone",
        "command": "/back",
        "text": "what is sciatica",
        "api_app_id": "A0EXAMPLE1",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.example/commands/1",
        "trigger_id": "333.444.bbb",
        **more,
    }


def _text(text: str, what: str = "") -> dict[str, Any]:
    address = {"channel": DM}
    return {"kind": "text", "id": "Ev0EXAMPLE1", "person": ME, "text": text, "what": what, "address": address}


def _unreadable(what: str) -> dict[str, Any]:
    return {
        "kind": "unreadable",
        "id": "Ev0EXAMPLE1",
        "person": ME,
        "what": what,
        "address": {"channel": DM},
        "text": "",
    }


_GROUP = {
    "kind": "unreadable",
    "id": f"{ROOM}:1700000000.000100",
    "person": ME,
    "what": "group",
    "text": "",
    "address": {"channel": USER},
}
_OTHERS: Mapping[str, Any] = {"type": "x", "event_ts": "1700000000.000100"}
_KEY = {"event_type": "backline_message", "event_payload": {"key": "k1"}}
_GRID_GRANT = {"enterprise_id": GRID, "team_id": TEAM, "user_id": BOT, "is_bot": True, "is_enterprise_install": True}

# Name, body, and the fields that the one update must have.
JSON: tuple[tuple[str, Mapping[str, Any], Mapping[str, Any]], ...] = (
    ("a direct message", event(message()), _text("my back hurts")),
    ("escaped characters", event(message("pain &gt; 5 &amp; numb &lt;3 &amp;lt;")), _text("pain > 5 & numb <3 &lt;")),
    ("a mention of the app", event(message(f"<@{BOT}> what is sciatica?")), _text("what is sciatica?")),
    ("a mention of somebody", event(message("<@U0OTHER001> said so")), _text("@somebody said so")),
    ("a mention with a name", event(message("<@U0OTHER001|ana> said so")), _text("@ana said so")),
    ("a mention of a channel", event(message(f"see <#{ROOM}|general>")), _text("see #general")),
    ("a mention of everyone", event(message("<!here> and <!subteam^S1|@staff>")), _text("@here and @staff")),
    ("a date", event(message("on <!date^1700000000^{date}|Nov 14>")), _text("on Nov 14")),
    ("a link", event(message("<https://a.example/?b=1&amp;c=2>")), _text("https://a.example/?b=1&c=2")),
    ("a link with words", event(message("see <http://a.example|a.example>")), _text("see a.example")),
    ("an address", event(message("<mailto:a@b.example|a@b.example>")), _text("a@b.example")),
    ("a phone number", event(message("<tel:+15555550134|+1 555 555 0134>")), _text("+1 555 555 0134")),
    ("a thumb", event(message(":+1:")), _text("\U0001f44d")),
    ("in a thread", event(message("and now?", thread_ts="1699999999.000100")), _text("and now?")),
    ("to the channel too", event(message("now", subtype="thread_broadcast", thread_ts="1.1")), _text("now")),
    ("me", event(message("holds his back", subtype="me_message")), _text("holds his back")),
    ("in the old app home", event(message("hi", channel_type="app_home")), _text("hi")),
    ("without the type of channel", event({**message("hi"), "channel_type": None}), _text("hi")),
    ("sent again", event(message("again"), event_time=1700000099), _text("again")),
    ("a picture with words", _shared("look", mimetype="image/png", filetype="png"), _text("look", "photo")),
    ("a picture", _shared("", mimetype="image/jpeg", filetype="jpg"), _unreadable("photo")),
    ("an audio clip", _shared("", mimetype="video/quicktime", subtype="slack_audio"), _unreadable("voice")),
    ("a sound", _shared("", mimetype="audio/mpeg"), _unreadable("voice")),
    ("a video", _shared("", mimetype="video/mp4"), _unreadable("video")),
    ("a file", _shared("", mimetype="application/pdf"), _unreadable("file")),
    ("a file that is gone", _shared("", mode="tombstone"), _unreadable("file")),
    ("a file without a type", event(message("", subtype="file_share", files=[None])), _unreadable("file")),
    ("a forwarded message", event(message("", attachments=[{"is_share": True, "text": "x"}])), _unreadable("other")),
    ("an empty message", event(message("")), _unreadable("other")),
    ("an edit", _changed("my bak", "my back"), _unreadable("edit")),
    ("a preview of a link", _changed("https://a.example", "https://a.example", attachments=[{}]), IGNORED),
    ("an edit of ours", _changed("a", "b", bot_id="B1"), IGNORED),
    ("deleted", _deleted(), _unreadable("deleted")),
    ("deleted with replies", _changed("a", "This message was deleted.", subtype="tombstone"), _unreadable("deleted")),
    ("ours deleted", _deleted(bot_id="B1", user=BOT), IGNORED),
    ("ours come back", event(message("Hello", bot_id="B1", app_id="A0EXAMPLE1", user=BOT)), IGNORED),
    ("of another bot", event(message("Hello", subtype="bot_message", bot_id="B2")), IGNORED),
    ("of ourselves without a bot's id", event(message("Hello", user=BOT)), IGNORED),
    ("of Slackbot", event(message("Reminder", user="USLACKBOT")), IGNORED),
    (
        "ours with its key",
        event(message("Hello", bot_id="B1", user=BOT, metadata=_KEY)),
        {"kind": "receipt", "key": "k1", "platform_id": f"{DM}:1700000000.000100"},
    ),
    ("a mention in a channel", event(_in_room(f"<@{BOT}> hi", type="app_mention")), _GROUP),
    ("the same as a message", event(_in_room(f"<@{BOT}> hi")), _GROUP),
    ("in a private channel", event(_in_room(f"hi <@{BOT}>", "group")), _GROUP),
    ("in a group", event(_in_room(f"hi <@{BOT}>", "mpim")), _GROUP),
    ("in a channel without a mention", event(_in_room("lunch?")), IGNORED),
    ("a bot mentions us", event(_in_room(f"<@{BOT}> hi", type="app_mention", bot_id="B2")), IGNORED),
    ("joined a channel", event(_in_room("has joined", subtype="channel_join")), IGNORED),
    ("a topic", event(_in_room("topic", subtype="channel_topic")), IGNORED),
    ("a huddle", event(message("A huddle started", subtype="huddle_thread", user="USLACKBOT")), IGNORED),
    (
        "opens the app",
        event({"type": "app_home_opened", "user": USER, "channel": DM, "tab": "messages", "event_ts": "1.1"}),
        {"kind": "joined", "id": f"home:{ME}", "person": ME, "address": {"channel": DM}},
    ),
    (
        "opens it again",
        event({"type": "app_home_opened", "user": USER, "channel": DM, "tab": "home", "view": {}}, event_id="Ev2"),
        {"kind": "joined", "id": f"home:{ME}"},
    ),
    ("a new member", event({**_OTHERS, "type": "team_join", "user": {"id": USER, "name": "someone"}}), IGNORED),
    ("joins a channel", event({**_OTHERS, "type": "member_joined_channel", "user": USER, "channel": ROOM}), IGNORED),
    ("leaves a channel", event({**_OTHERS, "type": "member_left_channel", "user": USER, "channel": ROOM}), IGNORED),
    ("a reaction", event({**_OTHERS, "type": "reaction_added", "user": USER, "reaction": "+1", "item": {}}), IGNORED),
    ("a reaction gone", event({**_OTHERS, "type": "reaction_removed", "user": USER, "reaction": "+1"}), IGNORED),
    ("a shared link", event({**_OTHERS, "type": "link_shared", "channel": DM, "user": USER, "links": []}), IGNORED),
    ("a new emoji", event({**_OTHERS, "type": "emoji_changed", "subtype": "add", "name": "x"}), IGNORED),
    ("a pin", event({**_OTHERS, "type": "pin_added", "user": USER, "channel_id": DM, "item": {}}), IGNORED),
    ("a file event", event({**_OTHERS, "type": "file_shared", "file_id": "F1", "user_id": USER}), IGNORED),
    ("a changed user", event({**_OTHERS, "type": "user_change", "user": {"id": USER, "deleted": True}}), IGNORED),
    ("a direct message opened", event({**_OTHERS, "type": "im_created", "user": USER, "channel": {}}), IGNORED),
    ("tokens revoked", event({**_OTHERS, "type": "tokens_revoked", "tokens": {"bot": [BOT]}}), IGNORED),
    ("uninstalled", event({**_OTHERS, "type": "app_uninstalled"}), IGNORED),
    ("a metadata event", event({**_OTHERS, "type": "message_metadata_posted", "metadata": _KEY}), IGNORED),
    ("an assistant's thread", event({**_OTHERS, "type": "assistant_thread_started", "assistant_thread": {}}), IGNORED),
    ("something new", event({**_OTHERS, "type": "hologram_sent", "user": USER}), IGNORED),
    ("too many events", {"type": "app_rate_limited", "team_id": TEAM, "minute_rate_limited": 1700000000}, IGNORED),
    ("the challenge", {"type": "url_verification", "token": "not-used", "challenge": "abc123"}, IGNORED),
    ("of another workspace", event(message(), team_id="T0OTHER001"), IGNORED),
    (
        "in an organization",
        event(message(), enterprise_id=GRID, authorizations=[_GRID_GRANT]),
        {"kind": "text", "person": f"{GRID}:{USER}"},
    ),
    (
        "with the organization in the grant",
        event(message(), authorizations=[_GRID_GRANT]),
        {"kind": "text", "person": f"{GRID}:{USER}"},
    ),
    ("from a connected workspace", event(message(user_team="T0OTHER001")), {"kind": "text", "person": ME}),
    (
        "seen on behalf of a person",
        event(message(), authorizations=[{"team_id": TEAM, "user_id": USER, "is_bot": False}]),
        IGNORED,
    ),
    ("in an old envelope", event(message(), authorizations=None, authed_users=[BOT]), {"kind": "text", "person": ME}),
    ("without an event's id", event(message(), event_id=None), {"kind": "text", "id": f"{DM}:1700000000.000100"}),
)  # fmt: skip

_PRESSED = {
    "kind": "button",
    "id": "111.222.aaa:choice-1",
    "person": ME,
    "button": "token-1",
    "address": {"channel": DM},
}
# Posted as a form with one field, "payload".
INTERACTIVE: tuple[tuple[str, Mapping[str, Any], Mapping[str, Any]], ...] = (
    ("a button", press(), _PRESSED),
    (
        "a button without a trigger",
        press(trigger_id=None),
        {"kind": "button", "id": f"{DM}:1700000002.000100:1700000003.000100:choice-1"},
    ),
    ("a button without a workspace", press(team=None), {"kind": "button", "person": ME}),
    ("in an organization", press(enterprise={"id": GRID, "name": "x"}), {"kind": "button", "person": f"{GRID}:{USER}"}),
    ("a button that opens a page", press(actions=[{"type": "button", "url": "https://a.example"}]), IGNORED),
    ("a menu", press(actions=[{"type": "static_select", "selected_option": {"value": "x"}}]), IGNORED),
    ("no action", press(actions=[]), IGNORED),
    ("of another workspace", press(team={"id": "T0OTHER001"}), IGNORED),
    ("a shortcut", {"type": "shortcut", "callback_id": "x", "team": {"id": TEAM}, "user": {"id": USER}}, IGNORED),
    ("a shortcut of a message", {"type": "message_action", "callback_id": "x", "user": {"id": USER}}, IGNORED),
    ("a form", {"type": "view_submission", "view": {}, "user": {"id": USER}}, IGNORED),
    ("a closed form", {"type": "view_closed", "view": {}, "user": {"id": USER}}, IGNORED),
    ("an old button", {"type": "interactive_message", "actions": [{"value": "x"}], "user": {"id": USER}}, IGNORED),
)

_COMMANDED = {"id": "333.444.bbb", "person": ME, "address": {"channel": USER}}
COMMANDS: tuple[tuple[str, Mapping[str, str], Mapping[str, Any]], ...] = (
    ("a question", command(), {**_COMMANDED, "kind": "text", "text": "what is sciatica"}),
    ("in a direct message of two people", command(channel_id="D0OTHERS01"), {**_COMMANDED, "kind": "text"}),
    ("no text", command(text="  "), {**_COMMANDED, "kind": "joined", "text": ""}),
    ("escaped", command(text="pain &gt; 5"), {"kind": "text", "text": "pain > 5"}),
    ("in an organization", command(enterprise_id=GRID), {"kind": "text", "person": f"{GRID}:{USER}"}),
    ("of another workspace", command(team_id="T0OTHER001"), IGNORED),
    ("a check of the certificate", {"ssl_check": "1", "token": "not-used"}, IGNORED),
)
