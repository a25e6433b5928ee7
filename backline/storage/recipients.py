"""Who can be written to on a messaging channel, and whether they agreed to that."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.channel_tables import recipients
from backline.storage.crypto import Cipher
from backline.storage.tables import conversations


@dataclass(frozen=True)
class Recipient:
    """A person on a messaging channel.

    Attributes:
        address: what the channel needs to write to them; never shown.
        consent: ``new``, ``asked``, ``given`` or ``declined``; ``consent_at`` says since when (seconds since 1970),
            and ``consent_version`` which wording.
        stopped_at: since when they do not want to be written to.
        gone_at: since when the platform says that they can't be.
        asked_to_delete_at: when they asked for everything to be deleted, and were asked whether that is meant.
    """

    conversation_id: str
    channel: str
    address: Mapping[str, str]
    consent: str
    consent_version: str | None
    consent_at: float | None
    stopped_at: float | None
    gone_at: float | None
    asked_to_delete_at: float | None


async def keep_recipient(
    connection: AsyncConnection, cipher: Cipher, conversation_id: str, channel: str, address: Mapping[str, str]
) -> None:
    """Write down where the person can be written to; what is known of them otherwise stays."""
    now = time.time()
    sealed = cipher.encrypt(json.dumps(dict(address)), f"recipient:{conversation_id}")
    changed = await connection.execute(
        recipients.update().where(recipients.c.conversation_id == conversation_id).values(address=sealed, seen_at=now)
    )
    if changed.rowcount == 0:
        row = {"conversation_id": conversation_id, "channel": channel, "address": sealed, "consent": "new"}
        await connection.execute(recipients.insert().values(**row, created_at=now, seen_at=now))


async def load_recipient(connection: AsyncConnection, cipher: Cipher, conversation_id: str) -> Recipient | None:
    """The person of a conversation; None where there is none."""
    query = sa.select(recipients).where(recipients.c.conversation_id == conversation_id)
    row = (await connection.execute(query)).mappings().first()
    if row is None:
        return None
    names = ("conversation_id", "channel", "consent", "consent_version", "consent_at")
    more = ("stopped_at", "gone_at", "asked_to_delete_at")
    address = json.loads(cipher.decrypt(row["address"], f"recipient:{conversation_id}"))
    return Recipient(address=address, **{name: row[name] for name in (*names, *more)})


async def change_recipient(connection: AsyncConnection, conversation_id: str, **changes: Any) -> None:
    """Change what is known of a person: entries of :class:`Recipient` by name."""
    await connection.execute(
        recipients.update().where(recipients.c.conversation_id == conversation_id).values(**changes)
    )


async def drop_old_recipients(connection: AsyncConnection, before: float) -> None:
    """Forget who has not written since ``before`` (seconds since 1970), unless their conversation is kept."""
    kept = sa.exists().where(conversations.c.id == recipients.c.conversation_id)
    await connection.execute(recipients.delete().where(recipients.c.seen_at < before, sa.not_(kept)))
