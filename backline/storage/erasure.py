"""Erasing one person: in the tables, in the search index, in the write-ahead log and in free pages.

What stays is the proof (how many rows of which table) and the audit log, which names conversations and leads by their
ids; without them nobody could show that a certain request was erased. These lead nowhere any more: they are random, or,
on messaging channels, made of the person's id there with the secret key. The hashed ids of such messages also stay for
two weeks, so that one that a platform sends again is not taken for a new one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.audit import Actor, add_entry
from backline.storage.compaction import Compaction, compact
from backline.storage.database import Database
from backline.storage.deletion import Proof, delete_conversations, delete_corrections, delete_leads
from backline.storage.holds import Hold, holds_among
from backline.storage.persons import Person


class Held(RuntimeError):
    """Something of the person is under a legal hold, so nothing was deleted."""

    def __init__(self, holds: list[Hold]) -> None:
        """Say which."""
        names = ", ".join(f"{hold.kind} {hold.id}" for hold in holds)
        super().__init__(f"Nothing was deleted: there is a legal hold on {names}. Lift it first.")


@dataclass(frozen=True)
class Erased:
    """What was deleted, by table, and what was cleared away afterwards."""

    counts: Counter[str]
    compaction: Compaction


async def erase(
    database: Database,
    person: Person,
    actor: Actor,
    *,
    vacuum: bool = True,
    also: Callable[[AsyncConnection], Awaitable[None]] | None = None,
) -> Erased:
    """Delete everything of ``person``, for good.

    ``vacuum``: also write the database's file anew, which keeps writers waiting for a second or two; without it
    this is done by the next purge that deletes something. ``also``: does what belongs to it, in its transaction.

    Raises:
        Held: there is a legal hold; nothing was deleted.
    """
    async with database.transaction() as connection:
        holds = await holds_among(connection, person.conversations, person.references)
        if holds:
            raise Held(holds)
        counts = await delete_leads(connection, person.lead_ids)
        counts += await delete_conversations(connection, person.conversations)
        counts += await delete_corrections(connection, person.conversations)
        await Proof("request", actor.id).add(connection, counts)
        named = {"conversations": list(person.conversations), "leads": list(person.references)}
        await add_entry(connection, database.cipher, actor, "person.erased", person.name, **named)
        if also is not None:
            await also(connection)
    return Erased(counts, await compact(database, vacuum=vacuum))
