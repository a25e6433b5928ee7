from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime

import pytest

from backline.console.figures_span import read_span
from backline.console.plots import bar_plot, line_plot
from backline.storage.database import Database
from backline.storage.staff_tables import audit
from tests.helpers.site import Browser
from tests.helpers.staff import StaffClient

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_what_was_said_is_counted_at_once(patient: Browser, reviewer: StaffClient) -> None:
    before = await number(reviewer, "Conversations")
    await patient.open_chat()
    await patient.say("what is spinal stenosis?")
    assert await number(reviewer, "Conversations") == before + 1
    page = await reviewer.get_text("/staff/figures?days=7")
    assert "spinal stenosis" in page
    today = datetime.now(UTC).date()
    assert f"to={today}&amp;topic=spinal_stenosis" in page


async def number(reviewer: StaffClient, title: str) -> int:
    page = await reviewer.get_text("/staff/figures?days=7")
    found = re.search(rf'aria-label="{title}: ([0-9,]+), show', page)
    return int(found[1].replace(",", "")) if found else 0


async def test_days_without_conversations_say_so(reviewer: StaffClient) -> None:
    page = await reviewer.get_text("/staff/figures?from=2020-01-01&to=2020-01-05")
    assert "No conversation began in these days" in page


async def test_a_day_that_is_none_is_explained(reviewer: StaffClient) -> None:
    page = await reviewer.get_text("/staff/figures?from=yesterday")
    assert "Days are written like 2026-11-28" in page
    response = await reviewer.get("/staff/figures/days.csv?from=yesterday")
    assert response.status == 400


async def test_a_table_as_csv_leaves_an_entry_in_the_audit_log(
    patient: Browser, reviewer: StaffClient, console_database: Database
) -> None:
    await patient.open_chat()
    await patient.say("what is spinal stenosis?")
    response = await reviewer.get("/staff/figures/topics.csv?days=7")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="figures-topics-')
    lines = list(csv.reader(io.StringIO(await response.text())))
    assert lines[0][:2] == ["topics", "conversations"]
    assert len(lines[0]) == 9
    [stenosis] = [line for line in lines if line[0] == "spinal_stenosis"]
    assert int(stenosis[1]) == sum(map(int, stenosis[2:])) > 0
    async with console_database.reading() as connection:
        rows = (await connection.execute(audit.select().where(audit.c.action == "figures.exported"))).mappings().all()
    assert rows[-1]["object"] == "topics"
    assert rows[-1]["details"] == '{"days": "7"}'


async def test_days_as_csv_have_a_line_each(reviewer: StaffClient) -> None:
    response = await reviewer.get("/staff/figures/days.csv?from=2026-02-01&to=2026-02-10")
    lines = list(csv.reader(io.StringIO(await response.text())))
    assert [line[0] for line in lines] == ["day", *(f"2026-02-{day:02}" for day in range(1, 11))]
    assert (await reviewer.get("/staff/figures/nothing.csv")).status == 404


@pytest.mark.parametrize(
    ("query", "first", "last", "days", "has_problem"),
    [
        ({}, "2026-10-30", "2026-11-28", 30, False),
        ({"days": "7"}, "2026-11-22", "2026-11-28", 7, False),
        ({"days": "8"}, "2026-10-30", "2026-11-28", 30, True),
        ({"from": "2026-11-01", "to": "2026-11-03"}, "2026-11-01", "2026-11-03", None, False),
        ({"from": "2026-11-01"}, "2026-11-01", "2026-11-28", None, False),
        ({"to": "2026-11-10"}, "2026-10-12", "2026-11-10", None, False),
        ({"from": "2026-11-04", "to": "2026-11-03"}, "2026-10-30", "2026-11-28", 30, True),
        ({"from": "0001-01-01", "to": "2026-11-03"}, "2026-10-30", "2026-11-28", 30, True),
        ({"to": "0001-01-01"}, "2026-10-30", "2026-11-28", 30, True),
    ],
)
async def test_days_are_read_from_the_address(
    query: dict[str, str], first: str, last: str, days: int | None, has_problem: bool
) -> None:
    asked = read_span(query, today=date(2026, 11, 28))
    assert (str(asked.span.first), str(asked.span.last), asked.days) == (first, last, days)
    assert bool(asked.problem) == has_problem


async def test_plots_are_drawn_and_described() -> None:
    bars = bar_plot([0, 2, 4], plot_id="p", title="A <b>", description="up")
    assert 'role="img"' in bars
    assert "A &lt;b&gt;" in bars
    assert bars.count("z") == 2  # nothing is drawn for zero
    line = line_plot([1, None, 3, 4], plot_id="q", title="T", description="D")
    drawn = re.search(r'plot-line" d="([^"]+)"', line)
    assert drawn
    assert drawn[1].count("M") == 2
    assert "plot-line" not in line_plot([None], plot_id="q", title="T", description="D")
