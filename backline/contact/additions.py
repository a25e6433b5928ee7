"""What somebody wants added to the reason of a contact request: "also put in that I want an MRI"."""

from __future__ import annotations

import re

from backline.contact.corrections import find_corrections
from backline.contact.field_words import FIELD_WORDS
from backline.contact.free_text import MAX_REASON, is_only_a_time, parse_reason
from backline.contact.restrictions import find_restriction
from backline.contact.results import Valid, tidy

_LEAD = (
    r"^\W*(?:(?:and|also|plus|oh|ok|okay|yes|yeah|yep|no|wait|sorry|actually|please|pls|plz|but|then|btw"
    r"|by the way|can|could"
    r"|cud|would|you|u|i|want|wanna|to|like|just|maybe|one more thing|should|forgot|need|lets|let me)\b\W*)*"
)
_PUT = (
    r"(?:add|ad|put|write|wirte|note|include|mention|say|state"
    r"|tell (?:them|him|her|the (?:doctor|clinic|team|staff))|let them know)"
)
_WHERE = (
    r"(?:(?:(?:in|into|to|on|for|under|with)\s+)+(?:(?:the|my|that|this|a)\s+)*"
    r"(?:reasons?|resons?|request|note|message|form|it|there)|(?:the |my )?reasons?)"
)
_ALSO = r"(?:(?:also|too|as well|please|pls|down|in|another thing|something|one thing)\s+)*"
_ADDED = (
    # "Add to the reason that ...", "put in the reason: ..."
    re.compile(
        rf"{_LEAD}{_PUT}\s+{_ALSO}{_WHERE}\b\W*(?:also\W+|too\W+)?(?:that\s+|about\s+)?(?P<what>\w.{{2,}})$", re.I
    ),
    # "Add ... to the reason"
    re.compile(
        rf"{_LEAD}{_PUT}\s+(?P<what>\w.*?)\s+(?:in ?to|to|in|under|as)\s+(?:the |my )?(?:reasons?|resons?"
        r"|request|note|message)"
        r"(?:\s+(?:too|also|as well|please|pls))*\W*$",
        re.I,
    ),
    # "Add that I ...", "tell them my ..."
    re.compile(rf"{_LEAD}{_PUT}\s+{_ALSO}(?:that\s+|about\s+)(?P<what>\w.{{2,}})$", re.I),
    re.compile(
        rf"{_LEAD}(?:add|tell (?:them|him|her|the (?:doctor|clinic|team|staff))|let them know|mention)\s+{_ALSO}"
        r"(?P<what>(?:i|i'?m|ive|i've|im|my|it|its|he|she|his|her|we|theres?|there is|no)\b.{3,})$",
        re.I,
    ),
    # "The reason is also that ...", "another reason is ..."
    re.compile(
        rf"{_LEAD}(?:another|other|second|one more|an additional) reason (?:is|would be"
        rf"|:)\s*(?:that\s+)?(?P<what>\w.{{2,}})$",
        re.I,
    ),
    re.compile(
        r"^\W*(?:and |also |oh )*(?:the |my )?reason (?:is |was )?(?:also|too)\W+(?:that\s+)?(?P<what>\w.{2,})$", re.I
    ),
)
_TAIL = re.compile(r"\s+(?:please|pls|plz|thanks|thank you|thx|too|as well|also)\W*$", re.I)
# "Tell them to call me in the morning" and "add my wife's number" add nothing to the reason.
_VAGUE = re.compile(
    r"^(?:some ?thing(?: else| more)?|smth|sth|any ?thing|a (?:few )?(?:things?|words?|line)"
    r"|one (?:more )?thing|more|again"
    r"|stuff|else|info|details?)\b\W*$",
    re.I,
)
_OF_A_FIELD = re.compile(
    rf"^(?:to\s+)?(?:(?:my|the|a|an|his|her|another|second|new|our)\s+)*(?:\w+'?s?\s+)?(?:{'|'.join(FIELD_WORDS.values())})\b"
    r"|^(?:to\s+)?(?:call|ring|reach|text|phone|contact|e-?mail|send|hurry|stop|use|not)\b|^(?:it|that|this|there|in|down)\W*$",
    re.I,
)


UNSAID = ""
"""Something is to be added, and the message does not say what."""


def added_to_reason(text: str, region: str) -> str | None:
    """What a message wants to have in the reason beside what stands there, in its own words; None for nothing.

    ``UNSAID`` where it does not say what: "can I add something to the reason".

    Args:
        text: the message: "pls add that i cant take ibuprofen".
        region: two-letter country code for phone numbers without one.
    """
    clean = tidy(text)
    if find_restriction(clean):
        return None
    for pattern in _ADDED:
        found = pattern.search(clean)
        if not found:
            continue
        what = _TAIL.sub("", found["what"]).strip(" .,:;-")
        if _VAGUE.match(what):
            return UNSAID if re.search(r"\breasons?\b", clean, re.I) else None
        if _OF_A_FIELD.search(what) or is_only_a_time(what) or find_corrections(what, region):
            return None
        return what if isinstance(parse_reason(what), Valid) else None
    return None


def with_addition(reason: str | None, what: str) -> str:
    """A reason with what is added, as long as there is room for it.

    Args:
        reason: the reason so far; None where there is none.
        what: in the person's own words.
    """
    if reason and what.lower() in reason.lower():
        return reason
    return f"{reason}; {what}"[:MAX_REASON] if reason else what[:MAX_REASON]
