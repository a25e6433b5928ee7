"""Whoever sees something of a transcript or a contact request leaves an entry, on every route there is."""

from __future__ import annotations

import asyncio
import re

import pytest
import sqlalchemy as sa

from backline.console.app import init_console
from backline.console.permissions import access_of
from backline.storage.database import Database
from backline.storage.review_tables import turns
from backline.storage.staff_tables import audit
from backline.storage.tables import messages
from tests.console.test_conversation_list import chat, found, new_word
from tests.helpers.leads import add_lead
from tests.helpers.site import Browser
from tests.helpers.staff import StaffClient

pytestmark = pytest.mark.asyncio(loop_scope="session")

_READ = {"transcripts.read", "transcripts.export", "leads.read", "contact.read", "learning.edit"}
# They show a number, the name of a conversation, or a form, and nothing of what was said.
_SHOWS_NOTHING = {"/conversations/count", "/live", "/export"}


def routes_that_show() -> list[str]:
    console = init_console(lambda path: path)
    return [
        route.resource.canonical
        for route in console.router.routes()
        if route.method == "GET"
        and route.resource is not None
        and getattr(access_of(route.handler), "permission", None) in _READ
        and route.resource.canonical not in _SHOWS_NOTHING
    ]


async def last_id(database: Database) -> int:
    async with database.reading() as connection:
        return int((await connection.execute(sa.select(sa.func.max(audit.c.id)))).scalar() or 0)


def test_there_are_such_routes() -> None:
    assert len(routes_that_show()) >= 12


@pytest.mark.parametrize("route", routes_that_show())
async def test_the_route_is_written_down(
    route: str, patient: Browser, admin: StaffClient, console_database: Database
) -> None:
    word = new_word("bittern")
    await chat(patient, f"hello {word}", f"gravity boots {word}")
    (own,) = await found(admin, f"q={word}")
    reference = await add_lead(console_database, conversation_id=own)
    async with console_database.transaction() as connection:
        own_turns = turns.update().where(turns.c.conversation_id == own, turns.c.turn == 2)
        await connection.execute(own_turns.values(fallback=True, intent="nlu_fallback", confidence=0.3))
        unclear = sa.and_(turns.c.conversation_id == messages.c.conversation_id, turns.c.turn == messages.c.turn)
        query = (
            sa.select(messages.c.id)
            .select_from(messages.join(turns, unclear))
            .where(messages.c.conversation_id == own, messages.c.sender == "user")
            .order_by(messages.c.id)
        )
        message = (await connection.execute(query)).scalars().first()
    learning = route.startswith("/learning")
    path = (
        route.replace("{turn}", "1")
        .replace("{reference}", reference)
        .replace("{id}", str(message) if learning else own)
    )
    assert not re.search(r"[{}]", path), f"a placeholder of {route} is not known here"
    if route == "/learning/corrections":
        await admin.post(f"/staff/learning/messages/{message}", {"intent": "greet", "text": "hello there you"})
    # Pages that refresh themselves are written down with what is new on them.
    await patient.say("thank you")
    before = await last_id(console_database)
    for _ in range(60):
        response = await admin.get(f"/staff{path}")
        assert response.status == 200, path
        # The queue reads messages in the background at first, and shows none of them meanwhile.
        if route != "/learning" or 'name="message"' in await response.text():
            break
        await asyncio.sleep(0.5)
    assert await last_id(console_database) > before, f"{path} is not written down"
