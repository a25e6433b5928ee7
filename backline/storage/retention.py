"""Deleting what has been kept long enough."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.settings import Retention
from backline.storage.arrivals import drop_old
from backline.storage.compaction import Compaction, compact, empty_log
from backline.storage.database import Database
from backline.storage.deletion import Proof, delete_conversations, delete_leads
from backline.storage.holds import conversation_is_held, lead_is_held
from backline.storage.outbox import drop_old_calls
from backline.storage.recipients import drop_old_recipients
from backline.storage.staff import ABSOLUTE_SECONDS, IDLE_SECONDS
from backline.storage.staff_tables import sign_in_failures, staff_links, staff_sessions
from backline.storage.tables import conversations, leads, meta

_DAY = 24 * 60 * 60
_MONTH = 30.44 * _DAY
# Deleted in one transaction: so many conversations, or so many of them that they have about so many messages.
_CONVERSATIONS = 200
_MESSAGES = 1500
_LEADS = 500
# Turns write between two batches.
_PAUSE_SECONDS = 0.05
_LAST = "last_purge"
# What came before somebody agreed that it is kept waits for their answer so long.
_HELD_SECONDS = 24 * 60 * 60.0
# Platforms are known to send a message again for up to a week.
_KNOWN_SECONDS = 14 * _DAY


@dataclass(frozen=True)
class Purged:
    """What was deleted.

    Attributes:
        counts: rows by table.
        compaction: what was cleared away afterwards.
    """

    counts: Counter[str]
    compaction: Compaction

    @property
    def conversations(self) -> int:
        """How many conversations."""
        return self.counts["conversations"]

    @property
    def leads(self) -> int:
        """How many leads."""
        return self.counts["leads"]


async def purge(database: Database, retention: Retention, now: float | None = None) -> Purged:
    """Delete conversations and leads older than ``retention`` says, with everything that belongs to them.

    A conversation's age counts from its last message, a lead's from the day it was made. What is under a legal hold
    stays, and so do training examples. Failed sign-ins, ended sessions and links that can't be used any more go too.
    """
    now = time.time() if now is None else now
    proof = Proof("retention")
    await _in_batches(database, proof, lambda c: _old_conversations(c, now - retention.transcript_days * _DAY))
    await _in_batches(database, proof, lambda c: _old_leads(c, now - retention.lead_months * _MONTH))
    async with database.transaction() as connection:
        await _forget_sign_ins(connection, now)
        await drop_old(connection, held_before=now - _HELD_SECONDS, done_before=now - _KNOWN_SECONDS)
        await drop_old_calls(connection, now - _KNOWN_SECONDS)
        await drop_old_recipients(connection, now - retention.transcript_days * _DAY)
        await _note_time(connection, now)
    # Also where nothing was deleted: an erasure before may have found the log in use.
    compaction = await compact(database, vacuum=True) if proof.counts else Compaction(await empty_log(database))
    return Purged(proof.counts, compaction)


async def last_purge(connection: AsyncConnection) -> float | None:
    """When the last purge ran (seconds since 1970); None where none has."""
    value = (await connection.execute(sa.select(meta.c.value).where(meta.c.name == _LAST))).scalar()
    return None if value is None else float(value.decode())


async def _in_batches(
    database: Database, proof: Proof, delete_some: Callable[[AsyncConnection], Awaitable[Counter[str]]]
) -> None:
    while True:
        async with database.transaction() as connection:
            counts = await delete_some(connection)
            await proof.add(connection, counts)
        if not counts.total():
            return
        await asyncio.sleep(_PAUSE_SECONDS)


async def _old_conversations(connection: AsyncConnection, before: float) -> Counter[str]:
    query = (
        sa.select(conversations.c.id, conversations.c.messages)
        .where(conversations.c.updated_at < before, sa.not_(conversation_is_held()))
        .order_by(conversations.c.updated_at)
        .limit(_CONVERSATIONS)
    )
    ids: list[str] = []
    room = _MESSAGES
    for row in await connection.execute(query):
        if ids and row.messages > room:
            break
        ids.append(row.id)
        room -= row.messages
    return await delete_conversations(connection, ids) if ids else Counter()


async def _old_leads(connection: AsyncConnection, before: float) -> Counter[str]:
    query = sa.select(leads.c.id).where(leads.c.created_at < before, sa.not_(lead_is_held())).limit(_LEADS)
    ids = (await connection.execute(query)).scalars().all()
    return await delete_leads(connection, ids) if ids else Counter()


async def _forget_sign_ins(connection: AsyncConnection, now: float) -> None:
    await connection.execute(sign_in_failures.delete().where(sign_in_failures.c.at < now - _DAY))
    ended = sa.or_(staff_sessions.c.created_at < now - ABSOLUTE_SECONDS, staff_sessions.c.seen_at < now - IDLE_SECONDS)
    await connection.execute(staff_sessions.delete().where(ended))
    await connection.execute(staff_links.delete().where(staff_links.c.expires_at < now))


async def _note_time(connection: AsyncConnection, now: float) -> None:
    value = repr(now).encode()
    changed = await connection.execute(meta.update().where(meta.c.name == _LAST).values(value=value))
    if changed.rowcount == 0:
        await connection.execute(meta.insert().values(name=_LAST, value=value))
