"""What is asked of the clinic or of a doctor, and not of this program, in words that the intents do not know."""

from __future__ import annotations

import re

from backline.assistant.asked import Asked
from backline.language.plain_text import plain_text

_PAPER = (
    r"(?:p[re]+scription|script|refill|(?:sick|doctors?|dr|fit|work)(?: s)? note|note for (?:my )?(?:work|boss|job)"
    r"|disability (?:form|paper\w*))"
)
_GIVES = (
    rf"(?:p[re]+scrib\w*|(?:write|give|get|send|order|refill|renew|call in)(?: \w+){{0,5}}? (?:{_PAPER}|meds|pills))"
)
_WANTS_PAPER = re.compile(
    rf"\b(?:can|could|will|would|do) (?:you|u|ya|the bot|i)(?: \w+)? {_GIVES}\b"
    rf"|\b(?:i|we) (?:\w+ )?(?:need|want|would like|require)\b(?: \w+){{0,3}}? {_PAPER}\b"
    r"|^\W*(?:please )?(?:p[re]+scribe|refill)\b"
)
_WRONG_PLACE = re.compile(
    r"^\W*(?:(?:oh|oops|ah|sorry|so|i am|think|i|have|got|my bad|this is|the)\W+)*"
    r"wrong (?:number|person|chat|place|window|website)(?:\W+(?:sorry|bye|my bad|my mistake))*\W*$"
)
_IS_DOCTOR_IN = re.compile(
    r"\b(?:is|are|will) (?:the )?(?:doctors?|dr|drs|surgeon)(?: \w+)? (?:be )?(?:in|there|available|around|free)\b"
)


def wants_paper(text: str) -> bool:
    """Whether a message asks for a prescription, a sick note or the like."""
    return bool(_WANTS_PAPER.search(plain_text(text)))


def service_asked(plain: str, *, has_request: bool) -> Asked | None:
    """What a message outside of a form wants that only the clinic or a doctor can give; None for nothing of the kind.

    Args:
        plain: the message in plain words.
        has_request: whether a contact request was sent; then a wrong number is one of ours.
    """
    if _WANTS_PAPER.search(plain):
        return Asked("ask_capabilities")
    if _WRONG_PLACE.match(plain) and not has_request:
        return Asked("goodbye")
    return Asked("ask_human") if _IS_DOCTOR_IN.search(plain) else None
