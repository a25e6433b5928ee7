"""What is asked of a contact request that was sent: whether it came in, and to delete it."""

from __future__ import annotations

import re

from backline.contact.results import tidy

_REQUEST = r"(?:requests?|forms?|message|details|submission|application|info(?:rmation)?|data|number|name|stuff)"
_DELETE = (
    r"(?:delet\w*|delate|deleet|eras\w*|remov\w*|cancel\w*|cancle|withdraw\w*|take back"
    r"|take (?:\w+ ){1,3}?(?:back|down|off)|get rid of"
    r"|destroy|throw (?:away|out)|wipe|scrap|undo|pull)"
)
_WANTS_DELETION = re.compile(
    rf"\b{_DELETE}\b(?:\W+\w+){{0,3}}?\W+(?:my|the|that|this|it|everything|all)\b(?:\W+\w+){{0,2}}?\W*\b{_REQUEST}?\b",
    re.I,
)
_TAKES_OFF = re.compile(rf"\btake (?:me|(?:my|the|that|this) {_REQUEST}) (?:off|out|down|back)\b", re.I)
_NAMES_REQUEST = re.compile(rf"\b(?:{_REQUEST}|(?:everything|all|what) i (?:sent|gave|wrote)|bl-\w+)\b", re.I)
# Right after it was sent, nothing else can be meant.
_DELETES_IT = re.compile(
    rf"^\W*(?:(?:no|nah|nope|please|pls|plz|just|sorry|wait|actually|oh|can you|could you|i want to|then)\W+)*{_DELETE}"
    r" (?:it|that|this|everything|all)(?: (?:all|again|please|pls|now|then|of it))*\W*$",
    re.I,
)
_NO_SUBJECT = re.compile(
    r"\b(?:surgery|operation|disc|disk|appointment with|pain|exercise|plan|bridge|plank|screws?|hardware|tumou?r)\b",
    re.I,
)
_RECEIVED = re.compile(
    r"\b(?:did|have|has|do|was|is)\b[\w' ]{0,25}?\b(?:get|got|gotten|receiv\w*|recieve\w*|see|seen|read"
    r"|come|came|arrive\w*|go|gone"
    rf"|sent|reach\w*)\b[\w' ]{{0,20}}?\b{_REQUEST}\b"
    rf"|\b(?:did|has|have|was|is) (?:my|the) {_REQUEST}\b[\w' ]{{0,20}}?\b(?:go|gone|sent|received|recieved"
    r"|arrive\w*|come|came|get|got|there"
    r"|through|saved)\b"
    rf"|\b(?:sent|filled (?:in|out)|left|made)\b.{{1,40}}\bdid (?:it|that|they) (?:arrive|come|go|get|work)\b"
    rf"|\bwhere(?:\W?s| is) (?:my|the) {_REQUEST}\b"
    rf"|\b(?:status|news|update)\b[\w' ]{{0,20}}?\b(?:my|the) {_REQUEST}\b",
    re.I,
)
_OWN = re.compile(r"\b(?:my|i sent|i filled|i made|i left)\b", re.I)
_SENT = re.compile(r"\b(?:requests?|forms?|submission|sent|filled|left|application)\b", re.I)


def wants_deletion(text: str, *, just_sent: bool = False) -> bool:
    """Whether ``text`` wants a request that was sent deleted or withdrawn: "just delete my request".

    Args:
        text: the message.
        just_sent: the request was spoken of in the turn before, so that "cancel it" means that.
    """
    clean = tidy(text)
    if _NO_SUBJECT.search(clean):
        return False
    if just_sent and _DELETES_IT.match(clean):
        return True
    return bool(_TAKES_OFF.search(clean) or (_WANTS_DELETION.search(clean) and _NAMES_REQUEST.search(clean)))


def asks_if_received(text: str) -> bool:
    """Whether ``text`` asks what became of a request: "did you get the form I sent"."""
    clean = tidy(text)
    return bool(_RECEIVED.search(clean) and _OWN.search(clean) and _SENT.search(clean))
