"""Daily counts: what became of the conversations that began on each day.

A day is a day of UTC. A conversation counts for the day and the channel it began on, whenever the rest of it happens,
so that each count is the number of conversations that the list shows for those days with the right filter. The counts
stay when conversations are deleted; the migration 0006 says how they are kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.review_tables import daily_counts

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Span:
    """Which conversations: those that began from ``first`` to ``last``, both included, on ``channel`` or on any."""

    first: date
    last: date
    channel: str | None = None

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day of it, in order."""
        return tuple(self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))


@dataclass(frozen=True)
class Key:
    """What is counted.

    Attributes:
        name: conversations, messages, turns, fallbacks, tier, handed_over, contained, feedback, lead, topic, intent,
            exercise, left_at or milliseconds.
        value: which one, such as a topic's id; empty where there is only one.
    """

    name: str
    value: str = ""


Counts = dict[Key, dict[date, int]]


async def counts_by_day(
    connection: AsyncConnection, span: Span, names: Sequence[str], values: Sequence[str] | None = None
) -> Counts:
    """What was counted on each day under ``names``, and only for ``values`` where given; days without are left out."""
    own = daily_counts.c
    query = sa.select(own.name, own.value, own.day, own.count).where(*_within(span, names), own.count != 0)
    if values is not None:
        query = query.where(own.value.in_(values))
    dates = {(day - _EPOCH).days: day for day in span.days}
    found: dict[tuple[str, str], dict[date, int]] = defaultdict(dict)
    for name, value, day, count in (await connection.execute(query)).all():
        found[name, value][dates[day]] = count
    return {Key(*what): by_day for what, by_day in found.items()}


async def totals(connection: AsyncConnection, span: Span, names: Sequence[str]) -> dict[Key, int]:
    """The same for all days together, the most frequent first."""
    own = daily_counts.c
    total = sa.func.sum(own.count)
    query = (
        sa.select(own.name, own.value, total)
        .where(*_within(span, names))
        .group_by(own.name, own.value)
        .having(total != 0)
        .order_by(total.desc(), own.value)
    )
    return {Key(name, value): count for name, value, count in await connection.execute(query)}


async def known_channels(connection: AsyncConnection) -> list[str]:
    """Every channel that a conversation ever came from, by name."""
    own = daily_counts.c
    query = sa.select(own.channel).where(own.name == "conversations", own.channel != "").distinct()
    return sorted((await connection.execute(query)).scalars())


def _within(span: Span, names: Sequence[str]) -> list[sa.sql.ColumnElement]:
    own = daily_counts.c
    days = own.day.between((span.first - _EPOCH).days, (span.last - _EPOCH).days)
    return [own.name.in_(names), own.channel == (span.channel or ""), days]
