"""Judging a conversation: status, assignee, tags, notes, wrong answers."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode

from aiohttp import web

from backline.console.guard import actor_of
from backline.console.keys import staff_key
from backline.console.list_query import read_query
from backline.console.numbers import read_id
from backline.console.permissions import needs
from backline.storage.audit import add_entry
from backline.storage.judgements import (
    STATUSES,
    add_note,
    add_tag,
    call_wrong,
    change_conversation,
    remove_tag,
    take_back_wrong,
)
from backline.storage.redaction import redact
from backline.storage.review import Place, neighbours
from backline.storage.staff import find_account
from backline.storage.transcript import read_head
from backline.web.keys import database_key, settings_key

routes = web.RouteTableDef()
_CONVERSATION = "/conversations/{id:[A-Za-z0-9_.-]{1,64}}"
_NOTE_MOST = 2000
_REASON_MOST = 300
_TAG = re.compile(r"[\w][\w -]{0,39}")


@routes.post(_CONVERSATION + "/status")
@needs("transcripts.judge")
async def set_status(request: web.Request) -> web.Response:
    """Set the status; with ``next=yes`` go on to the next conversation of the list."""
    sent = await request.post()
    status = str(sent.get("status", ""))
    if status not in STATUSES:
        raise web.HTTPBadRequest
    id_ = request.match_info["id"]
    following = await _following(request, id_, str(sent.get("list", ""))) if sent.get("next") == "yes" else None
    await _change(request, sent, "conversation.status", status=status)
    return _back(request, sent, following or id_)


@routes.post(_CONVERSATION + "/assignee")
@needs("transcripts.judge")
async def assign(request: web.Request) -> web.Response:
    """Assign it to a member of staff, to oneself (``me``) or to nobody (empty)."""
    sent = await request.post()
    text = str(sent.get("assignee", ""))
    assignee = request[staff_key].id if text == "me" else read_id(text)
    if assignee is not None:
        async with request.config_dict[database_key].reading() as connection:
            account = await find_account(connection, id_=assignee)
        if account is None or not account.active:
            raise web.HTTPBadRequest(text="There is no such member of staff.")
    await _change(request, sent, "conversation.assigned", assignee=assignee)
    return _back(request, sent)


@routes.post(_CONVERSATION + "/tags")
@needs("transcripts.judge")
async def set_tag(request: web.Request) -> web.Response:
    """Add the tag ``add``, or take away the tag ``remove``."""
    sent = await request.post()
    new, old = str(sent.get("add", "")).strip().lower(), str(sent.get("remove", ""))
    if new and not _TAG.fullmatch(new):
        raise web.HTTPBadRequest(text="A tag is up to 40 letters, digits, spaces and hyphens.")
    id_ = request.match_info["id"]
    await _must_exist(request, id_)
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        if new:
            await add_tag(connection, id_, new)
            await add_entry(connection, database.cipher, actor_of(request), "conversation.tagged", id_, tag=new)
        elif old:
            await remove_tag(connection, id_, old)
            await add_entry(connection, database.cipher, actor_of(request), "conversation.untagged", id_, tag=old)
    return _back(request, sent)


@routes.post(_CONVERSATION + "/notes")
@needs("transcripts.judge")
async def write_note(request: web.Request) -> web.Response:
    """Add a note; names and numbers in it are masked before it is kept."""
    sent = await request.post()
    text = _redacted(request, str(sent.get("text", ""))[:_NOTE_MOST])
    id_ = request.match_info["id"]
    await _must_exist(request, id_)
    if text:
        database = request.config_dict[database_key]
        async with database.transaction() as connection:
            await add_note(connection, id_, request[staff_key].id, text)
            await add_entry(connection, database.cipher, actor_of(request), "conversation.noted", id_)
    return _back(request, sent)


@routes.post(_CONVERSATION + "/messages/{message:[0-9]{1,18}}/wrong")
@needs("transcripts.judge")
async def flag_wrong(request: web.Request) -> web.Response:
    """Call an answer wrong and say why, or with ``undo=yes`` take that back."""
    sent = await request.post()
    id_, message = request.match_info["id"], int(request.match_info["message"])
    reason = _redacted(request, str(sent.get("reason", ""))[:_REASON_MOST])
    undo = sent.get("undo") == "yes"
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        if undo:
            await take_back_wrong(connection, id_, message)
        elif not await call_wrong(connection, id_, message, request[staff_key].id, reason):
            raise web.HTTPNotFound
        action = "answer.wrong_taken_back" if undo else "answer.called_wrong"
        await add_entry(connection, database.cipher, actor_of(request), action, id_, message=message)
    return _back(request, sent, anchor=f"m{message}")


async def _change(request: web.Request, sent: Any, action: str, **changes: Any) -> None:
    id_, version = request.match_info["id"], str(sent.get("version", ""))
    await _must_exist(request, id_)
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        known = read_id(version)
        if known is None or not await change_conversation(connection, id_, known, **changes):
            raise web.HTTPConflict
        await add_entry(connection, database.cipher, actor_of(request), action, id_, **changes)


async def _must_exist(request: web.Request, id_: str) -> None:
    async with request.config_dict[database_key].reading() as connection:
        if await read_head(connection, id_) is None:
            raise web.HTTPNotFound(text="This conversation is not there. It may have been deleted.")


async def _following(request: web.Request, id_: str, list_query: str) -> str | None:
    asked = read_query(dict(parse_qsl(list_query)))
    async with request.config_dict[database_key].reading() as connection:
        head = await read_head(connection, id_)
        if head is None or asked.words:
            return None
        place = Place(head.row["attention"], head.row["updated_at"], id_)
        return (await neighbours(connection, asked.filters, place))[1]


def _redacted(request: web.Request, text: str) -> str:
    return redact(text.strip(), request.config_dict[settings_key].clinic.region)


def _back(request: web.Request, sent: Any, id_: str | None = None, anchor: str = "") -> web.Response:
    query = urlencode(read_query(dict(parse_qsl(str(sent.get("list", ""))))).given)
    target = f"/staff/conversations/{id_ or request.match_info['id']}"
    raise web.HTTPSeeOther(target + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else ""))
