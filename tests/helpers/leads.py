"""Leads for tests of the console."""

from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa

from backline.contact import new_reference
from backline.storage.conversations import StoredMessage, TurnRecord, save_turn
from backline.storage.database import Database
from backline.storage.leads import Lead, insert_lead
from backline.storage.staff_tables import audit
from backline.storage.tables import leads


async def add_lead(database: Database, *, age: float = 0.0, columns: dict[str, Any] | None = None, **more: Any) -> str:
    """A lead made ``age`` seconds ago, with ``columns`` of its row and fields of ``Lead``; returns its reference."""
    now = time.time()
    fields: dict[str, Any] = {
        "reference": new_reference(),
        "source": "chat",
        "name": "Wanda Quill",
        "phone": "+14155550134",
        "email": None,
        "reach": "mornings",
        "reason": "leg pain when walking",
        "summary": 'Warning signs: none named\nIn their own words: "call me on 415 555 0177"',
        "consent_version": "1",
        "consent_at": now,
        **more,
    }
    async with database.transaction() as connection:
        await insert_lead(connection, database.cipher, Lead(**fields))
        await connection.execute(
            leads.update()
            .where(leads.c.reference == fields["reference"])
            .values(created_at=now - age, **(columns or {}))
        )
    return str(fields["reference"])


async def add_conversation(database: Database, conversation_id: str, text: str = "my back hurts") -> None:
    """A conversation of one turn."""
    messages = [
        StoredMessage(0, sender, {"text": said}, said, time.time()) for sender, said in (("user", text), ("bot", "hi"))
    ]
    record = TurnRecord(
        conversation_id, "test", f"{conversation_id}-m", messages=messages, events=[{"event": "user", "text": text}]
    )
    async with database.transaction() as connection:
        await save_turn(connection, database.cipher, record)


async def lead_row(database: Database, reference: str) -> Any:
    """The lead's row as it is in the table."""
    async with database.reading() as connection:
        return (await connection.execute(sa.select(leads).where(leads.c.reference == reference))).mappings().one()


async def audited(database: Database, action: str) -> list[Any]:
    """The entries of the audit log about ``action``, oldest first."""
    async with database.reading() as connection:
        query = sa.select(audit).where(audit.c.action == action).order_by(audit.c.id)
        return list((await connection.execute(query)).mappings())
