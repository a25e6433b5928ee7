"""Exporting redacted transcripts as a file, streamed."""

from __future__ import annotations

from aiohttp import web

from backline.console.guard import actor_of
from backline.console.list_query import read_query
from backline.console.pages import render
from backline.console.permissions import needs
from backline.console.transcript_files import CONTENT_TYPES, FORMATS, file_parts
from backline.storage.review import count_conversations, count_limit
from backline.storage.transcript_export import condition_of, export_pages, note_export
from backline.web.keys import database_key

routes = web.RouteTableDef()


@routes.get("/export", name="export")
@needs("transcripts.export")
async def show(request: web.Request) -> web.Response:
    """The page on which the export is chosen, with the filters of the list it was opened from."""
    asked = read_query(request.query)
    async with request.config_dict[database_key].reading() as connection:
        number = await count_conversations(connection, asked.filters)
    return render(request, "export.html", {"asked": asked, "number": number, "limit": count_limit()})


@routes.get("/export/file", name="export_file")
@needs("transcripts.export")
async def download(request: web.Request) -> web.StreamResponse:
    """The file: ``format``, ``after`` (goes on after a message's id), and the filters of the list."""
    format_, after_text = request.query.get("format", "jsonl"), request.query.get("after") or "0"
    asked = read_query(request.query)
    if asked.wrong:
        # A filter that was left out would let more leave than was meant.
        raise web.HTTPBadRequest(text=" ".join(asked.wrong))
    if not after_text.isascii() or not after_text.isdecimal():
        raise web.HTTPBadRequest(text="'after' is the number of a message.")
    filters, after = asked.filters, int(after_text)
    if format_ not in FORMATS or not 0 <= after < 2**63:
        raise web.HTTPBadRequest
    database = request.config_dict[database_key]
    _, upto = await note_export(database, actor_of(request), filters, format_, after)
    response = web.StreamResponse(
        headers={"Content-Disposition": f'attachment; filename="transcripts.{format_}"', "Cache-Control": "no-store"}
    )
    response.content_type, response.charset = CONTENT_TYPES[format_], "utf-8"
    await response.prepare(request)
    pages = export_pages(database, condition_of(filters), after=after, upto=upto)
    async for part in file_parts(pages, format_):
        await response.write(part)
    await response.write_eof()
    return response
