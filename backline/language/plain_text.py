"""A message in plain words, for patterns that need no tokens of spaCy."""

from __future__ import annotations

import re

from backline.language.normalise import plain_characters, plain_word

#: A sentence that asks: with a question mark at its end, or a word of a question at its start.
QUESTION = re.compile(
    r"\?\s*$|^\W*(?:(?:and|so|but|ok|okay|also)\W+)?"
    r"(?:how|what|whats|when|where|why|who|which|is|are|does|do|can|could|should|will|would)\b",
    re.I,
)
_PIECE = re.compile(r"[a-z0-9']+|[#.;!?,\n-]")


def plain_text(text: str) -> str:
    """Lower case, straight quotes, contractions written out ("can't" is "can not"), a blank around each mark.

    Args:
        text: the message as sent.
    """
    return " ".join(plain_word(piece) for piece in _PIECE.findall(plain_characters(text).lower()))
