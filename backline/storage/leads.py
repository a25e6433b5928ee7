"""Contact requests ("leads") on disk."""

from __future__ import annotations

import time
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.crypto import Cipher
from backline.storage.tables import leads

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


_ENCRYPTED = ("name", "phone", "email", "reach", "reason", "summary")


async def insert_lead(connection: AsyncConnection, cipher: Cipher, lead: Lead) -> None:
    """Write ``lead`` in the caller's transaction."""
    fields = {
        field: None if value is None else cipher.encrypt(value, f"lead.{field}")
        for field in _ENCRYPTED
        for value in (getattr(lead, field),)
    }
    await connection.execute(
        leads.insert().values(
            reference=lead.reference,
            conversation_id=lead.conversation_id,
            source=lead.source,
            status=lead.status,
            urgent=lead.urgent,
            consent_version=lead.consent_version,
            consent_at=lead.consent_at,
            form_key=lead.form_key,
            created_at=time.time(),
            **fields,
        )
    )


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
