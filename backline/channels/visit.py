"""A person at the door: an update with all that is known of who sent it."""

from __future__ import annotations

from dataclasses import dataclass

from backline.channels.contract import Channel
from backline.storage.arrivals import Arrival
from backline.storage.database import Database
from backline.storage.recipients import Recipient, keep_recipient, load_recipient
from backline.storage.states import State, load_state

# Reading takes longer than a text is long; twice what the website takes is some 800 words.
LONGEST_TEXT = 4_000


@dataclass(frozen=True)
class Visit:
    """An update, the person who sent it, and where their conversation stands.

    Attributes:
        text, button, what: as in ``contract.Update``; ``text`` up to :data:`LONGEST_TEXT` characters.
        rest: what follows in a longer one.
    """

    arrival: Arrival
    channel: Channel
    recipient: Recipient
    state: State
    text: str
    button: str
    what: str
    rest: str = ""

    @property
    def id(self) -> str:
        """The conversation's id."""
        return self.arrival.conversation_id

    @property
    def is_asked(self) -> bool:
        """Whether the question of consent is open."""
        return self.recipient.consent == "asked"


async def load_visit(database: Database, channel: Channel, arrival: Arrival) -> Visit:
    """Read what is known of the person."""
    cipher, person, update = database.cipher, arrival.conversation_id, arrival.update
    async with database.reading() as connection:
        recipient = await load_recipient(connection, cipher, person)
        state = await load_state(connection, person)
    if recipient is None:
        # Everything of them was erased after they wrote this: they are new to us.
        async with database.transaction() as connection:
            await keep_recipient(connection, cipher, person, arrival.channel, update["address"])
            recipient = await load_recipient(connection, cipher, person)
        assert recipient is not None
    whole = update["text"].strip()
    text, rest = whole[:LONGEST_TEXT].strip(), whole[LONGEST_TEXT:]
    return Visit(arrival, channel, recipient, state, text, update["button"], update["what"], rest)
