"""Puts answers into the outbox: composed for messengers, in the channel's own form, one row a call."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from backline.channels.compose import compose
from backline.channels.contract import Channel, Outgoing
from backline.channels.view import public_address
from backline.settings import Settings
from backline.storage.arrivals import Arrival
from backline.storage.conversations import StoredMessage
from backline.storage.crypto import Cipher
from backline.storage.outbox import NewCall, add_calls
from backline.storage.recipients import Recipient


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

        def picture(path: str) -> str:
            return self._public_url + path.removesuffix(".svg") + ".png"

        return compose(messages, address, picture if self._has_pictures else None)

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
        calls = [(call, each.urgent) for each in says for call in channel.render(each, recipient.address)]
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
