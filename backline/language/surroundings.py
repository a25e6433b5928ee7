"""The words around a mention as names of features: what stands before and after it, near and anywhere in its clause."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[\w'%]+|[.,;:!?]")
_ENDS = frozenset({".", ";", ":", "!", "?", "but", "because", "so", "although", "though"})
_REACH = 14  # words
_NEAR = 5
_FIRST = "^"
_LAST = "$"


def words_and_marks(text: str) -> list[str]:
    """The words and marks of a text in lower case."""
    return _WORD.findall(text.lower())


def surroundings(before: str, after: str) -> list[str]:
    """Name what stands around a mention.

    Args:
        before: the text of its sentence before it.
        after: the text of its sentence after it.

    Returns:
        The next one, two and three words on either side in their order, and each word of its clause with the side it
        stands on and whether it is near.
    """
    left, right = words_and_marks(before), words_and_marks(after)
    outer_left, outer_right = [_FIRST, *left], [*right, _LAST]
    found = [f"{outer_left[-1]} _ {outer_right[0]}"]
    for count in (1, 2, 3):
        found.append(f"before {' '.join(outer_left[-count:])}")
        found.append(f"after {' '.join(outer_right[:count])}")
    found += _clause("before", reversed(left))
    found += _clause("after", right)
    return found


def _clause(side: str, words: Iterable[str]) -> list[str]:
    """The words from a mention outward up to the end of its clause."""
    found = []
    for step, word in enumerate(words):
        if word in _ENDS or step > _REACH:
            break
        found.append(f"{side}: {word}")
        if step < _NEAR:
            found.append(f"close {side}: {word}")
    return found


def opening(text: str) -> list[str]:
    """How a sentence begins, by its first word and its first two."""
    words = words_and_marks(text)
    return [f"begins {words[0]}", f"begins {' '.join(words[:2])}"] if words else []
