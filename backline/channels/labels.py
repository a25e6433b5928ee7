"""What people call the channels. Names alone: the console and the metrics need no adapter for them."""

from __future__ import annotations

LABELS = {
    "web": "Website",
    "rest": "REST",
    "whatsapp": "WhatsApp",
    "twilio_whatsapp": "WhatsApp (Twilio)",
    "sms": "SMS",
    "messenger": "Messenger",
    "telegram": "Telegram",
    "slack": "Slack",
}
# Whoever writes on these is answered by calling a platform; the others are answered in the request itself.
MESSAGING = frozenset(LABELS) - {"web", "rest"}


def label_of(channel: str) -> str:
    """A channel as people know it; one that is not known by its own name."""
    return LABELS.get(channel, channel)


def name_of(text: str) -> str:
    """The channel that somebody means, by its name or its label in any case; else the text itself."""
    wanted = text.strip().casefold()
    return next((name for name, label in LABELS.items() if wanted in (name, label.casefold())), text)
