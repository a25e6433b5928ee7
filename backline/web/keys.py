"""The typed keys under which the application keeps its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from backline.settings import Settings
from backline.storage.database import Database

# Rasa takes seconds to import: "backline staff" does without it.
if TYPE_CHECKING:
    from collections.abc import Mapping

    from backline.assistant.turn import Assistant
    from backline.channels.contract import Channel
    from backline.channels.feed import Feed
    from backline.channels.messaging import Messaging

settings_key = web.AppKey("settings", Settings)
database_key = web.AppKey("database", Database)
assistant_key: web.AppKey[Assistant] = web.AppKey("assistant")
feed_key: web.AppKey[Feed] = web.AppKey("feed")
channels_key: web.AppKey[Mapping[str, Channel]] = web.AppKey("channels")
messaging_key: web.AppKey[Messaging] = web.AppKey("messaging")
