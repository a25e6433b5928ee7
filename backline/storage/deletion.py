"""Deleting conversations and leads with all that belongs to them, counted for the proof."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.channel_tables import arrivals, outbox, recipients
from backline.storage.review_tables import (
    corrections,
    deletions,
    feedback,
    lead_history,
    marks,
    notes,
    turns,
    wrong_answers,
)
from backline.storage.staff_tables import staff
from backline.storage.tables import conversations, events, inbox, leads, messages

# Texts in clear are overwritten in place before their rows go. SQLite zeroes what it frees, but as it joins half-empty
# pages it may leave a copy of a row that moved in the gap of a page.
_CLEAR = (messages.c.text, notes.c.text, feedback.c.comment, wrong_answers.c.reason)

# What goes with a conversation: the database deletes it through the foreign keys.
_WITH_CONVERSATION = (messages, events, inbox, turns, marks, notes, feedback, wrong_answers)


@dataclass
class Proof:
    """The proof of one deletion: a row of ``deletions`` that grows with every batch, in the batch's transaction.

    Attributes:
        cause: ``retention`` or ``request``.
        staff_id: who asked for it; None where it was the system.
        counts: rows deleted so far, by table.
    """

    cause: str
    staff_id: int | None = None
    counts: Counter[str] = field(default_factory=Counter)
    _row: int | None = None

    async def add(self, connection: AsyncConnection, counts: Counter[str]) -> None:
        """Write down what the transaction of ``connection`` deletes; nothing is written for nothing."""
        if not counts.total():
            return
        self.counts += counts
        text = json.dumps(dict(self.counts), sort_keys=True)
        if self._row is None:
            row = {"at": time.time(), "cause": self.cause, "staff_id": self.staff_id, "counts": text}
            self._row = (await connection.execute(deletions.insert().values(**row))).inserted_primary_key[0]
        else:
            await connection.execute(deletions.update().where(deletions.c.id == self._row).values(counts=text))


@dataclass(frozen=True)
class Deletion:
    """A proof as it is kept: when (seconds since 1970), why, who asked (empty: the system), rows by table."""

    at: float
    cause: str
    staff_name: str
    counts: dict[str, int]


async def delete_conversations(connection: AsyncConnection, ids: Collection[str]) -> Counter[str]:
    """Delete conversations with everything that belongs to them; their leads stay. Returns rows by table."""
    counts = await count_conversations(connection, ids)
    for column in _CLEAR:
        await _overwrite(connection, column, column.table.c.conversation_id.in_(ids))
    await _delete_messaging(connection, ids)
    await connection.execute(conversations.delete().where(conversations.c.id.in_(ids)))
    return counts


async def _delete_messaging(connection: AsyncConnection, ids: Collection[str]) -> None:
    """Forget where the person can be written to, and what was to be sent or dealt with.

    The hashed ids of messages stay for a while, so that one that a platform sends again is not taken for a new one.
    What came meanwhile and waits is dealt with as the first words of somebody new.
    """
    for table in (outbox, recipients):
        await connection.execute(table.delete().where(table.c.conversation_id.in_(ids)))
    await connection.execute(
        arrivals.update()
        .where(arrivals.c.conversation_id.in_(ids), arrivals.c.state != "waiting")
        .values(
            conversation_id="", content=None, state="done", done_at=sa.func.coalesce(arrivals.c.done_at, time.time())
        )
    )


async def delete_leads(connection: AsyncConnection, ids: Collection[int]) -> Counter[str]:
    """Delete leads with their history. Returns rows by table."""
    counts = await count_leads(connection, ids)
    await connection.execute(leads.delete().where(leads.c.id.in_(ids)))
    return counts


async def delete_corrections(connection: AsyncConnection, conversation_ids: Collection[str]) -> Counter[str]:
    """Delete the training examples made of these conversations. Returns rows by table."""
    theirs = corrections.c.conversation_id.in_(conversation_ids)
    await _overwrite(connection, corrections.c.text, theirs)
    deleted = await connection.execute(corrections.delete().where(theirs))
    return Counter({"corrections": deleted.rowcount})


async def count_conversations(connection: AsyncConnection, ids: Collection[str]) -> Counter[str]:
    """How many rows :func:`delete_conversations` would delete, by table."""
    counts = Counter({"conversations": await _count(connection, conversations.c.id, ids)})
    for table in _WITH_CONVERSATION:
        counts[table.name] = await _count(connection, table.c.conversation_id, ids)
    return counts


async def count_leads(connection: AsyncConnection, ids: Collection[int]) -> Counter[str]:
    """How many rows :func:`delete_leads` would delete, by table."""
    return Counter(
        {
            "leads": await _count(connection, leads.c.id, ids),
            "lead_history": await _count(connection, lead_history.c.lead_id, ids),
        }
    )


async def last_deletions(connection: AsyncConnection, limit: int = 100) -> list[Deletion]:
    """The newest proofs, newest first."""
    own = deletions.c
    query = (
        sa.select(own.at, own.cause, staff.c.name, own.counts)
        .select_from(deletions.outerjoin(staff, staff.c.id == own.staff_id))
        .order_by(own.id.desc())
        .limit(limit)
    )
    return [
        Deletion(row.at, row.cause, row.name or "", json.loads(row.counts)) for row in await connection.execute(query)
    ]


async def _overwrite(connection: AsyncConnection, column: sa.Column, rows: sa.sql.ColumnElement[bool]) -> None:
    if connection.dialect.name == "sqlite":
        # As many zeros as there were bytes: then the row is written where it stands.
        size = sa.func.length(sa.cast(column, sa.LargeBinary))
        zeros = sa.func.substr(sa.func.hex(sa.func.zeroblob(size)), 1, size)
        await connection.execute(column.table.update().where(rows).values({column: zeros}))


async def _count(connection: AsyncConnection, column: sa.Column, values: Collection[object]) -> int:
    query = sa.select(sa.func.count()).where(column.in_(values))
    return int((await connection.execute(query)).scalar_one())
