"""Holding a conversation once more, over a database of its own that is gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from backline.assistant.turn import Assistant, Incoming
from backline.settings import Settings
from backline.storage.conversations import StoredMessage
from backline.storage.database import Database
from backline.storage.leads import Lead, find_lead
from backline.storage.review_tables import turns
from backline.storage.tables import leads

_ID, _CHANNEL = "replayed", "replay"
# Of a turn's facts: what it did. The intent may differ where a name had to be invented.
COMPARED = ("actions", "answer", "form", "asked")


@dataclass(frozen=True)
class Step:
    """What a person does: types ``text``, or presses the button of that title."""

    text: str
    pressed: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of a step.

    Attributes:
        pressed: a button of the turn before was pressed.
        replies: as they would have been sent.
        facts: the turn's row of the table ``turns``.
        slots: values of all slots afterwards.
        lead: a contact request made in this turn.
    """

    step: Step
    pressed: bool
    replies: tuple[StoredMessage, ...]
    facts: dict[str, Any]
    slots: dict[str, Any]
    lead: Lead | None

    @property
    def texts(self) -> tuple[str, ...]:
        """What was said."""
        return tuple(reply.payload["text"] for reply in self.replies)

    def gathered(self, kind: str) -> list[Any]:
        """All ``buttons`` or ``cards`` of the replies."""
        return [each for reply in self.replies for each in reply.payload.get(kind, [])]


async def replay(assistant: Assistant, settings: Settings, steps: Sequence[Step]) -> list[Outcome]:
    """Hold the conversation of ``steps`` with the model of ``assistant``; its own conversations are not touched.

    Raises:
        TurnFailed: a turn could not be written.
        StorageError: no database could be made in the folder for temporary files.
    """
    async with _elsewhere(assistant, settings) as (other, database):
        outcomes: list[Outcome] = []
        buttons: dict[str, str] = {}
        for number, step in enumerate(steps, start=1):
            pressed = step.pressed and step.text in buttons
            incoming = Incoming(
                _ID, _CHANNEL, "" if pressed else step.text, button=buttons[step.text] if pressed else None
            )
            result = await other.handle(incoming)
            replies = tuple(message for message in result.messages if message.sender == "bot")
            tracker = await other.tracker(_ID)
            facts, lead = await _read_turn(database, number)
            slots = tracker.current_slot_values() if tracker else {}
            outcomes.append(Outcome(step, pressed, replies, facts, slots, lead))
            buttons = {
                button["title"]: button["token"] for reply in replies for button in reply.payload.get("buttons", [])
            }
    return outcomes


@asynccontextmanager
async def _elsewhere(assistant: Assistant, settings: Settings) -> AsyncIterator[tuple[Assistant, Database]]:
    with tempfile.TemporaryDirectory(prefix="backline-replay-") as folder:
        database = await Database.open(replace(settings, data_dir=Path(folder)))
        try:
            yield assistant.over(database), database
        finally:
            await database.close()


async def _read_turn(database: Database, number: int) -> tuple[dict[str, Any], Lead | None]:
    async with database.reading() as connection:
        query = sa.select(turns).where(turns.c.conversation_id == _ID, turns.c.turn == number)
        facts = dict((await connection.execute(query)).mappings().one())
        made = sa.select(leads.c.reference).where(leads.c.created_at >= facts["at"]).order_by(leads.c.id.desc())
        reference = (await connection.execute(made)).scalar()
        lead = await find_lead(connection, database.cipher, reference) if reference else None
    return facts, lead
