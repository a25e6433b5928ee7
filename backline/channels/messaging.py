"""All messaging channels together: what comes in, what goes out, started and stopped with the application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from aiohttp import web

from backline.channels.contract import Channel
from backline.channels.inbox import Inbox
from backline.channels.reception import Reception
from backline.channels.sender import Sender
from backline.channels.wording import load_words, words_path
from backline.web.keys import assistant_key, channels_key, database_key, messaging_key, settings_key


class Messaging:
    """The channels that are on, with their queues."""

    def __init__(self, channels: Mapping[str, Channel], inbox: Inbox, sender: Sender) -> None:
        """Put the parts together; ``channels`` by name."""
        self.channels, self.inbox, self.sender = channels, inbox, sender


async def run_messaging(app: web.Application) -> AsyncIterator[None]:
    """A context of the application: go on where the last process ended, and stop in order."""
    settings, database, channels = app[settings_key], app[database_key], app[channels_key]
    reception = Reception(
        database, app[assistant_key], channels, load_words(words_path(settings.project_dir)), settings
    )
    sender = Sender(database, channels)
    inbox = Inbox(database, tuple(channels), reception.deal_with, reception.give_up, sender.wake)
    app[messaging_key] = Messaging(channels, inbox, sender)
    if channels:
        await sender.start()
        inbox.start()
    yield
    if channels:
        await inbox.stop()
        await sender.stop()
