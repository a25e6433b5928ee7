"""Whom a message is about, where it is not the writer."""

from __future__ import annotations

import re

RELATIVE = (
    r"(?:mum|mom|mother|mummy|dad|father|parents?|husband|hubby|wife|missus|partner|boyfriend|bf|girlfriend|gf"
    r"|fianc[e\u00e9]e?|spouse|ex|son|daughter|kids?|child|children|brother|sister|sibling|friend|mate|grandma|grandpa"
    r"|grandmother|grandfather|gran|nan|nana|grandson|granddaughter|aunt|auntie|uncle|cousin|nephew|niece|neighbou?r"
    r"|roommate|flatmate|colleague|coworker|(?:step|foster)(?:son|daughter|dad|mom|mum|father|mother|brother)"
    r"|(?:mother|father|sister|brother|son|daughter)-?in-?law)"
)
"""A pattern for the words for people around somebody."""
_SOMEBODY = re.compile(rf"\b(?:my|our|the|a) (?:\w+ )?{RELATIVE}\b|\b(?:he|she)\b", re.I)
_NAMED = re.compile(rf"\bmy (?:\w+ )?{RELATIVE}\b", re.I)
_WRITER = re.compile(r"\b(?:i|i'?m|i'?ve|i'?d|im|ive|me|my|mine|myself)\b", re.I)
_ONLY_WHOM = re.compile(
    r"^\W*(?:(?:no|sorry|oh|actually|well|it'?s|it is|its|this is|that'?s|for|about|he|she|is|he'?s|she'?s|i meant"
    r"|i mean"
    rf"|not|me|my|our|the|a|and|too|also|as well|{RELATIVE}|himself|herself|asking|i am|i'?m|im|was|talking|of|in|law"
    r"|on behalf|years? old|\w*teen|\w*ty|\d+)\b\W*)+$",
    re.I,
)


def tells_of_another(sentence: str) -> bool:
    """Whether a sentence is about somebody else alone: where it tells anything of the writer, it is theirs."""
    plain = sentence.replace("\u2019", "'")
    return bool(_SOMEBODY.search(plain)) and not _WRITER.search(_NAMED.sub(" ", plain))


def only_says_whom(text: str) -> bool:
    """Whether a message says nothing but whom it is about: "my mum, not me", "he is my son, he is fifteen"."""
    return bool(re.search(rf"\b{RELATIVE}\b", text, re.I)) and bool(_ONLY_WHOM.search(text.replace("\u2019", "'")))
