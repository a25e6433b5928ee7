"""Contact requests: their fields, reference numbers, consent and the summary staff see."""

from __future__ import annotations

from backline.contact.asides import Aside, aside_in
from backline.contact.consent import Consent, ConsentError, load_consent
from backline.contact.fields import (
    FieldName,
    FieldResult,
    Invalid,
    Valid,
    find_corrections,
    parse_email,
    parse_name,
    parse_phone,
    parse_phone_or_email,
    parse_reach,
    parse_reason,
    which_field,
)
from backline.contact.reference import is_reference, new_reference, normal_reference, spoken_reference
from backline.contact.restrictions import find_restriction, restrict, without_restriction
from backline.contact.summary import LeadFacts, SummaryLine, parts_named, summarise, summary_lines

__all__ = [
    "Aside",
    "Consent",
    "ConsentError",
    "FieldName",
    "FieldResult",
    "Invalid",
    "LeadFacts",
    "SummaryLine",
    "Valid",
    "aside_in",
    "find_corrections",
    "find_restriction",
    "is_reference",
    "load_consent",
    "new_reference",
    "normal_reference",
    "parse_email",
    "parse_name",
    "parse_phone",
    "parse_phone_or_email",
    "parse_reach",
    "parse_reason",
    "parts_named",
    "restrict",
    "spoken_reference",
    "summarise",
    "summary_lines",
    "which_field",
    "without_restriction",
]
