"""Full-text search over everything that was said and noted: FTS5 on SQLite, tsvector on PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.filters import MARKS, Filters, conditions
from backline.storage.review_tables import notes
from backline.storage.tables import conversations, leads, messages
from backline.storage.words import CLOSE, OPEN, SNIPPET_WORDS, Part, make_snippet, read_parts

# A page looks at so many hits; what lies further back is asked for with the next page.
_HITS_MOST = 4_000
_STEP = 200
_SIMPLE = sa.literal_column("'simple'::regconfig")  # no language: what is written is what is found


@dataclass(frozen=True)
class Hit:
    """A conversation in which the words stand.

    Attributes:
        message_id: the latest message that has them; 0 where it is a note.
        snippet: a part of it, redacted as stored, with `OPEN` and `CLOSE` around the words.
    """

    conversation_id: str
    message_id: int
    snippet: str


@dataclass(frozen=True)
class Page:
    """Hits, newest first; ``before`` is where the next page goes on, None where that was all."""

    hits: tuple[Hit, ...]
    before: int | None


async def search(
    connection: AsyncConnection,
    words: str,
    filters: Filters,
    *,
    before: int | None = None,
    most: int = 50,
) -> Page:
    """Conversations in which all ``words`` stand in one message, or in one note.

    Args:
        connection: a connection that reads.
        words: as typed.
        filters: what else must hold of the conversation.
        before: only messages with an id below.
        most: conversations a page.
    """
    parts = read_parts(words)
    if not parts:
        return Page((), None)
    found: dict[str, int] = {}
    noted = await _search_notes(connection, parts, filters, most) if before is None else []
    looked_at, last = 0, before
    more = True
    while len(found) + len(noted) < most and looked_at < _HITS_MOST:
        rows = await _search_messages(connection, parts, filters, last)
        for message_id, conversation_id in rows:
            found.setdefault(conversation_id, message_id)
            last = message_id
            if len(found) + len(noted) >= most:
                break
        looked_at += len(rows)
        if len(rows) < _STEP:
            more = len(found) + len(noted) >= most
            break
    hits = [hit for hit in noted if hit.conversation_id not in found]
    hits += await _with_snippets(connection, parts, found)
    return Page(tuple(hits), last if more else None)


async def find_reference(connection: AsyncConnection, words: str) -> str | None:
    """The conversation meant by its own id, or by the reference number of a contact request; None where it is none."""
    word = words.strip()
    same = sa.select(conversations.c.id).where(conversations.c.id == word)
    asked = sa.select(leads.c.conversation_id).where(leads.c.reference == word.upper())
    return (await connection.execute(same)).scalar() or (await connection.execute(asked)).scalar()


@dataclass(frozen=True)
class _Index:
    """What to select from so that only rows with the words come, the condition, and the rows' key."""

    source: Any
    matches: Any
    key: Any


def _index(connection: AsyncConnection, table: sa.Table, parts: tuple[Part, ...]) -> _Index:
    if connection.dialect.name == "postgresql":
        words = sa.literal_column(f"{table.name}.text_words")
        return _Index(table, sa.and_(*(words.op("@@")(_tsquery(part)) for part in parts)), table.c.id)
    # By the index's own key: FTS5 gives rows in its order, and a sort of all hits would take seconds.
    index = sa.table(f"{table.name}_text", sa.column("rowid", sa.Integer))
    matches = sa.literal_column(index.name).op("MATCH")(_match_expression(parts))
    return _Index(index.join(table, table.c.id == index.c.rowid), matches, index.c.rowid)


def _tsquery(part: Part) -> Any:
    phrase = sa.func.phraseto_tsquery(_SIMPLE, sa.func.backline_folded(part.text))
    if not part.starts:
        return phrase
    # Nothing where no word is left: a star alone would be a mistake in the query.
    some = sa.func.nullif(sa.cast(phrase, sa.Text), "")
    return sa.func.to_tsquery(_SIMPLE, some.op("||")(sa.literal_column("':*'")))


def _match_expression(parts: tuple[Part, ...]) -> str:
    return " AND ".join(f'"{part.text}"' + ("*" if part.starts else "") for part in parts)


async def _search_messages(
    connection: AsyncConnection, parts: tuple[Part, ...], filters: Filters, before: int | None
) -> list[tuple[int, str]]:
    index = _index(connection, messages, parts)
    query = sa.select(index.key, messages.c.conversation_id).select_from(index.source).where(index.matches)
    # The words lead to the conversations here, so that each is tried for the rest.
    narrowed = conditions(filters, common=MARKS)
    if narrowed:
        query = query.where(sa.exists().where(conversations.c.id == messages.c.conversation_id, *narrowed))
    if before is not None:
        query = query.where(index.key < before)
    rows = await connection.execute(query.order_by(index.key.desc()).limit(_STEP))
    return [(message_id, conversation_id) for message_id, conversation_id in rows]


async def _search_notes(connection: AsyncConnection, parts: tuple[Part, ...], filters: Filters, most: int) -> list[Hit]:
    index = _index(connection, notes, parts)
    query = (
        sa.select(notes.c.conversation_id, notes.c.text)
        .select_from(index.source)
        .where(
            index.matches,
            sa.exists().where(conversations.c.id == notes.c.conversation_id, *conditions(filters, common=MARKS)),
        )
        .order_by(index.key.desc())
        .limit(most)
    )
    found: dict[str, Hit] = {}
    for conversation_id, text in await connection.execute(query):
        found.setdefault(conversation_id, Hit(conversation_id, 0, f"Note: {text}"))
    return list(found.values())


async def _with_snippets(connection: AsyncConnection, parts: tuple[Part, ...], found: dict[str, int]) -> list[Hit]:
    if not found:
        return []
    if connection.dialect.name == "postgresql":
        query = sa.select(messages.c.id, messages.c.text).where(messages.c.id.in_(found.values()))
        texts = {id_: make_snippet(text, parts) for id_, text in await connection.execute(query)}
    else:
        index = sa.table("messages_text", sa.column("rowid", sa.Integer))
        snippet = sa.literal_column("messages_text")
        query = sa.select(index.c.rowid, sa.func.snippet(snippet, 0, OPEN, CLOSE, "…", SNIPPET_WORDS)).where(
            snippet.op("MATCH")(_match_expression(parts)), index.c.rowid.in_(found.values())
        )
        texts = dict((await connection.execute(query)).all())
    return [Hit(conversation_id, id_, texts.get(id_, "")) for conversation_id, id_ in found.items()]
