"""The generated database must hold together, or what is measured on it means nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from backline.storage.crypto import Cipher, load_or_create_key
from benchmarks.console_database import ensure_database
from benchmarks.invented_conversations import Size
from tests.helpers.apart import run_apart

SIZE = Size(conversations=120, messages=2000, longest=300)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    run_apart(lambda: ensure_database(folder, SIZE, until=1_790_000_000.0))
    return folder


def ask(folder: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "backline.db") as connection:
        return connection.execute(query).fetchall()


def test_is_as_large_as_asked(folder: Path) -> None:
    assert ask(folder, "SELECT count(*), sum(messages), max(messages) FROM conversations") == [(120, 2000, 300)]
    assert ask(folder, "SELECT count(*) FROM messages") == [(2000,)]


def test_columns_of_conversations_say_what_the_turns_say(folder: Path) -> None:
    kept = ask(folder, "SELECT id, turns, events, fallbacks, lowest_confidence FROM conversations ORDER BY id")
    counted = ask(
        folder,
        "SELECT conversation_id, count(*), max(events_to), sum(fallback), min(confidence)"
        " FROM turns GROUP BY 1 ORDER BY 1",
    )
    assert kept == counted
    assert ask(folder, "PRAGMA foreign_key_check") == []


def test_texts_are_found_and_payloads_are_encrypted(folder: Path) -> None:
    found = ask(folder, "SELECT count(*) FROM messages_text WHERE messages_text MATCH 'back'")
    assert found[0][0] > 0  # type: ignore[operator]
    cipher = Cipher(load_or_create_key(folder / "secret.key", may_create=False))
    [(conversation, text, payload)] = ask(folder, "SELECT conversation_id, text, payload FROM messages WHERE id = 1")
    assert text in cipher.decrypt(payload, f"message:{conversation}")  # type: ignore[arg-type,operator]


def test_is_made_once(folder: Path) -> None:
    before = (folder / "backline.db").stat().st_mtime_ns
    run_apart(lambda: ensure_database(folder, SIZE))
    assert (folder / "backline.db").stat().st_mtime_ns == before


def test_the_same_seed_says_the_same(folder: Path, tmp_path: Path) -> None:
    run_apart(lambda: ensure_database(tmp_path / "again", SIZE, until=1_790_000_000.0))
    query = "SELECT conversation_id, text, created_at FROM messages ORDER BY id"
    assert ask(folder, query) == ask(tmp_path / "again", query)
