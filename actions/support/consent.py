"""Whether a person agrees that the contact request is kept and passed on."""

from __future__ import annotations

import re

from actions.support.about_request import about_the_request
from actions.support.answers import yes_or_no
from actions.support.form import Heard
from actions.support.summary import left_out_on_terms
from actions.support.view import TurnView
from backline.contact import without_restriction
from backline.contact.field_words import FIELD_WORDS
from backline.contact.free_text import mentions_time
from backline.contact.removals import removed_fields

_SAYS_YES = re.compile(r"\b(?:yes|yeah|yea|yep|yup|ya|sure|ok|okay|fine|alright|i agree|k)\b", re.I)
_BEGINS_YES = re.compile(rf"^\W*(?:(?:well|oh|um|uh|i guess)\W+)*{_SAYS_YES.pattern}", re.I)
_SAYS_NO = re.compile(r"\b(?:no|nope|nah|don\W?t|dnt|do not|not|never|without)\b", re.I)
_NO_NO = re.compile(
    r"\bno (?:problem|worries|prob|rush|hurry)\b|\bnot a prob(?:lem)?\b|\bwhy not\b|\b(?:don\W?t|do not) (?:mind"
    r"|care)\b",
    re.I,
)
# A yes on terms that nobody here can promise: "only if you delete it next week".
_ON_TERMS = re.compile(
    r"\b(?:(?:but )?only (?:if|when|for)|as long as|so long as|provided|unless|except|on (?:the )?condition"
    r"|but (?:please |pls |plz |u |you )*(?:delete|erase|keep|remove|(?:have|need|got|must|better) )|if (?:you|u"
    r"|they) (?:can |will )?"
    r"(?:delete|promise|keep|erase|remove))\b",
    re.I,
)
_KEEPING = re.compile(
    r"\b(?:keep\w*|kept|stor\w+|sav(?:e|ed|ing)|delet\w*|eras\w*|remov\w*|months?|years?|weeks?|hold)\b", re.I
)
# "No, my phone is right" refuses nothing.
_FIELD = re.compile(rf"\b(?:{'|'.join(FIELD_WORDS.values())}) (?:is|was|should|has|changed)\b", re.I)
_GIVES = re.compile(r"\b(?:want|give|giving|share|sharing|send|private|agree|consent)\b", re.I)
_SAYS_PLAINLY_NO = re.compile(
    r"^\W*(?:(?:well|um|uh|oh|sorry|ok|yeah)\W+)*(?:no|nope|nah|naw|never|not|negative|nay)\b", re.I
)
# What a refusal of the request speaks of.
_OF_THE_REQUEST = re.compile(
    r"\b(?:want\w*|wish|agree|consent|allow\w*|accept|ok|okay|give|giving|share|sharing|send|sent|keep|kept|stor\w+|sav(?:e|ed"
    r"|ing)|pass\w*|private|privacy|comfortable|trust\w*|like (?:that|this|it)|this|that|data|details"
    r"|info\w*|permission|call"
    r"|contact\w*|do it|anyone|anybody)\b",
    re.I,
)
_SHORT_NO = 3
_HOLD_ON = re.compile(r"\b(?:wait|hold on|hang on|one (?:sec|second|moment))\b", re.I)
# A name and a way to reach the person are what a request is made of.
_KEEPS_BACK = re.compile(
    r"\b(?:don\W?t|do not|not|without|never) (?:share|send|tell|give|pass on|show|mention|use|put)"
    rf"(?: (?:them|you|out|in))? (?:my |the )?(?:{FIELD_WORDS['name']})\b(?! of\b)",
    re.I,
)
NAME_IS_NEEDED = (
    "I can't send a request without a name. A first name is enough, so please tell me which name I should put."
)


def keeps_a_field_back(text: str) -> bool:
    """Whether a message wants the request sent without the name: "don't share my name"."""
    return bool(_KEEPS_BACK.search(text))


def is_on_terms(view: TurnView) -> bool:
    """Whether a typed answer agrees only on terms: "sure, but don't share it". When not to call is no such term."""
    text = _plain(view)
    return bool(view.reading and _SAYS_YES.search(text) and (_SAYS_NO.search(text) or _ON_TERMS.search(text)))


def tells_what_is_not(text: str) -> bool:
    """Whether words that deny tell of something else than the request: "I can't sleep with it", "it never "
    "goes away"."""
    return len(text.split()) > _SHORT_NO and not _SAYS_PLAINLY_NO.match(text) and not _OF_THE_REQUEST.search(text)


def agrees_beside(view: TurnView) -> bool:
    """Whether a message that puts something right, or takes it out, agrees as well: "ok, but take my e-mail out"."""
    if removed_fields(view.text):
        return bool(_BEGINS_YES.match(view.text))
    return yes_or_no(view) is True and not is_on_terms(view)


def hear_consent(slot: str, view: TurnView) -> Heard:
    """A clear yes or no; all else is asked about again, with what there is to say about how long it is kept."""
    text = _plain(view)
    if view.reading and _BEGINS_YES.match(text) and (heard := _on_terms_that_can_be_kept(slot, view)) is not None:
        return heard
    if view.reading and keeps_a_field_back(view.text):
        return Heard(understood=False, replies=[NAME_IS_NEEDED])
    if view.reading and not _SAYS_YES.search(text) and (heard := left_out_on_terms(view)) is not None:
        return Heard(heard.slots, replies=heard.replies)  # "don't share the drinking bit" refuses nothing else
    if is_on_terms(view):
        return Heard(understood=False, replies=[about_the_request("keep" if _KEEPING.search(text) else "terms")])
    said = yes_or_no(view)
    if view.reading and said is False and _HOLD_ON.search(text):
        return Heard(understood=False)  # "no wait" is no answer yet
    if view.reading and said is False and tells_what_is_not(view.text):
        return Heard(understood=False)  # "he can't take ibuprofen" refuses nothing
    about_a_field = mentions_time(text) or (_FIELD.search(text) and not _GIVES.search(text))
    if view.reading and said is False and about_a_field and not _KEEPING.search(text):
        return Heard(understood=False)  # "no, mornings are bad" is about the time, and throws nothing away
    if view.reading and _NO_NO.search(view.text) and _SAYS_YES.search(text):
        said = True  # "fine, no rush"
    return Heard(understood=False) if said is None else Heard({slot: said})


def _on_terms_that_can_be_kept(slot: str, view: TurnView) -> Heard | None:
    """ "Yes but don't share my MRI": done, and read back before it is sent. A field that is there went before."""
    if removed_fields(view.text):
        return Heard({slot: True}, replies=["There is nothing like that in your request."])
    heard = left_out_on_terms(view)
    return None if heard is None else Heard({**heard.slots, slot: True}, replies=heard.replies)


def _plain(view: TurnView) -> str:
    return _NO_NO.sub("", without_restriction(view.text))
