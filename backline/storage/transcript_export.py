"""Reading conversations for an export: redacted messages with the facts of their turns, some at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.audit import Actor, add_entry
from backline.storage.database import Database
from backline.storage.filters import MARKS, Filters, conditions
from backline.storage.review_tables import turns
from backline.storage.tables import conversations, messages

PAGE = 500


def condition_of(filters: Filters) -> sa.ColumnElement[bool]:
    """What a row of ``conversations`` must fulfil."""
    # Each message leads to its conversation, so that every mark is tried for that one.
    return sa.and_(sa.true(), *conditions(filters, common=MARKS))


async def note_export(database: Database, actor: Actor, filters: Filters, format_: str, after: int) -> tuple[int, int]:
    """Write the export into the audit log, before anything leaves.

    Returns:
        how many rows it has, and the id of the last message that may be in it.
    """
    async with database.reading() as connection:
        rows, upto = await _count_messages(connection, condition_of(filters), after)
    chosen = {name: value for name, value in vars(filters).items() if value not in (None, False)}
    async with database.transaction() as connection:
        await add_entry(
            connection,
            database.cipher,
            actor,
            "transcript.exported",
            format=format_,
            rows=rows,
            after=after,
            upto=upto,
            filters=chosen,
        )
    return rows, upto


async def _count_messages(
    connection: AsyncConnection, condition: sa.ColumnElement[bool], after: int = 0
) -> tuple[int, int]:
    upto = (await connection.execute(sa.select(sa.func.coalesce(sa.func.max(messages.c.id), 0)))).scalar_one()
    query = sa.select(sa.func.count()).select_from(messages).where(*_wanted(condition, after, upto))
    return (await connection.execute(query)).scalar_one(), upto


async def export_pages(
    database: Database, condition: sa.ColumnElement[bool], *, after: int = 0, upto: int, page: int = PAGE
) -> AsyncIterator[list[dict[str, Any]]]:
    """Read messages in the order of their ids, ``page`` at a time, so that memory does not grow with their number.

    Args:
        database: each page is a transaction of its own: one for all would keep the write-ahead log growing.
        condition: which rows of ``conversations``.
        after: the last id that is there already, where an export goes on.
        upto: the highest id to read, as :func:`note_export` gave it.
        page: how many at a time.

    Yields:
        rows with ``message_id``, ``conversation_id``, ``at`` (seconds since 1970), ``sender``, ``text`` (redacted),
        the conversation's ``channel``, ``status`` and ``worst_tier``, and the facts of the turn.
    """
    while True:
        async with database.reading() as connection:
            found = (await connection.execute(_page(condition, after, upto, page))).mappings()
            rows = [dict(row) for row in found]
        if not rows:
            return
        yield rows
        after = rows[-1]["message_id"]


def _page(condition: sa.ColumnElement[bool], after: int, upto: int, page: int) -> sa.Select[Any]:
    whole = conversations.alias("whole")
    same_turn = sa.and_(turns.c.conversation_id == messages.c.conversation_id, turns.c.turn == messages.c.turn)
    return (
        sa.select(
            messages.c.id.label("message_id"),
            messages.c.conversation_id,
            whole.c.channel,
            whole.c.status,
            whole.c.worst_tier,
            messages.c.turn,
            messages.c.created_at.label("at"),
            messages.c.sender,
            messages.c.text,
            turns.c.intent,
            turns.c.confidence,
            turns.c.runners_up,
            turns.c.actions,
            turns.c.answer,
            turns.c.form,
            turns.c.asked,
            turns.c.fallback,
            turns.c.red_flags,
            turns.c.milliseconds,
        )
        .select_from(messages.join(whole, whole.c.id == messages.c.conversation_id).outerjoin(turns, same_turn))
        .where(*_wanted(condition, after, upto))
        .order_by(messages.c.id)
        .limit(page)
    )


def _wanted(condition: sa.ColumnElement[bool], after: int, upto: int) -> list[sa.ColumnElement[bool]]:
    # As a question about each message, so that messages are walked in order whatever else is asked for.
    fits = sa.exists().where(conversations.c.id == messages.c.conversation_id, condition)
    return [messages.c.id > after, messages.c.id <= upto, fits]
