"""The page of an exercise plan: to read, to print, and to put into a calendar. It needs no JavaScript."""

from __future__ import annotations

from datetime import date

import aiohttp_jinja2
from aiohttp import web

from backline.assistant import resources
from backline.care import PlanSheet, plan_sheet
from backline.care.schedule import DAYS, days_of
from backline.channels.view import plan_of_token
from backline.web.keys import database_key, settings_key
from backline.web.plan_calendar import plan_calendar

routes = web.RouteTableDef()


def _sheet(request: web.Request) -> PlanSheet:
    record = plan_of_token(request.app[database_key].cipher, request.match_info["token"])
    sheet = plan_sheet(record, resources.exercises()) if record is not None else None
    if sheet is None:
        raise web.HTTPNotFound
    return sheet


@routes.get("/plan/{token}", name="plan")
async def plan(request: web.Request) -> web.Response:
    """The plan that the address carries."""
    sheet = _sheet(request)
    context = {
        "sheet": sheet,
        "days": DAYS,
        "week": [(exercise, days_of(exercise)) for exercise, _ in sheet.exercises],
        "calendar": f"/plan/{request.match_info['token']}/calendar.ics",
        "made": f"{sheet.made:%B} {sheet.made.day}, {sheet.made.year}",
    }
    response = aiohttp_jinja2.render_template("plan.html", request, context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@routes.get("/plan/{token}/calendar.ics", name="plan_calendar")
async def calendar(request: web.Request) -> web.Response:
    """The plan's reminders, from today on."""
    sheet = _sheet(request)
    settings = request.app[settings_key]
    body = plan_calendar(
        [exercise for exercise, _ in sheet.exercises],
        date.today(),
        f"{settings.public_url.rstrip('/')}/plan/{request.match_info['token']}",
        settings.clinic.name,
    )
    return web.Response(
        body=body,
        content_type="text/calendar",
        charset="utf-8",
        headers={"Content-Disposition": 'attachment; filename="exercises.ics"'},
    )
