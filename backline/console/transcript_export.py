"""Exporting redacted transcripts as a file, streamed."""

from __future__ import annotations

from aiohttp import web

from backline.console.guard import actor_of
from backline.console.pages import render
from backline.console.permissions import needs
from backline.console.transcript_files import CONTENT_TYPES, FORMATS, file_parts
from backline.storage.transcript_export import channels, export_pages, filters_of, note_export
from backline.web.keys import database_key

routes = web.RouteTableDef()


@routes.get("/export", name="export")
@needs("transcripts.export")
async def show(request: web.Request) -> web.Response:
    """The page on which the export is chosen."""
    async with request.config_dict[database_key].reading() as connection:
        known = await channels(connection)
    return render(request, "export.html", {"channels": known})


@routes.get("/export/file", name="export_file")
@needs("transcripts.export")
async def download(request: web.Request) -> web.StreamResponse:
    """The file: ``format``, ``from`` and ``to`` (days, both included), ``channel``; ``after`` goes on after an id."""
    format_ = request.query.get("format", "jsonl")
    try:
        filters = filters_of(
            request.query.get("from", ""), request.query.get("to", ""), request.query.get("channel", "")
        )
        after = int(request.query.get("after") or 0)
    except ValueError:
        raise web.HTTPBadRequest(text="A day is written as 2026-11-28, and 'after' is a number.") from None
    if format_ not in FORMATS or not 0 <= after < 2**63:
        raise web.HTTPBadRequest
    database = request.config_dict[database_key]
    _, upto = await note_export(database, actor_of(request), filters, format_, after)
    response = web.StreamResponse(
        headers={"Content-Disposition": f'attachment; filename="transcripts.{format_}"', "Cache-Control": "no-store"}
    )
    response.content_type, response.charset = CONTENT_TYPES[format_], "utf-8"
    await response.prepare(request)
    pages = export_pages(database, filters.condition(), after=after, upto=upto)
    async for part in file_parts(pages, format_):
        await response.write(part)
    await response.write_eof()
    return response
