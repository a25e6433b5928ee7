"""The alarm on every page of the console: a contact request, or what to do in an emergency, reached nobody."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from backline.contact.promise import Promise
from backline.storage.lead_deliveries import unreceived_leads
from backline.storage.message_delivery import unheard_emergencies


@dataclass(frozen=True)
class Alarm:
    """What somebody has to look at.

    Attributes:
        unreceived: how many contact requests reached nobody: not delivered, not called, and the promise broken or all
            given up.
        unheard: the conversations in which the answer to an emergency did not reach the person, oldest first.
    """

    unreceived: int
    unheard: tuple[str, ...] = ()

    @property
    def is_on(self) -> bool:
        """Whether somebody has to act."""
        return self.unreceived > 0 or bool(self.unheard)


async def alarm(connection: AsyncConnection, promise: Promise, now: float | None = None) -> Alarm:
    """The alarm as it stands ``now`` (seconds since 1970, by default this moment)."""
    now = time.time() if now is None else now
    unreceived = await unreceived_leads(connection, promise, now)
    return Alarm(unreceived, tuple(await unheard_emergencies(connection, now)))
