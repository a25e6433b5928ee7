"""Rendering the console's pages, whole or in part."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp_jinja2
import jinja2
from aiohttp import web

from backline.channels.labels import label_of
from backline.console.keys import alarm_key, csrf_key, staff_key, static_key
from backline.web.keys import settings_key

TEMPLATES = Path(__file__).parent / "templates"


def set_up_templates(console: web.Application, static: Callable[[str], str]) -> None:
    """Give the console its own templates; ``static`` maps a file's path to its address."""

    console[static_key] = static
    environment = aiohttp_jinja2.setup(
        console,
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        moment=moment, iso=iso, ago=ago, day_and_hour=day_and_hour, words=words, channel=label_of
    )


def render(request: web.Request, template: str, context: dict[str, Any], status: int = 200) -> web.Response:
    """A page, or the part of one that ``template`` is."""
    shared = {
        "clinic": request.config_dict[settings_key].clinic,
        "static": request.config_dict[static_key],
        "staff": request.get(staff_key),
        "alarm": request.get(alarm_key),
        "csrf": request.get(csrf_key, ""),
        "path": request.path,
    }
    return aiohttp_jinja2.render_template(template, request, {**shared, **context}, status=status)


def inside(goal: str, otherwise: str) -> str:
    """``goal`` where it is the address of a page of the console, else ``otherwise``.

    An address of another site must not profit from a form here, such as signing in.
    """
    is_page = goal.startswith("/staff/") and "\\" not in goal and "//" not in goal and goal.isprintable()
    return goal if is_page else otherwise


def is_part(request: web.Request) -> bool:
    """Whether htmx asks for a part of the page instead of all of it."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def moment(at: float) -> str:
    """Seconds since 1970 as ``2026-11-28 14:05`` in UTC; the page's script shows it in the reader's own time."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M")


def day_and_hour(at: float, zone: ZoneInfo) -> str:
    """Seconds since 1970 as ``Mon 30 Nov 14:05`` where that zone's clocks hang."""
    return datetime.fromtimestamp(at, zone).strftime("%a %d %b %H:%M")


def iso(at: float) -> str:
    """Seconds since 1970 for a <time> element."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def ago(at: float) -> str:
    """How long ago that was, roughly: ``3 min``, ``5 h``, ``2 d``."""
    seconds = max(0.0, time.time() - at)
    if seconds < 60:
        return "now"
    if seconds < 3600:
        return f"{int(seconds // 60)} min"
    return f"{int(seconds // 3600)} h" if seconds < 86_400 else f"{int(seconds // 86_400)} d"


def words(name: str | None) -> str:
    """An id as words: ``ask_what_is`` as ``ask what is``."""
    return (name or "").replace("_", " ")
