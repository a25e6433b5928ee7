"""What people may ask of us on every messaging channel: stop, start, help, delete my data; and yes or no to consent."""

from __future__ import annotations

import time

from sqlalchemy.ext.asyncio import AsyncConnection

from backline.assistant.turn import Assistant
from backline.channels.choices import chosen
from backline.channels.commands import Command, command_of, says_more
from backline.channels.desk import NO, YES, Desk
from backline.channels.visit import Visit
from backline.storage.arrivals import drop_held, finish_arrival, hold_arrival, release_held
from backline.storage.audit import SYSTEM
from backline.storage.conversations import load_messages
from backline.storage.erasure import Held, erase
from backline.storage.outbox import drop_calls
from backline.storage.persons import person_of_conversation
from backline.storage.recipients import change_recipient

# A yes to "delete everything?" counts so long.
_DELETE_SECONDS = 10 * 60.0


class Orders:
    """Does what people ask for."""

    def __init__(self, desk: Desk, assistant: Assistant) -> None:
        """Put the parts together."""
        self._desk, self._assistant = desk, assistant

    def order_of(self, visit: Visit) -> Command | None:
        """What the update asks for; None where it asks for nothing of this kind."""
        return self._command(visit, deleting=_is_deleting(visit))

    async def obeyed(self, visit: Visit) -> bool:
        """Do what the update asks for; False where it asks for nothing of this kind."""
        deleting = _is_deleting(visit)
        command = self._command(visit, deleting=deleting)
        answer, sentence = self._desk.answer, self._desk.sentence
        if command is Command.STOP:
            await self._stop(visit)
        elif command is Command.START:
            await self._start(visit)
        elif command is Command.HELP and visit.recipient.stopped_at is None:
            await answer(visit, sentence("help"))
        elif command is Command.DELETE:
            await self._ask_to_delete(visit)
        elif command is Command.CONFIRM_DELETE:
            await self._delete(visit)
        elif command is Command.NO and deleting:
            await answer(visit, sentence("delete_cancelled"), asked_to_delete_at=None)
        elif visit.recipient.stopped_at is not None and command in (Command.YES, Command.NO):
            return False  # only START ends STOP; a yes after it may be to something else
        elif command is Command.YES and visit.is_asked:
            await self._agreed(visit)
        elif command is Command.NO and visit.is_asked:
            await self._declined(visit)
        else:
            return False
        return True

    def _command(self, visit: Visit, *, deleting: bool) -> Command | None:
        if visit.button in (YES, NO):
            return Command.YES if visit.button == YES else Command.NO
        if visit.button:
            return None
        if visit.is_asked:
            options = self._desk.consent_options()
            titled = (option for option in options if option.title.casefold() == visit.text.casefold())
            option = chosen(visit.text, options) or next(titled, None)
            if option is not None:
                return Command.YES if option.token == YES else Command.NO
        return command_of(
            visit.text,
            carrier_keywords=visit.channel.carrier_keywords,
            in_form=visit.state.in_form,
            deleting=deleting,
            asked_consent=visit.is_asked,
        )

    async def _stop(self, visit: Visit) -> None:
        async with self._desk.database.transaction() as connection:
            await drop_calls(connection, visit.id, "the person said stop", urgent_too=False)
            await drop_held(connection, visit.id)
            await change_recipient(connection, visit.id, stopped_at=time.time())
            # A phone company says it itself, and takes no message of ours any more.
            if not visit.channel.carrier_keywords:
                await self._desk.say(connection, visit, self._desk.sentence("stopped"))
            await finish_arrival(connection, visit.arrival.id)

    async def _start(self, visit: Visit) -> None:
        desk = self._desk
        if desk.has_consent(visit):
            await desk.answer(visit, desk.sentence("started_again"), stopped_at=None, gone_at=None)
        else:
            await desk.answer(visit, *desk.notice(), stopped_at=None, gone_at=None, **desk.consent("asked"))

    async def _ask_to_delete(self, visit: Visit) -> None:
        person, desk = visit.recipient, self._desk
        if person.consent == "new" and person.stopped_at is None:
            async with desk.database.reading() as connection:
                wrote = await load_messages(connection, desk.database.cipher, visit.id, last=1)
            if not wrote:
                await desk.answer(visit, desk.sentence("delete_nothing"))
                return
        await desk.answer(visit, desk.sentence("ask_delete"), asked_to_delete_at=time.time())

    async def _delete(self, visit: Visit) -> None:
        desk = self._desk

        async def also(connection: AsyncConnection) -> None:
            await desk.say(connection, visit, desk.sentence("deleted"))
            await finish_arrival(connection, visit.arrival.id)

        async with desk.database.reading() as connection:
            person = await person_of_conversation(connection, visit.id)
        async with self._assistant.held_back([visit.id]):
            try:
                await erase(desk.database, person, SYSTEM, vacuum=False, also=also)
            except Held:
                await desk.answer(visit, desk.sentence("delete_held"), asked_to_delete_at=None)

    async def _agreed(self, visit: Visit) -> None:
        async with self._desk.database.transaction() as connection:
            await change_recipient(connection, visit.id, **self._desk.consent("given"))
            # "Yes. My back hurts" is to be answered too, after what was written before.
            more = bool(visit.text) and says_more(visit.text)
            await (hold_arrival if more else finish_arrival)(connection, visit.arrival.id)
            # What was written is answered now, and says enough.
            if not await release_held(connection, visit.id):
                await self._desk.say(connection, visit, self._desk.sentence("consent_given"))

    async def _declined(self, visit: Visit) -> None:
        async with self._desk.database.transaction() as connection:
            await drop_held(connection, visit.id)
            await change_recipient(connection, visit.id, **self._desk.consent("declined"))
            await self._desk.say(connection, visit, self._desk.sentence("declined"))
            await finish_arrival(connection, visit.arrival.id)


def _is_deleting(visit: Visit) -> bool:
    """Whether the question of deletion is open."""
    asked_at = visit.recipient.asked_to_delete_at
    return asked_at is not None and asked_at > time.time() - _DELETE_SECONDS
