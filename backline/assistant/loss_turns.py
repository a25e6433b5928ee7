"""Who tells that somebody close has died, also by their own hand: that is grief, and by itself no wish to follow."""

from __future__ import annotations

import re

from backline.language.people import RELATIVE
from backline.language.plain_text import plain_text

_WHO = rf"(?:(?:my|our) (?:(?:late|best|little|big|older|younger|twin|only|own|ex) )*{RELATIVE}|he|she)"
_DIED = r"(?:(?:has |had |recently |also )*(?:died(?: by suicide)?|passed (?:away|on)|was (?:killed|murdered)))"
_BY_OWN_HAND = (
    r"(?:(?:has |had |also )*(?:killed (?:him|her)self|committed suicide|took (?:his|her) (?:own )?life"
    r"|(?:hung|hanged|shot|drowned) (?:him|her)self|ended (?:his|her) (?:own )?life))"
)
_WHEN = (
    r"(?:recently|only|about|almost|over|around|back|suddenly|last|this|in|of|cancer|a|an|one|two|three|four|five|six|ten"
    r"|few|some|many|couple|days?|weeks?|months?|years?|long|ago|spring|summer|fall|autumn|winter|christmas|january"
    r"|february|march|april|may|june|july|august|september|october|november|december"
    r"|when i was (?:young|little|small|\d+|(?:a )?(?:kid|child|teen\w*))|\d+)"
)
_LEADS = r"(?:(?:and|so|well|sorry|ok|yes|no|also|it is|because|since|hi|hello)(?: [,.])? )*"
# By their own hand it may be now, unless a time is told.
_ONLY_A_LOSS = re.compile(rf"^{_LEADS}{_WHO} (?:{_DIED}(?: {_WHEN})*|{_BY_OWN_HAND}(?: {_WHEN})+)(?: [.!,])*$")


def tells_only_of_a_loss(text: str) -> bool:
    """Whether a message says that somebody close died, and no more: "my brother killed himself last year"."""
    return bool(_ONLY_A_LOSS.match(plain_text(text)))
