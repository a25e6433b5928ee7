"""The messaging channels there are; a new one is a module of its own and a line here."""

from __future__ import annotations

from backline.channels.contract import Channel
from backline.channels.slack import Slack

CHANNELS: tuple[type[Channel], ...] = (Slack,)
