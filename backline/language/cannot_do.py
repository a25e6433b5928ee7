"""What the pain keeps a person from altogether: work, sleep, walking."""

from __future__ import annotations

import re
from collections.abc import Mapping

from backline.language.plain_text import plain_text

_NOT = r"(?:can not|could not|unable to|not able to|no longer able to|can hardly|can barely|hardly|barely)"
# "I can't sleep or work": the first of several does not end what is denied.
_OTHERS = r"(?:even |really |get any |get to )?(?:(?:sleep|walk|work|stand|sit|eat|drive) (?:, |or |and |nor )+)*"
_WORDS: Mapping[str, re.Pattern[str]] = {
    "work": re.compile(
        rf"\b{_NOT} {_OTHERS}(?:work(?! out)|do my job|go (?:in)?to work)\b|\boff work\b|\bsick leave\b"
        r"|\b(?:had to|have) (?:stop|stopped|quit|give up|gave up) (?:work(?:ing)?|my job)\b"
        r"|\blost my job (?:because|due|to)\b"
    ),
    "sleep": re.compile(
        rf"\b{_NOT} {_OTHERS}sleep(?! (?:on|in|with|without|well|late|past|beside|next)\b)"
        r"|\b(?:have|had) not slept (?:in|for|since|at all|a wink)\b|\bno sleep (?:at all|for)\b|\bawake all night\b"
    ),
    "walking": re.compile(
        rf"\b{_NOT} {_OTHERS}walk(?! (?:my|the|our|a) (?:dog|dogs)\b| fast\b| well\b)"
        r"|\bonly walk (?:a few|two|three|five|2|3|5) (?:steps|minutes|feet|meters|metres|yards)\b"
    ),
}
_ASKED = re.compile(r"^\W*(?:why|what if|will|would|should|is it|do|does|could it|might)\b")
_CLAUSE = re.compile(r"[.;!?]")


def cannot_in(text: str) -> tuple[str, ...]:
    """What a message says is out of the person's reach.

    Args:
        text: the message as sent.

    Returns:
        ``work``, ``sleep`` and ``walking``, those that were said, in this order.
    """
    told = " . ".join(clause for clause in _CLAUSE.split(plain_text(text)) if not _ASKED.search(clause))
    return tuple(name for name, words in _WORDS.items() if words.search(told))
