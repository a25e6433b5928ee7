"""The messaging channels there are; a new one is a module of its own and a line here."""

from __future__ import annotations

from backline.channels.contract import Channel
from backline.channels.telegram import Telegram

CHANNELS: tuple[type[Channel], ...] = (Telegram,)
