"""The figures page, and its tables as CSV files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

import yaml
from aiohttp import web

from backline.console.csv_safe import csv_line
from backline.console.figures_report import (
    HEADLINE_NAMES,
    TABLE_NAMES,
    TOP,
    Headline,
    Table,
    headlines,
    tables,
)
from backline.console.figures_span import PERIODS, Asked, read_span
from backline.console.guard import actor_of
from backline.console.pages import render
from backline.console.permissions import needs
from backline.storage.audit import add_entry
from backline.storage.figures import Span, counts_by_day, known_channels, totals
from backline.web.keys import database_key, settings_key

routes = web.RouteTableDef()


@routes.get("/figures", name="figures")
@needs("figures.read")
async def show(request: web.Request) -> web.Response:
    """The page; ``?days=30``, or ``?from=`` and ``?to=``, and ``?channel=``."""
    asked = read_span(request.query)
    async with request.config_dict[database_key].reading() as connection:
        channels = await known_channels(connection)
    shown_headlines, shown_tables = await _load(request, asked.span, top_only=True)
    context = {
        "asked": asked,
        "span": asked.span,
        "periods": PERIODS,
        "channels": channels,
        "headlines": shown_headlines,
        "tables": shown_tables,
        "top": TOP,
        "query": urlencode(asked.query),
        "has_any": bool(shown_headlines[0].total.value),
        "transcript_days": request.config_dict[settings_key].clinic.retention.transcript_days,
    }
    return render(request, "figures.html", context)


@routes.get("/figures/{table}.csv", name="figures_csv")
@needs("figures.read")
async def export(request: web.Request) -> web.Response:
    """A table as CSV: ``days`` has a line for each day, the others a line for each value with a column for each day."""
    asked = read_span(request.query)
    if asked.problem:
        raise web.HTTPBadRequest(text=asked.problem)
    name = request.match_info["table"]
    shown_headlines, shown_tables = await _load(request, asked.span, top_only=False)
    by_key = {table.key: table for table in shown_tables}
    if name == "days":
        text = _days_csv(asked.span, shown_headlines)
    elif name in by_key:
        text = _table_csv(asked.span, by_key[name])
    else:
        raise web.HTTPNotFound
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        await add_entry(connection, database.cipher, actor_of(request), "figures.exported", name, **asked.query)
    return web.Response(
        text=text,
        content_type="text/csv",
        charset="utf-8",
        headers={"Content-Disposition": f'attachment; filename="{_file_name(name, asked)}"'},
    )


async def _load(request: web.Request, span: Span, *, top_only: bool) -> tuple[list[Headline], list[Table]]:
    async with request.config_dict[database_key].reading() as connection:
        by_day = await counts_by_day(connection, span, HEADLINE_NAMES)
        whole = await totals(connection, span, TABLE_NAMES)
        # Only what is plotted, unless all of it is written to a file.
        values = None
        if top_only:
            values = [key.value for name in TABLE_NAMES for key in [key for key in whole if key.name == name][:TOP]]
            values += [key.value for key in whole if key.name == "left_at"]
        parts = await counts_by_day(connection, span, TABLE_NAMES, values)
    questions = _questions(request.config_dict[settings_key].project_dir)
    return headlines(span, by_day), tables(span, whole, parts, questions)


@lru_cache(maxsize=2)
def _questions(project_dir: Path) -> Mapping[str, tuple[str, ...]]:
    """Each form of the domain with its questions, in their order."""
    domain = yaml.safe_load((project_dir / "domain.yml").read_text(encoding="utf-8"))
    return {name: tuple(form["required_slots"]) for name, form in domain["forms"].items()}


def _days_csv(span: Span, shown: list[Headline]) -> str:
    lines = [csv_line(["day", *(headline.key for headline in shown)])]
    for place, day in enumerate(span.days):
        lines.append(csv_line([day.isoformat(), *(_plain(headline.days[place].value) for headline in shown)]))
    return "".join(lines)


def _table_csv(span: Span, table: Table) -> str:
    days = span.days
    lines = [csv_line([table.key, "conversations", *(day.isoformat() for day in days)])]
    lines += [csv_line([row.value, row.count, *(row.days or [0] * len(days))]) for row in table.rows]
    return "".join(lines)


def _plain(value: float | None) -> float | None:
    return round(value, 2) if value is not None else None


def _file_name(name: str, asked: Asked) -> str:
    return f"figures-{name}-{asked.span.first}-{asked.span.last}.csv"
