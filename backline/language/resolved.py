"""Whether words after an emergency say that help is there, or that it was a misunderstanding."""

from __future__ import annotations

import re
from typing import Literal

_HELP = (
    r"(?:doctor|dr|hospital|er|a ?& ?e|emergency (?:room|department)|ambulance|paramedics?|nurse|crisis line|lifeline"
    r"|911|999|112|988|000)"
)
# Somebody has acted: helpers were called, are on their way, or have had a look.
_HANDLED = re.compile(
    rf"\b(?:called|phoned|rang|talked to|spoke (?:to|with)|calling|on the phone with|at|in|to|from|with)\s+(?:\w+\s+){{0,2}}{_HELP}\b"  # noqa: E501
    rf"|\b{_HELP}\b.{{0,25}}\b(?:check\w*|seen|saw|examined|looked|cleared|ruled|here|coming|on (?:the|its|their) way|said|says)\b"  # noqa: E501
    r"|\b(?:been|got|was|were|get(?:ting)?) (?:it )?(?:checked|examined|seen)\b|\bchecked (?:by|out)\b"
    r"|\bhelp is (?:here|coming|on (?:the|its) way)\b|\b(?:on my way|going|driving) (?:now )?to (?:the )?(?:hospital|er\b)"  # noqa: E501
    r"|\b(?:i am|i'm|i m|im|i feel) (?:now |ok and )?safe\b|\b(?:someone|somebody|my \w+) is (?:here )?with me\b",
    re.I,
)
# "I am not calling", "the doctor is closed", "a doctor saw me two years ago", "should I call 911?"
_BLOCKED = re.compile(
    r"\b(?:not|no one|nobody|none|never|nt|cannot|cant|wont|dont|didnt|isnt|havent|hasnt|arent|refuse\w*|but|closed|if|should"  # noqa: E501
    r"|would|could|can i|ago|last (?:week|month|year)|yesterday|expensive|tomorrow)\b|n't\b|\?\s*$",
    re.I,
)
_MISTAKE = re.compile(
    r"\b(?:did(?:n.?t| not) mean|not what i meant|never said|misunder\w+|mistake|jok(?:e|ing)|kidding|typo|figure of speech"  # noqa: E501
    r"|false alarm|exaggerat\w+|you got (?:me|that|it) wrong|that(?:.?s| is) wrong|i spilled)\b",
    re.I,
)


def what_ends_an_alarm(text: str) -> Literal["handled", "mistake"] | None:
    """Read what somebody writes while an emergency is open.

    "It is better now" ends nothing: heart trouble and pressed nerves may pause and come back, so only help that is
    there, or a person's word that they are safe, does.

    Args:
        text: the message.

    Returns:
        ``handled`` where help is there, ``mistake`` where they say that they were misread, else None.
    """
    plain = text.replace("\u2019", "'")
    if _MISTAKE.search(plain):
        return "mistake"
    return "handled" if _HANDLED.search(plain) and not _BLOCKED.search(plain) else None
