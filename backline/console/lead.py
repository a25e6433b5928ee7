"""One lead: what the person told, whom to call, what was done, and the buttons for it."""

from __future__ import annotations

import time
from typing import Any

import phonenumbers
from aiohttp import web

from backline.console.guard import actor_of
from backline.console.keys import staff_key
from backline.console.lead_delivery import can_be_sent_again, lines_of
from backline.console.leads import CONTACT_FIELDS, can_look_after, is_overdue_row
from backline.console.pages import render
from backline.console.permissions import needs
from backline.storage.audit import add_entry
from backline.storage.lead_changes import LeadChanged, assign, change_state, history_of
from backline.storage.lead_deliveries import deliveries_of
from backline.storage.lead_list import open_lead
from backline.storage.leads import STATES
from backline.storage.redaction import redact
from backline.storage.staff import all_accounts
from backline.web.keys import database_key, settings_key

MAX_NOTE = 2000
_ACTIONS = {
    "new": ("Put back to new", "w"),
    "called": ("Called", "c"),
    "booked": ("Booked", "b"),
    "closed": ("Closed", "x"),
    "lost": ("Lost", "l"),
}
_CHANGED = (
    "Somebody changed this lead while you had it open. This is how it stands now; nothing of yours was saved yet."
)
_TOO_LONG = f"The note is too long: at most {MAX_NOTE} characters. Nothing was saved yet."
_PATH = "/leads/{reference:BL-[0-9A-Z-]{1,12}}"
routes = web.RouteTableDef()


@routes.get(_PATH, name="lead")
@needs("leads.read")
async def show(request: web.Request) -> web.Response:
    """The lead; contact details, reason and notes only for who may read them."""
    return await _page(request)


@routes.post(_PATH + "/state")
@needs("leads.change")
async def set_state(request: web.Request) -> web.Response:
    """Change the state, or only add a note where ``state`` is the one it has."""
    sent = await request.post()
    state, note = str(sent.get("state", "")), str(sent.get("note", "")).replace("\r\n", "\n").strip()
    if state not in STATES:
        raise web.HTTPBadRequest
    if len(note) > MAX_NOTE:
        return await _page(request, problem=_TOO_LONG, note=note, status=422)
    reference, version = request.match_info["reference"], _version(sent.get("version"))
    database, actor = request.config_dict[database_key], actor_of(request)
    try:
        async with database.transaction() as connection:
            assert actor.id is not None
            await change_state(connection, database.cipher, reference, version, actor.id, state, note)
            details = {"state": state, "note": bool(note)}
            await add_entry(connection, database.cipher, actor, "lead.changed", reference, **details)
    except LeadChanged:
        return await _page(request, problem=_CHANGED, note=note, status=409)
    raise web.HTTPSeeOther(f"/staff/leads/{reference}")


@routes.post(_PATH + "/assignee")
@needs("leads.change")
async def set_assignee(request: web.Request) -> web.Response:
    """Give the lead to a member of staff, or to nobody."""
    sent = await request.post()
    reference, version = request.match_info["reference"], _version(sent.get("version"))
    database, actor = request.config_dict[database_key], actor_of(request)
    chosen = str(sent.get("assignee", ""))
    try:
        async with database.transaction() as connection:
            can = {str(account.id): account.id for account in await all_accounts(connection) if can_look_after(account)}
            if chosen and chosen not in can:
                raise web.HTTPBadRequest
            await assign(connection, reference, version, can.get(chosen))
            await add_entry(connection, database.cipher, actor, "lead.assigned", reference, assignee=can.get(chosen))
    except LeadChanged:
        return await _page(request, problem=_CHANGED, status=409)
    raise web.HTTPSeeOther(f"/staff/leads/{reference}")


async def _page(request: web.Request, *, problem: str = "", note: str = "", status: int = 200) -> web.Response:
    database, member, clinic = (
        request.config_dict[database_key],
        request[staff_key],
        request.config_dict[settings_key].clinic,
    )
    reference, with_contact = request.match_info["reference"], member.may("contact.read")
    overdue_before = clinic.promise.overdue_before(time.time())
    fields = (*CONTACT_FIELDS, "summary") if with_contact else ("summary",)
    async with database.transaction() as connection:
        found = await open_lead(connection, database.cipher, reference, overdue_before, *fields)
        if found is None:
            raise web.HTTPNotFound
        lead, clear = found
        history = await history_of(connection, database.cipher, lead.id, with_notes=with_contact)
        accounts = await all_accounts(connection)
        deliveries = (await deliveries_of(connection, [lead.id]))[lead.id]
        # In the transaction that reads: what can't be written down is not shown.
        await add_entry(connection, database.cipher, actor_of(request), "lead.read", reference, contact=with_contact)
    context: dict[str, Any] = {
        "lead": lead,
        "is_overdue": is_overdue_row(lead, overdue_before),
        "due_at": clinic.promise.due_at(lead.created_at),
        "contact": _contact(clear, clinic.region) if with_contact else None,
        "summary": _summary(clear["summary"], clinic.region, masked=not with_contact),
        "history": history,
        "deliveries": lines_of(deliveries),
        "can_send_again": can_be_sent_again(deliveries, request.config_dict[settings_key].lead_delivery.destinations),
        "accounts": {account.id: account for account in accounts},
        "staff_members": [account for account in accounts if can_look_after(account)],
        "actions": {state: action for state, action in _ACTIONS.items() if state != lead.status},
        "problem": problem,
        "note": note,
        "max_note": MAX_NOTE,
    }
    return render(request, "leads/page.html", context, status=status)


def _contact(clear: dict[str, str], region: str) -> dict[str, str]:
    return {**{name: clear[name] for name in CONTACT_FIELDS}, "phone_shown": _as_dialled(clear["phone"], region)}


def _as_dialled(phone: str, region: str) -> str:
    """A number as people of the clinic's country write it: (415) 555-0134."""
    try:
        number = phonenumbers.parse(phone, region)
    except phonenumbers.NumberParseException:
        return phone
    at_home = number.country_code == phonenumbers.country_code_for_region(region)
    form = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, form))


def _summary(text: str, region: str, *, masked: bool) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    # It quotes the person, who may have named themselves.
    return [redact(line, region) for line in lines] if masked else lines


def _version(sent: object) -> int:
    text = str(sent)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise web.HTTPBadRequest
    return int(text)
