"""Whom a message is about, where it is not the writer."""

from __future__ import annotations

import re

from backline.language.operation_words import SPINE_OPERATION
from backline.language.people import RELATIVE

_SOMEBODY = re.compile(rf"\b(?:my|our|the|a) (?:\w+ )?{RELATIVE}\b|\b(?:he|she)\b", re.I)
_NAMED = re.compile(rf"\bmy (?:\w+ )?{RELATIVE}\b", re.I)
_WRITER = re.compile(r"\b(?:i|i'?m|i'?ve|i'?d|im|ive|me|my|mine|myself)\b", re.I)
_ONLY_WHOM = re.compile(
    r"^\W*(?:(?:no|sorry|oh|actually|well|it'?s|it is|this is|that'?s|for|about|he|she|is|he'?s|she'?s|i meant"
    r"|i mean"
    rf"|not|me|my|our|the|a|and|too|also|as well|{RELATIVE}|himself|herself|asking|i am|i'?m|was|talking"
    r"|of|in|law|patient|one"
    r"|on behalf|years? old|\w*teen|\w*ty|\d+)\b\W*)+$",
    re.I,
)
# Where another thing is told, it may be of somebody else: "my sister had shots and I still have pain".
_CLAUSE = re.compile(
    r"[.;!?\n]+|,|\b(?:but|while|whereas)\b"
    r"|\b(?:and|so)\b(?= (?:i|i'?m|i'?ve|im|ive|my|can|could|should|what|which)\b)",
    re.I,
)
# "He had it too", after a relative; what a doctor, who is no relative, did to the writer's back is the writer's.
_GOES_ON = re.compile(r"^\W*(?:and |then |so )?(?:he|she|they|his|her|their|it|that|those|these)\b", re.I)
_HAD = re.compile(
    r"\b(?:had|has|have|got|gets|gotten|tr(?:y|ied|ies)|underwent|did|does|took|takes|used|uses|went|goes|needed|swears"
    r"|broke|hurt|suffers?|suffered|is (?:pregnant|expecting|recovering)|was operated|got operated)\b",
    re.I,
)
# "Wife had two injections": without a word before.
_BEGINS = re.compile(
    r"^\W*(?:wife|husband|hubby|mum|mom|dad|brother|sister|son|daughter|mother|father|friend|partner|boyfriend|girlfriend)"
    r"(?:'?s)? (?:had|has|got|did|tried|took|takes|underwent|went)\b",
    re.I,
)
_NOT_ME = re.compile(
    r"\b(?:not me|me not|not myself|not mine"
    r"|i (?:never|did ?n[o']?t|have ?n[o']?t|haven'?t|don'?t|do not|have not|did not)"
    r"(?: (?:had|have|ever|got|did))*(?: (?:it|that|any|one|cancer))?(?: myself)?)\W*$",
    re.I,
)
_BARE = re.compile(rf"^\W*(?:and |so )?my (?:\w+ )?{RELATIVE}\W*$", re.I)
_OPERATION = re.compile(rf"\b(?:surg\w+|operat\w+|op|\w+ectomy|{SPINE_OPERATION})\b", re.I)
_FOR_ANOTHER = re.compile(
    rf"\b(?:for|on behalf of|show|give|suggest|help|send) (?:my|our|the) (?:\w+ )?{RELATIVE}\b"
    r"|\b(?:for|show|give|help) (?:him|her|them)\b(?! (?:back|spine|surgery|pain|operation))"
    r"|\b(?:can|could|may|should|would|will|does|is) (?:he|she|they|my (?:\w+ )?" + RELATIVE + r")\b"
    r"|\b(?:he|she|they) (?:needs?|wants?|would like|is looking|are looking)\b",
    re.I,
)


def words_of_the_writer(text: str) -> str:
    """A message without the clauses that tell of a relative or a friend alone; the whole of it where none does.

    "My husband had back surgery. My neck hurts": what comes before the neck is not the writer's.
    """
    plain = text.replace("\u2019", "'")
    if not (_NAMED.search(plain) or _BEGINS.search(plain)):
        return text
    kept: list[str] = []
    at, of_another = 0, False
    for end in [*_CLAUSE.finditer(plain), None]:
        stop, after = (end.start(), end.end()) if end else (len(plain), len(plain))
        clause = plain[at:stop]
        tells = bool(_NAMED.search(clause)) and tells_of_another(clause) and bool(_HAD.search(clause))
        begins = bool(_BEGINS.search(clause)) and not _WRITER.search(clause)
        tells = tells or begins or bool(_BARE.search(clause))
        goes_on = of_another and not _WRITER.search(clause) and _goes_on(clause, plain[at - 1 : at])
        of_another = tells or goes_on
        if not of_another:
            kept.append(text[at:after])
        at = after
    return text if len(kept) and "".join(kept) == text else " ".join("".join(kept).split())


def _goes_on(clause: str, mark: str) -> bool:
    """Whether a clause is still about the one named before it; an operation only where it says so."""
    return bool(_GOES_ON.search(clause)) or (mark == "," and not _OPERATION.search(clause))


def is_for_another(text: str) -> bool:
    """Whether something is wanted or asked for a relative or a friend: "exercises for him", "can she exercise"."""
    return bool(_FOR_ANOTHER.search(text.replace("\u2019", "'")))


def tells_of_another(sentence: str) -> bool:
    """Whether a sentence is about somebody else alone: where it tells anything of the writer, it is theirs."""
    plain = sentence.replace("\u2019", "'")
    return bool(_SOMEBODY.search(plain)) and not _WRITER.search(_NAMED.sub(" ", plain))


def says_of_another_alone(text: str) -> bool:
    """Whether a message names a relative, and says that it is not so of the writer: "my mom had it, not me"."""
    plain = text.replace("\u2019", "'")
    return bool(_NAMED.search(plain)) and bool(_NOT_ME.search(plain))


_OF_ANOTHER = re.compile(rf"\b(?:her|him|his|she|he|patient|{RELATIVE})\b", re.I)
_I_AM = re.compile(r"\b(?i:i am|i'?m|this is|my name is)\s+((?:[A-Z][\w'-]+\s){0,2}[A-Z][\w'-]+)")
_TWO_WORDS = re.compile(r"\b[A-Z][\w'-]+ [A-Z][\w'-]+\b")


def writers_name_beside(text: str) -> str:
    """The writer's name in a message that names the patient first: "Rosa Diaz, my wife. I am Luis Diaz"; else empty."""
    plain = text.replace("\u2019", "'")
    found = _I_AM.search(plain)
    if not found or not _OF_ANOTHER.search(plain):
        return ""
    return found[1] if _TWO_WORDS.search(plain[: found.start()]) else ""


def only_says_whom(text: str) -> bool:
    """Whether a message says nothing but whom it is about: "my mum, not me", "he is my son, he is fifteen"."""
    return bool(re.search(rf"\b{RELATIVE}\b", text, re.I)) and bool(_ONLY_WHOM.search(text.replace("\u2019", "'")))
