"""Making a training example of one message."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from backline.console.example_check import ExampleCheck
from backline.console.example_text import Finding, mark, one_line
from backline.console.guard import actor_of
from backline.console.pages import inside, is_part, render
from backline.console.permissions import needs
from backline.storage.audit import add_entry
from backline.storage.corrections import TypedMessage, add_correction, dismiss, find_message
from backline.storage.redaction import redact
from backline.web.keys import database_key, settings_key

routes = web.RouteTableDef()

_MAX_TEXT = 2000
_START = "/staff/learning"


@routes.get(r"/learning/messages/{id:\d{1,18}}", name="correct")
@needs("learning.edit")
async def show(request: web.Request) -> web.Response:
    """The form for one message; ``sentence`` takes only that part of it (counted from 0)."""
    message = await _message_of(request)
    check = await ExampleCheck.load(request.config_dict[settings_key].project_dir)
    await _note_reading(request, message)
    sentences = check.clauses(message.text)
    chosen = request.query.get("sentence", "")
    is_one = chosen.isdecimal() and len(chosen) < 3 and int(chosen) < len(sentences)
    text = sentences[int(chosen)].rstrip(" .") if is_one else message.text
    return _form(request, message, check, text=text)


@routes.post(r"/learning/messages/{id:\d{1,18}}")
@needs("learning.edit")
async def submit(request: web.Request) -> web.Response:
    """Keep the example, or say first what speaks against it; ``do=dismiss`` leaves the message out of the queue."""
    message = await _message_of(request)
    sent = {name: str(value) for name, value in (await request.post()).items()}
    if sent.get("do") == "dismiss":
        return await _dismiss(request, message, sent)
    check = await ExampleCheck.load(request.config_dict[settings_key].project_dir)
    intent = sent.get("other", "").strip() or sent.get("intent", "")
    text, findings = _read_text(request, check, sent)
    if intent not in check.intents:
        sentence = f"'{intent}' can't be learned from examples. Choose an intent." if intent else "Choose an intent."
        findings = [Finding("intent", sentence, refuses=True), *findings]
    else:
        findings = [*findings, *check.findings(text, intent)]
    # What was shown and accepted; anything new is shown first.
    accepted = set(sent.get("accepted", "").split())
    if any(finding.refuses or finding.kind not in accepted for finding in findings):
        return _form(request, message, check, text=text, intent=intent, findings=findings, sent=sent, status=422)
    database = request.config_dict[database_key]
    actor = actor_of(request)
    async with database.transaction() as connection:
        made = await add_correction(connection, message, text=text, intent=intent, staff_id=actor.id)
        await add_entry(
            connection, database.cipher, actor, "learning.corrected", message.conversation_id,
            message=message.id, correction=made, before=message.intent, after=intent,
        )  # fmt: skip
    return _done(request, sent, f"Kept as an example of {intent}.", made)


def _read_text(request: web.Request, check: ExampleCheck, sent: dict[str, str]) -> tuple[str, list[Finding]]:
    """The text as it would be kept: redacted once more, and with the words that were given marked."""
    text = redact(one_line(sent.get("text", ""))[:_MAX_TEXT], request.config_dict[settings_key].clinic.region)
    words, topic = one_line(sent.get("words", "")), sent.get("topic", "")
    if not words:
        return text, []
    if topic not in check.topics:
        return text, [Finding("mark", "Choose what the marked words mean.", refuses=True)]
    marked = mark(text, words, check.kind_of(topic), topic)
    if marked is None:
        return text, [Finding("mark", f"The words '{words}' do not stand in the example.", refuses=True)]
    return marked, []


async def _message_of(request: web.Request) -> TypedMessage:
    async with request.config_dict[database_key].reading() as connection:
        message = await find_message(connection, int(request.match_info["id"]))
    if message is None:
        raise web.HTTPNotFound
    return message


async def _note_reading(request: web.Request, message: TypedMessage) -> None:
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        await add_entry(
            connection, database.cipher, actor_of(request), "message.read", message.conversation_id, message=message.id
        )


async def _dismiss(request: web.Request, message: TypedMessage, sent: dict[str, str]) -> web.Response:
    database = request.config_dict[database_key]
    actor = actor_of(request)
    async with database.transaction() as connection:
        await dismiss(connection, [message.id], actor.id)
        await add_entry(
            connection, database.cipher, actor, "learning.dismissed", message.conversation_id, messages=[message.id]
        )
    return _done(request, sent, "Left out of the queue.", None)


def _done(request: web.Request, sent: dict[str, str], said: str, made: int | None) -> web.Response:
    if is_part(request):
        return render(request, "learning/_corrected.html", {"said": said, "correction_id": made})
    raise web.HTTPSeeOther(inside(sent.get("next", ""), _START))


def _form(
    request: web.Request,
    message: TypedMessage,
    check: ExampleCheck,
    *,
    text: str,
    intent: str = "",
    findings: list[Finding] | None = None,
    sent: dict[str, str] | None = None,
    status: int = 200,
) -> web.Response:
    sent = sent or {}
    context: dict[str, Any] = {
        "message_id": message.id,
        "conversation_id": message.conversation_id,
        "pressed": message.pressed,
        "text": text,
        "original": message.text,
        "intent": message.intent,
        "runners_up": message.runners_up,
        "intents": check.intents,
        "topics": check.topics,
        "sentences": check.clauses(message.text),
        "chosen": intent,
        "other": sent.get("other", ""),
        "words": sent.get("words", "") if "{" not in text else "",
        "topic": sent.get("topic", ""),
        "findings": check.findings(text, None) if findings is None else findings,
        "asked": findings is not None,
        "next": inside(sent.get("next", "") or request.query.get("next", ""), _START),
    }
    return render(request, "learning/_correct.html" if is_part(request) else "learning/correct.html", context, status)
