"""The typed keys under which the application keeps its parts."""

from __future__ import annotations

from aiohttp import web

from backline.assistant.turn import Assistant
from backline.channels.feed import Feed
from backline.settings import Settings
from backline.storage.database import Database

settings_key = web.AppKey("settings", Settings)
database_key = web.AppKey("database", Database)
assistant_key = web.AppKey("assistant", Assistant)
feed_key = web.AppKey("feed", Feed)
