"""What a person wants taken out of a contact request, or put aside for another way to be reached."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from backline.contact.field_words import FIELD_NAMES, FIELD_WORDS
from backline.contact.results import FieldName, tidy

Kind: TypeAlias = Literal["phone", "email"]

_NUMBER = rf"(?:(?:{FIELD_NAMES['phone']}|(?:home|work)(?:[ -]?number)?)s?)"
_ADDRESS = rf"(?:{FIELD_WORDS['email']}(?: address)?)"
_FIELDS: dict[FieldName, str] = {
    "phone": _NUMBER,
    "email": _ADDRESS,
    "reach": rf"(?:{FIELD_NAMES['reach']}s?)",
    "reason": FIELD_WORDS["reason"],
}
_BETWEEN = r"(?:(?:my|the|that|this|any|old|out|off|me|them|him|her|us|to|with|both|also|please|again)\s+){0,4}"
_CUTS = (
    r"remove|delete|erase|drop|scrap|omit|take out|take off|take away|take|leave out|leave|cut|cross out|strike"
    r"|get rid of|hide|without"
)
_NOT = r"(?:do not|don'?t|dont|dnt|never|not|rather not|won'?t) (?:want (?:you |them )?to )?"
# What is not to be done with it. "I don't have time" and "don't give out my number" take nothing out: the one is no
# field, the other asks for a promise.
_NOT_SENT = rf"{_NOT}(?:use|send|include|put|store|save|keep)"
_NOT_WANTED = rf"{_NOT}(?:use|send|include|put|store|save|keep|need|want)"
# Only with "out of the request" are these more than terms.
_NOT_GIVEN = rf"{_NOT}(?:share|give(?: out)?|pass on|show|tell|have)"
_OUT: dict[FieldName, str] = {
    "phone": rf"(?:{_CUTS}|{_NOT_WANTED}|(?P<given>{_NOT_GIVEN}))",
    "email": rf"(?:{_CUTS}|{_NOT_WANTED}|(?P<given>{_NOT_GIVEN}))",
    "reach": rf"(?:{_CUTS}|{_NOT}(?:use|send|include|store|save)|(?P<given>{_NOT}(?:share|pass on)))",
    "reason": rf"(?:{_CUTS}|{_NOT_SENT}|{_NOT}(?:share|give|pass on|show|tell)|(?P<given>{_NOT}have))",
}
_OF_THE_REQUEST = re.compile(
    r"^\W*(?:in|with|to) (?:(?:the|my|this|that) (?:request|form|message|clinic|summary)|there|it)\b", re.IGNORECASE
)
# "Don't use my work number" says which one is not to be called.
_ONE_OF_SEVERAL = re.compile(r"\b(?:work|home|office|job)\b", re.IGNORECASE)
_NEGATED = re.compile(rf"^{_NOT}", re.IGNORECASE)
# "Take my number" gives it; "leave my number out" does not.
_NEEDS_OUT = re.compile(r"\b(?:take|leave|cut)$", re.IGNORECASE)
_OUT_BEHIND = re.compile(r"^\s*(?:out|off|away)\b", re.IGNORECASE)
# "Don't share my number with the press" says with whom, and takes nothing out.
_WITH_WHOM = re.compile(r"^\W*(?:with|to|after|in|until|before|unless|again)\b", re.IGNORECASE)
_ASIDE = (
    r"\b(?:instead of|rather than|not|no|without"
    r"|(?:do not|don'?t|dont|dnt|never)(?: (?:use|want|have|like|take|answer))?)\s+"
    r"(?:(?:to|by|on|at|any|my|the|me|that|this|use|a|via|over|want|phone|use)\s+){0,3}"
)
# "No mail please"; "no my phone is right" takes nothing out.
_NO_SUCH = (
    r"\b(?:no|not by|not via|not over|not the|without)\s+{}\b"
    r"(?!\s+(?:is|was|are|should|needs?|has|to|it|number|address|changed?))"
)
_CALLS = r"(?:calls?|calling|phoning|ring(?:ing)?)"
_PUT_ASIDE: dict[Kind, re.Pattern[str]] = {
    "phone": re.compile(rf"{_ASIDE}(?:{_NUMBER}|{_CALLS})\b", re.IGNORECASE),
    "email": re.compile(rf"{_ASIDE}{_ADDRESS}\b", re.IGNORECASE),
}
_WORDS: dict[Kind, str] = {"phone": _NUMBER, "email": _ADDRESS}
_WRONG = r"(?:wrong|incorrect|old|dead|not right|not mine|no longer|mistyped|mistake|typo)"
_IS_WRONG: dict[Kind, re.Pattern[str]] = {
    kind: re.compile(
        rf"\b{words}\b[^.;!?]{{0,20}}\b{_WRONG}\b|\b{_WRONG}\b(?:\W+\w+){{0,3}}?\W+{words}\b", re.IGNORECASE
    )
    for kind, words in _WORDS.items()
}
_NAMED = {kind: re.compile(rf"\b{words}\b", re.IGNORECASE) for kind, words in _WORDS.items()}
# Behind an address: "that's my work mail, don't write there".
_NOT_THERE = re.compile(
    r"\b(?:do not|don\W?t|dont|dnt|never|not|rather not)\s+(?:please\s+)?(?:write|mail|e-?mail"
    r"|send|use|reply|contact)\w*"
    r"(?:\s+\w+){0,2}?\s+(?:there|that one|that address|(?:to|on|at) (?:it|that|this|work))\b",
    re.IGNORECASE,
)
_KINDS: tuple[Kind, ...] = ("phone", "email")


def removed_fields(text: str) -> list[FieldName]:
    """The fields that a message wants taken out: "yes but remove my email", "don't share the phone number"."""
    clean = tidy(text)
    return [
        field
        for field, words in _FIELDS.items()
        if _takes_out(clean, field) or (field in _WORDS and re.search(_NO_SUCH.format(words), clean, re.IGNORECASE))
    ]


def sets_terms(text: str) -> bool:
    """Whether a message forbids a use of a number or an address, and takes none out: "don't use my work number"."""
    clean, gone = tidy(text), removed_fields(text)
    return any(
        kind not in gone and re.search(rf"\b(?:{_NOT_WANTED}|{_NOT_GIVEN})\s+{_BETWEEN}{words}\b", clean, re.IGNORECASE)
        for kind, words in _WORDS.items()
    )


def put_aside(text: str) -> frozenset[Kind]:
    """The ways to reach a person that a message wants not used, or calls wrong: "instead of the phone"."""
    clean = tidy(text)
    there = _NOT_THERE.search(clean)
    return frozenset(
        kind
        for kind in _KINDS
        if _PUT_ASIDE[kind].search(clean)
        or _IS_WRONG[kind].search(clean)
        or (there and kind == "email" and "@" in clean[: there.start()])
    )


def kinds_named(text: str) -> frozenset[Kind]:
    """The ways to reach a person that a message names at all."""
    clean = tidy(text)
    return frozenset(kind for kind in _KINDS if _NAMED[kind].search(clean))


def _takes_out(text: str, field: FieldName) -> bool:
    for found in re.finditer(rf"\b(?P<verb>{_OUT[field]})\s+{_BETWEEN}{_FIELDS[field]}\b", text, re.IGNORECASE):
        behind = text[found.end() :]
        out = re.search(r"\b(?:out|off)\b", found[0].removeprefix(found["verb"]), re.IGNORECASE)
        out = out or _OUT_BEHIND.match(behind)
        if found["given"] and not (out or _OF_THE_REQUEST.match(behind)):
            continue
        if _WITH_WHOM.match(behind) and not _OF_THE_REQUEST.match(behind):
            continue
        if _NEGATED.match(found["verb"]) and _ONE_OF_SEVERAL.search(found[0]):
            continue
        if out or not _NEEDS_OUT.search(found["verb"]):
            return True
    return False
