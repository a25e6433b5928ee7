"""Reads the two free-text fields: when to reach the person, and why."""

from __future__ import annotations

import re

from backline.contact.results import FieldResult, Invalid, Valid, tidy

MAX_REACH = 120
MAX_REASON = 500
_MIN_REASON = 3

_REACH_EXAMPLE = "like mornings, after 5 pm, or any time."
_REACH_EMPTY = f"I did not see a time there, so please tell me when we may call, {_REACH_EXAMPLE}"
_REACH_LONG = f"That is a bit long for a time, so please keep it short, {_REACH_EXAMPLE}"
_REACH_QUESTION = f"That reads like a question, so please tell me when we may call, {_REACH_EXAMPLE}"
_REACH_NO = f"We want to call when it suits you, so please name a time, {_REACH_EXAMPLE}"
_REACH_OTHER = f"That does not read like a time to me, so please tell me when we may call, {_REACH_EXAMPLE}"
_REASON_EXAMPLE = "like leg pain for two months."
_REASON_EMPTY = f"I did not see a reason there, so please tell me in a few words, {_REASON_EXAMPLE}"
_REASON_SHORT = f"Please tell me a little more about why you want to talk to us, {_REASON_EXAMPLE}"
_REASON_LONG = f"That is more than I can pass on, so please keep it to a few lines, {_REASON_EXAMPLE}"

ANY_TIME = "any time"


def _any_of(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


_PART_OF_DAY = _any_of(
    "any ?time", "whenever", "all day", "mornings?", "afternoons?", "evenings?", "nights?", "tonight",
    "noon", "midday", r"lunch(?: ?time| ?break)?", "daytime", "(?:business|office|working) hours", "asap",
    "as soon as possible", "right away", "soon",
)  # fmt: skip
_DAY = _any_of(
    "today", "tomorrow", "(?:week|work)?days?", "weekends?", "(?:this|next) week",
    "(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:days?)?",
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]* \d{1,2}(?:st|nd|rd|th)?",
    r"the \d{1,2}(?:st|nd|rd|th)", r"\d{1,2}/\d{1,2}(?:/(?:20)?\d\d)?", r"20\d\d-\d\d-\d\d",
)  # fmt: skip
_HOUR = r"(?:[01]?\d|2[0-3])"
_CLOCK = _any_of(rf"{_HOUR}(?:[:.][0-5]\d)?\s*(?:am|pm|a\.m\.?|p\.m\.?|o'?clock)", rf"{_HOUR}:[0-5]\d")
_RELATIVE = (
    r"(?:before|after|around|about|past|by|until|till|from|between|at)\s"
    r"(?:\d{1,2}\b(?!\d)(?![ -]?\d{3})|work|school|lunch|dinner|breakfast|my shift)"
)
# "8 to 5"; "3-4 weeks" is how long, and part of a number is no hour.
_SPAN = (
    rf"(?<![\d.-])(?<!\d ){_HOUR} ?(?:to|til|till|until|-|\u2013) ?{_HOUR}"
    r"(?! ?(?:weeks?|wks?|months?|years?|yrs?|days?|hours?|hrs?|times|out of|[-\d/.(]))"
)
_TIME = re.compile(rf"\b{_any_of(_PART_OF_DAY, _DAY, _CLOCK, _RELATIVE, _SPAN)}(?!\w)", re.IGNORECASE)
_AROUND_TIMES = re.compile(
    r"(?:\W|\b(?:and|or|also|plus|but|try|so|call|ring|phone|me|us|in|on|at|the|best|only|please|pls|thanks|then|early|late|any|every|of|day|before|after"
    r"|noon|around|about)\b)*",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"(?:(?:yes|no|ok|sure|oh|really)[, ]+)?"
    r"(?:(?:at )?any ?time(?: (?:is|works|of (?:the )?day|you (?:like|want)|that works).*)?"
    r"|when ?ever(?: (?:you|is|works|suits).*)?|all day|no preference|i don'?t mind|(?:it )?doesn'?t matter"
    r"|you choose|any|always)(?: (?:is|works|fine|good|ok|okay|for me|with me))*",
    re.IGNORECASE,
)

_REFUSED = frozenset(
    {
        "no", "nope", "nah", "no thanks", "no thank you", "never", "not really", "skip", "none", "stop",
        "cancel", "don't", "dont", "don't call", "don't call me", "do not call me",
    }
)  # fmt: skip
_ASKING = frozenset({"what", "why", "when", "who", "how", "where"})
_NO_ANSWER = _ASKING | frozenset(
    {
        "yes", "yeah", "yep", "ok", "okay", "sure", "maybe", "perhaps", "idk", "dunno", "i don't know",
        "i dont know", "don't know", "not sure", "i'm not sure", "im not sure", "hello", "hi", "hey", "hmm",
        "thanks", "thank you", "please", "n/a", "na",
    }
)  # fmt: skip
_ASKS = re.compile(
    r"(?:what|why|who|how|where|which|are you|is (?:it|there|that)|do (?:you|i)|does|will"
    r"|when (?:do|will|can|are|is|would|should)|(?:can|could|would) (?:i|we))\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:(?:yes|ok|okay|sure|hi|hello|please|well|um|uh)[, ]+)*"
    r"(?:(?:(?:you|u) (?:can|could|may)|(?:can|cn|could|cud|would|will) (?:you|u|they|someone|somebody)|please|pls"
    r"|just)\s+)*"
    r"(?:(?:call|ring|reach|phone|contact|text|e-?mail)(?: me)?(?: back)?"
    r"(?: (?:or|and) (?:call|ring|reach|phone|contact|text|e-?mail)(?: me)?)?(?:\s+|$)"
    r"|(?:the |my )?best times?(?: to (?:call|reach)(?: me)?)?(?: is| are|:)\s+"
    r"|(?:i'?m|i am) (?:usually )?(?:free|available|home|around)\s+|i (?:would )?prefer\s+)?",
    re.IGNORECASE,
)
# One pass: it begins only where no such mark stands before it.
_TAIL = re.compile(
    r"(?<![\s,.!?])[\s,.!?]*(?:\b(?:please|thanks|thank you|instead|actually)(?![^\s,.!?]))?[\s,.!?]*$", re.IGNORECASE
)


def parse_reach(text: str) -> FieldResult:
    """Read when a person would like to be reached.

    Args:
        text: the message: "mornings", "please call me after 5pm", "anytime". It stays the person's own words,
            1 to 120 characters, without "please call me" and the like; every way to say "any time" becomes
            that.

    Returns:
        A ``Valid`` (the display begins with a capital), or an ``Invalid`` for an empty text, a question, a
        plain yes or no, a phone number or an address.
    """
    clean = tidy(text).strip(" .!,;:")
    plain = clean.lower()
    if not any(char.isalnum() for char in clean):
        return Invalid(_REACH_EMPTY)
    if plain in _REFUSED:
        return Invalid(_REACH_NO)
    if plain.rstrip("?") in _NO_ANSWER:
        return Invalid(_REACH_QUESTION if "?" in plain or plain in _ASKING else _REACH_EMPTY)
    if _ASKS.match(plain) or ("?" in clean and not mentions_time(clean)):
        return Invalid(_REACH_QUESTION)
    if "@" in clean or "://" in clean or (len(re.findall(r"\d", clean)) >= 7 and not mentions_time(clean)):
        return Invalid(_REACH_OTHER)
    if _ANY.fullmatch(clean.rstrip("?! ")):
        return Valid(ANY_TIME, ANY_TIME.capitalize(), "reach")
    lead = _LEAD.match(clean)
    kept = _TAIL.sub("", clean[lead.end() :] if lead else clean)
    if not kept:
        return Invalid(_REACH_EMPTY)
    if _ANY.fullmatch(kept):
        return Valid(ANY_TIME, ANY_TIME.capitalize(), "reach")
    if len(kept) > MAX_REACH:
        return Invalid(_REACH_LONG)
    return Valid(kept, kept[0].upper() + kept[1:], "reach")


def mentions_time(text: str) -> bool:
    """Whether ``text`` names a time of day, a day or "any time"."""
    return bool(_TIME.search(text))


def is_only_a_time(text: str) -> bool:
    """Whether ``text`` names a time and says nothing else: "and in the mornings", not "my back hurts today"."""
    return mentions_time(text) and bool(_AROUND_TIMES.fullmatch(_TIME.sub(" ", tidy(text))))


def times_in(text: str) -> set[str]:
    """The times that ``text`` names, each in one form: "Mornings or the evening" -> morning, evening."""
    return {time[0].lower().rstrip("s") for time in _TIME.finditer(text)}


def parse_reason(text: str) -> FieldResult:
    """Read why a person wants to talk to the clinic.

    Args:
        text: the message, in the person's own words; a question is fine. 3 to 500 characters, white space
            collapsed.

    Returns:
        A ``Valid`` (value and display are the same) or an ``Invalid``.
    """
    clean = tidy(text)
    if not any(char.isalpha() for char in clean):
        return Invalid(_REASON_EMPTY)
    plain = clean.lower().strip(" .!?")
    if len(clean) < _MIN_REASON or plain in _REFUSED | _NO_ANSWER | {
        "nothing",
        "no reason",
        "because",
        "just because",
    }:
        return Invalid(_REASON_SHORT)
    if len(clean) > MAX_REASON:
        return Invalid(_REASON_LONG)
    return Valid(clean, clean, "reason")
