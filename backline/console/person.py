"""One person's data: found, shown as an overview, handed out as a file, or erased everywhere."""

from __future__ import annotations

import json
import time

from aiohttp import web

from backline.assistant import resources
from backline.console.data import TABLES, page
from backline.console.guard import actor_of
from backline.console.keys import likeness_key
from backline.console.pages import moment, render
from backline.console.permissions import needs
from backline.contact.person_search import read_wanted
from backline.contact.reference import normal_reference
from backline.storage.audit import add_entry
from backline.storage.erasure import Erased, Held, erase
from backline.storage.person_export import export_person
from backline.storage.persons import Person, Wanted, find_person, overview
from backline.web.keys import assistant_key, database_key, feed_key, settings_key

_PURPOSE = "person"
_GOOD_FOR_SECONDS = 30 * 60
_UNREADABLE = (
    "That is neither a reference number nor a phone number, an e-mail address or a conversation's id. "
    "Please check it, and try again."
)
_NOTHING = "Nothing is kept of that person. Somebody who left no request can only be found by their conversation."
_TOO_OLD = "That took too long. Please look for the person again."
routes = web.RouteTableDef()


# Everything here is POST: what a person is looked for by must not stand in an address.
@routes.post("/data/person")
@needs("data.care")
async def find(request: web.Request) -> web.Response:
    """Look for a person, and show how much there is of them."""
    text = str((await request.post()).get("who", ""))[:320]
    wanted = read_wanted(text, request.config_dict[settings_key].clinic.region)
    if wanted is None:
        return await page(request, problem=_UNREADABLE, status=422)
    person = await find_person(request.config_dict[database_key], wanted)
    if person is None:
        return await page(request, problem=_NOTHING, status=404)
    return await _overview(request, wanted, person)


@routes.post("/data/person/export")
@needs("data.care")
async def export(request: web.Request) -> web.StreamResponse:
    """The person's data as a JSON file."""
    _, person = await _sent_person(request)
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        await add_entry(connection, database.cipher, actor_of(request), "person.exported", person.name)
    response = web.StreamResponse(
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "Content-Disposition": f'attachment; filename="data-of-{person.name}-{moment(time.time())[:10]}.json"',
        }
    )
    await response.prepare(request)
    async for piece in export_person(database, person):
        await response.write(piece.encode())
    await response.write_eof()
    return response


@routes.post("/data/person/erase")
@needs("data.care")
async def erase_person(request: web.Request) -> web.Response:
    """Erase the person, once the reference was typed again."""
    wanted, person = await _sent_person(request)
    typed = str((await request.post()).get("typed", "")).strip()
    if person.name not in (typed, normal_reference(typed)):
        problem = f"Nothing was deleted: to be sure, please type {person.name}."
        return await _overview(request, wanted, person, problem=problem, status=422)
    try:
        erased = await _erase(request, person)
    except Held as held:
        return await _overview(request, wanted, person, problem=str(held), status=409)
    raise web.HTTPSeeOther(f"/staff/data?erased={'yes' if erased.compaction.log_emptied else 'log'}")


async def _erase(request: web.Request, person: Person) -> Erased:
    feed = request.config_dict[feed_key]
    async with request.config_dict[assistant_key].held_back(person.conversations):
        erased = await erase(request.config_dict[database_key], person, actor_of(request))
        for conversation_id in person.conversations:
            feed.end(conversation_id)
        resources.forget_messages()
        request.config_dict[likeness_key].forget()
    return erased


async def _sent_person(request: web.Request) -> tuple[Wanted, Person]:
    """The person of the form's sealed field, looked for anew."""
    cipher = request.config_dict[database_key].cipher
    opened = cipher.open(str((await request.post()).get("person", "")), _PURPOSE)
    if opened is None:
        raise web.HTTPBadRequest
    until, kind, value = json.loads(opened)
    if until < time.time():
        raise web.HTTPBadRequest(text=_TOO_OLD)
    wanted = Wanted(kind, value)
    person = await find_person(request.config_dict[database_key], wanted)
    if person is None:
        raise web.HTTPNotFound(text=_NOTHING)
    return wanted, person


async def _overview(
    request: web.Request, wanted: Wanted, person: Person, *, problem: str = "", status: int = 200
) -> web.Response:
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        found = await overview(connection, database.cipher, person)
        await add_entry(connection, database.cipher, actor_of(request), "person.found", person.name, by=wanted.kind)
    sealed = database.cipher.seal(json.dumps([time.time() + _GOOD_FOR_SECONDS, wanted.kind, wanted.value]), _PURPOSE)
    context = {"person": person, "found": found, "sealed": sealed, "tables": TABLES, "problem": problem}
    return render(request, "data/person.html", context, status=status)
