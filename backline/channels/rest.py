"""Rasa's REST channel, for clients that exist already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiohttp import web

from backline.assistant.turn import Incoming, TurnFailed
from backline.channels.view import public_address
from backline.channels.website import MAX_CHARACTERS, read_json
from backline.storage.conversations import StoredMessage
from backline.web.keys import assistant_key, database_key, settings_key

CHANNEL = "rest"

routes = web.RouteTableDef()


@routes.get("/webhooks/rest/")
async def status(request: web.Request) -> web.Response:
    """Whether the channel is there."""
    return web.json_response({"status": "ok"})


@routes.post("/webhooks/rest/webhook")
async def receive(request: web.Request) -> web.Response:
    """``{"sender", "message"}`` in, ``[{"recipient_id", "text", "buttons", ...}]`` out.

    A button's payload is a token: sent back as the message, it presses the button. ``message_id`` may be given, so
    that a message sent again is answered again and not handled again.
    """
    body = await read_json(request)
    problem = _problem(body)
    if problem:
        return web.json_response({"error": problem}, status=400)
    sender = body["sender"]
    conversation_id = f"{CHANNEL}-{request.app[database_key].cipher.pseudonym(CHANNEL, sender)}"
    message_id = body.get("message_id")
    incoming = Incoming(
        conversation_id,
        CHANNEL,
        body["message"],
        f"{conversation_id}:{message_id}" if message_id else None,
    )
    try:
        result = await request.app[assistant_key].handle(incoming)
    except TurnFailed:
        phone = request.app[settings_key].clinic.phone
        number = request.app[settings_key].clinic.emergency_number
        problem = f"I could not save that. Try again, or call {phone}. In an emergency, call {number}."
        return web.json_response({"error": problem}, status=503)
    address = public_address(request.app[database_key].cipher, conversation_id, request.app[settings_key].public_url)
    replies = [_render(sender, message, address) for message in result.messages if message.sender == "bot"]
    return web.json_response(replies)


def _problem(body: Any) -> str | None:
    if not isinstance(body, dict):
        return 'Send a JSON object such as {"sender": "ann", "message": "hello"}.'
    sender, message, message_id = body.get("sender"), body.get("message"), body.get("message_id")
    if not isinstance(sender, str) or not 1 <= len(sender.strip()) <= 256:
        return "'sender' is missing: name the person, so that nobody shares a conversation."
    if not isinstance(message, str) or not message.strip():
        return "'message' is missing: send the text as a string."
    if len(message) > MAX_CHARACTERS:
        return f"'message' is too long: send at most {MAX_CHARACTERS} characters."
    if message_id is not None and (not isinstance(message_id, str) or not 1 <= len(message_id) <= 64):
        return "'message_id' must be a string of 1 to 64 characters."
    return None


def _render(sender: str, message: StoredMessage, address: Callable[[str], str]) -> dict[str, Any]:
    payload = message.payload
    reply: dict[str, Any] = {"recipient_id": sender, "text": payload["text"]}
    if payload.get("buttons"):
        reply["buttons"] = [{"title": b["title"], "payload": b["token"]} for b in payload["buttons"]]
    custom = {key: payload[key] for key in ("cards", "sources", "tone") if payload.get(key)}
    if payload.get("links"):
        custom["links"] = [{**link, "href": address(link["href"])} for link in payload["links"]]
    if custom:
        reply["custom"] = custom
    return reply
