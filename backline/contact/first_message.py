"""What a message that asks to be called tells already: name, number, time."""

from __future__ import annotations

import re

from backline.contact.corrections import find_corrections
from backline.contact.field_words import FIELD_WORD
from backline.contact.free_text import is_only_a_time, mentions_time, parse_reach
from backline.contact.name_words import PARTICLES
from backline.contact.names import parse_name
from backline.contact.other_names import without_others
from backline.contact.phones import digits_of_words, find_phones
from backline.contact.results import FieldName, Valid, tidy

#: A phone number or an e-mail address: in one breath with the name, the name stands before it.
CONTACT_DETAIL = re.compile(r"\+?\(?\d[\d\s().-]{5,}\d|\S+@\S+")
_INTRODUCED = re.compile(r"\b(?:my name(?: is|\W?s)?|name(?: is|\W?s|:)?|i\W?m|i am|this is|it\W?s|its)\s+(?=\w)", re.I)
_CALL_ANN = re.compile(
    r"\b(?:call|ring|phone|contact|text|reach)\s+((?:[A-Z][\w'-]+\s?){1,3})(?=\s*(?:at|on|under|,|\d|\+|\())"
)
_NAME_ENDS = re.compile(
    r"\s*(?:[,;.!?\n(]|\s[-\u2013\u2014]\s|\b(?:and|at|on|my|call|tel|ph|mornings?|afternoons?"
    rf"|{FIELD_WORD['phone']}|{FIELD_WORD['email']}"
    r"|evenings?|please|pls|thanks)\b).*$",
    re.I | re.S,
)
_AROUND_TIME = re.compile(
    r"\s+(?:is|are|would be|works?)\s+(?:the )?(?:best|better|good|fine|ok|okay)\b.*$|\W*\b(?:thanks|thank you"
    r"|thx)\b.*$|\s+(?:for my|about(?! \d)|regarding|because|to talk|to discuss)\b.*$",
    re.I,
)
# "Book me in please John Smith 415 555 0134": right before a number, and not where somebody works.
_RIGHT_BEFORE = re.compile(
    r"(?<!from )(?<!at )(?<!with )(?<!Dr )(?<!Dr\. )(?<![\w'-])"
    r"((?:[A-Z][a-z][\w'-]*\s+){1,2}[A-Z][a-z][\w'-]*)[\s,.:;-]*$"
)
# One of the numbers is preferred to the other.
_CHOOSES = re.compile(
    r"\b(?:not|n\W?t|dont|no longer|old|new|wrong|instead|rather|actually|now|better|best|prefer\w*"
    r"|change\w*|former|dead|sorry|wait"
    r"|was|my (?:son|daughter|husband|wife|boss|doctor)\w*)\b",
    re.I,
)
_BY_NAME = re.compile(r"\bname\b", re.I)


def find_details(text: str, region: str) -> dict[FieldName, Valid]:
    """Find name, phone, email and time in a message that asks for a call.

    Args:
        text: the message: "I'm Ann Lee, 415 555 0134, mornings please".
        region: two-letter country code for phone numbers without one.

    Returns:
        the fields given; a name without "my name is" only where it is written like one.

    Raises:
        ValueError: ``region`` is not a country code.
    """
    text = digits_of_words(tidy(text))
    found = find_corrections(text, region)
    found.pop("reason", None)
    if (first := two_numbers(text, region)) is not None:
        found["phone"] = first
    if (name := _name(without_others(text))) is not None:
        found["name"] = name
    if "reach" not in found and (reach := reach_behind(text)) is not None:
        found["reach"] = reach
    return found


def two_numbers(text: str, region: str) -> Valid | None:
    """The first of two numbers to choose from: "415 555 0123 or 415 555 0177"; None for one, or where one "
    "is put aside."""
    clean = digits_of_words(tidy(text))
    phones = list(find_phones(clean, region))
    if len({valid.value for _, _, valid in phones}) < 2 or _CHOOSES.search(clean):
        return None
    return phones[0][2]


def introduces_name(text: str, region: str) -> bool:
    """Whether the message says who the person is: "this is Ann Lee"."""
    return "name" in find_details(text, region)


def reach_behind(text: str) -> Valid | None:
    """The time that stands behind a number or an address: "415 555 0134, mornings"."""
    behind = CONTACT_DETAIL.split(tidy(text))[-1].strip(" ,.:;-")
    if behind == tidy(text).strip(" ,.:;-"):
        return None
    parts = re.split(r"[,.;]\s+", behind)
    for part in (*(part for part in parts if is_only_a_time(part)), behind, *parts):
        if mentions_time(part) and isinstance(reach := parse_reach(_AROUND_TIME.sub("", part)), Valid):
            return reach
    return None


def _name(text: str) -> Valid | None:
    for said in _INTRODUCED.finditer(text):
        after = text[said.end() :]
        value = _NAME_ENDS.sub("", CONTACT_DETAIL.split(after)[0]).strip()
        by_name = bool(_BY_NAME.search(said[0]))
        # "I'm so tired": without "name" it takes capitals, or a number right behind.
        followed = bool(CONTACT_DETAIL.match(after[len(value) :].lstrip(" ,.:;-")))
        if by_name or _written_like_one(value) or (followed and 2 <= len(value.split()) <= 3):
            result = parse_name(f"my name is {value}" if by_name else f"I am {value}")
            if isinstance(result, Valid):
                return result
    called = _CALL_ANN.search(text)
    value = called[1] if called else _NAME_ENDS.sub("", CONTACT_DETAIL.split(text)[0]).strip()
    if called or (len(value.split()) in (2, 3) and _written_like_one(value)):
        result = parse_name(value)
        return result if isinstance(result, Valid) else None
    before, *behind = CONTACT_DETAIL.split(text)
    right_before = _RIGHT_BEFORE.search(before) if behind else None
    if right_before and isinstance(result := parse_name(right_before[1]), Valid):
        return result
    return None


def _written_like_one(value: str) -> bool:
    words = value.split()
    return bool(words) and all(word[0].isupper() or word.lower() in PARTICLES for word in words) and not value.isupper()
