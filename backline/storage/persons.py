"""Finding everything of one person: their conversations, and every lead with their phone number or e-mail address."""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.channel_tables import recipients
from backline.storage.crypto import Cipher
from backline.storage.database import Database
from backline.storage.deletion import count_conversations, count_leads
from backline.storage.holds import Hold, holds_among
from backline.storage.review_tables import corrections
from backline.storage.tables import conversations, leads

_BATCH = 500


@dataclass(frozen=True)
class Wanted:
    """What a person is looked for by: a lead's reference, a conversation's id, a phone number (E.164) or an address."""

    kind: Literal["reference", "conversation", "phone", "email"]
    value: str


@dataclass(frozen=True)
class Person:
    """What is kept of one person.

    Attributes:
        conversations: ids.
        lead_ids, references: their leads, oldest first.
        name: the confirmation that a deletion asks for: a lead's reference, or else a conversation's id.
    """

    conversations: tuple[str, ...]
    lead_ids: tuple[int, ...]
    references: tuple[str, ...]

    @property
    def name(self) -> str:
        """What stands for the person without naming them."""
        return self.references[0] if self.references else self.conversations[0]


@dataclass(frozen=True)
class FoundLead:
    """A lead of the person, with the name that was given."""

    reference: str
    created_at: float
    name: str
    conversation_id: str | None


@dataclass(frozen=True)
class Overview:
    """How much is kept of a person.

    Attributes:
        counts: rows by table.
        holds: legal holds on any of it.
        leads: each of their leads.
        exported: how many of the training examples have been exported to files.
    """

    counts: Counter[str]
    holds: tuple[Hold, ...]
    leads: tuple[FoundLead, ...]
    exported: int


@dataclass(frozen=True)
class _Contact:
    id: int
    reference: str
    conversation_id: str | None
    ways: frozenset[tuple[str, str]]


async def find_person(database: Database, wanted: Wanted) -> Person | None:
    """Everything of the person that ``wanted`` names; None where nothing is kept.

    Leads with the same phone number or e-mail address are one person's, also over several steps; so are all leads of
    one conversation, and what was written from that phone on a messaging channel that names people by it. All of it
    is encrypted, so that every lead, and where a phone is looked for every recipient, is decrypted for it, in batches.
    """
    contacts = await _contacts(database)
    found: dict[int, _Contact] = {}
    talks = {wanted.value} if wanted.kind == "conversation" else set()
    ways: set[tuple[str, str]] = {(wanted.kind, _plain(wanted.value))} if wanted.kind in ("phone", "email") else set()
    references = {wanted.value} if wanted.kind == "reference" else set()
    if wanted.kind == "phone":
        talks |= await _on_channels(database, wanted.value)
    grows = True
    while grows:
        grows = False
        for each in contacts:
            is_theirs = each.reference in references or each.conversation_id in talks or each.ways & ways
            if each.id not in found and is_theirs:
                found[each.id] = each
                ways |= each.ways
                talks |= {each.conversation_id} if each.conversation_id else set()
                grows = True
    async with database.reading() as connection:
        talks = await _kept(connection, talks)
    if not found and not talks:
        return None
    own = sorted(found.values(), key=lambda each: each.id)
    return Person(tuple(sorted(talks)), tuple(each.id for each in own), tuple(each.reference for each in own))


async def person_of_conversation(connection: AsyncConnection, conversation_id: str) -> Person:
    """A conversation and the leads made in it, and nothing that only has the same phone number.

    This is what somebody may ask for who has shown no more than that the conversation is theirs.
    """
    query = sa.select(leads.c.id, leads.c.reference).where(leads.c.conversation_id == conversation_id)
    own = (await connection.execute(query.order_by(leads.c.id))).all()
    return Person((conversation_id,), tuple(row.id for row in own), tuple(row.reference for row in own))


async def overview(connection: AsyncConnection, cipher: Cipher, person: Person) -> Overview:
    """How much is kept of ``person``."""
    counts = await count_conversations(connection, person.conversations)
    counts += await count_leads(connection, person.lead_ids)
    own = corrections.c
    of_them = own.conversation_id.in_(person.conversations)
    for_count = sa.select(sa.func.count(), sa.func.count(own.exported_at)).where(of_them)
    examples, exported = (await connection.execute(for_count)).one()
    counts["corrections"] = examples
    query = sa.select(leads.c.reference, leads.c.created_at, leads.c.name, leads.c.conversation_id)
    rows = await connection.execute(query.where(leads.c.id.in_(person.lead_ids)).order_by(leads.c.id))
    shown = [FoundLead(r.reference, r.created_at, cipher.decrypt(r.name, "lead.name"), r.conversation_id) for r in rows]
    holds = await holds_among(connection, person.conversations, person.references)
    return Overview(counts, tuple(holds), tuple(shown), exported)


async def _kept(connection: AsyncConnection, conversation_ids: Collection[str]) -> set[str]:
    """Those of which there is anything: training examples outlive their conversation."""
    kept: set[str] = set()
    for column in (conversations.c.id, corrections.c.conversation_id, recipients.c.conversation_id):
        kept |= set((await connection.execute(sa.select(column).where(column.in_(conversation_ids)))).scalars())
    return kept


async def _on_channels(database: Database, phone: str) -> set[str]:
    """The conversations of those whom a channel writes to at this number (E.164)."""
    found: set[str] = set()
    own = recipients.c
    query = sa.select(own.conversation_id, own.address).order_by(own.conversation_id).limit(_BATCH)
    last = ""
    while True:
        async with database.reading() as connection:
            rows = (await connection.execute(query.where(own.conversation_id > last))).all()
        for last, sealed in rows:
            address = json.loads(database.cipher.decrypt(sealed, f"recipient:{last}"))
            if any(re.sub("[^0-9]", "", value) == phone.removeprefix("+") for value in address.values()):
                found.add(last)
        if len(rows) < _BATCH:
            return found
        await asyncio.sleep(0)


async def _contacts(database: Database) -> list[_Contact]:
    found: list[_Contact] = []
    own = leads.c
    query = sa.select(own.id, own.reference, own.conversation_id, own.phone, own.email).order_by(own.id).limit(_BATCH)
    while True:
        async with database.reading() as connection:
            rows = (await connection.execute(query.where(own.id > (found[-1].id if found else 0)))).all()
        for row in rows:
            ways = frozenset(
                (kind, _plain(database.cipher.decrypt(value, f"lead.{kind}")))
                for kind, value in (("phone", row.phone), ("email", row.email))
                if value
            )
            found.append(_Contact(row.id, row.reference, row.conversation_id, ways))
        if len(rows) < _BATCH:
            return found
        await asyncio.sleep(0)


def _plain(way: str) -> str:
    return way.strip().casefold()
