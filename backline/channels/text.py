"""Putting text into the sizes that platforms take."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

# Where a text may be cut, best first.
_CUTS = (r"\n{2,}", r"\n", r"(?<=[.!?:;]) +", r"\s+")
_JOINER = "\u200d"
# Skin tones, and the letters in the flags of some countries.
_ADDED = re.compile("[\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")


def utf16_length(text: str) -> int:
    """How long a text is for platforms that count UTF-16 code units: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split_text(text: str, limit: int, length: Callable[[str], int] = len) -> list[str]:
    """Split ``text`` into parts of at most ``limit``, at paragraphs, else at lines, sentences, words.

    Args:
        text: at least one character that is no white space.
        limit: of each part, as ``length`` measures.
        length: how the platform counts.
    """
    parts = []
    rest = text.strip()
    while length(rest) > limit:
        part = _head(rest, limit, length)
        parts.append(part.rstrip())
        rest = rest[len(part) :].lstrip()
    return [*parts, rest] if rest else parts


def _head(text: str, limit: int, length: Callable[[str], int]) -> str:
    longest = min(len(text), limit)
    while longest > 1 and length(text[:longest]) > limit:
        longest -= 1
    for cut in _CUTS:
        ends = [found.start() for found in re.finditer(cut, text[: longest + 2]) if 0 < found.start() <= longest]
        # A part of a few words would look odd; then a worse place to cut is the better one.
        if ends and ends[-1] >= longest // 4:
            return text[: ends[-1]]
    if ends:  # a few words before a long one, such as an address, which must stay whole
        return text[: ends[-1]]
    return text[: _whole(text, longest) or longest]


def _whole(text: str, end: int) -> int:
    """The last place up to ``end`` that is not within what is seen as one character, such as a flag; may be 0."""
    while 0 < end < len(text) and _belong_together(text, end):
        end -= 1
    return end


def _belong_together(text: str, at: int) -> bool:
    """Whether what is before and after a place is seen as one character."""
    before, after = text[at - 1], text[at]
    if _is_flag_letter(before) and _is_flag_letter(after):
        run = 0
        while run < at and _is_flag_letter(text[at - 1 - run]):
            run += 1
        return run % 2 == 1
    return _JOINER in (before, after) or bool(_ADDED.match(after)) or unicodedata.category(after) in ("Mn", "Mc", "Me")


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def shorten(text: str, limit: int, length: Callable[[str], int] = len) -> str:
    """``text``, or its beginning with an ellipsis where it is longer than ``limit``."""
    if length(text) <= limit:
        return text
    end = limit - 1
    while end and length(text[:end]) > limit - 1:
        end -= 1
    return text[: _whole(text, end) or end].rstrip() + "…"
