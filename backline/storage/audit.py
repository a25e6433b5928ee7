"""The audit log: who read or changed what. Rows are only added; each is chained to the one before."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.crypto import Cipher, SecretKeyError
from backline.storage.staff_tables import audit
from backline.storage.tables import meta

_HEAD = "audit_head"
_PAGE = 1000


@dataclass(frozen=True)
class Actor:
    """Who did it: a member of staff, or the system itself (``id`` None)."""

    id: int | None
    name: str


SYSTEM = Actor(None, "backline")


@dataclass(frozen=True)
class Verdict:
    """Whether the log is whole.

    Attributes:
        entries: how many were checked.
        broken_at: the id of the first entry that was changed, or follows one that is missing; None where there is none.
        cut_off: entries are missing at the end.
    """

    entries: int
    broken_at: int | None
    cut_off: bool

    @property
    def whole(self) -> bool:
        """Nothing was changed and nothing is missing."""
        return self.broken_at is None and not self.cut_off


async def add_entry(
    connection: AsyncConnection, cipher: Cipher, actor: Actor, action: str, object_: str = "", **details: Any
) -> None:
    """Add an entry in the caller's transaction, which must be one that writes.

    Args:
        connection: the transaction.
        cipher: its key makes the chain, so that who can write to the database can't mend it.
        actor: who did it.
        action: such as ``transcript.read``.
        object_: such as a conversation's id or a lead's reference number.
        details: what else matters, for JSON. Nothing that names a patient.
    """
    # Where somebody meddled with the log, work goes on behind what is there, and the break stays to be found.
    last_id = (await connection.execute(sa.select(sa.func.max(audit.c.id)))).scalar() or 0
    row = {
        "id": last_id + 1,
        "at": time.time(),
        "staff_id": actor.id,
        "staff_name": actor.name,
        "action": action,
        "object": object_,
        "details": json.dumps(details, sort_keys=True),
    }
    digest = _digest(cipher, await _head(connection, cipher) or "", list(row.values()))
    await connection.execute(audit.insert().values(**row, digest=digest))
    head = cipher.encrypt(digest, _HEAD)
    changed = await connection.execute(meta.update().where(meta.c.name == _HEAD).values(value=head))
    if changed.rowcount == 0:
        await connection.execute(meta.insert().values(name=_HEAD, value=head))


async def verify(connection: AsyncConnection, cipher: Cipher) -> Verdict:
    """Check every entry against the chain, and the last one against the encrypted note of it kept beside the log.

    Who may write to the files could put back an older copy of all of them; only copies kept elsewhere show that.
    """
    last_id, last_digest = 0, ""
    entries = 0
    try:
        async for page in _pages(connection):
            for *fields, digest in page:
                entries += 1
                last_id = fields[0]
                if digest != _digest(cipher, last_digest, fields):
                    return Verdict(entries, last_id, cut_off=False)
                last_digest = digest
        # Who asks has signed in, so an empty log was emptied.
        return Verdict(entries, None, cut_off=await _head(connection, cipher) != last_digest)
    except sa.exc.DatabaseError:  # what stands there can't even be read as text
        return Verdict(entries, last_id + 1, cut_off=False)


async def _pages(connection: AsyncConnection) -> AsyncIterator[list[Any]]:
    after: Any = None
    while True:
        query = sa.select(audit).order_by(audit.c.id).limit(_PAGE)
        page = (await connection.execute(query if after is None else query.where(audit.c.id > after))).all()
        yield page
        if len(page) < _PAGE:
            return
        after = page[-1].id


async def _head(connection: AsyncConnection, cipher: Cipher) -> str | None:
    """The last entry's digest, as noted beside the log; None where there is no such note."""
    value = (await connection.execute(sa.select(meta.c.value).where(meta.c.name == _HEAD))).scalar()
    try:
        return None if value is None else cipher.decrypt(value, _HEAD)
    except SecretKeyError:
        return None


def _digest(cipher: Cipher, before: str, fields: Sequence[Any]) -> str:
    id_, at, *others = fields
    # repr keeps a float's every digit; JSON keeps the parts apart whatever they hold.
    return cipher.mac("audit", json.dumps([before, id_, repr(at), *others], default=repr))
