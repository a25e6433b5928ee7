"""Messages as the website's chat shows them."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from backline.care import PLAN_LINK, PlanRecord
from backline.storage.conversations import StoredMessage
from backline.storage.crypto import Cipher
from backline.storage.feedback import Judgement

_CONTACT_PURPOSE = "contact page"
_CONTACT_SECONDS = 24 * 60 * 60
_PLAN_PURPOSE = "exercise plan"


def message_view(
    cipher: Cipher, conversation_id: str, message: StoredMessage, judgement: Judgement | None
) -> dict[str, Any]:
    """A stored message without what only the server may know: buttons lose their payload and keep their token.

    ``judgement`` is what the person said about it; None where it can't be judged.
    """
    payload = message.payload
    return {
        "id": message.id,
        "from": message.sender,
        "at": datetime.fromtimestamp(message.at, UTC).isoformat(timespec="seconds"),
        "text": payload["text"],
        "buttons": [{"title": b["title"], "token": b["token"]} for b in payload.get("buttons", [])],
        "links": [
            {**link, "href": page_address(cipher, conversation_id, link["href"])} for link in payload.get("links", [])
        ],
        "cards": payload.get("cards", []),
        "tone": payload.get("tone", "normal"),
        "sources": payload.get("sources", []),
        "feedback": judgement_view(judgement) if judgement else None,
    }


def judgement_view(judgement: Judgement) -> dict[str, Any]:
    """What a person said about an answer, as their own screen shows it."""
    return {"value": {1: "up", -1: "down"}.get(judgement.value or 0), "comment": judgement.comment}


def page_address(cipher: Cipher, conversation_id: str, href: str) -> str:
    """Put a token where a reply only names the page."""
    if href == "/contact":
        return contact_address(cipher, conversation_id)
    if href.startswith(PLAN_LINK):
        return "/plan/" + cipher.seal(href.removeprefix(PLAN_LINK), _PLAN_PURPOSE)
    return href


def public_address(cipher: Cipher, conversation_id: str, public_url: str) -> Callable[[str], str]:
    """What makes the address that opens a page from anywhere, of the one that a reply names it by."""

    def address(href: str) -> str:
        page = page_address(cipher, conversation_id, href)
        return public_url + page if page.startswith("/") else page

    return address


def plan_of_token(cipher: Cipher, token: str) -> PlanRecord | None:
    """The plan that an address stands for, which stays good as long as the key is the same; None where it is forged."""
    opened = cipher.open(token, _PLAN_PURPOSE)
    return PlanRecord.read(opened) if opened is not None else None


def contact_address(cipher: Cipher, conversation_id: str) -> str:
    """The address of the contact page with a token that lets it take over what the chat knows, for a day."""
    return "/contact?t=" + cipher.seal(f"{int(time.time()) + _CONTACT_SECONDS}|{conversation_id}", _CONTACT_PURPOSE)


def conversation_of_contact_token(cipher: Cipher, token: str) -> str | None:
    """The conversation that a contact page's token stands for; None where it is forged or too old."""
    opened = cipher.open(token, _CONTACT_PURPOSE)
    if opened is None:
        return None
    until, _, conversation_id = opened.partition("|")
    return conversation_id if int(until) >= time.time() else None
