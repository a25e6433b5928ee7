"""The commands that delete data, with the database they leave."""

from __future__ import annotations

import time

import pytest
import sqlalchemy as sa

from backline.data_commands import NotErased, erase_person, is_confirmed, purge_now
from backline.settings import Settings
from backline.storage.database import Database
from backline.storage.erasure import Held
from backline.storage.holds import set_hold
from backline.storage.tables import conversations
from tests.helpers.leads import add_conversation, add_lead, audited


async def filled(settings: Settings) -> str:
    database = await Database.open(settings)
    await add_conversation(database, "c1")
    await add_conversation(database, "old")
    reference = await add_lead(database, conversation_id="c1")
    async with database.transaction() as connection:
        old = conversations.update().where(conversations.c.id == "old")
        await connection.execute(old.values(updated_at=time.time() - 31 * 86_400))
    await database.close()
    return reference


async def left(settings: Settings) -> set[str]:
    database = await Database.open(settings)
    async with database.reading() as connection:
        ids = set((await connection.execute(sa.select(conversations.c.id))).scalars())
    await database.close()
    return ids


async def test_purge_says_what_it_deleted(own_settings: Settings) -> None:
    await filled(own_settings)
    said = await purge_now(own_settings)
    assert said.startswith("Deleted 1 conversations, 2 messages")
    assert await left(own_settings) == {"c1"}
    assert await purge_now(own_settings) == "There was nothing to delete."


async def test_erase_asks_and_then_deletes(own_settings: Settings) -> None:
    reference = await filled(own_settings)
    asked: list[tuple[str, str]] = []

    def no(what: str, name: str) -> bool:
        asked.append((what, name))
        return False

    with pytest.raises(NotErased, match="Nothing was deleted"):
        await erase_person(own_settings, reference, no)
    assert asked[0][1] == reference
    assert "1 conversations" in asked[0][0]
    assert await left(own_settings) == {"c1", "old"}
    said = await erase_person(own_settings, "c1", lambda *_: True)
    assert said.startswith("Erased 1 leads, 1 conversations")
    assert await left(own_settings) == {"old"}
    database = await Database.open(own_settings)
    entry = (await audited(database, "person.erased"))[0]
    assert (entry["staff_name"], entry["object"]) == ("backline", reference)
    await database.close()


async def test_who_is_not_there_or_held_is_not_erased(own_settings: Settings) -> None:
    await filled(own_settings)
    for who, says in (("two words", "Give a reference number"), ("nobody", "Nothing is kept")):
        with pytest.raises(NotErased, match=says):
            await erase_person(own_settings, who, lambda *_: True)
    database = await Database.open(own_settings)
    async with database.transaction() as connection:
        await set_hold(connection, "conversation", "c1", "a letter")
    await database.close()
    with pytest.raises(Held, match="Lift it first"):
        await erase_person(own_settings, "c1", lambda *_: True)
    assert await left(own_settings) == {"c1", "old"}


def test_the_name_must_be_typed() -> None:
    assert is_confirmed(" blt9y9xk\n", "BL-T9Y9-XK")
    assert is_confirmed("web-1", "web-1")
    assert not is_confirmed("", "BL-T9Y9-XK")
    assert not is_confirmed("yes", "BL-T9Y9-XK")
