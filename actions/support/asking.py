"""Questions that are typed in a hurry: "shud i wait til monday"."""

from __future__ import annotations

import re

from backline.language.plain_text import QUESTION

_MISSPELT = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay|k|also|hey|hi|wait|um+|hm+|pls|please|no)\W+)*"
    r"(?:sh(?:u|oul|ou|ul)d|sould|shld|cu?d|cou?ld|coud|culd|wu?d|woud|wuld|wh?[aeu]ts?|wht|whts|whut|wots?|wen"
    r"|wher|were|wich|whic|wy"
    r"|whi|hw|hows|hou|ho|dose|doz|dus|duz|didnt|isnt|arent|whos|wil|wll|r|cn|iz|am|any(?: |1)?(?:idea|one|body) "
    r"(?:if|why|how|what))"
    r"\s+(?:(?:i|u|you|ya|it|its|this|that|they|we|he|she|the|my|a|an|is|r|are|do|dose|does|long|much|many|about"
    r"|bout|if|to"
    r"|happens?|hapens?|kind|kinds|can|cn|shud|should|there|your|ur)\b)",
    re.I,
)
_REQUESTS = re.compile(r"\b(?:can|cn|could|cud|would|will|may)\s+(?:i|we|you|u|they|some(?:one|body))\b", re.I)
_MAY_CALL = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay|hi|hey)\W+)*(?:can|cn|could|cud|would|will|may)\s+(?:you|u|they|some(?:one"
    r"|body)|the \w+)\b"
    r"[^?]*?\b(?:call|ring|phone|text|reach|contact|e-?mail|do)\b",
    re.I,
)


def asks(text: str) -> bool:
    """Whether ``text`` is worded as a question, also without a question mark and with its first word misspelt."""
    return bool(QUESTION.search(text) or _MISSPELT.search(text))


def asks_something(text: str) -> bool:
    """Whether it does, and is no request such as "can you send it"."""
    return asks(text) and not _REQUESTS.search(text)


def asks_to_be_called(text: str) -> bool:
    """Whether a question is a wish: "could you ring me after 5"."""
    return bool(_MAY_CALL.search(text))
