"""The website's chat: POST with an idempotency key, replies as Server-Sent Events."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Sequence
from typing import Any

import structlog
from aiohttp import web

from backline.assistant.turn import Incoming, TurnFailed
from backline.channels.session import conversation_of, is_same_origin, new_conversation, set_session
from backline.channels.view import message_view
from backline.storage.conversations import StoredMessage
from backline.storage.feedback import Judgement, load_judgements
from backline.web.keys import assistant_key, database_key, feed_key, settings_key

CHANNEL = "web"
MAX_CHARACTERS = 2000
_PING_SECONDS = 15
_RETRY_MILLISECONDS = 2000

log = structlog.get_logger(__name__)
routes = web.RouteTableDef()


@routes.post("/chat/session")
async def open_session(request: web.Request) -> web.Response:
    """Go on with the cookie's conversation, or start one (always with ``{"new": true}``)."""
    body = await json_body(request)
    known = None if body.get("new") is True else conversation_of(request)
    conversation_id = known or new_conversation()
    messages = await _views(request, conversation_id) if known else []
    clinic = request.app[settings_key].clinic
    response = web.json_response(
        {
            "conversation": {"started": bool(messages)},
            "messages": messages,
            "last_id": messages[-1]["id"] if messages else 0,
            "consent_notice": (
                f"You are chatting with a computer program, not a doctor. {clinic.name} keeps this chat for "
                f"{clinic.retention.transcript_days} days to check its answers. Please don't use it in an emergency."
            ),
        }
    )
    set_session(request, response, conversation_id)
    return response


@routes.post("/chat/messages")
async def send_message(request: web.Request) -> web.Response:
    """Handle one message; the answer is given when everything is on disk."""
    body = await json_body(request)
    conversation_id = conversation_of(request)
    if conversation_id is None:
        return error(401, "This chat has ended. Please start a new one.")
    key, text, button = body.get("key"), body.get("text", ""), body.get("button")
    if not isinstance(key, str) or not 8 <= len(key) <= 64:
        return error(400, "The message needs a key of 8 to 64 characters.")
    if not isinstance(text, str) or not (button is None or isinstance(button, str)) or not (text.strip() or button):
        return error(400, "Please write something first.")
    if len(text) > MAX_CHARACTERS:
        return error(413, f"That is too long for me. Please keep it under {MAX_CHARACTERS} characters.")
    incoming = Incoming(conversation_id, CHANNEL, text, f"{conversation_id}:{key}", button)
    try:
        result = await request.app[assistant_key].handle(incoming)
    except TurnFailed:
        phone = request.app[settings_key].clinic.phone
        number = request.app[settings_key].clinic.emergency_number
        return error(503, f"I could not save that. Please try again, or call {phone}. In an emergency, call {number}.")
    messages = await _shown(request, conversation_id, result.messages)
    return web.json_response({"messages": messages, "last_id": messages[-1]["id"]})


@routes.get("/chat/events")
async def stream_events(request: web.Request) -> web.StreamResponse:
    """Send new messages as they come, beginning after ``Last-Event-ID`` or ``?after=``."""
    conversation_id = conversation_of(request)
    if conversation_id is None:
        return error(401, "This chat has ended. Please start a new one.")
    after_text = request.headers.get("Last-Event-ID") or request.query.get("after") or "0"
    if not re.fullmatch(r"[0-9]{1,18}", after_text):
        return error(400, "'after' must be the id of a message.")
    after = int(after_text)
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    )
    await response.prepare(request)
    feed = request.app[feed_key]
    try:
        with feed.listen(conversation_id) as news:
            await response.write(f"retry: {_RETRY_MILLISECONDS}\n\n".encode())
            while feed.is_open(news):
                news.clear()
                for view in await _views(request, conversation_id, after):
                    after = view["id"]
                    await response.write(f"id: {after}\nevent: message\ndata: {json.dumps(view)}\n\n".encode())
                try:
                    await asyncio.wait_for(news.wait(), _PING_SECONDS)
                except TimeoutError:
                    await response.write(b"event: ping\ndata: {}\n\n")
    except ConnectionResetError:
        pass  # the person went away; the next stream resumes from the last id
    except Exception:
        # The answer has begun, so all that is left is to end it; the browser comes again by itself.
        log.exception("event stream failed")
    return response


async def _views(request: web.Request, conversation_id: str, after: int = 0) -> list[dict[str, Any]]:
    return await _shown(request, conversation_id, await request.app[assistant_key].history(conversation_id, after))


async def _shown(request: web.Request, conversation_id: str, messages: Sequence[StoredMessage]) -> list[dict[str, Any]]:
    """The messages as the screen shows them, each with what was said about it."""
    if not messages:
        return []
    database = request.app[database_key]
    judged: dict[int, Judgement] = {}
    try:
        async with database.reading() as connection:
            judged = await load_judgements(connection, conversation_id, after=messages[0].id - 1)
    except Exception:
        # An answer, perhaps to an emergency, does not wait for thumbs.
        log.exception("judgements can't be read")
    return [message_view(database.cipher, conversation_id, each, judged.get(each.id)) for each in messages]


async def json_body(request: web.Request) -> dict[str, Any]:
    """The JSON object that a page of this site sent.

    Raises:
        aiohttp.web.HTTPException: another site sent it, or it is none.
    """
    if not is_same_origin(request):
        raise web.HTTPForbidden(
            text=json.dumps({"error": "This chat only answers pages of its own site."}),
            content_type="application/json",
        )
    body = await read_json(request)
    if request.content_type != "application/json" or not isinstance(body, dict):
        raise web.HTTPBadRequest(
            text=json.dumps({"error": "Send a JSON object with Content-Type application/json."}),
            content_type="application/json",
        )
    return body


async def read_json(request: web.Request) -> Any:
    """The request's body as JSON; None where it is none, or holds text that can't be written to disk."""
    try:
        body = await request.json()
        json.dumps(body, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError, LookupError):
        return None
    return body


def error(status: int, sentence: str) -> web.Response:
    """The answer that says in a sentence what is wrong."""
    return web.json_response({"error": sentence}, status=status)
