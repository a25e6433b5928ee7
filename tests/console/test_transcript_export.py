"""Exporting transcripts: complete, in constant memory, resumable, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from backline.console.list_query import read_query
from backline.console.transcript_files import COLUMNS, file_parts
from backline.settings import Settings
from backline.storage.database import Database
from backline.storage.filters import Filters
from backline.storage.review_tables import turns
from backline.storage.staff_tables import audit
from backline.storage.tables import conversations, messages
from backline.storage.transcript_export import condition_of, export_pages
from tests.conftest import PROJECT
from tests.helpers.site import Browser
from tests.helpers.staff import StaffClient

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def fill(database: Database, count: int, *, channel: str = "website", each: int = 10, text: str = "") -> None:
    """``count`` messages, ``each`` to a conversation, two to a turn."""
    now = time.time()
    ids = [f"{channel}-{number}" for number in range(count // each)]
    common = {"channel": channel, "created_at": now, "updated_at": now}
    async with database.transaction() as connection:
        await connection.execute(conversations.insert(), [{"id": id_, **common} for id_ in ids])
        await connection.execute(
            messages.insert(),
            [
                {
                    "conversation_id": id_,
                    "turn": number // 2 + 1,
                    "sender": "bot" if number % 2 else "user",
                    "text": text or f"{id_}, message {number}: my back hurts when I sit, and [name] said it is a disc",
                    "payload": b"",
                    "created_at": now,
                }
                for id_ in ids
                for number in range(each)
            ],
        )
        await connection.execute(
            turns.insert(),
            [
                {
                    "conversation_id": id_,
                    "turn": turn + 1,
                    "at": now,
                    "intent": "report_symptom",
                    "confidence": 0.81,
                    "runners_up": '[["ask_causes", 0.1]]',
                    "actions": "action_note_symptoms",
                    "fallback": False,
                    "red_flags": "[]",
                    "milliseconds": 3.5,
                    "events_from": 0,
                    "events_to": 0,
                }
                for id_ in ids
                for turn in range(each // 2)
            ],
        )


async def exported(database: Database, format_: str = "jsonl", filters: Filters | None = None, **more: Any) -> str:
    pages = export_pages(database, condition_of(filters or Filters()), **{"upto": 2**62, **more})
    return b"".join([part async for part in file_parts(pages, format_)]).decode()


async def test_twenty_thousand_messages_in_constant_memory(own_settings: Settings) -> None:
    database = await Database.open(own_settings)
    await fill(database, 20_000)

    async def peak_of(upto: int) -> tuple[list[int], int]:
        seen: list[int] = []
        pages = export_pages(database, condition_of(Filters()), upto=upto)
        tracemalloc.start()
        async for part in file_parts(pages, "jsonl"):
            seen += [int(line[: line.index(b",")].split(b":")[1]) for line in part.splitlines()]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return seen, peak

    try:
        _, little = await peak_of(2_000)
        seen, much = await peak_of(2**62)
        async with database.reading() as connection:
            ids = (await connection.execute(sa.select(messages.c.id).order_by(messages.c.id))).scalars()
            assert seen == list(ids)
        assert len(seen) == 20_000
        # The ids that the test itself keeps are less than a megabyte; the file has ten.
        assert much - little < 2_000_000, f"{little} bytes for 2,000 messages, {much} for 20,000"
    finally:
        await database.close()


async def test_an_export_goes_on_where_it_broke_off(own_settings: Settings) -> None:
    database = await Database.open(own_settings)
    try:
        await fill(database, 2_500)
        whole = (await exported(database)).splitlines()
        last = json.loads(whole[1_233])["message_id"]
        assert whole[1_234:] == (await exported(database, after=last)).splitlines()
        assert (await exported(database, upto=last)).splitlines() == whole[:1_234]
    finally:
        await database.close()


async def test_filters_and_formats(own_settings: Settings) -> None:
    database = await Database.open(own_settings)
    try:
        await fill(database, 10, text='=HYPERLINK("http://x.example";"é")\nsecond line')
        await fill(database, 20, channel="rest")
        rows = list(csv.DictReader(io.StringIO(await exported(database, "csv", Filters(channel="website")))))
        assert len(rows) == 10
        assert tuple(rows[0]) == COLUMNS
        assert rows[0]["text"] == '\'=HYPERLINK("http://x.example";"é")\nsecond line'
        first = json.loads((await exported(database, filters=Filters(channel="rest"))).splitlines()[0])
        assert first["runners_up"] == [["ask_causes", 0.1]]
        assert first["actions"] == ["action_note_symptoms"]
        assert await exported(database, filters=read_query({"from": "2001-01-01", "to": "2001-12-31"}).filters) == ""
        assert (await exported(database, filters=read_query({"from": "2001-01-01"}).filters)).count("\n") == 30
    finally:
        await database.close()


async def exports(database: Database) -> list[str]:
    """What is written down about each export, in order."""
    async with database.reading() as connection:
        query = sa.select(audit.c.details).where(audit.c.action == "transcript.exported").order_by(audit.c.id)
        return list((await connection.execute(query)).scalars())


async def test_a_reviewer_downloads_and_it_is_audited_once(
    reviewer: StaffClient, patient: Browser, console_database: Database
) -> None:
    await patient.open_chat()
    await patient.say("my name is Petra Holm, mail petra.holm@example.com")
    assert 'name="format"' in await reviewer.get_text("/staff/export")
    before = await exports(console_database)
    response = await reviewer.get("/staff/export/file?format=jsonl")
    assert response.headers["Content-Disposition"] == 'attachment; filename="transcripts.jsonl"'
    lines = [json.loads(line) for line in (await response.text()).splitlines()]
    assert any("[e-mail]" in line["text"] for line in lines)
    assert "petra" not in json.dumps(lines).lower()
    (entry,) = (await exports(console_database))[len(before) :]
    assert json.loads(entry)["rows"] == len(lines)


@pytest.mark.parametrize("query", ["format=xml", "from=28.11.2026", "after=x", "after=-1", f"after={2**70}"])
async def test_what_can_not_be_used_is_said(reviewer: StaffClient, query: str) -> None:
    assert (await reviewer.get(f"/staff/export/file?{query}")).status == 400


async def test_a_coordinator_may_not_export(coordinator: StaffClient) -> None:
    assert (await coordinator.get("/staff/export")).status == 403
    assert (await coordinator.get("/staff/export/file")).status == 403


async def test_the_command_writes_the_same_file(own_settings: Settings, tmp_path: Path) -> None:
    database = await Database.open(own_settings)
    await fill(database, 30)
    whole = await exported(database, "csv")
    await database.close()
    target = tmp_path / "out.csv"

    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, "BACKLINE_DATA_DIR": str(own_settings.data_dir)}
        command = [sys.executable, "-m", "backline", "export", *arguments]
        return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, timeout=120)

    assert run("--format", "csv", "--output", str(target)).stderr == b"30 messages.\n"
    assert target.read_bytes().decode() == whole
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert run("--format", "csv", "--after", "10").stdout.decode().count("\n") == 21
    wrong = run("--from", "yesterday")
    assert (wrong.returncode, wrong.stderr) == (1, b"backline: a day is written as 2026-11-28.\n")
