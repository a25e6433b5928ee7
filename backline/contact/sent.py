"""What is asked of a contact request that was sent: whether it came in, and to delete it."""

from __future__ import annotations

import re

from backline.contact.results import tidy
from backline.contact.wanted import wants_no_contact

_REQUEST = r"(?:requests?|forms?|message|details|submission|application|info(?:rmation)?|data|number|name)"
_DELETE = (
    r"(?:delet\w*|delate|deleet|eras\w*|remov\w*|cancel\w*|cancle|withdraw\w*|take back"
    r"|take (?:\w+ ){1,3}?(?:back|down|off)|get rid of"
    r"|destroy|throw (?:away|out)|wipe|scrap|undo|pull)"
)
# The request is named right behind the verb: "how do I get rid of the numbness, any info" names none.
_BETWEEN = (
    r"(?:(?:my|the|that|this|these|those|all|of|whole|entire|contact|personal|old|last|first|second|wrong|call|back|our"
    r"|your|ur|me|from|phone|e-?mail|medical|health|chat|patient|appointment|please|pls|just)\s+){0,5}"
)
_WANTS_DELETION = re.compile(
    rf"\b{_DELETE}\s+{_BETWEEN}(?:{_REQUEST}\b(?! of\b)|bl-\w+)"
    rf"|\b{_DELETE}\s+(?:\w+\s+){{0,2}}?(?:everything|all|what(?:ever)?)\s+(?:(?:that|of|it|the|things?|details)\s+)*"
    r"(?:i|ive|i'?ve)\s+(?:have\s+|just\s+)*(?:sent|gave|given|wrote|filled|typed)\b",
    re.I,
)
# "I sent in a request, please delete it"
_NAMED_BEFORE = re.compile(
    rf"\b(?:my|the|a|that) (?:contact )?(?:requests?|forms?|submission|application)\b(?! of\b).{{0,80}}?\b{_DELETE}"
    r" (?:it|that|this)(?= *(?:$|[.,;!?]|please|pls|now|again|for me))",
    re.I,
)
_TAKES_OFF = re.compile(rf"\btake (?:me|(?:my|the|that|this) {_REQUEST}) (?:off|out|down|back)\b", re.I)
# Right after it was sent, nothing else can be meant.
_DELETES_IT = re.compile(
    rf"^\W*(?:(?:no|nah|nope|please|pls|plz|just|sorry|wait|actually|oh|can you|could you|i want to|then)\W+)*{_DELETE}"
    r" (?:it|that|this|everything|all)(?: (?:all|again|please|pls|now|then|of it))*\W*$",
    re.I,
)
_BY_MISTAKE = re.compile(
    r"\b(?:by (?:mistake|accident)|accident(?:al)?ly|(?:did not|didn\W?t|never) (?:want|mean) to (?:send|submit))\b"
    r"|\b(?:i|we)(?:\W?ve| have)? changed my mind\b|\bno need (?:to|for)\b|\bforget (?:it|about it)\b",
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
        just_sent: the request was spoken of in the turn before, so that "cancel it" and "I changed my mind" mean that.
    """
    clean = tidy(text)
    if _NO_SUBJECT.search(clean):
        return False
    if just_sent and (_DELETES_IT.match(clean) or _BY_MISTAKE.search(clean)):
        return True
    if wants_no_contact(text, in_form=False):
        return True
    return any(pattern.search(clean) for pattern in (_TAKES_OFF, _WANTS_DELETION, _NAMED_BEFORE))


def asks_if_received(text: str) -> bool:
    """Whether ``text`` asks what became of a request: "did you get the form I sent"."""
    clean = tidy(text)
    return bool(_RECEIVED.search(clean) and _OWN.search(clean) and _SENT.search(clean))
