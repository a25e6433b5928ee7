"""Texts without the characters that a messaging platform charges more for, or reads as markup."""

from __future__ import annotations

import re

# One character outside GSM-7 more than halves what fits into an SMS, and so doubles its price. These have a plain
# counterpart that says the same.
_TYPOGRAPHIC = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),  # quotes, apostrophe, prime
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),  # hyphens, dashes, minus
        **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),  # spaces that keep words on one line
        "\u2026": "...",
    }
)

# WhatsApp has no plain text mode and no escape: what it reads as markup is written with a look-alike.
_LOOK_ALIKES = str.maketrans({"*": "\u2217", "~": "\u223c", "`": "\u02cb"})
_LINK = re.compile(r"(\S*://\S*)")
_WORD_IN_UNDERSCORES = re.compile(r"(?<!\w)_(?=\S)|(?<=\S)_(?!\w)")


def for_sms(text: str) -> str:
    """The text with typographic quotes, dashes, spaces and ellipses as plain ones; nothing else is changed."""
    return text.translate(_TYPOGRAPHIC)


def for_whatsapp(text: str) -> str:
    """The text with nothing that WhatsApp shows bold, slanted, struck through or as code; links stay as they are."""
    pieces = _LINK.split(text)
    pieces[::2] = [_WORD_IN_UNDERSCORES.sub("\u02cd", piece.translate(_LOOK_ALIKES)) for piece in pieces[::2]]
    return "".join(pieces)
