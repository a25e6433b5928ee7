"""The tokens of a text, as the reader looks at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text, as lists: spaCy's own objects would cost more than all that is read from them.

    Attributes:
        text: the whole text.
        words: the tokens as written; line breaks and more than one blank are tokens of their own.
        plain: the same in lower case with spelling put right ("can not", "sciatica").
        starts: offset of each token's first character.
    """

    text: str
    words: Sequence[str]
    plain: Sequence[str]
    starts: Sequence[int]

    def end(self, at: int) -> int:
        """Offset after the last character of a token."""
        return self.starts[at] + len(self.words[at])

    def blank_after(self, at: int) -> bool:
        """True where a blank parts a token from the next, or from the end of the text."""
        return self.end(at) < (self.starts[at + 1] if at + 1 < len(self.starts) else len(self.text))

    def between(self, first: int, last: int) -> str:
        """The text from one token up to another, as written."""
        return self.text[self.starts[first] : self.end(last - 1)]
