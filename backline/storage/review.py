"""The list of conversations, as staff see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.filters import Filters, common_marks, conditions
from backline.storage.review_tables import marks
from backline.storage.staff_tables import staff
from backline.storage.tables import conversations, messages

_COUNT_MOST = 10_000


@dataclass(frozen=True, order=True)
class Place:
    """Where a conversation stands in the list: red flags first, then the latest."""

    attention: int
    updated_at: float
    id: str


@dataclass(frozen=True)
class Listed:
    """One line of the list.

    Attributes:
        opening: the person's first message, redacted.
        tier: the worst warning sign, emergency or urgent.
        open_tier: whether nobody has finished looking at it.
        feedback: -1, 1 or None.
    """

    place: Place
    channel: str
    created_at: float
    messages: int
    tier: str | None
    open_tier: bool
    handed_over: bool
    fallbacks: int
    lowest_confidence: float | None
    feedback: int | None
    status: str
    assignee: str | None
    held: bool
    tags: tuple[str, ...]
    opening: str

    @property
    def id(self) -> str:
        """The conversation's id."""
        return self.place.id


_own = conversations.c
_PLACE = (_own.attention, _own.updated_at, _own.id)


async def list_conversations(
    connection: AsyncConnection, filters: Filters, *, after: Place | None = None, most: int = 50
) -> list[Listed]:
    """The lines after ``after``, at most so many."""
    common = await common_marks(connection, filters)
    query = sa.select(_own.id).where(*conditions(filters, common))
    if after is not None:
        query = query.where(sa.tuple_(*_PLACE) < sa.tuple_(after.attention, after.updated_at, after.id))
    query = query.order_by(*(column.desc() for column in _PLACE)).limit(most)
    return await describe(connection, (await connection.execute(query)).scalars().all())


async def neighbours(connection: AsyncConnection, filters: Filters, place: Place) -> tuple[str | None, str | None]:
    """The conversations before and after ``place`` in the list."""
    here = sa.tuple_(place.attention, place.updated_at, place.id)
    common = await common_marks(connection, filters)
    query = sa.select(_own.id).where(*conditions(filters, common)).limit(1)
    before = query.where(sa.tuple_(*_PLACE) > here).order_by(*_PLACE)
    after = query.where(sa.tuple_(*_PLACE) < here).order_by(*(column.desc() for column in _PLACE))
    return (await connection.execute(before)).scalar(), (await connection.execute(after)).scalar()


async def count_conversations(connection: AsyncConnection, filters: Filters) -> int:
    """How many there are; `count_limit` where there are that many or more."""
    some = sa.select(sa.literal(1)).select_from(conversations).where(*conditions(filters)).limit(_COUNT_MOST)
    return int((await connection.execute(sa.select(sa.func.count()).select_from(some.subquery()))).scalar() or 0)


def count_limit() -> int:
    """From where on :func:`count_conversations` does not count further."""
    return _COUNT_MOST


async def describe(connection: AsyncConnection, ids: Sequence[str]) -> list[Listed]:
    """The lines of these conversations, in that order; those that are gone are left out."""
    if not ids:
        return []
    first = (
        sa.select(messages.c.text)
        .where(messages.c.conversation_id == _own.id, messages.c.sender == "user")
        .order_by(messages.c.id)
        .limit(1)
        .scalar_subquery()
    )
    query = (
        sa.select(
            *(_own[name] for name in _COLUMNS),
            staff.c.name.label("assignee_name"),
            first.label("opening"),
        )
        .select_from(conversations.outerjoin(staff, staff.c.id == _own.assignee))
        .where(_own.id.in_(ids))
    )
    rows = {row["id"]: row for row in (await connection.execute(query)).mappings()}
    tagged = sa.select(marks.c.conversation_id, marks.c.value).where(
        marks.c.kind == "tag", marks.c.conversation_id.in_(ids)
    )
    tags: dict[str, list[str]] = {}
    for conversation_id, value in await connection.execute(tagged.order_by(marks.c.value)):
        tags.setdefault(conversation_id, []).append(value)
    return [_listed(rows[id_], tuple(tags.get(id_, ()))) for id_ in ids if id_ in rows]


_COLUMNS = (
    *("id", "attention", "updated_at", "channel", "created_at", "messages", "worst_tier", "handed_over"),
    *("fallbacks", "lowest_confidence", "feedback", "status", "hold_reason"),
)


def _listed(row: Any, tags: tuple[str, ...]) -> Listed:
    return Listed(
        place=Place(row["attention"], row["updated_at"], row["id"]),
        channel=row["channel"],
        created_at=row["created_at"],
        messages=row["messages"],
        tier=row["worst_tier"],
        open_tier=row["attention"] > 0,
        handed_over=row["handed_over"],
        fallbacks=row["fallbacks"],
        lowest_confidence=row["lowest_confidence"],
        feedback=row["feedback"],
        status=row["status"],
        assignee=row["assignee_name"],
        held=row["hold_reason"] is not None,
        tags=tags,
        opening=row["opening"] or "",
    )
