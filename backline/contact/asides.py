"""Questions about the request itself that are asked while it is being taken."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from backline.contact.results import tidy

Aside: TypeAlias = Literal["who", "when", "keep"]

_START = r"^\W*(?:(?:and|but|so|ok|okay|wait|hi|hey|sorry|also)\W+)*"
_CALL = r"(?:call|ring|phone|contact|get in touch|get back|reach out|reply|respond|write|text|e-?mail)"
_THEY = r"(?:you(?: guys)?|they|he|she|someone|somebody|anyone|the (?:clinic|doctor|office|team|staff|nurse))"
_ASIDES: tuple[tuple[Aside, re.Pattern[str]], ...] = (
    (
        "who",
        re.compile(rf"{_START}(?:who|which (?:person|doctor))(?:\W?s| is| will| would|\W?ll)?[\w ]*?\b{_CALL}", re.I),
    ),
    (
        "when",
        re.compile(
            rf"{_START}(?:when|how (?:soon|fast|quickly|long (?:until|till|before)))"
            rf" (?:will|would|do|does|can|are|is|should)?\s?(?:i expect )?(?:{_THEY}|a)\b[\w ]*?\b{_CALL}"
            rf"|{_START}what(?:\W?s| will| is going to| would)? (?:next|comes next|happens?"
            r"(?: (?:next|now|then|afterwards?|(?:after|once|when|if) (?:i|you|this|that|it)|with (?:it|this|that))"
            r"\b[\w ]*)?)\W*$",
            re.I,
        ),
    ),
    (
        "keep",
        re.compile(
            rf"{_START}(?:how long|for how long)[\w ]*?\b(?:keep|store|hold|save|kept|stored|saved)\b"
            rf"|{_START}when (?:do|will) {_THEY} (?:delete|erase|remove)\b",
            re.I,
        ),
    ),
)


def aside_in(text: str) -> Aside | None:
    """Tell which question about the request ``text`` asks.

    Returns:
        ``who`` calls, ``when`` they call and what happens next, how long details are ``keep``; None for all else.
    """
    clean = tidy(text)
    if len(clean.split()) > 14:
        return None
    return next((aside for aside, words in _ASIDES if words.search(clean)), None)
