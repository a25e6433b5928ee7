"""What the turn under way will write: filled by Rasa's parts and by actions, written in one transaction."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from backline.assistant import resources
from backline.storage.conversations import ConversationChangedError
from backline.storage.database import Database
from backline.storage.leads import Lead, insert_lead


@dataclass
class PendingTurn:
    """Collects a turn's changes until they are written together.

    Attributes:
        events_before: how many events the conversation had on disk when the turn read it; None before that.
        in_tracker_before: how many of them were in the tracker that it got.
        events: the tracker's new events, as dictionaries.
        new_window: where the tracker's window starts from now on, and its prelude; None where it stays.
        leads: contact requests made in this turn.
    """

    events_before: int | None = None
    in_tracker_before: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)
    new_window: tuple[int, tuple[dict[str, Any], ...]] | None = None
    leads: list[Lead] = field(default_factory=list)

    def note_read(self, events: int, in_tracker: int) -> None:
        """The turn read the conversation, which has so many events; so many of them are in the tracker it got.

        Raises:
            ConversationChangedError: there were not as many when it read it before.
        """
        if self.events_before not in (None, events):
            raise ConversationChangedError("The conversation went on in another process.")
        self.events_before, self.in_tracker_before = events, in_tracker


current: ContextVar[PendingTurn | None] = ContextVar("pending_turn", default=None)


async def keep_lead(lead: Lead) -> None:
    """Keep a lead with the turn under way; outside of one (``rasa run actions``) write it at once.

    Raises:
        StorageError: there is no turn under way and the database can't be used.
    """
    pending = current.get()
    if pending is not None:
        pending.leads.append(lead)
        return
    database = await Database.open(resources.settings())
    try:
        async with database.transaction() as connection:
            # The plain Rasa server keeps its own conversations, which this database does not know.
            await insert_lead(connection, database.cipher, Lead(**{**vars(lead), "conversation_id": None}))
    finally:
        await database.close()
