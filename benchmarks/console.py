"""How fast the staff console answers over HTTP, on a database of 1,000,000 messages in 100,000 conversations.

Writes docs/benchmarks/console.md. The database is made once (some three minutes, 1.1 GB) in the folder that
BACKLINE_BENCHMARK_DIR names, by default ``backline-benchmark`` in the system's folder for temporary files.
"""

from __future__ import annotations

import asyncio
import os
import platform
import sqlite3
import statistics
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from aiohttp import web

from backline.console.session import cookie_name
from backline.settings import Settings, load_settings
from backline.storage.staff import find_account, open_session
from backline.web.app import init_app
from backline.web.keys import database_key
from benchmarks.console_database import ensure_database

FOLDER = Path(os.environ.get("BACKLINE_BENCHMARK_DIR") or Path(tempfile.gettempdir()) / "backline-benchmark")
PORT = 18_104
WARM_UP = 5
REQUESTS = 100


@dataclass(frozen=True)
class Page:
    """One thing that staff open.

    Attributes:
        name: what the table calls it.
        path: its address, in which the names of :func:`_places` may stand in braces.
        goal: p95 in milliseconds.
    """

    name: str
    path: str
    goal: int


_LIST, _SEARCH, _OPEN, _FIGURES = 50, 100, 150, 200
PAGES = (
    Page("list, first page", "/staff/conversations", _LIST),
    Page("list, of the middle of the time", "/staff/conversations?to={middle}", _LIST),
    Page("list, a page deep in it", "/staff/conversations?after=0,{middle_at},{middle_id}", _LIST),
    Page("list, a week", "/staff/conversations?from={week_ago}&to={today}", _LIST),
    Page("list, channel", "/staff/conversations?channel=telegram", _LIST),
    Page("list, status", "/staff/conversations?status=in_review", _LIST),
    Page("list, any red flag", "/staff/conversations?red_flag=any", _LIST),
    Page("list, handed over", "/staff/conversations?handed_over=yes", _LIST),
    Page("list, not understood", "/staff/conversations?fallback=yes", _LIST),
    Page("list, low confidence", "/staff/conversations?low_confidence=0.4", _LIST),
    Page("list, thumbs down", "/staff/conversations?feedback=down", _LIST),
    Page("list, a common topic", "/staff/conversations?topic=acetaminophen", _LIST),
    Page("list, a rare topic", "/staff/conversations?topic=work_activity", _LIST),
    Page("list, intent", "/staff/conversations?intent=complain", _LIST),
    Page("list, exercise", "/staff/conversations?exercise=bridge", _LIST),
    Page("list, tag", "/staff/conversations?tag=medicine", _LIST),
    Page("list, assignee", "/staff/conversations?assignee=3", _LIST),
    Page("list, long ones", "/staff/conversations?min_messages=60", _LIST),
    Page("list, left at a question of a form", "/staff/conversations?form=care_review_form:care_weeks", _LIST),
    Page("list, lead", "/staff/conversations?lead=booked", _LIST),
    Page(
        "list, four filters",
        "/staff/conversations?channel=web&status=new&fallback=yes&from={week_ago}&to={today}",
        _LIST,
    ),
    Page(
        "list, filters that nothing fits",
        "/staff/conversations?channel=web&tag=praise&feedback=down&exercise=bridge&lead=lost",
        _LIST,
    ),
    Page("search, a rare word", "/staff/conversations?q=zombis", _SEARCH),
    Page("search, a common word", "/staff/conversations?q=pain", _SEARCH),
    Page("search, two words", "/staff/conversations?q=numb+stairs", _SEARCH),
    Page("search, a prefix", "/staff/conversations?q=steno*", _SEARCH),
    Page("search, a phrase", "/staff/conversations?q=%22lower+back+hurts%22", _SEARCH),
    Page("conversation of 10,000 messages", "/staff/conversations/{longest}", _OPEN),
    Page("the same, a page further up", "/staff/conversations/{longest}/messages?before={longest_middle}", _OPEN),
    Page("figures, 7 days", "/staff/figures?days=7", _FIGURES),
    Page("figures, 30 days", "/staff/figures?days=30", _FIGURES),
    Page("figures, 90 days", "/staff/figures?days=90", _FIGURES),
    Page("figures, 30 days, one channel", "/staff/figures?days=30&channel=web", _FIGURES),
    Page("figures, from a day to another", "/staff/figures?from={week_ago}&to={today}", _FIGURES),
)


async def measure() -> str:
    """Open every page often, and return the table."""
    settings = _settings()
    runner = web.AppRunner(init_app(settings))
    await runner.setup()
    await web.TCPSite(runner, settings.host, settings.port).start()
    try:
        database = runner.app[database_key]
        async with database.transaction() as connection:
            account = await find_account(connection, name="rita")
            assert account is not None
            session = await open_session(connection, account.id)
        connector = aiohttp.TCPConnector(limit=1)
        cookie = {"Cookie": f"{cookie_name(settings)}={session}"}
        async with aiohttp.ClientSession(settings.public_url, connector=connector, headers=cookie) as client:
            rows = [await _row(client, page, _places()) for page in PAGES]
    finally:
        await runner.cleanup()
    return _table(rows)


def _settings() -> Settings:
    settings = load_settings()
    # What was made some weeks ago must not be deleted when the application starts.
    retention = settings.clinic.retention.copy(update={"transcript_days": 3650})
    clinic = settings.clinic.copy(update={"retention": retention})
    address = f"http://127.0.0.1:{PORT}"
    return replace(
        settings, data_dir=FOLDER, database_url="", clinic=clinic, host="127.0.0.1", port=PORT, public_url=address
    )


def _places() -> dict[str, str]:
    """What addresses name.

    ``today``, ``week_ago``, ``middle``: days. ``longest``: the conversation of 10,000 messages; ``longest_middle``: the
    id of a message in the middle of it. ``middle_at``, ``middle_id``: of the 50,000th conversation by its last message.
    """
    with closing(sqlite3.connect(FOLDER / "backline.db")) as connection:
        (last,) = connection.execute("SELECT max(updated_at) FROM conversations").fetchone()
        longest, length = connection.execute(
            "SELECT id, messages FROM conversations ORDER BY messages DESC LIMIT 1"
        ).fetchone()
        (longest_middle,) = connection.execute(
            "SELECT id FROM messages WHERE conversation_id = ? ORDER BY id LIMIT 1 OFFSET ?", (longest, length // 2)
        ).fetchone()
        middle_id, middle_at = connection.execute(
            "SELECT id, updated_at FROM conversations ORDER BY updated_at DESC LIMIT 1 OFFSET 50000"
        ).fetchone()

    def day(ago: int) -> str:
        return datetime.fromtimestamp(last - ago * 86_400, UTC).date().isoformat()

    days = {"today": day(0), "week_ago": day(6), "middle": day(15)}
    rows = {"longest": longest, "longest_middle": longest_middle, "middle_id": middle_id, "middle_at": middle_at}
    return {**days, **{name: str(value) for name, value in rows.items()}}


async def _row(client: aiohttp.ClientSession, page: Page, places: dict[str, str]) -> str:
    path = page.path.format(**places)
    times = [await _open(client, path) for _ in range(WARM_UP + REQUESTS)]
    first, measured = times[0], times[WARM_UP:]
    p50, p95 = (statistics.quantiles(measured, n=100)[percent - 1] for percent in (50, 95))
    kept = "yes" if p95 <= page.goal else "**no**"
    return f"| {page.name} | {first:.0f} | {p50:.1f} | {p95:.1f} | {page.goal} | {kept} |"


async def _open(client: aiohttp.ClientSession, path: str) -> float:
    started = time.perf_counter()
    async with client.get(path, allow_redirects=False) as response:
        await response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}")
    return (time.perf_counter() - started) * 1000


def _table(rows: list[str]) -> str:
    size = (FOLDER / "backline.db").stat().st_size / 1e6
    return "\n".join(
        [
            "# The staff console",
            "",
            "A generated database of 1,000,000 messages in 100,000 conversations of 30 days, one of them 10,000",
            f"messages long ({size:.0f} MB). The whole application on loopback, one connection, a reviewer signed in;",
            f"{REQUESTS} requests after {WARM_UP}, in milliseconds until the last byte. `first` is the very first one.",
            "",
            f"{_machine()}. Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, aiohttp"
            f" {aiohttp.__version__}.",
            "`python -m benchmarks console` makes this table, and the database where it is missing.",
            "",
            "| what | first | p50 | p95 | goal | reached |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _machine() -> str:
    cpu = platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line.split(":")[1].strip() for line in info.read_text().splitlines() if "model name" in line]
        cpu = names[0] if names else cpu
    return f"{os.cpu_count()} cores of {cpu}, {platform.system()} {platform.release()}"


def main() -> str:
    """The table, as Markdown."""
    ensure_database(FOLDER)
    return asyncio.run(measure())
