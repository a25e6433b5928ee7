"""The words that people have for the fields of a contact request, as patterns that may stand anywhere in another.

They have no groups of their own, and no word boundaries around them.
"""

from __future__ import annotations

from backline.contact.results import FieldName

#: By field, in the order in which a request shows them: one word for it.
FIELD_WORD: dict[FieldName, str] = {
    "name": r"(?:sur)?name",
    "phone": r"(?:phone|telephone|cell|mobile|numb?er)",
    "email": r"(?:e-?mail|mail)",
    "reach": r"time",
    "reason": r"reason",
}
#: The same, for one or more of them.
FIELD_WORDS: dict[FieldName, str] = {field: rf"(?:{word}s?)" for field, word in FIELD_WORD.items()}
#: With what belongs to it: "last name", "phone number", "e-mail address", "best time".
FIELD_NAMES: dict[FieldName, str] = {
    "name": rf"(?:(?:full |first |last |family )?{FIELD_WORD['name']})",
    "phone": rf"(?:{FIELD_WORD['phone']}(?:[ -]?number)?)",
    "email": rf"(?:{FIELD_WORD['email']}(?: address)?)",
    "reach": rf"(?:(?:best |call )?{FIELD_WORD['reach']})",
    "reason": FIELD_WORD["reason"],
}
#: Also in other words, which mean the field only where something is to be put right.
FIELD_MEANT: dict[FieldName, str] = {
    "name": rf"(?:{FIELD_WORDS['name']}|spelling|spel(?:led|t)|misspel(?:led|t))",
    "phone": rf"(?:{FIELD_WORDS['phone']}|digits?)",
    "email": FIELD_WORDS["email"],
    "reach": rf"(?:{FIELD_WORDS['reach']}|when (?:to|you) (?:call|reach)|hours?|day|schedule)",
    "reason": rf"(?:{FIELD_WORDS['reason']}|why i(?:'m| am) (?:calling|here|writing))",
}
