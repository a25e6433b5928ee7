"""The contact form as an ordinary page: works without JavaScript, takes over what the chat knows."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Any

import aiohttp_jinja2
import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from backline.assistant import resources
from backline.assistant.contact_told import is_urgent, reason_told, shown_lines
from backline.assistant.message_reader import read
from backline.assistant.slot_values import known_slots
from backline.care import Triage, triage
from backline.channels.session import is_same_origin
from backline.channels.view import conversation_of_contact_token
from backline.contact import (
    Invalid,
    Valid,
    new_reference,
    parse_email,
    parse_name,
    parse_phone,
    parse_reach,
    parse_reason,
    summarise,
)
from backline.contact.free_text import ANY_TIME
from backline.contact.summary import ALL, RED_FLAGS
from backline.metrics import count_page_lead
from backline.storage.leads import Lead, find_reference, insert_lead
from backline.web.keys import assistant_key, database_key, lead_dispatcher_key, settings_key

FIELDS = ("name", "phone", "email", "reach", "reason")
_CSRF = "contact form"
_CSRF_SECONDS = 12 * 60 * 60
_DONE = "contact done"
_NOT_SAID = "not said"

log = structlog.get_logger(__name__)
routes = web.RouteTableDef()


@dataclass(frozen=True)
class _Chat:
    """The conversation that the form takes over.

    Attributes:
        slots: what is known of it.
    """

    conversation_id: str
    slots: dict[str, Any]


@routes.get("/contact", name="contact")
async def show(request: web.Request) -> web.Response:
    """The form, prefilled from the chat where the address carries its token."""
    token = request.query.get("t", "")
    chat = await _chat(request, token)
    form = dict.fromkeys(FIELDS, "")
    if chat is not None:
        details = chat.slots.get("contact_details") or {}
        form["name"] = chat.slots.get("contact_name", "")
        form["phone"] = details.get("display", "") if details.get("kind") == "phone" else ""
        form["email"] = details.get("display", "") if details.get("kind") == "email" else ""
        form["reach"] = chat.slots.get("contact_reach", "")
        form["reason"] = chat.slots.get("contact_reason") or reason_told(chat.slots)
    return _form(request, form, {}, token, _is_urgent(chat), summary=_summary(chat))


@routes.post("/contact")
async def submit(request: web.Request) -> web.Response:
    """Check every field, keep the lead, and go on to the page with the reference number."""
    sent = await request.post()
    form = {name: str(sent.get(name, "")).strip() for name in FIELDS}
    token = str(sent.get("t", ""))
    chat = await _chat(request, token)
    form_key = _form_key(request, str(sent.get("csrf", "")))
    judged = _judge(form)
    urgent = _is_urgent(chat) or judged.tier is not None
    warning = _warning(judged.message_key)
    shown = _summary(chat)
    form["no_summary"] = str(sent.get("no_summary", ""))
    if not is_same_origin(request) or form_key is None:
        errors = {"form": "This page was open for too long. Please send it once more."}
        return _form(request, form, errors, token, urgent, warning=warning, summary=shown, status=403)
    values, errors = _validate(form, resources.clinic().region)
    if sent.get("consent") != "yes":
        errors["consent"] = "We can only keep and use your details if you agree. Please tick the box."
    if errors:
        return _form(request, form, errors, token, urgent, warning=warning, summary=shown, status=422)
    without_summary = sent.get("no_summary") == "yes"
    lead = _lead(values, chat, form_key, judged, urgent=urgent, without_summary=without_summary)
    database = request.app[database_key]
    try:
        async with database.transaction() as connection:
            reference = await find_reference(connection, form_key)
            if reference is None:
                await insert_lead(connection, database.cipher, lead)
                reference = lead.reference
        if reference == lead.reference:
            count_page_lead()
    except SQLAlchemyError:
        log.exception("lead not saved")
        phone = resources.clinic().phone
        errors = {"form": f"We could not save that. Please send it again, or call us at {phone}."}
        return _form(request, form, errors, token, urgent, warning=warning, summary=shown, status=503)
    request.app[lead_dispatcher_key].wake()
    sealed = database.cipher.seal(f"{reference}|{'urgent' if urgent else ''}|{judged.message_key or ''}", _DONE)
    raise web.HTTPSeeOther(f"/contact/done?r={sealed}")


@routes.get("/contact/done", name="contact_done")
async def done(request: web.Request) -> web.Response:
    """The reference number and what happens next; a warning sign in any field is answered first."""
    opened = request.app[database_key].cipher.open(request.query.get("r", ""), _DONE)
    if opened is None:
        raise web.HTTPSeeOther("/contact")
    reference, urgent, key = opened.split("|")
    clinic = resources.clinic()
    what_next = f"{clinic.name} will get in touch {clinic.callback_promise}."
    if urgent:
        # No promise of a day: nobody with a warning sign should wait for it.
        what_next = f"Your request is marked urgent. Do not wait for {clinic.name} to call if you get worse."
    context = {"reference": reference, "what_next": what_next, "warning": _warning(key)}
    return aiohttp_jinja2.render_template("contact_done.html", request, context)


async def _chat(request: web.Request, token: str) -> _Chat | None:
    conversation_id = conversation_of_contact_token(request.app[database_key].cipher, token) if token else None
    tracker = await request.app[assistant_key].tracker(conversation_id) if conversation_id else None
    return _Chat(tracker.sender_id, known_slots(tracker.current_slot_values())) if tracker is not None else None


def _is_urgent(chat: _Chat | None) -> bool:
    return chat is not None and is_urgent(chat.slots)


def _judge(form: dict[str, str]) -> Triage:
    """The warning signs in any field: people write them where there is room."""
    return triage([flag for text in form.values() for flag in read(text).red_flags])


def _warning(key: str | None) -> str:
    return resources.red_flag_replies().text(key, resources.clinic().words()) if key else ""


def _form(
    request: web.Request,
    form: dict[str, str],
    errors: dict[str, str],
    token: str,
    urgent: bool,
    *,
    warning: str = "",
    summary: list[str] | None = None,
    status: int = 200,
) -> web.Response:
    cipher = request.app[database_key].cipher
    key = _form_key(request, request.query.get("csrf", "")) or secrets.token_urlsafe(24)
    consent = resources.consent()
    words = request.app[settings_key].clinic.words()
    context: dict[str, Any] = {
        "form": form,
        "errors": errors,
        "csrf": cipher.seal(f"{int(time.time()) + _CSRF_SECONDS}|{key}", _CSRF),
        "token": token,
        "consent_text": consent.render(words).removesuffix(consent.question).strip(),
        "urgent": urgent,
        "warning": warning,
        "summary": summary or [],
    }
    return aiohttp_jinja2.render_template("contact.html", request, context, status=status)


def _form_key(request: web.Request, csrf: str) -> str | None:
    opened = request.app[database_key].cipher.open(csrf, _CSRF) if csrf else None
    until, _, key = (opened or "0|").partition("|")
    return key if opened is not None and int(until) >= time.time() else None


def _validate(form: dict[str, str], region: str) -> tuple[dict[str, str | None], dict[str, str]]:
    values: dict[str, str | None] = {"phone": None, "email": None}
    errors: dict[str, str] = {}
    results: dict[str, Any] = {
        "name": parse_name(form["name"]) if form["name"] else Invalid("Please tell us your name."),
        "reach": parse_reach(form["reach"]) if form["reach"] else Valid(ANY_TIME, ANY_TIME, "reach"),
        "reason": parse_reason(form["reason"]) if form["reason"] else Valid(_NOT_SAID, _NOT_SAID, "reason"),
    }
    if form["phone"]:
        results["phone"] = parse_phone(form["phone"], region)
    if form["email"]:
        results["email"] = parse_email(form["email"])
    if not form["phone"] and not form["email"]:
        errors["phone"] = "Please give a phone number or an e-mail address, so that we can reach you."
    for field, result in results.items():
        if isinstance(result, Invalid):
            errors[field] = result.message
        else:
            values[field] = result.value
    return values, errors


def _summary(chat: _Chat | None) -> list[str]:
    """What the clinic reads of the chat, just as it is shown on the page."""
    return [line.text for line in shown_lines(chat.slots)] if chat is not None else []


def _lead(
    values: dict[str, str | None],
    chat: _Chat | None,
    form_key: str,
    judged: Triage,
    *,
    urgent: bool,
    without_summary: bool,
) -> Lead:
    lines = _summary(chat)
    if lines and without_summary:
        lines = list(summarise({}, [ALL]))
    if judged.ids:
        signs = "; ".join(RED_FLAGS.get(flag, flag) for flag in judged.ids)
        lines.insert(0, f"WARNING SIGNS WRITTEN IN THE FORM: {signs}")
    return Lead(
        reference=new_reference(),
        conversation_id=chat.conversation_id if chat is not None else None,
        source="page",
        name=values["name"] or "",
        phone=values["phone"],
        email=values["email"],
        reach=values["reach"] or "",
        reason=values["reason"] or "",
        summary="\n".join(lines),
        consent_version=resources.consent().version,
        consent_at=time.time(),
        urgent=urgent,
        form_key=form_key,
        deliver_to=resources.clinic().lead_delivery.destinations,
    )
