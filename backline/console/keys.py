"""The typed keys of the console and of its requests."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from backline.console.alarm import Alarm
from backline.console.likeness import Likeness
from backline.console.permissions import StaffMember

staff_key = web.RequestKey("staff", StaffMember)
alarm_key = web.RequestKey("alarm", Alarm)
csrf_key = web.RequestKey("csrf", str)
static_key: web.AppKey[Callable[[str], str]] = web.AppKey("static")
likeness_key: web.AppKey[Likeness] = web.AppKey("likeness", Likeness)
