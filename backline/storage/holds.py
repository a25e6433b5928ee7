"""Legal holds: what must not be deleted, and why.

A hold on a lead keeps the conversation that it came from, and a hold on a conversation keeps its leads: one is evidence
of the other.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.crypto import Cipher
from backline.storage.tables import conversations, leads

Kind = Literal["conversation", "lead"]
_COLUMNS = {
    "conversation": (conversations, conversations.c.id),
    "lead": (leads, leads.c.reference),
}


@dataclass(frozen=True)
class Hold:
    """One hold.

    Attributes:
        kind: conversation or lead.
        id: the conversation's id or the lead's reference number.
        reason: in the words of who set it, redacted.
    """

    kind: Kind
    id: str
    reason: str


def conversation_is_held() -> Any:
    """The condition that a row of ``conversations`` is held, by itself or by a lead of it."""
    own_lead = sa.exists().where(leads.c.conversation_id == conversations.c.id, leads.c.hold_reason.is_not(None))
    return sa.or_(conversations.c.hold_reason.is_not(None), own_lead)


def lead_is_held() -> Any:
    """The condition that a row of ``leads`` is held, by itself or by its conversation."""
    source = sa.exists().where(conversations.c.id == leads.c.conversation_id, conversations.c.hold_reason.is_not(None))
    return sa.or_(leads.c.hold_reason.is_not(None), source)


async def set_hold(connection: AsyncConnection, kind: Kind, id_: str, reason: str | None) -> bool:
    """Hold a conversation or lead for ``reason`` (redacted), or lift the hold (None); False where there is none."""
    table, key = _COLUMNS[kind]
    changed = await connection.execute(table.update().where(key == id_).values(hold_reason=reason))
    return bool(changed.rowcount)


async def names_of(connection: AsyncConnection, cipher: Cipher, kind: Kind, id_: str) -> list[str]:
    """The names that a lead, or the leads of a conversation, were made under: what a reason must not spell out."""
    column = leads.c.reference if kind == "lead" else leads.c.conversation_id
    names = (await connection.execute(sa.select(leads.c.name).where(column == id_))).scalars()
    return [cipher.decrypt(name, "lead.name") for name in names]


async def all_holds(connection: AsyncConnection) -> list[Hold]:
    """Every hold there is."""
    return [hold for kind in ("conversation", "lead") for hold in await _holds(connection, kind, sa.true())]


async def holds_among(
    connection: AsyncConnection, conversation_ids: Collection[str], references: Collection[str]
) -> list[Hold]:
    """The holds on these conversations and leads."""
    return [
        *await _holds(connection, "conversation", conversations.c.id.in_(conversation_ids)),
        *await _holds(connection, "lead", leads.c.reference.in_(references)),
    ]


async def _holds(connection: AsyncConnection, kind: Any, condition: Any) -> list[Hold]:
    table, key = _COLUMNS[kind]
    reason = table.c.hold_reason
    query = sa.select(key, reason).where(reason.is_not(None), condition).order_by(key)
    return [Hold(kind, *row) for row in await connection.execute(query)]
