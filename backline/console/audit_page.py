"""The audit log: searching, verifying and exporting it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from backline.console.csv_safe import csv_line
from backline.console.guard import actor_of
from backline.console.pages import render, words
from backline.console.permissions import needs
from backline.storage.audit import SYSTEM, Verdict, add_entry, verify
from backline.storage.audit_search import PAGE, AuditFilter, each_entry, find_entries, known_actions
from backline.storage.staff import all_accounts
from backline.web.keys import database_key

routes = web.RouteTableDef()

_FIELDS = ("staff", "action", "object", "from", "to")
_CHUNK = 32 * 1024
_LARGEST_ID = 2**62


@routes.get("/audit", name="audit")
@needs("audit.read")
async def show(request: web.Request) -> web.Response:
    """The entries, newest first."""
    return await _page(request)


@routes.post("/audit/verify")
@needs("audit.read")
async def verify_all(request: web.Request) -> web.Response:
    """Check the whole chain, and say what was found."""
    database = request.config_dict[database_key]
    async with database.reading() as connection:
        verdict = await verify(connection, database.cipher)
    async with database.transaction() as connection:
        await add_entry(connection, database.cipher, actor_of(request), "audit.verified", **asdict(verdict))
    return await _page(request, verdict=verdict, verdict_sentence=sentence_for(verdict))


@routes.get("/audit/export.csv", name="audit_export")
@needs("audit.read")
async def export(request: web.Request) -> web.StreamResponse:
    """The entries that the filter lets through, as CSV, streamed."""
    wanted = _filter_of(request)
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        used = [name for name in _FIELDS if request.query.get(name)]  # not what was typed there
        await add_entry(connection, database.cipher, actor_of(request), "audit.exported", filter=used)
    response = web.StreamResponse(headers={"Content-Disposition": 'attachment; filename="audit.csv"'})
    response.content_type, response.charset = "text/csv", "utf-8"
    await response.prepare(request)
    waiting = csv_line(("id", "time (UTC)", "staff", "action", "object", "details"))
    async for entry in each_entry(database, wanted):
        at = datetime.fromtimestamp(entry.at, UTC).isoformat(timespec="milliseconds")
        waiting += csv_line((entry.id, at, entry.staff_name, entry.action, entry.object, entry.details))
        if len(waiting) > _CHUNK:
            await response.write(waiting.encode())
            waiting = ""
    await response.write(waiting.encode())
    await response.write_eof()
    return response


def sentence_for(verdict: Verdict) -> str:
    """What the check of the chain found, in a sentence."""
    entries = f"{verdict.entries:,} {'entry' if verdict.entries == 1 else 'entries'}"
    if verdict.broken_at is not None:
        return (
            f"The log was tampered with: entry {verdict.broken_at} was changed or put in, or entries before it are "
            f"missing ({entries} checked)."
        )
    if verdict.cut_off:
        return f"The log was tampered with: entries are missing at the end ({entries} checked)."
    return f"The log is whole: {entries} checked, none changed and none missing."


def spelled_out(details: str) -> str:
    """An entry's details as words: ``{"role": "admin"}`` as ``role: admin``."""
    try:
        read = json.loads(details)
        return "; ".join(f"{words(name)}: {_plain(value)}" for name, value in read.items())
    except (ValueError, AttributeError):  # somebody meddled with it
        return details


def _plain(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


async def _page(request: web.Request, **more: Any) -> web.Response:
    wanted = _filter_of(request)
    before = request.query.get("before", "")
    if before and not (before.isdecimal() and int(before) < _LARGEST_ID):
        raise web.HTTPBadRequest
    async with request.config_dict[database_key].reading() as connection:
        entries = await find_entries(connection, wanted, int(before) if before else None, PAGE + 1)
        actions = await known_actions(connection)
        names = [SYSTEM.name, *(account.name for account in await all_accounts(connection))]
    used = {name: request.query[name] for name in _FIELDS if request.query.get(name)}
    context = {
        "entries": entries[:PAGE],
        "actions": actions,
        "names": names,
        "filled": {name: used.get(name, "") for name in _FIELDS},
        "before": before,
        "query": urlencode(used),
        "older": urlencode({**used, "before": entries[PAGE - 1].id}) if len(entries) > PAGE else "",
        "spelled_out": spelled_out,
        "verdict": None,
        "verdict_sentence": "",
    }
    return render(request, "audit.html", {**context, **more})


def _filter_of(request: web.Request) -> AuditFilter:
    since, until = _day(request, "from"), _day(request, "to")
    return AuditFilter(
        staff=request.query.get("staff", "").strip(),
        action=request.query.get("action", "").strip(),
        object=request.query.get("object", "").strip(),
        since=since.timestamp() if since else None,
        until=(until + timedelta(days=1)).timestamp() if until else None,
    )


def _day(request: web.Request, field: str) -> datetime | None:
    text = request.query.get(field, "")
    if not text:
        return None
    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise web.HTTPBadRequest(text="A day is written like 2026-11-28.") from None
    if not 1970 <= day.year <= 9000:
        raise web.HTTPBadRequest(text="A day is written like 2026-11-28.")
    return day
