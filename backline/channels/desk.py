"""What is said to people on messaging apps besides the assistant's answers, and how any answer is written down."""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from backline.channels.answers import Answers
from backline.channels.contract import Option, Outgoing
from backline.channels.visit import Visit
from backline.channels.wording import MessagingWords
from backline.settings import Settings
from backline.storage.arrivals import finish_arrival
from backline.storage.database import Database
from backline.storage.recipients import change_recipient

YES, NO = "consent-yes", "consent-no"


class Desk:
    """Has the words, and writes answers."""

    def __init__(self, database: Database, words: MessagingWords, settings: Settings) -> None:
        """Put the parts together."""
        self.database = database
        self.answers = Answers(database.cipher, settings)
        self._words, self._clinic = words, settings.clinic

    def sentence(self, entry: str, *, urgent: bool = False) -> Outgoing:
        """An entry of ``data/messaging.yml`` as a message."""
        return Outgoing(self._words.text(entry, self._clinic.words()), urgent=urgent)

    def kind_word(self, visit: Visit) -> list[Outgoing]:
        """What to say about a part of the update that can't be read; nothing where there is none."""
        if not visit.what:
            return []
        text = self._words.unreadable(visit.what, bool(visit.text or visit.button), self._clinic.words())
        return [Outgoing(text)] if text else []

    def has_consent(self, visit: Visit) -> bool:
        """Whether the person agreed to what the notice says now; the wording may be mended, a new version asks anew."""
        person = visit.recipient
        return person.consent == "given" and _declared(person.consent_version) == _declared(self._words.version)

    def consent_options(self) -> tuple[Option, Option]:
        """The two answers to the question of consent."""
        yes, no = self._words.consent_options
        return Option(yes, YES), Option(no, NO)

    def question(self, entry: str) -> Outgoing:
        """The question of consent: ``ask_consent``, or ``consent_needed`` where it is put again."""
        return Outgoing(self.sentence(entry).text, self.consent_options())

    def notice(self) -> list[Outgoing]:
        """What everybody is told and asked at first."""
        return [self.sentence("notice"), self.question("ask_consent")]

    def consent(self, state: str) -> dict[str, Any]:
        """The entries of a recipient for a new state of their consent.

        A question about deletion that was open is not the last one any more: a "yes" does not answer it.
        """
        now = {"consent": state, "consent_version": self._words.version, "consent_at": time.time()}
        return {**now, "asked_to_delete_at": None}

    async def say(self, connection: AsyncConnection, visit: Visit, *says: Outgoing) -> None:
        """Write messages in the caller's transaction; for each update at most once."""
        await self.answers.put(connection, visit.channel, visit.recipient, visit.arrival, says)

    async def answer(self, visit: Visit, *says: Outgoing, **changes: Any) -> None:
        """Say something, note what is new about the person, and finish the update."""
        async with self.database.transaction() as connection:
            await self.say(connection, visit, *says)
            if changes:
                await change_recipient(connection, visit.id, **changes)
            await finish_arrival(connection, visit.arrival.id)


def _declared(version: str | None) -> str:
    """The version that the file declares, without the hash of the wording."""
    return (version or "").partition("+")[0]
