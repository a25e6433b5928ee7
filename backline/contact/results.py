"""What reading one field of a contact request gives: a good value, or a sentence that helps."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, TypeAlias

FieldName = Literal["name", "phone", "email", "reach", "reason"]


@dataclass(frozen=True, slots=True)
class Valid:
    """A field that was understood.

    Attributes:
        value: what is stored, such as ``+14155550134``.
        display: what is shown to the person and to staff, such as ``(415) 555-0134``.
        kind: which field this is.
        hint: a soft remark to make before going on ("If you meant ..., just tell me"), else empty. The value stands
            where it finds no answer.
        suggestion: the value the hint proposes, else empty.
    """

    value: str
    display: str
    kind: FieldName
    hint: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Invalid:
    """A field that was not understood.

    Attributes:
        message: one kind sentence for the person: what is missing, with an example.
        suggestion: a value that was probably meant, else empty.
    """

    message: str
    suggestion: str = ""


FieldResult: TypeAlias = Valid | Invalid

# The zero-width joiners belong to the spelling of Persian and Indic names.
_JOINERS = "\u200c\u200d"
# Curly and modifier apostrophes, grave and acute accents, curly quotes, the non-breaking hyphen.
_STRAIGHT = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc\u0060\u00b4", "'") | dict.fromkeys("\u201c\u201d", '"') | {"\u2011": "-"}
)


def tidy(text: str) -> str:
    """Compose accents, straighten quotes, drop invisible characters and collapse white space."""
    composed = unicodedata.normalize("NFC", text).translate(_STRAIGHT)
    seen = (
        " " if char.isspace() else char
        for char in composed
        if char.isspace() or char in _JOINERS or unicodedata.category(char)[0] != "C"
    )
    return re.sub(r" +", " ", "".join(seen)).strip()
