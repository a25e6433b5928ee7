"""What the list of conversations can be narrowed down by, as conditions of a query."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.review_tables import marks
from backline.storage.tables import conversations, leads

NOBODY = 0
MARKS = ("topic", "intent", "exercise", "tag")
_COMMON = 3000


@dataclass(frozen=True)
class Filters:
    """Each narrows the list down; None leaves it as it is.

    Attributes:
        since, until: seconds since 1970; ``until`` itself is not included.
        by_activity: these are about the last message instead of the first.
        red_flag: ``any``, ``emergency``, ``urgent`` or ``none``.
        contained: no warning sign, not handed over, and the last message was understood.
        below: the lowest confidence of any of its messages lies below (0 to 1).
        feedback: ``up``, ``down`` or ``none``.
        assignee: an id of the staff table, or `NOBODY`.
        least, most: messages, both sides together.
        left_at: a form and its question, at which the conversation stands.
        lead: the state of a contact request that came from it.
    """

    since: float | None = None
    until: float | None = None
    by_activity: bool = False
    channel: str | None = None
    status: str | None = None
    red_flag: str | None = None
    handed_over: bool | None = None
    fallback: bool | None = None
    contained: bool | None = None
    below: float | None = None
    feedback: str | None = None
    topic: str | None = None
    intent: str | None = None
    exercise: str | None = None
    tag: str | None = None
    assignee: int | None = None
    language: str | None = None
    least: int | None = None
    most: int | None = None
    left_at: tuple[str, str] | None = None
    lead: str | None = None


async def common_marks(connection: AsyncConnection, filters: Filters) -> frozenset[str]:
    """The kinds of marks in ``filters`` that so many conversations have that it is best to try one after the other."""
    common = set()
    for kind in MARKS:
        value = getattr(filters, kind)
        if value is not None:
            some = _marked(kind, value).limit(_COMMON).subquery()
            number = (await connection.execute(sa.select(sa.func.count()).select_from(some))).scalar()
            if number == _COMMON:
                common.add(kind)
    return frozenset(common)


def conditions(filters: Filters, common: Collection[str] = ()) -> list[Any]:
    """The conditions on the conversations table that together say what ``filters`` says.

    Args:
        filters: what to narrow down by.
        common: kinds of marks to be looked up for each conversation, as :func:`common_marks` says; the others are
            looked up first, and lead to their conversations.
    """
    own = conversations.c
    # Plus nothing: else SQLite reads all conversations of those days, in order to sort them.
    when = own.updated_at if filters.by_activity else own.created_at + 0
    found: list[Any] = []
    for value, compare in (
        (filters.since, when.__ge__),
        (filters.until, when.__lt__),
        (filters.channel, own.channel.__eq__),
        (filters.status, own.status.__eq__),
        (filters.handed_over, own.handed_over.__eq__),
        (filters.below, own.lowest_confidence.__lt__),
        (filters.language, own.language.__eq__),
        (filters.least, own.messages.__ge__),
        (filters.most, own.messages.__le__),
    ):
        if value is not None:
            found.append(compare(value))
    if filters.fallback is not None:
        found.append(own.fallbacks > 0 if filters.fallback else own.fallbacks == 0)
    if filters.contained is not None:
        contained = sa.and_(own.worst_tier.is_(None), sa.not_(own.handed_over), sa.not_(own.left_unanswered))
        found.append(contained if filters.contained else sa.not_(contained))
    if filters.red_flag is not None:
        tier = {"any": own.worst_tier.isnot(None), "none": own.worst_tier.is_(None)}
        found.append(tier.get(filters.red_flag, own.worst_tier == filters.red_flag))
    if filters.feedback is not None:
        word = {"up": own.feedback == 1, "down": own.feedback == -1, "none": own.feedback.is_(None)}
        found.append(word[filters.feedback])
    if filters.assignee is not None:
        found.append(own.assignee.is_(None) if filters.assignee == NOBODY else own.assignee == filters.assignee)
    for kind in MARKS:
        value = getattr(filters, kind)
        if value is not None:
            marked = _marked(kind, value)
            each = marked.where(marks.c.conversation_id == own.id).exists()
            found.append(each if kind in common else own.id.in_(marked))
    if filters.left_at is not None:
        found += [own.left_form == filters.left_at[0], own.left_asked == filters.left_at[1]]
    if filters.lead is not None:
        found.append(own.id.in_(sa.select(leads.c.conversation_id).where(leads.c.status == filters.lead)))
    return found


def _marked(kind: str, value: str) -> Any:
    return sa.select(marks.c.conversation_id).where(marks.c.kind == kind, marks.c.value == value)
