"""The list of conversations: narrowed down, searched, saved as a view."""

from __future__ import annotations

from typing import Any

from aiohttp import web
from markupsafe import Markup, escape
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.console.choices import choices_key
from backline.console.guard import actor_of
from backline.console.keys import staff_key
from backline.console.list_query import ListQuery, place_as_text, read_place, read_query
from backline.console.numbers import read_id
from backline.console.pages import is_part, render
from backline.console.permissions import needs
from backline.console.shown import newly_shown
from backline.storage.audit import add_entry
from backline.storage.judgements import delete_view, save_view, views_of
from backline.storage.review import Listed, count_conversations, count_limit, describe, list_conversations
from backline.storage.search import find_reference, search
from backline.storage.words import CLOSE, OPEN
from backline.web.keys import database_key

routes = web.RouteTableDef()
PAGE = 50
_VIEW_NAME_MOST = 60


@routes.get("/conversations", name="conversations")
@needs("transcripts.read")
async def show(request: web.Request) -> web.Response:
    """The list, or with ``part=lines`` its lines only."""
    asked = read_query(request.query)
    if asked.words:
        async with request.config_dict[database_key].reading() as connection:
            meant = await find_reference(connection, asked.words)
        if meant is not None:
            raise web.HTTPSeeOther(f"/staff/conversations/{meant}")
    if is_part(request) and request.query.get("part") == "lines":
        return render(request, "conversations/_lines.html", await _lines(request, asked))
    context = await _lines(request, asked)
    async with request.config_dict[database_key].reading() as connection:
        choices = await request.config_dict[choices_key].read(connection)
        views = await views_of(connection, request[staff_key].id)
    return render(request, "conversations/list.html", {**context, "choices": choices, "views": views})


@routes.get("/conversations/live", name="conversations_live")
@needs("transcripts.read", passive=True)
async def refresh(request: web.Request) -> web.Response:
    """The lines of the first page again, asked for by the page itself when there is something new."""
    lines = await _lines(request, read_query(request.query), by_itself=True)
    return render(request, "conversations/_lines.html", lines)


@routes.get("/conversations/count", name="conversations_count")
@needs("transcripts.read", passive=True)
async def count(request: web.Request) -> web.Response:
    """How many conversations the filters leave."""
    async with request.config_dict[database_key].reading() as connection:
        number = await count_conversations(connection, read_query(request.query).filters)
    more = number >= count_limit()
    text = f"{number:,}{' or more' if more else ''} conversation{'' if number == 1 else 's'}"
    return web.Response(text=text, content_type="text/plain")


@routes.post("/conversations/views", name="views")
@needs("transcripts.read")
async def keep_view(request: web.Request) -> web.Response:
    """Save the list as it stands under a name, or delete a saved view."""
    sent = await request.post()
    query = read_query({key: value for key, value in sent.items() if isinstance(value, str)}).query
    name = str(sent.get("view_name", "")).strip()[:_VIEW_NAME_MOST]
    async with request.config_dict[database_key].transaction() as connection:
        if sent.get("delete"):
            await delete_view(connection, request[staff_key].id, read_id(str(sent["delete"])) or 0)
        elif name:
            await save_view(connection, request[staff_key].id, name, query)
    raise web.HTTPSeeOther(f"/staff/conversations?{query}")


async def _lines(request: web.Request, asked: ListQuery, *, by_itself: bool = False) -> dict[str, Any]:
    """One page of the list, written down in the audit log before anybody sees it.

    A page that refreshes itself is written down only with what is new on it.
    """
    database = request.config_dict[database_key]
    found: list[tuple[Listed, Markup, int]]
    async with database.reading() as connection:
        if asked.words:
            found, following = await _searched(connection, asked, request.query.get("before", ""))
        else:
            found, following = await _listed(connection, asked, request.query.get("after", ""))
    new = newly_shown(request[staff_key].id, [(line.id, line.place.updated_at) for line, *_ in found])
    seen = new if by_itself else [line.id for line, *_ in found]
    if seen:
        action = "transcripts.searched" if asked.words else "transcripts.listed"
        async with database.transaction() as connection:
            await add_entry(connection, database.cipher, actor_of(request), action, conversations=seen)
    return {
        "asked": asked,
        "lines": found,
        "following": following,
        "first_page": not (request.query.get("after") or request.query.get("before")),
    }


async def _listed(
    connection: AsyncConnection, asked: ListQuery, after: str
) -> tuple[list[tuple[Listed, Markup, int]], dict[str, str] | None]:
    lines = await list_conversations(connection, asked.filters, after=read_place(after), most=PAGE + 1)
    following = {"after": place_as_text(lines[PAGE - 1].place)} if len(lines) > PAGE else None
    return [(line, escape(line.opening), 0) for line in lines[:PAGE]], following


async def _searched(
    connection: AsyncConnection, asked: ListQuery, before: str
) -> tuple[list[tuple[Listed, Markup, int]], dict[str, str] | None]:
    page = await search(
        connection,
        asked.words,
        asked.filters,
        before=read_id(before),
        most=PAGE,
    )
    lines = {line.id: line for line in await describe(connection, [hit.conversation_id for hit in page.hits])}
    found = [
        (lines[hit.conversation_id], _marked(hit.snippet), hit.message_id)
        for hit in page.hits
        if hit.conversation_id in lines
    ]
    return found, None if page.before is None else {"before": str(page.before)}


def _marked(snippet: str) -> Markup:
    text = str(escape(snippet))
    return Markup(text.replace(OPEN, "<mark>").replace(CLOSE, "</mark>"))  # noqa: S704 (escaped above)
