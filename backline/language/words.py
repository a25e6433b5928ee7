"""One sentence as a row of plain words: what negation, context and red-flag phrases are read from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from backline.language.tokens import Tokens

_JOINERS = {"-", "/", "~"}


@dataclass(frozen=True)
class SentenceWords:
    """The plain words of a sentence.

    Attributes:
        words: lower-case words; punctuation marks are words of their own, contractions are spelled out.
        tokens: for each word, the index of its token in the text; rising.
        raw: the sentence as it was written.
        answered_no: it asks, and the message answers with no, see `answers`.
    """

    words: tuple[str, ...]
    tokens: tuple[int, ...]
    raw: str
    answered_no: bool = False

    @cached_property
    def text(self) -> str:
        """The words with one blank after each."""
        return " ".join((*self.words, ""))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts, at = [], 0
        for word in self.words:
            starts.append(at)
            at += len(word) + 1
        return tuple(starts)

    def word_span(self, start: int, end: int) -> tuple[int, int]:
        """Turn character offsets into `text` into a half-open range of words."""
        return bisect_right(self._starts, start) - 1, bisect_right(self._starts, max(start, end - 1))

    def span_of_tokens(self, first: int, last: int) -> tuple[int, int]:
        """Turn a half-open range of tokens into a half-open range of words."""
        start, end = bisect_left(self.tokens, first), bisect_left(self.tokens, last)
        return (start, end) if start < end else (0, 0)


def sentence_words(tokens: Tokens, first: int, last: int) -> SentenceWords:
    """Collect the words of the sentence from one token up to another.

    A hyphen inside a word disappears ("bed-wetting" is "bed wetting"), a slash inside a word is "or", and a dash
    between blanks is a comma.
    """
    words: list[str] = []
    numbers: list[int] = []
    for at in range(first, last):
        plain = tokens.plain[at]
        if plain in _JOINERS:
            inside = at > 0 and not tokens.blank_after(at - 1) and not tokens.blank_after(at)
            if plain == "-" and inside:
                continue
            plain = "or" if plain == "/" and inside else "," if plain == "-" else plain
        for word in plain.split():
            words.append(word)
            numbers.append(at)
    return SentenceWords(tuple(words), tuple(numbers), tokens.between(first, last).strip())
