"""Care for data: what is kept how long, what is on hold, and the proofs of what was deleted."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from aiohttp import web

from backline.console.guard import actor_of
from backline.console.pages import render
from backline.console.permissions import needs
from backline.storage.audit import add_entry
from backline.storage.deletion import last_deletions
from backline.storage.holds import Kind, all_holds, names_of, set_hold
from backline.storage.redaction import redact
from backline.storage.retention import last_purge
from backline.web.keys import database_key, settings_key

MAX_REASON = 300
TABLES = {
    "conversations": "conversations",
    "messages": "messages",
    "leads": "leads",
    "lead_history": "entries of leads' histories",
    "lead_deliveries": "records of sending leads",
    "notes": "staff notes",
    "feedback": "answers rated",
    "wrong_answers": "answers flagged as wrong",
    "corrections": "training examples",
    "turns": "records of turns",
    "events": "events of the assistant",
    "marks": "topics, intents, exercises and tags",
    "inbox": "received message numbers",
}
_PAGES: dict[Kind, str] = {"conversation": "/staff/conversations/", "lead": "/staff/leads/"}
_DONE = {
    "yes": "Erased. Nothing of it is left in the database, its search index or its log.",
    "log": "Erased. Somebody was reading an older state, so the database's write-ahead log could not be emptied yet; "
    "that happens by itself within six hours, or at once with the command 'backline purge'.",
}
routes = web.RouteTableDef()


@routes.get("/data", name="data")
@needs("data.care")
async def show(request: web.Request) -> web.Response:
    """The page; reading it names nobody."""
    return await page(request, done=_DONE.get(request.query.get("erased", ""), ""))


@routes.post("/data/hold")
@needs("data.care")
async def hold(request: web.Request) -> web.Response:
    """Set or lift a legal hold on a conversation or a lead."""
    sent = await request.post()
    kind, id_ = str(sent.get("kind", "")), str(sent.get("id", ""))
    if kind not in _PAGES:
        raise web.HTTPBadRequest
    lifts = sent.get("lift") == "yes"
    reason = " ".join(str(sent.get("reason", "")).split())
    if not lifts and not 1 <= len(reason) <= MAX_REASON:
        raise web.HTTPBadRequest(text=f"A hold needs a reason of 1 to {MAX_REASON} characters.")
    database, region = request.config_dict[database_key], request.config_dict[settings_key].clinic.region
    async with database.transaction() as connection:
        known = await names_of(connection, database.cipher, kind, id_)
        if not await set_hold(connection, kind, id_, None if lifts else redact(reason, region, known)):
            raise web.HTTPNotFound
        action = "hold.lifted" if lifts else "hold.set"
        await add_entry(connection, database.cipher, actor_of(request), action, id_, kind=kind)
    if sent.get("back") == "data":
        raise web.HTTPSeeOther("/staff/data")
    raise web.HTTPSeeOther(_PAGES[kind] + quote(id_, safe=""))


async def page(request: web.Request, *, done: str = "", problem: str = "", status: int = 200) -> web.Response:
    """The page of ``/staff/data``, with a sentence on what was done or what went wrong."""
    async with request.config_dict[database_key].reading() as connection:
        context: dict[str, Any] = {
            "deletions": await last_deletions(connection),
            "holds": await all_holds(connection),
            "last_purge": await last_purge(connection),
        }
    retention = request.config_dict[settings_key].clinic.retention
    more = {"retention": retention, "tables": TABLES, "pages": _PAGES, "done": done, "problem": problem}
    return render(request, "data/page.html", {**context, **more}, status=status)
