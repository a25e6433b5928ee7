"""The list of leads, and the same as a file."""

from __future__ import annotations

import hashlib
import time
from typing import Any

from aiohttp import web

from backline.console.csv_safe import csv_line
from backline.console.guard import actor_of
from backline.console.keys import staff_key
from backline.console.lead_delivery import lines_of
from backline.console.lead_filters import Cursor, filter_of, filter_query
from backline.console.pages import moment, render
from backline.console.permissions import PERMISSIONS_OF, needs
from backline.console.shown import newly_shown
from backline.contact.reference import normal_reference
from backline.storage.audit import add_entry
from backline.storage.lead_deliveries import deliveries_of
from backline.storage.lead_list import LeadFilter, LeadRow, count_leads, decrypted_leads, list_leads
from backline.storage.leads import STATES
from backline.storage.staff import Account, all_accounts
from backline.web.keys import database_key, settings_key

PAGE = 50
CONTACT_FIELDS = ("name", "phone", "email", "reach", "reason")
_COLUMNS = (
    *("reference", "made (UTC)", "due (UTC)", "state", "urgent", "overdue", "first contact (UTC)", "assigned to"),
    *("name", "phone", "e-mail", "when to reach", "reason", "summary", "conversation"),
)
routes = web.RouteTableDef()


@routes.get("/leads", name="leads")
@needs("leads.read")
async def show(request: web.Request) -> web.Response:
    """The list; ``?reference=`` goes straight to that lead."""
    asked = request.query.get("reference", "").strip()
    reference = normal_reference(asked)
    if reference is not None:
        raise web.HTTPSeeOther(f"/staff/leads/{reference}")
    context = await _rows(request)
    await _note_shown(request, [row.reference for row, *_ in context["rows"]])
    accounts = [account for account in context["accounts"].values() if can_look_after(account)]
    more = {
        "states": STATES,
        "query": request.query,
        "staff_members": accounts,
        "not_found": asked,
        "is_sent": bool(request.config_dict[settings_key].lead_delivery.destinations),
    }
    return render(request, "leads/list.html", {**context, **more})


@routes.get("/leads/rows", name="lead_rows")
@needs("leads.read", passive=True)
async def refresh(request: web.Request) -> web.Response:
    """The rows alone, every half minute; nothing where they are as they were, so that the page is left in peace."""
    context = await _rows(request)
    if request.query.get("seen") == context["version"]:
        return web.Response(status=204)
    await _note_shown(request, context["new"])
    return render(request, "leads/_rows.html", {**context, "refreshed": True})


async def _note_shown(request: web.Request, references: list[str]) -> None:
    if references:
        database = request.config_dict[database_key]
        async with database.transaction() as connection:
            await add_entry(connection, database.cipher, actor_of(request), "leads.listed", leads=references)


@routes.get("/leads/export.csv", name="leads_export")
@needs("contact.read")
async def export(request: web.Request) -> web.StreamResponse:
    """The leads that the filters name, with contact details, as a file."""
    database, now = request.config_dict[database_key], time.time()
    promise = request.config_dict[settings_key].clinic.promise
    wanted = _wanted(request)
    async with database.transaction() as connection:
        names = {account.id: account.name for account in await all_accounts(connection)}
        await add_entry(connection, database.cipher, actor_of(request), "leads.exported", filters=_filters(wanted))
    response = web.StreamResponse(
        headers={
            "Content-Type": "text/csv; charset=utf-8",
            "Content-Disposition": f'attachment; filename="leads-{moment(now)[:10]}.csv"',
        }
    )
    await response.prepare(request)
    await response.write(csv_line(_COLUMNS).encode())
    fields = (*CONTACT_FIELDS, "summary")
    async for row, clear in decrypted_leads(database, wanted, promise.overdue_before(now), *fields):
        at = [moment(row.created_at), moment(promise.due_at(row.created_at))]
        first = moment(row.first_contact_at) if row.first_contact_at else ""
        is_late = _yes(is_overdue_row(row, promise.overdue_before(now)))
        facts = [row.reference, *at, row.status, _yes(row.urgent), is_late, first, names.get(row.assignee or 0, "")]
        await response.write(csv_line([*facts, *(clear[field] for field in fields), row.conversation_id]).encode())
    await response.write_eof()
    return response


def can_look_after(account: Account) -> bool:
    """Whether leads can be given to that member of staff."""
    return account.active and "leads.change" in PERMISSIONS_OF[account.role]


def is_overdue_row(row: LeadRow, overdue_before: float) -> bool:
    """Whether nobody has got in touch in time; only new leads wait."""
    return row.status == "new" and row.created_at < overdue_before


async def _rows(request: web.Request) -> dict[str, Any]:
    now, member, database = time.time(), request[staff_key], request.config_dict[database_key]
    cursor = Cursor.read(request.query.get("after", ""), now)
    promise = request.config_dict[settings_key].clinic.promise
    overdue_before = promise.overdue_before(cursor.at)
    fields = ("name",) if member.may("contact.read") else ()
    async with database.reading() as connection:
        found = await list_leads(
            connection,
            database.cipher,
            _wanted(request),
            overdue_before,
            *fields,
            after=cursor.after,
            limit=PAGE + 1,
        )
        counts = await count_leads(connection, promise.overdue_before(now))
        accounts = {account.id: account for account in await all_accounts(connection)}
        sent = await deliveries_of(connection, [row.id for row, _ in found[:PAGE]])
    following = cursor.following(found[PAGE - 1][0]) if len(found) > PAGE else None
    rows = [
        (row, is_overdue_row(row, overdue_before), promise.due_at(row.created_at), clear.get("name"))
        for row, clear in found[:PAGE]
    ]
    deliveries = {lead_id: lines_of(each) for lead_id, each in sent.items()}
    version = hashlib.sha256(repr((rows, deliveries, counts, following is None)).encode()).hexdigest()[:16]
    own = {"after": request.query["after"]} if cursor.after else {}
    return {
        "rows": rows,
        "deliveries": deliveries,
        "new": newly_shown(member.id, [(row.reference, row.version) for row, *_ in rows]),
        "counts": counts,
        "accounts": accounts,
        "version": version,
        "refreshed": False,
        "filters": filter_query(request.query),
        "poll": filter_query(request.query, **own, seen=version),
        "next": filter_query(request.query, after=following) if following else None,
        "is_first": cursor.after is None,
        "zone": promise.time_zone,
    }


def _wanted(request: web.Request) -> LeadFilter:
    return filter_of(request.query, request[staff_key].id, request.config_dict[settings_key].clinic.promise.time_zone)


def _filters(wanted: LeadFilter) -> dict[str, Any]:
    return {name: value for name, value in vars(wanted).items() if value not in (None, False)}


def _yes(value: bool) -> str:
    return "yes" if value else ""
