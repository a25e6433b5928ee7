"""After a deletion: nothing of what was deleted stays in the search index, the write-ahead log or free pages.

The full-text index keeps a deleted row's words until its segments are merged, and the write-ahead log keeps pages as
they were until it is cut off. What is freed is overwritten with zeros at once (``secure_delete``); VACUUM writes the
whole file anew, which also clears the gaps inside pages.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from backline.storage.database import Database

_INDEXES = ("messages_text", "notes_text")
# Pages of the index that are merged in one transaction: some milliseconds, so that turns don't wait.
_MERGE_PAGES = 250
# The log can be cut off only while nobody reads an older state. Each try keeps writers waiting for its time at most.
_TRIES = 40
_TRY_SECONDS = 0.1
_PAUSE_SECONDS = 0.25
#: Up to this size (bytes) a file is written anew in a second or two, for which turns can wait.
VACUUM_BYTES = 128 * 1024 * 1024


@dataclass(frozen=True)
class Compaction:
    """What came of it.

    Attributes:
        log_emptied: False where somebody kept reading an older state; the next purge or start empties it.
        vacuumed: whether the file was written anew.
    """

    log_emptied: bool = True
    vacuumed: bool = False


async def compact(database: Database, *, vacuum: bool = False, tries: int = _TRIES) -> Compaction:
    """Clear what earlier deletions left behind.

    Args:
        database: where something was deleted.
        vacuum: also write the file anew, if it has at most ``VACUUM_BYTES``.
        tries: how often to try to empty the write-ahead log, a third of a second apart.
    """
    if database.file is None:
        return Compaction()
    for index in _INDEXES:
        await _merge(database, index)
    vacuumed = vacuum and database.file.stat().st_size <= VACUUM_BYTES
    if vacuumed:
        vacuumed = await asyncio.to_thread(_vacuum, database.file)
    return Compaction(await empty_log(database, tries), vacuumed)


async def empty_log(database: Database, tries: int = 1) -> bool:
    """Empty the write-ahead log; False where somebody kept reading an older state, so that it could not be."""
    if database.file is None:
        return True
    for attempt in range(tries):
        if attempt:
            await asyncio.sleep(_PAUSE_SECONDS)
        if await asyncio.to_thread(_empty_log, database.file):
            return True
    return False


async def _merge(database: Database, index: str) -> None:
    """Merge an index into one segment, in steps; only that drops the words of deleted rows."""
    command = sa.text(f"INSERT INTO {index}({index}, rank) VALUES (:command, :value)")  # noqa: S608
    async with database.transaction() as connection:
        # Else a merge of two or three segments is begun and never finished.
        await connection.execute(command, {"command": "usermerge", "value": 2})
    pages = -_MERGE_PAGES  # below zero: all segments, whatever their sizes
    while True:
        async with database.transaction() as connection:
            before = await _total_changes(connection)
            await connection.execute(command, {"command": "merge", "value": pages})
            changed = await _total_changes(connection) - before
        if changed < 2:  # the command counts as one
            return
        pages = _MERGE_PAGES
        await asyncio.sleep(0)


async def _total_changes(connection: sa.ext.asyncio.AsyncConnection) -> int:
    return int((await connection.execute(sa.text("SELECT total_changes()"))).scalar_one())


def _empty_log(file: Path) -> bool:
    with closing(sqlite3.connect(file, timeout=_TRY_SECONDS)) as connection:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _vacuum(file: Path) -> bool:
    with closing(sqlite3.connect(file, timeout=5.0, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        try:
            connection.execute("VACUUM")
        except sqlite3.OperationalError:
            return False  # locked, or no room for a second file: everything else still holds
    return True
