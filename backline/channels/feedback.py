"""Thumbs up and down under the answers of the website's chat."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from backline.assistant.turn_record import personal_words
from backline.channels.session import conversation_of
from backline.channels.view import judgement_view
from backline.channels.website import error, json_body
from backline.storage.feedback import Judgement, load_judgements, save_judgement
from backline.storage.redaction import redact
from backline.web.keys import assistant_key, database_key, settings_key

MAX_CHARACTERS = 300
_VALUES = {"up": 1, "down": -1, None: None}

routes = web.RouteTableDef()


@routes.post("/chat/feedback")
async def judge(request: web.Request) -> web.Response:
    """Keep ``{"message_id", "value": "up" | "down" | null, "comment"}``; what is said last counts."""
    body = await json_body(request)
    conversation_id = conversation_of(request)
    if conversation_id is None:
        return error(401, "This chat has ended. Please start a new one.")
    problem = _problem(body)
    if problem:
        return error(400, problem)
    value = _VALUES[body["value"]]
    comment = body.get("comment") or ""
    if value == -1 and comment.strip():
        tracker = await request.app[assistant_key].tracker(conversation_id)
        known = personal_words(tracker) if tracker else []
        comment = redact(comment.strip(), request.app[settings_key].clinic.region, known)
    else:
        comment = ""
    judgement = Judgement(value, comment)
    async with request.app[database_key].transaction() as connection:
        # A message of somebody else is not among them.
        if body["message_id"] not in await load_judgements(connection, conversation_id):
            return error(404, "This answer is not there any more, or can't be judged.")
        await save_judgement(connection, conversation_id, body["message_id"], judgement)
    return web.json_response({"feedback": judgement_view(judgement)})


def _problem(body: dict[str, Any]) -> str | None:
    message_id, value, comment = body.get("message_id"), body.get("value"), body.get("comment")
    if not isinstance(message_id, int) or isinstance(message_id, bool) or "value" not in body:
        return "Send the answer's 'message_id' and a 'value'."
    if not (value is None or isinstance(value, str)) or value not in _VALUES:
        return '\'value\' must be "up", "down" or null.'
    if comment is not None and not isinstance(comment, str):
        return "'comment' must be text."
    if comment and len(comment) > MAX_CHARACTERS:
        return f"Please keep it under {MAX_CHARACTERS} characters."
    return None
