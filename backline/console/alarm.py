"""The alarm that every page of the console shows while a contact request has reached nobody."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from backline.contact.promise import Promise
from backline.storage.lead_deliveries import unreceived_leads


@dataclass(frozen=True)
class Alarm:
    """How many contact requests reached nobody: not delivered, not called, and the promise broken or all given up."""

    unreceived: int

    @property
    def is_on(self) -> bool:
        """Whether somebody has to act."""
        return self.unreceived > 0


async def alarm(connection: AsyncConnection, promise: Promise, now: float | None = None) -> Alarm:
    """The alarm as it stands ``now`` (seconds since 1970, by default this moment)."""
    return Alarm(await unreceived_leads(connection, promise, time.time() if now is None else now))
