"""Small words that people put behind what they say, and that tell nothing themselves."""

from __future__ import annotations

#: A laugh, a thank you, a name for the one who is spoken to: part of a pattern for lower-case words.
SAID_BESIDE = (
    r"(?:lol|lmao|haha\w*|ha|sorry|ok|okay|please|pls|plz|thanks|thank you|thx|ty|mate|sir|siree|maam|madam|dude|bro"
    r"|man|doc)"
)
