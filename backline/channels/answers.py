"""Puts answers into the outbox: composed for messengers, in the channel's own form, one row a call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.channels.choices import with_choices
from backline.channels.compose import compose, plain, png_address
from backline.channels.contract import Call, Channel, Outgoing
from backline.channels.view import public_address
from backline.settings import Settings
from backline.storage.arrivals import Arrival
from backline.storage.conversations import StoredMessage
from backline.storage.crypto import Cipher
from backline.storage.outbox import NewCall, add_calls
from backline.storage.recipients import Recipient

log = structlog.get_logger(__name__)


class Answers:
    """Writes what is to be sent."""

    def __init__(self, cipher: Cipher, settings: Settings) -> None:
        """Take what addresses are made with."""
        self._cipher = cipher
        self._public_url = settings.public_url
        # Platforms fetch pictures themselves, and only over https.
        self._has_pictures = settings.is_https

    def compose(self, conversation_id: str, messages: Sequence[StoredMessage]) -> list[Outgoing]:
        """A turn's answers as messages, with addresses that work outside of the site."""
        address = public_address(self._cipher, conversation_id, self._public_url)
        picture = png_address(self._public_url) if self._has_pictures else None
        try:
            return compose(messages, address, picture)
        except Exception:
            # Words without cards and buttons are better than no answer.
            log.exception("answer can't be composed")
            said = [message.payload for message in messages if message.sender == "bot"]
            return [Outgoing(plain(each["text"]), urgent=each.get("tone") == "emergency") for each in said]

    def render(self, channel: Channel, outgoing: Outgoing, address: Mapping[str, str]) -> Sequence[Call]:
        """A message in the channel's form; its words alone where the channel fails at the rest of it."""
        try:
            return channel.render(outgoing, address)
        except Exception:
            log.exception("answer can't be rendered", channel=channel.name)
            text = with_choices(outgoing.text, outgoing.options)
            return channel.render(Outgoing(text, urgent=outgoing.urgent), address)

    async def put(
        self,
        connection: AsyncConnection,
        channel: Channel,
        recipient: Recipient,
        arrival: Arrival,
        says: Sequence[Outgoing],
    ) -> None:
        """Write ``says`` as answers to ``arrival`` in the caller's transaction; an attempt at it is answered once."""
        attempt = str(arrival.attempts)
        calls = [(call, each.urgent) for each in says for call in self.render(channel, each, recipient.address)]
        await add_calls(
            connection,
            self._cipher,
            [
                NewCall(
                    key=self._cipher.pseudonym("call", channel.name, arrival.message_id, attempt, str(number)),
                    channel=channel.name,
                    conversation_id=recipient.conversation_id,
                    call={"to": call.to, "body": dict(call.body)},
                    urgent=urgent,
                )
                for number, (call, urgent) in enumerate(calls)
            ],
        )
