"""Buttons carry tokens that belong to one conversation; what they do never leaves the server."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from backline.storage.conversations import StoredMessage

# What these mean depends on the question before, so they count only right after it.
_ENDS_AN_ALARM = "/resolved"
_CONTEXTUAL = ("/affirm", "/deny", "/unsure", "/skip", "/inform", _ENDS_AN_ALARM)


@dataclass(frozen=True)
class Press:
    """A pressed button: its words, and the payload (an intent with entities) behind them."""

    title: str
    payload: str


def with_tokens(reply: dict[str, Any]) -> dict[str, Any]:
    """A reply's payload for storing: its buttons get a token each, its ``custom`` entries move to the top."""
    payload = {"text": reply["text"], **(reply.get("custom") or {})}
    buttons = reply.get("buttons") or []
    if buttons:
        payload["buttons"] = [
            {
                "title": button["title"],
                "payload": button["payload"],
                "token": "b-" + secrets.token_urlsafe(12),
            }
            for button in buttons
        ]
    return payload


def find_press(lately: Sequence[StoredMessage], *, token: str | None, text: str) -> Press | None:
    """The button meant by a token, by a token sent as text, or by typing a current button's own words.

    Args:
        lately: the conversation's last messages, in order; a token of another conversation is not among them.
        token: the token that came with the message.
        text: what was typed.

    Returns:
        the press; None where the message is text. A button of an earlier question that only makes sense there
        counts as its words.
    """
    wanted = (token or text.strip()).encode("utf-8", "replace").decode()
    if not wanted:
        return None
    last_user = max((m.id for m in lately if m.sender == "user"), default=0)
    for message in reversed(lately):
        is_current = message.id > last_user
        for button in message.payload.get("buttons", []):
            if hmac.compare_digest(button["token"].encode(), wanted.encode()):
                stale = not is_current and button["payload"].startswith(_CONTEXTUAL)
                if stale and button["payload"].startswith(_ENDS_AN_ALARM):
                    # The alarm still stands, and its last reply offers the same.
                    stale = not _is_offered_now(lately, last_user, button)
                return Press(button["title"], "?" if stale else button["payload"])
            if is_current and not token and button["title"].casefold() == wanted.casefold():
                return Press(button["title"], button["payload"])
    return None


def _is_offered_now(lately: Sequence[StoredMessage], last_user: int, button: dict[str, Any]) -> bool:
    current = (each for m in lately if m.id > last_user for each in m.payload.get("buttons", []))
    return any((each["title"], each["payload"]) == (button["title"], button["payload"]) for each in current)
