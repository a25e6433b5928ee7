"""Contact requests ("leads") on disk."""

from __future__ import annotations

import time
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.crypto import Cipher
from backline.storage.lead_deliveries import add_deliveries
from backline.storage.tables import conversations, leads

STATES = ("new", "called", "booked", "closed", "lost")


@dataclass(frozen=True)
class Lead:
    """A person who asked the clinic to get in touch.

    Attributes:
        reference: what the person was given, such as ``BL-7KQ4-M2``.
        source: ``chat`` or ``page``.
        form_key: the key of the page's form, so that a form sent twice is kept once.
        name, phone, email, reach, reason: as validated by ``backline.contact``; phone is E.164. One of phone and
            email is given.
        summary: what the clinic should know, one fact a line.
        consent_version, consent_at: the consent text agreed to, and when (seconds since 1970).
        urgent: a warning sign or a sudden worsening was named.
        deliver_to: where it is sent, of ``lead_deliveries.DESTINATIONS``; of use when it is written.
    """

    reference: str
    source: str
    name: str
    phone: str | None
    email: str | None
    reach: str
    reason: str
    summary: str
    consent_version: str
    consent_at: float
    urgent: bool = False
    conversation_id: str | None = None
    status: str = "new"
    form_key: str | None = None
    deliver_to: tuple[str, ...] = ()


_ENCRYPTED = ("name", "phone", "email", "reach", "reason", "summary")


async def insert_lead(connection: AsyncConnection, cipher: Cipher, lead: Lead) -> None:
    """Write ``lead``, and what is to be sent to the clinic about it, in the caller's transaction."""
    now = time.time()
    fields = {
        field: None if value is None else cipher.encrypt(value, f"lead.{field}")
        for field in _ENCRYPTED
        for value in (getattr(lead, field),)
    }
    made = await connection.execute(
        leads.insert().values(
            reference=lead.reference,
            conversation_id=lead.conversation_id,
            source=lead.source,
            status=lead.status,
            urgent=lead.urgent,
            consent_version=lead.consent_version,
            consent_at=lead.consent_at,
            form_key=lead.form_key,
            created_at=now,
            **fields,
        )
    )
    await add_deliveries(connection, made.inserted_primary_key[0], lead.deliver_to, now)


async def find_reference(connection: AsyncConnection, form_key: str) -> str | None:
    """The reference of the lead that a form with this key made; None where it made none yet."""
    found: str | None = (
        await connection.execute(sa.select(leads.c.reference).where(leads.c.form_key == form_key))
    ).scalar()
    return found


async def find_lead(connection: AsyncConnection, cipher: Cipher, reference: str) -> Lead | None:
    """The lead with that reference number, decrypted."""
    row = (await connection.execute(sa.select(leads).where(leads.c.reference == reference))).mappings().first()
    if row is None:
        return None
    fields = {
        field: None if row[field] is None else cipher.decrypt(row[field], f"lead.{field}") for field in _ENCRYPTED
    }
    plain = (
        "reference",
        "conversation_id",
        "source",
        "status",
        "urgent",
        "consent_version",
        "consent_at",
        "form_key",
    )
    return Lead(**{name: row[name] for name in plain}, **fields)  # type: ignore[arg-type]


async def origin_of(connection: AsyncConnection, reference: str) -> tuple[float, str | None] | None:
    """When the lead was made (seconds since 1970), and on which channel.

    The channel is None where there was no conversation, or it is deleted; all is None where there is no such lead.
    """
    joined = leads.outerjoin(conversations, conversations.c.id == leads.c.conversation_id)
    query = sa.select(leads.c.created_at, conversations.c.channel).select_from(joined)
    row = (await connection.execute(query.where(leads.c.reference == reference))).first()
    return None if row is None else (row.created_at, row.channel)
