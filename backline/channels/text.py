"""Putting text into the sizes that platforms take."""

from __future__ import annotations

import re
from collections.abc import Callable

# Where a text may be cut, best first.
_CUTS = (r"\n{2,}", r"\n", r"(?<=[.!?:;]) +", r" +")


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
    while length(text[:longest]) > limit:
        longest -= 1
    for cut in _CUTS:
        ends = [found.start() for found in re.finditer(cut, text[: longest + 2]) if 0 < found.start() <= longest]
        # A part of a few words would look odd; then a worse place to cut is the better one.
        if ends and ends[-1] >= longest // 4:
            return text[: ends[-1]]
    return text[:longest]


def shorten(text: str, limit: int, length: Callable[[str], int] = len) -> str:
    """``text``, or its beginning with an ellipsis where it is longer than ``limit``."""
    if length(text) <= limit:
        return text
    end = limit - 1
    while length(text[:end]) > limit - 1:
        end -= 1
    return text[:end].rstrip() + "…"
