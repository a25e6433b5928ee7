"""The words that people have for the fields of a contact request, as patterns without groups of their own."""

from __future__ import annotations

from backline.contact.results import FieldName

#: By field; callers add what a field is called where they look for it.
FIELD_WORDS: dict[FieldName, str] = {
    "name": r"(?:names?|surname)",
    "phone": r"(?:phones?|telephone|cell|mobile|numb?ers?)",
    "email": r"(?:e-?mails?|mail)",
    "reach": r"times?",
    "reason": r"reasons?",
}
