"""What an update leads to: an order is obeyed, consent is asked for, or the assistant answers.

Nothing that a person writes becomes a conversation before they agreed, with one exception: where their words hold a
warning sign it is answered at once.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from backline.assistant.turn import Assistant, Incoming, TurnFailed
from backline.channels.choices import chosen, chosen_words, is_numbered, may_choose
from backline.channels.commands import says_more
from backline.channels.contract import Channel, Kind
from backline.channels.desk import Desk
from backline.channels.orders import Orders
from backline.channels.visit import LONGEST_TEXT, Visit, load_visit
from backline.channels.wording import MessagingWords
from backline.settings import Settings
from backline.storage.arrivals import Arrival, finish_arrival, hold_arrival
from backline.storage.conversations import StoredMessage, load_messages
from backline.storage.database import Database
from backline.storage.outbox import drop_calls
from backline.storage.recipients import change_recipient

# Who writes three messages in a row is asked once. Who has had time to read the question, and answers "what?", is not
# left without a word.
_ASK_AGAIN_SECONDS = 20.0
# A message with a warning sign that could not be handled so often is answered by what can be said without handling it.
_FAILED_BEFORE_HELP = 1
# An order of fewer words holds nothing else.
_WORDS_OF_AN_ORDER = 3
_LAST_TURN = 20  # messages of which the last turn is looked up


class Reception:
    """Deals with updates of all channels."""

    def __init__(
        self,
        database: Database,
        assistant: Assistant,
        channels: Mapping[str, Channel],
        words: MessagingWords,
        settings: Settings,
    ) -> None:
        """Put the parts together; ``channels`` are those that are on, by name."""
        self._database, self._assistant, self._channels = database, assistant, channels
        self._desk = Desk(database, words, settings)
        self._orders = Orders(self._desk, assistant)

    async def deal_with(self, arrival: Arrival) -> None:
        """Do what an update asks for, and finish it in the same transaction.

        Raises:
            Exception: nothing of it happened; it may be dealt with again.
        """
        visit = await load_visit(self._database, self._channels[arrival.channel], arrival)
        kind = arrival.update["kind"]
        if kind == Kind.LEFT:
            await self._left(visit)
            return
        if kind == Kind.JOINED:
            await self._joined(visit)
            return
        visit = await self._with_what_matters(visit)
        if await self._warns_besides(visit) or not await self._orders.obeyed(visit):
            await self._hear(visit)

    async def give_up(self, arrival: Arrival) -> None:
        """Say that an update can't be dealt with, and whom to call; to who said stop only in an emergency."""
        visit = await load_visit(self._database, self._channels[arrival.channel], arrival)
        alarming = await self._is_alarming(visit) or await self._warns(visit)
        says = [self._desk.sentence("not_handled", urgent=alarming)]
        async with self._database.transaction() as connection:
            if alarming or visit.recipient.stopped_at is None:
                await self._desk.say(connection, visit, *says)
            await finish_arrival(connection, arrival.id, "dead")

    async def _left(self, visit: Visit) -> None:
        async with self._database.transaction() as connection:
            await drop_calls(connection, visit.id, "the person left", urgent_too=True)
            await change_recipient(connection, visit.id, gone_at=time.time())
            await finish_arrival(connection, visit.arrival.id)

    async def _joined(self, visit: Visit) -> None:
        desk = self._desk
        if not desk.has_consent(visit):
            await desk.answer(visit, *desk.notice(), stopped_at=None, gone_at=None, **desk.consent("asked"))
        elif visit.recipient.stopped_at or visit.recipient.gone_at:
            await desk.answer(visit, desk.sentence("started_again"), stopped_at=None, gone_at=None)
        else:
            await desk.answer(visit, desk.sentence("help"))

    async def _hear(self, visit: Visit) -> None:
        said_something = bool(visit.text or visit.button)
        alarming = await self._is_alarming(visit)
        if visit.recipient.stopped_at is not None and not alarming:
            await self._desk.answer(visit)
        elif not said_something and (alarming or self._desk.has_consent(visit)):
            says = self._desk.kind_word(visit)
            if says and visit.state.red_flag_tier == "emergency":
                says.append(replace(self._desk.sentence("alarm_stands"), urgent=True))
            await self._desk.answer(visit, *says)
        elif alarming or self._desk.has_consent(visit):
            await self._turn(visit)
        else:
            await self._ask(visit, hold=said_something)

    async def _with_what_matters(self, visit: Visit) -> Visit:
        """The visit; where a warning sign stands in the far part of a very long text, with that part of it."""
        for start in range(0, len(visit.rest), LONGEST_TEXT):
            part = visit.rest[start : start + LONGEST_TEXT]
            if await self._assistant.warns(part):
                return replace(visit, text=part.strip(), rest="")
        return visit

    async def _warns_besides(self, visit: Visit) -> bool:
        """Whether what looks like an order holds a warning sign: "No. I want to die", "don't delete, I want to die"."""
        says_nothing_else = not says_more(visit.text) and len(visit.text.split()) < _WORDS_OF_AN_ORDER
        if says_nothing_else or self._orders.order_of(visit) is None:
            return False
        return await self._warns(visit)

    async def _is_alarming(self, visit: Visit) -> bool:
        """Whether it must be answered now: it holds a warning sign, or an emergency is not dealt with yet."""
        if visit.state.red_flag_tier == "emergency":
            return True
        if visit.recipient.stopped_at is None and self._desk.has_consent(visit):
            return False  # it is answered anyway
        return await self._warns(visit)

    async def _warns(self, visit: Visit) -> bool:
        return bool(visit.text) and await self._assistant.warns(visit.text)

    async def _ask(self, visit: Visit, *, hold: bool) -> None:
        """Keep what was said until the person agreed; ask them, if they were not asked a moment ago."""
        desk = self._desk
        says = desk.kind_word(visit)
        changes: dict[str, Any] = {}
        if not visit.is_asked:
            says += desk.notice()
            changes = desk.consent("asked")
        elif (visit.recipient.consent_at or 0.0) < time.time() - _ASK_AGAIN_SECONDS:
            says.append(desk.question("consent_needed"))
            changes = desk.consent("asked")
        async with self._database.transaction() as connection:
            await desk.say(connection, visit, *says)
            if changes:
                await change_recipient(connection, visit.id, **changes)
            if hold:
                await hold_arrival(connection, visit.arrival.id)
            else:
                await finish_arrival(connection, visit.arrival.id)

    async def _turn(self, visit: Visit) -> None:
        desk = self._desk

        async def also_write(connection: AsyncConnection, messages: Sequence[StoredMessage]) -> None:
            replies = desk.answers.compose(visit.id, messages)
            # An emergency is answered first, and by nothing else.
            word = [] if any(reply.urgent for reply in replies) else desk.kind_word(visit)
            await desk.say(connection, visit, *word, *replies)
            await change_recipient(connection, visit.id, asked_to_delete_at=None, gone_at=None)
            await finish_arrival(connection, visit.arrival.id)

        text, button = await self._chosen(visit)
        message_id = visit.arrival.message_id
        incoming = Incoming(visit.id, visit.channel.name, text, message_id, button or None, also_write)
        try:
            result = await self._assistant.handle(incoming)
        except TurnFailed:
            await self._help_meanwhile(visit)
            raise
        if result.repeated:
            await desk.answer(visit)

    async def _help_meanwhile(self, visit: Visit) -> None:
        """Nobody in an emergency waits until the message is handled, or given up."""
        if visit.arrival.attempts != _FAILED_BEFORE_HELP:
            return
        if visit.state.red_flag_tier == "emergency" or await self._warns(visit):
            async with self._database.transaction() as connection:
                await self._desk.say(connection, visit, self._desk.sentence("not_handled", urgent=True))

    async def _chosen(self, visit: Visit) -> tuple[str, str]:
        """The text and the button's token, also where they were told by number."""
        if visit.button or not may_choose(visit.text):
            return visit.text, visit.button
        async with self._database.reading() as connection:
            lately = await load_messages(connection, self._database.cipher, visit.id, last=_LAST_TURN)
        turn = max((at for at, message in enumerate(lately) if message.sender == "user"), default=0)
        asked = [reply for reply in self._desk.answers.compose(visit.id, lately[turn:]) if reply.options]
        if not asked or not is_numbered(self._desk.answers.render(visit.channel, asked[-1], visit.recipient.address)):
            return visit.text, ""
        option = chosen(visit.text, asked[-1].options)
        if option is not None:
            return option.title, option.token
        return chosen_words(visit.text, asked[-1].options) or visit.text, ""
