"""What staff do with a lead: its state, who looks after it, and the history of both."""

from __future__ import annotations

import time
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.crypto import Cipher
from backline.storage.leads import STATES
from backline.storage.review_tables import lead_history
from backline.storage.staff_tables import staff
from backline.storage.tables import leads

_NOTE = "lead.note"


class LeadChanged(RuntimeError):
    """Somebody else changed the lead meanwhile, or it is gone; nothing was written."""


@dataclass(frozen=True)
class HistoryEntry:
    """One line of a lead's history.

    Attributes:
        at: seconds since 1970.
        staff_name: empty where the account is gone.
        status: the lead's state from then on.
        note: what was noted; None where there is none, or where notes were not asked for.
        has_note: whether there is one.
    """

    at: float
    staff_name: str
    status: str
    note: str | None
    has_note: bool


async def change_state(
    connection: AsyncConnection, cipher: Cipher, reference: str, version: int, staff_id: int, state: str, note: str
) -> None:
    """Set a lead's state, which may be the one it has, and note why.

    The first change away from new is when the clinic got in touch; put back to new, nobody has.

    Args:
        connection: a transaction that writes.
        cipher: for the note.
        reference: the lead's.
        version: the lead's version that was looked at.
        staff_id: who changes it.
        state: one of ``STATES``.
        note: may name people; empty for none.

    Raises:
        LeadChanged: the lead has another version by now.
        ValueError: there is no such state.
    """
    if state not in STATES:
        raise ValueError(state)
    now = time.time()
    first = None if state == "new" else sa.func.coalesce(leads.c.first_contact_at, now)
    await _update(connection, reference, version, status=state, first_contact_at=first)
    lead_id = (await connection.execute(sa.select(leads.c.id).where(leads.c.reference == reference))).scalar_one()
    sealed = cipher.encrypt(note, _NOTE) if note else None
    await connection.execute(
        lead_history.insert().values(lead_id=lead_id, staff_id=staff_id, at=now, status=state, note=sealed)
    )


async def assign(connection: AsyncConnection, reference: str, version: int, assignee: int | None) -> None:
    """Give a lead to a member of staff, or to nobody (None).

    Raises:
        LeadChanged: the lead has another version by now.
    """
    await _update(connection, reference, version, assignee=assignee)


async def history_of(
    connection: AsyncConnection, cipher: Cipher, lead_id: int, *, with_notes: bool
) -> list[HistoryEntry]:
    """A lead's history, newest first; the notes are decrypted only ``with_notes``."""
    own = lead_history.c
    query = (
        sa.select(own.at, own.status, own.note, staff.c.name)
        .select_from(lead_history.outerjoin(staff, staff.c.id == own.staff_id))
        .where(own.lead_id == lead_id)
        .order_by(own.id.desc())
    )
    return [
        HistoryEntry(
            at=row.at,
            staff_name=row.name or "",
            status=row.status,
            note=cipher.decrypt(row.note, _NOTE) if with_notes and row.note else None,
            has_note=row.note is not None,
        )
        for row in await connection.execute(query)
    ]


async def _update(connection: AsyncConnection, reference: str, version: int, **values: object) -> None:
    changed = await connection.execute(
        leads.update()
        .where(leads.c.reference == reference, leads.c.version == version)
        .values(**values, version=version + 1)
    )
    if changed.rowcount == 0:
        raise LeadChanged(reference)
