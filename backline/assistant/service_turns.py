"""What is asked of the clinic or of a doctor, and not of this program, in words that the intents do not know."""

from __future__ import annotations

import re

from backline.assistant.asked import Asked
from backline.language.plain_text import plain_text

_PAPER = (
    r"(?:p[re]+scriptions?|scripts?|refills?|(?:sick|doctors?|dr|fit|work)(?: s)? (?:note|letter)s?"
    r"|note for (?:my )?(?:work|boss|job)|disability (?:form|paper\w*))"
)
_GIVES = (
    r"(?:p[re]+scrib\w*|(?:refill|renew)(?= (?:my|me|the|a|his|her|our)\b)"
    rf"|(?:write|do|issue|give|get|send|order|refill|renew|call in)(?: \w+){{0,5}}? (?:{_PAPER}|meds|pills)"
    r"|(?:refill|renew|re ?order|top up)(?: \w+)? (?:it|that|this|them|those|these|mine|my \w+))"
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
_REFERRAL = re.compile(
    r"\b(?:need|needs|require\w*|must|have to|without|take|accept|necessary|got to)\b"
    r".{0,25}\b(?:referr?als?|referred)\b"
    r"|\breferr?als? (?:needed|required|necessary)\b"
)
# "How much is it at your place?" names the clinic, and asks for a price.
_COST_AT = re.compile(
    r"\b(?:how much (?:is|are|does|do|would|will|for|money)|what (?:is|are) the (?:cost|price|fee)s?"
    r"|(?:cost|price|fee)s? of)\b"
    r".*\b(?:clinic|your (?:place|office|hospital|doctors?|team)|at yours|you (?:charge|ask|take)|there|with you)\b"
)
# What the card of the clinic tells.
_ON_THE_CARD = re.compile(
    r"\b(?:address|adress|addres|location|located|locations?|where (?:\w+ )?(?:are|r|is|do|can) (?:you|u|ya|it|they"
    r"|this|(?:the|your) (?:\w+ )?(?:clinic|office|practice|place|hospital))|where you|find you|hours?|open\w*|clos\w+"
    r"|weekends?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|today|tomorrow|tonight|evenings?|holidays?|times?|when|till|until|late"
    r"|early|phone|fone|telephone|number|call|ring|e ?mail|mail|contact|reach|directions?|get (?:there|to)|street|city"
    r"|town|zip|map|come (?:by|in|over)|walk in|what (?:clinic|place)|which clinic|who are you|name)\b"
)
# About second opinions as such; who wants one from the clinic wants to be called.
_ABOUT_OPINIONS = re.compile(
    r"\b(?:should i|do i need|how (?:do|does)|why|is (?:it|a|getting))\b.{0,40}\b(?:second|2nd) opinions?\b"
    r"|\b(?:second|2nd) opinions?\b.{0,40}\b(?:normal|rude|worth|online|offend\w*|insult\w*|ok)\b"
)
_FROM_US = re.compile(
    r"\b(?:from|with|at|by) (?:you|your|u|ur|the clinic|this clinic|here)\b|\b(?:book|appointment|call me)\b"
)
_ONLY_NAMES_IT = re.compile(
    r"^\W*(?:(?:the|your|this|about|tell|me|more|info\w*|details?|clinic|practice|office|harbor|spine|please|what|is|of|for"
    r"|some|and|ok|hi|hello)\b\W*)+$"
)


def is_on_the_card(text: str) -> bool:
    """Whether what a message asks of the clinic is what its card tells: where, when, and how to reach it."""
    plain = plain_text(text)
    asks_for_more = re.search(r"\bpark\w*\b|\bwheel ?chair|\bhow long\b", plain)
    return bool((_ON_THE_CARD.search(plain) and not asks_for_more) or _ONLY_NAMES_IT.match(plain))


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
    if _REFERRAL.search(plain):
        return Asked("ask_clinic")
    if _COST_AT.search(plain):
        return Asked.of("cost_insurance", "cost")
    if _ABOUT_OPINIONS.search(plain) and not _FROM_US.search(plain):
        return Asked.of("second_opinion", "what_is")
    return Asked("ask_human") if _IS_DOCTOR_IN.search(plain) else None
