"""Exported transcripts as JSON lines or CSV; one line a message."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any, Final

from backline.console.csv_safe import csv_line
from backline.settings import Settings
from backline.storage.audit import SYSTEM
from backline.storage.database import Database
from backline.storage.filters import Filters
from backline.storage.transcript_export import condition_of, export_pages, note_export

COLUMNS: Final = (
    *("message_id", "conversation_id", "channel", "status", "worst_tier", "turn", "at", "sender", "text"),
    *("intent", "confidence", "runners_up", "actions", "answer", "form", "asked", "fallback", "red_flags"),
    "milliseconds",
)
FORMATS: Final = ("jsonl", "csv")
CONTENT_TYPES: Final = {"jsonl": "application/x-ndjson", "csv": "text/csv"}


async def file_parts(pages: AsyncIterator[list[dict[str, Any]]], format_: str) -> AsyncIterator[bytes]:
    """The parts of a file in ``format_`` (one of FORMATS), one for each page of rows; CSV begins with its header."""
    lines: Callable[[list[dict[str, Any]]], str] = _csv_lines if format_ == "csv" else _json_lines
    if format_ == "csv":
        yield csv_line(COLUMNS).encode()
    async for rows in pages:
        yield lines(rows).encode()


async def write_file(settings: Settings, filters: Filters, format_: str, after: int, path: str | None) -> int:
    """Write the export to ``path``, or to standard output where that is None; noted in the audit log as the system's.

    Returns:
        how many messages it has.

    Raises:
        StorageError: the database can't be used.
        OSError: the file can't be written.
    """
    database = await Database.open(settings)
    try:
        # Only the owner may read what people wrote, redacted or not.
        target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600) if path else sys.stdout.fileno()
        with os.fdopen(target, "wb", closefd=path is not None) as file:
            rows, upto = await note_export(database, SYSTEM, filters, format_, after)
            pages = export_pages(database, condition_of(filters), after=after, upto=upto)
            async for part in file_parts(pages, format_):
                file.write(part)
    finally:
        await database.close()
    return rows


def _json_lines(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(_as_json(row), ensure_ascii=False) + "\n" for row in rows)


def _as_json(row: dict[str, Any]) -> dict[str, Any]:
    parsed = {name: None if row[name] is None else json.loads(row[name]) for name in ("runners_up", "red_flags")}
    actions = None if row["actions"] is None else row["actions"].split()
    return {**{name: row[name] for name in COLUMNS}, **parsed, "actions": actions, "at": _iso(row["at"])}


def _csv_lines(rows: list[dict[str, Any]]) -> str:
    return "".join(csv_line(_iso(row[name]) if name == "at" else row[name] for name in COLUMNS) for row in rows)


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
