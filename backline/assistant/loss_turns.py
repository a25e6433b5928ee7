"""Who tells that somebody close has died, also by their own hand: that is grief, and by itself no wish to follow."""

from __future__ import annotations

import re

from backline.language.people import RELATIVE
from backline.language.plain_text import plain_text

_WHO = rf"(?:(?:my|our) (?:(?:late|best|little|big|older|younger|twin|only|own|ex) )*{RELATIVE}|he|she)"
_DIED = (
    r"(?:(?:has |had |recently |also )*(?:died(?: by suicide)?|passed(?: away| on)?|killed (?:him|her)self"
    r"|committed suicide|took (?:his|her) (?:own )?life|(?:hung|hanged|shot|drowned) (?:him|her)self"
    r"|ended (?:his|her) (?:own )?life|was (?:killed|murdered)))"
)
_WHEN = (
    r"(?:recently|only|about|almost|over|around|back|suddenly|last|this|in|of|cancer|a|an|one|two|three|four|five|six|ten"
    r"|few|some|many|couple|days?|weeks?|months?|years?|long|ago|spring|summer|fall|autumn|winter|christmas|january"
    r"|february|march|april|may|june|july|august|september|october|november|december|when|i|was|young|little|small"
    r"|(?:a )?(?:kid|child|teen\w*)|\d+)"
)
_ONLY_A_LOSS = re.compile(
    rf"^(?:(?:and|so|well|sorry|ok|yes|no|also|it is|because|since|hi|hello)(?: [,.])? )*"
    rf"{_WHO} {_DIED}(?: {_WHEN})*(?: [.!,])*$"
)


def tells_only_of_a_loss(text: str) -> bool:
    """Whether a message says that somebody close died, and no more: "my brother killed himself last year"."""
    return bool(_ONLY_A_LOSS.match(plain_text(text)))
