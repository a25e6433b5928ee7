"""Which fields of a contact request a message wants changed, where it may not say to what."""

from __future__ import annotations

import re

from backline.contact.field_words import FIELD_MEANT, FIELD_WORDS
from backline.contact.results import FieldName, tidy

_MAX_TEXT = 1000
#: Where one clause of a correction ends and the next begins.
PARTS = re.compile(r"[.;!?]+\s|,\s*|\s+(?:and|but)\s+", re.IGNORECASE)
_GOOD = r"(?:right|correct|fine|ok|okay|good|great|perfect)"
_FINE = re.compile(
    rf"\b(?:is|are|was|l[ou]+ks?|seems?|sounds?|reads?|'s)\s+(?:(?:all|still|to be|pretty|just|very)\s+)*{_GOOD}\b"
    rf"|\b(?:{'|'.join(FIELD_WORDS.values())}|address)\s+(?:also\s+|all\s+)?{_GOOD}\b"
    r"|\b(?:keep|stays?|stands?|remains?|match(?:es)?|unchanged)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\bnot\b|n't\b", re.IGNORECASE)
_WRONG = re.compile(
    r"\b(?:chang\w*|wrong|fix\w*|correct\w*|edit\w*|updat\w*|typos?|mistakes?|misspel\w*|incorrect|mixed up"
    r"|replace|redo|mistyped)\b",
    re.IGNORECASE,
)
_SAID_WRONG = re.compile(r"\b(?:wrong|typos?|mistakes?|misspel\w*|incorrect|mistyped)\b", re.IGNORECASE)
# These count only right before the field: "a different time", not "the time we moved to a new house".
_OTHER = r"\b(?:different|another|new|other|better)\s+"
_ONLY_NAMED = re.compile(
    r"(?:(?:also|please|pls|change|fix|update|correct|and)\s+)*(?:the|my)\s+(?:phone (?=number))?([\w-]+)"
    r"(?:\s+(?:too|also|as well|is (?:also )?wrong|needs? (?:a )?chang\w+))*",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;!?]+\s|,\s*|\s+but\s+|\s+and\s+(?=the|my)|\s+only\s+", re.IGNORECASE)


def which_field(text: str) -> FieldName | None:
    """Tell which field a person wants to change: "change the phone", "the name is wrong", "different time".

    Returns:
        The field, the first one where several are named, or None where it is not clear. A field that is said
        to be fine ("the name is right but the phone is not") does not count.
    """
    clean = tidy(text)[:_MAX_TEXT]
    short = len(clean.split()) <= 4
    wrong = bool(_WRONG.search(clean))
    for clause in _CLAUSE.split(clean):
        negated = bool(_NOT.search(clause))
        if _FINE.search(clause) and not negated:
            continue
        hits: list[tuple[int, FieldName]] = []
        for field, words in FIELD_MEANT.items():
            told = short or wrong or negated or re.search(rf"{_OTHER}(?:\w+ )?{words}\b", clause, re.IGNORECASE)
            if told and (hit := re.search(rf"\b{words}\b", clause, re.IGNORECASE)):
                hits.append((hit.start(), field))
        if hits:
            return min(hits)[1]
    return None


def fields_without_value(text: str) -> list[FieldName]:
    """The fields that a message only names, to be asked for again: "change the name to Ann and the time too"."""
    named: list[FieldName] = []
    for clause in PARTS.split(tidy(text)[:_MAX_TEXT]):
        match = _ONLY_NAMED.fullmatch(clause.strip(" .!"))
        for field, words in FIELD_MEANT.items():
            if match and re.fullmatch(words, match[1], re.IGNORECASE) and field not in named:
                named.append(field)
        if not match and _SAID_WRONG.search(clause) and (wrong := which_field(clause)) and wrong not in named:
            named.append(wrong)
    return [field for field in FIELD_MEANT if field in named]
