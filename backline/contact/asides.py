"""Questions about the request itself that are asked while it is being taken."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from backline.contact.results import tidy

Aside: TypeAlias = Literal["who", "when", "keep", "refuse"]

_START = r"^\W*(?:(?:and|but|so|ok|okay|wait|hi|hey|sorry|also)\W+)*"
_CALL = r"(?:call|ring|phone|contact|get in touch|get back|reach out|reply|respond|write|text|e-?mail)"
_THEY = r"(?:you(?: guys)?|they|he|she|someone|somebody|anyone|the (?:clinic|doctor|office|team|staff|nurse))"
_REFUSE = (
    r"(?:(?:say|said|answer|press|pick|choose|click|put|tell (?:you|u)|go(?: with)?) (?:\W?no\b|nope|nah)|refuse"
    r"|decline|disagree"
    r"|(?:do not|don\W?t|dnt|did not|didn\W?t) (?:agree|consent|accept|say yes|send|share"
    r"|give (?:you|u|it|my)|want (?:to (?:be|give|share|send|agree|leave|say)|you to|u to|it|that|this)|want(?=\W*$))\b"
    r"|not (?:agree|consent|say yes)|opt out|(?:no|not)\W*$)"
)
_ASIDES: tuple[tuple[Aside, re.Pattern[str]], ...] = (
    (
        "refuse",
        re.compile(
            r"\b(?:wh?[au]t(?:\W?s| will| would| does| do)?(?: the)? (?:hap\w*|if|goes on|consequences?|results?)"
            r"|if)\b[\w ,']*?"
            rf"(?:\b(?:i|we)\b(?: \w+)?? )?\b{_REFUSE}|\b(?:do|must) i (?:really )?(?:have to |need to |must )?"
            r"(?:say yes|agree|consent|accept)\b|\bcan i (?:still )?(?:say no|refuse|decline)\b",
            re.I,
        ),
    ),
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
            r"(?: (?:next|now|then|afterwards?|(?:after|once|when|if) (?:i|you|this|that|it)"
            r"(?! (?:do|don\W?t|never|have|get|stop|take|keep|wait)\b)|with (?:it|this|that))"
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
        ``who`` calls, ``when`` they call and what happens next, how long details are ``keep``, what follows where
        they ``refuse``; None for all else.
    """
    clean = tidy(text)
    if len(clean.split()) > 14:
        return None
    return next((aside for aside, words in _ASIDES if words.search(clean)), None)
