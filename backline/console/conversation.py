"""One conversation: a window of messages, and on demand what happened in a turn."""

from __future__ import annotations

from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.assistant import resources
from backline.assistant.message_reader import READING
from backline.console.guard import actor_of
from backline.console.list_query import ListQuery, read_query
from backline.console.masking import mask_entity, mask_slot
from backline.console.numbers import read_id
from backline.console.pages import render
from backline.console.permissions import needs
from backline.storage.audit import add_entry
from backline.storage.judgements import STATUSES, known_marks
from backline.storage.message_delivery import read_delivery
from backline.storage.redaction import redact
from backline.storage.review import Place, describe, neighbours
from backline.storage.staff import all_accounts
from backline.storage.transcript import Head, TurnDetails, read_head, read_turn, read_window
from backline.web.keys import database_key, settings_key

routes = web.RouteTableDef()
WINDOW = 50
_CONVERSATION = "/conversations/{id:[A-Za-z0-9_.-]{1,64}}"


@routes.get(_CONVERSATION, name="conversation")
@needs("transcripts.read")
async def show(request: web.Request) -> web.Response:
    """The conversation, at its end or around ``?message=``; ``?list=`` is the list it was opened from."""
    id_ = request.match_info["id"]
    asked = read_query(_list_parameters(request))
    async with request.config_dict[database_key].reading() as connection:
        head = await read_head(connection, id_)
        if head is None:
            raise web.HTTPNotFound(text="This conversation is not there. It may have been deleted.")
    await note_read(request, id_)
    database = request.config_dict[database_key]
    async with database.reading() as connection:
        window = await read_window(connection, database.cipher, id_, around=_message(request, "message"), most=WINDOW)
        context = await _around(connection, id_, head, asked)
    return render(request, "conversation/page.html", {**context, "window": window, "asked": asked})


@routes.get(_CONVERSATION + "/messages", name="conversation_messages")
@needs("transcripts.read", passive=True)
async def more(request: web.Request) -> web.Response:
    """Messages before or after one, for a page that is open already."""
    id_ = request.match_info["id"]
    before, after = _message(request, "before"), _message(request, "after")
    await note_read(request, id_)
    database = request.config_dict[database_key]
    async with database.reading() as connection:
        window = await read_window(connection, database.cipher, id_, before=before, after=after, most=WINDOW)
    context = {"id": id_, "window": window, "backwards": before is not None}
    return render(request, "conversation/_messages.html", context)


@routes.get(_CONVERSATION + "/turns/{turn:[0-9]{1,9}}", name="turn")
@needs("transcripts.read")
async def show_turn(request: web.Request) -> web.Response:
    """Everything that happened in one turn."""
    id_, turn = request.match_info["id"], int(request.match_info["turn"])
    await note_read(request, id_, turn=turn)
    database = request.config_dict[database_key]
    async with database.reading() as connection:
        details = await read_turn(connection, database.cipher, id_, turn)
    return render(request, "conversation/_turn.html", {"turn": _shown(details, _region(request)), "id": id_})


async def note_read(request: web.Request, conversation_id: str, **more: Any) -> None:
    """Write into the audit log that this member of staff reads the conversation."""
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        await add_entry(connection, database.cipher, actor_of(request), "transcript.read", conversation_id, **more)


async def _around(connection: AsyncConnection, id_: str, head: Head, asked: ListQuery) -> dict[str, Any]:
    place = Place(head.row["attention"], head.row["updated_at"], id_)
    # Hits of a search have an order of their own, which is not worth a second search.
    before, after = (None, None) if asked.words else await neighbours(connection, asked.filters, place)
    (line,) = await describe(connection, [id_])
    return {
        "id": id_,
        "head": head,
        "delivery": await read_delivery(connection, id_),
        "line": line,
        "before": before,
        "after": after,
        "statuses": STATUSES,
        "people": [account for account in await all_accounts(connection) if account.active],
        "all_tags": await known_marks(connection, "tag"),
    }


def _shown(details: TurnDetails | None, region: str) -> dict[str, Any] | None:
    """A turn's details without what names a person."""
    if details is None:
        return None
    reading = details.parsed.get(READING) or {}
    text = details.parsed.get("text") or ""
    sentences = {flag["rule"]: redact(flag["sentence"], region) for flag in reading.get("red_flags", [])}
    why = {rule.id: rule.why for rule in resources.red_flag_rules().rules}
    return {
        **details.facts,
        "red_flags": [
            {**flag, "sentence": sentences.get(flag["rule"], ""), "why": why.get(flag["rule"], "")}
            for flag in details.facts["red_flags"]
        ],
        "entities": [mask_entity(entity, text, region) for entity in details.parsed.get("entities") or []],
        "slots": [
            (name, mask_slot(name, before, region), mask_slot(name, after, region))
            for name, (before, after) in details.slots.items()
        ],
        "sources": [source for reply in details.replies for source in reply.get("sources") or []],
    }


def _list_parameters(request: web.Request) -> dict[str, str]:
    return {key: value for key, value in request.query.items() if key != "message"}


def _message(request: web.Request, name: str) -> int | None:
    text = request.query.get(name, "")
    if not text:
        return None
    message = read_id(text)
    if message is None:
        raise web.HTTPBadRequest
    return message


def _region(request: web.Request) -> str:
    return request.config_dict[settings_key].clinic.region
