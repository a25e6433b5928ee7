"""What the list's filters offer: read again when it is older than a minute, because every page of the list shows it."""

from __future__ import annotations

import time
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.channels.labels import LABELS
from backline.console.list_query import FEEDBACK, RED_FLAGS
from backline.storage.filters import MARKS
from backline.storage.judgements import STATUSES, known_marks
from backline.storage.leads import STATES
from backline.storage.staff import all_accounts

_SECONDS = 60.0


class Choices:
    """The values in use of everything that the list can be narrowed down by."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._values: dict[str, list[Any]] = {}
        self._read_at = -_SECONDS

    async def read(self, connection: AsyncConnection) -> dict[str, list[Any]]:
        """Name of the filter -> what may be chosen."""
        if time.monotonic() - self._read_at >= _SECONDS:
            accounts = await all_accounts(connection)
            self._values = {
                **{kind: await known_marks(connection, kind) for kind in MARKS},
                "status": list(STATUSES),
                "channel": sorted(LABELS.values()),
                "red_flag": list(RED_FLAGS),
                "feedback": list(FEEDBACK),
                "lead": list(STATES),
                "yes_no": ["yes", "no"],
                "assignee": [(account.id, account.name) for account in accounts if account.active],
            }
            self._read_at = time.monotonic()
        return self._values


choices_key = web.AppKey("choices", Choices)
