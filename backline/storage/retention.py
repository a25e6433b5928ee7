"""Deleting what has been kept long enough."""

from __future__ import annotations

import time
from dataclasses import dataclass

from backline.settings import Retention
from backline.storage.database import Database
from backline.storage.tables import conversations, leads

_DAY = 24 * 60 * 60
_MONTH = 30.44 * _DAY


@dataclass(frozen=True)
class Purged:
    """How many conversations and leads were deleted."""

    conversations: int
    leads: int


async def purge(database: Database, retention: Retention, now: float | None = None) -> Purged:
    """Delete conversations and leads older than ``retention`` says, with everything that belongs to them.

    A conversation's age counts from its last message, a lead's from the day it was made.
    """
    now = time.time() if now is None else now
    async with database.transaction() as connection:
        old = await connection.execute(
            conversations.delete().where(conversations.c.updated_at < now - retention.transcript_days * _DAY)
        )
        old_leads = await connection.execute(
            leads.delete().where(leads.c.created_at < now - retention.lead_months * _MONTH)
        )
    return Purged(conversations=old.rowcount, leads=old_leads.rowcount)
