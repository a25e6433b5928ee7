"""What is typed into the search, in parts; and the piece of a text in which they stand."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

OPEN, CLOSE = "\x02", "\x03"  # around the words found, in a snippet
SNIPPET_WORDS = 18
_LEAD_IN = 4
_PART = re.compile(r'"([^"]*)"?|(\S+)')
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Part:
    """Words that must follow each other; of the last one only the beginning where ``starts``."""

    tokens: tuple[str, ...]
    starts: bool

    @property
    def text(self) -> str:
        """The words with spaces between them."""
        return " ".join(self.tokens)


def read_parts(words: str) -> tuple[Part, ...]:
    """Words, phrases in quotes, and beginnings of words with a star. Nothing of the person's input is syntax."""
    parts = []
    for phrase, word in _PART.findall(words):
        tokens = tuple(_TOKEN.findall(phrase or word))
        if tokens:
            parts.append(Part(tokens, starts=word.endswith("*")))
    return tuple(parts)


def make_snippet(text: str, parts: tuple[Part, ...]) -> str:
    """About `SNIPPET_WORDS` words of ``text`` around those searched for, with `OPEN` and `CLOSE` around each.

    Does what SQLite's ``snippet`` does, for a database that finds words without accents and can't show where.
    """
    tokens = list(_TOKEN.finditer(text))
    folded = [_fold(token[0]) for token in tokens]
    found = sorted(
        {place for part in parts for place in _places(folded, part)}, key=lambda place: (place[0], -place[1])
    )
    # The piece that holds the most of them.
    begin = max(
        (start for start, _ in found),
        key=lambda start: sum(start <= other < start + SNIPPET_WORDS for other, _ in found),
        default=0,
    )
    first = max(0, min(begin - _LEAD_IN, len(tokens) - SNIPPET_WORDS))
    last = min(len(tokens), first + SNIPPET_WORDS)
    cut_from = tokens[first].start() if first else 0
    cut_to = tokens[last - 1].end() if last < len(tokens) else len(text)
    pieces, at = ["…" if first else ""], cut_from
    for start, end in found:
        if first <= start and end <= last and tokens[start].start() >= at:
            opened, closed = tokens[start].start(), tokens[end - 1].end()
            pieces += [text[at:opened], OPEN, text[opened:closed], CLOSE]
            at = closed
    return "".join([*pieces, text[at:cut_to], "…" if last < len(tokens) else ""])


def _places(folded: list[str], part: Part) -> list[tuple[int, int]]:
    wanted = [_fold(token) for token in part.tokens]
    size = len(wanted)
    places = []
    for start in range(len(folded) - size + 1):
        here = folded[start : start + size]
        if here == wanted or (part.starts and here[:-1] == wanted[:-1] and here[-1].startswith(wanted[-1])):
            places.append((start, start + size))
    return places


def _fold(word: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(each))
