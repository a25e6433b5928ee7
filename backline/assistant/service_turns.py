"""What is asked of the clinic or of a doctor, and not of this program, in words that the intents do not know."""

from __future__ import annotations

import re

from backline.assistant.asked import Asked
from backline.language.plain_text import plain_text

# What a boss, a school or an office wants filled in or signed.
_FOR_OTHERS = (
    r"(?:fmla|f m l a|disab\w+|short term disab\w+|std|ltd|leave|work comp|workers comp|insurance|medical"
    r"|school|gym|employer|return to work|handicap\w*|parking placard|jury duty)"
)
_PAPER = (
    r"(?:p[re]+scriptions?|scripts?|refills?"
    r"|(?:sick|sickness|doctors?|dr|docs?|fit|work|medical|school|excuse)(?: s)? (?:note|letter|slip|certificate"
    r"|excuse)s?"
    r"|(?:note|letter|slip|certificate|paper|excuse)s? (?:\w+ ){0,3}?(?:for|to|from) (?:my |the |our |an? )?(?:\w+ )?"
    r"(?:work|boss|job|employer|manager|supervisor|company|hr|school|teacher|landlord|court|gym|airline|doctor|dr)"
    r"|(?:lifting|work|weight) (?:restrictions?|limits?) (?:note|letter|form|paper\w*)|light duty (?:note|letter"
    r"|form|slip)"
    rf"|{_FOR_OTHERS} (?:\w+ )?(?:forms?|paper\w*|papers|certificates?|note|letter)"
    r"|(?:forms?|paperwork|papers) (?:\w+ ){0,2}?(?:for|from) (?:my |the |short term |long term )?"
    r"(?:work|job|boss|employer|fmla|disab\w+|leave)"
    r"|proof (?:that )?(?:i|he|she) (?:was|came|went)\b|proof of (?:my )?(?:visit|attendance|appointment)"
    r"|(?:note|letter) (?:that|saying|stating|which says)\b|time off work note|(?:handicap\w*|disab\w+|parking"
    r"|blue) (?:parking )?(?:placards?|badges?|permit|forms?))"
)
_GIVES = (
    r"(?:p[re]+scrib\w*|(?:refill|renew)(?= (?:my|me|the|a|his|her|our)\b)"
    rf"|(?:write|do|issue|give|get|send|order|refill|renew|call in|fill(?: in| out| up)?|sign|complete|make|provide)"
    rf"(?: (?!(?:hooked|addicted|off|used|better|high)\b)\w+){{0,5}}? (?:{_PAPER}|meds|pills)"
    r"|(?:refill|renew|re ?order|top up)(?: \w+)? (?:it|that|this|them|those|these|mine|my \w+))"
)
_WANTS_PAPER = re.compile(
    rf"\b(?:can|could|will|would|do|does) (?:you|u|ya|the bot|i|(?:the|your|ur|my) (?:doctor|dr|doc|surgeon"
    rf"|clinic|office))(?: \w+)? {_GIVES}\b"
    rf"|\b(?:i|we) (?:\w+ ){{0,2}}?(?:need|needs|want|would like|require|have to have"
    rf"|get)\b(?: \w+){{0,3}}? {_PAPER}\b"
    rf"|\b(?:boss|supervisor|work|job|employer|hr|manager|company|school) (?:\w+ ){{0,3}}?(?:wants|needs|asks|asked"
    rf"|requires|is asking|says i need)\b(?: \w+){{0,4}}? {_PAPER}\b"
    r"|\b(?:need|have|want|get|got)\b(?: \w+){0,3} (?:forms?|paperwork|papers|fmla|disability)(?: \w+){0,2}"
    r" (?:filled|signed|completed|done)\b"
    r"|\b(?:who|how|where)\b(?: \w+){0,4} (?:fills?|signs?|filled|signed|fill in|fill out)(?: \w+){0,3}"
    r" (?:paperwork|fmla|disability)\b"
    rf"|^\W*(?:(?:hi|hello|hey|so|and|please|pls|the|a|an|my|about|for|ok)\W+)*{_PAPER}(?: (?:please|pls|for me"
    rf"|asap|now))*"
    rf"\W*$"
    r"|^\W*(?:(?:hi|hello|hey|so|and|please|pls|ok|just)\W+)*(?:a )?(?:refill|renewal) (?:of|on|for) (?:my|the"
    r"|his|her)\b"
    r"|\b(?:extend|renew|sign) (?:my |me )?(?:\w+ )?(?:sick leave|off (?:from )?(?:work|sick)|fmla|disability)\b"
    r"|\b(?:my|the) (?:pain )?(?:meds|pills|medicine|medication|prescription|tablets|script)"
    r" (?:has |have |are |is |just )*(?:ran|run|running) out\b"
    r"|\b(?:ran|run|running|almost|am|all) out of (?:my )?(?:pain )?(?:meds|pills|medicine|medication|tablets)\b"
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
    r"|\breferr?als? (?:needed|required|necessary|come|came|been|arrived?|in yet|there yet)\b"
    r"|\b(?:get|got|sent|receive|received|check (?:if|on)|send) (?:(?:my|the|a|his|her|any|you|your) )*"
    r"(?:\w+ )?referr?als?\b"
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


def asks_for_referral(plain: str) -> bool:
    """Whether a message in plain words asks if somebody has to be sent by another doctor."""
    return bool(_REFERRAL.search(plain))


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
    if asks_for_referral(plain):
        return Asked("ask_clinic")
    if _COST_AT.search(plain):
        return Asked.of("cost_insurance", "cost")
    if _ABOUT_OPINIONS.search(plain) and not _FROM_US.search(plain):
        return Asked.of("second_opinion", "what_is")
    return Asked("ask_human") if _IS_DOCTOR_IN.search(plain) else None
