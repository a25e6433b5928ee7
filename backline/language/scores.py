"""A number from 0 to 10, in figures or in words, as the answer to how much."""

from __future__ import annotations

import re
from difflib import get_close_matches

from backline.language.normalise import plain_characters

LOWEST, HIGHEST = 0.0, 10.0

_NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {name: float(value) for value, name in enumerate(_NAMES)}
_OUT_OF = re.compile(rf"(\d+(?:[.,]\d+)?) ?(?:/|out of|of) ?(?:10|ten)\b|\b({'|'.join(_NAMES)}) out of (?:10|ten)\b")
_ONE = rf"(?:\d+(?:[.,]\d+)?|{'|'.join(_NUMBERS)})"
_RANGE = re.compile(rf"(?<![\w.])({_ONE}) ?(?:-|\u2013|to|or|and) ?({_ONE})(?![\w.])")
_SINGLE = re.compile(rf"(?<![\w.-])({_ONE})(?![\w]|\.\d)")
_THREE = re.compile(r"(?<![\d.,])(\d{1,2})[,/;.-](\d{1,2})[,/;.-](\d{1,2})(?![\d.,-]*\d)")
# "8, no make that 5", "3. no wait, 4".
_THINKS_AGAIN = re.compile(
    rf"(?<![\w.-]){_ONE}\W+(?:(?:no|nope|wait|sorry|actually|i mean|i meant|make (?:that|it)|rather|hm+|ah)\W+)+"
    rf"(?:an? )?({_ONE})(?![\w]|\.\d)"
)
_NEGATIVE = re.compile(r"(?<!\d)-\s?\d")
# Numbers that count something else: "3 days", "2 months ago", "5 pm".
_OTHER_UNIT = re.compile(
    rf"{_ONE} ?(?:days?|weeks?|months?|years?|hours?|minutes?|pills?|tablets?|times|times a|x|am|pm|mg|%|percent|miles?"
    r"|blocks?|steps?|people|of (?:us|them))\b"
)
# In this order: "not too much" is little, though "much" is a lot.
_WORDS = tuple(
    (re.compile(rf"\b(?:{words})\b"), value)
    for value, words in (
        (0.0, r"not at all|none|nothing|no pain|not (?:any|one bit)|no (?:problem|trouble|limits?)|never"),
        (2.0, r"not (?:much|too much|very much|that much|so bad|too bad|really|a lot)|hardly|barely"),
        (7.0, r"quite a (?:bit|lot)"),
        (3.0, r"a (?:little|bit|tad|touch)|little bit|slight(?:ly)?|mild(?:ly)?|some|light|small"),
        (5.0, r"somewhat|medium|moderate(?:ly)?|middl\w*|so ?so|half|in between|fair(?:ly)?|average"),
        (10.0, r"(?:the )?worst|complete(?:ly)?|total(?:ly)?|entire(?:ly)?|full(?:y)?|every ?thing|all of it"),
        (10.0, r"max(?:imum)?|as bad as|could ?n[o']?t be worse|un ?bearable"),
        (9.0, r"extreme(?:ly)?|terribl[ey]|horribl[ey]|awful(?:ly)?|excruciating|agony|very (?:bad|strong|severe)"),
        (7.0, r"a ?lot|lots|much|bad(?:ly)?|strong(?:ly)?|severe(?:ly)?|very much|heav(?:y|ily)|huge|high"),
        (3.0, r"little|bit|low"),
    )
)
_KNOWN = {
    "not at all": 0.0,
    "nothing": 0.0,
    "a little": 3.0,
    "little": 3.0,
    "moderate": 5.0,
    "somewhat": 5.0,
    "a lot": 7.0,
    "severe": 7.0,
    "extremely": 9.0,
    "completely": 10.0,
    "complete": 10.0,
    "totally": 10.0,
    "the worst": 10.0,
    "everything": 10.0,
}
_CLOSE = 0.75
# "Abuot sevn": a number's name that is long enough to be told in spite of a slip, in a short answer.
_LONG_NAMES = [name for name in _NAMES if len(name) > 3]
_CLOSE_WORD, _FEW_WORDS = 0.85, 3


def score_in(text: str) -> float | None:
    """Read how much, from 0 to 10: "7", "6-7", "eight out of ten", "a lot", "compleetly".

    A range is its middle. None where nothing tells a number in this range, or where a number is outside of it.
    """
    plain = plain_characters(text).lower().strip()
    if not plain or _NEGATIVE.search(plain):
        return None
    if found := _OUT_OF.search(plain):
        return _in_range(_value(found[1] or found[2]))
    rest = _OTHER_UNIT.sub(" ", plain)
    if puts_right(plain):
        return _in_range(_value(_THINKS_AGAIN.findall(rest)[-1]))
    if found := _RANGE.search(rest):
        low, high = _in_range(_value(found[1])), _in_range(_value(found[2]))
        return None if low is None or high is None else (low + high) / 2
    if found := _SINGLE.search(rest):
        return _in_range(_value(found[1]))
    for words, value in _WORDS:
        if words.search(rest):
            return value
    close = get_close_matches(rest.strip(" .!"), _KNOWN, n=1, cutoff=_CLOSE)
    if close:
        return _KNOWN[close[0]]
    parts = rest.split()
    misspelt = (get_close_matches(word, _LONG_NAMES, n=1, cutoff=_CLOSE_WORD) for word in parts if word != "even")
    name = next((found[0] for found in misspelt if found), None) if len(parts) <= _FEW_WORDS else None
    return _NUMBERS[name] if name else None


def puts_right(text: str) -> bool:
    """Whether a message gives a number and puts it right in the same breath: "8, no make that 5"."""
    rest = _OTHER_UNIT.sub(" ", plain_characters(text).lower())
    return bool(_THINKS_AGAIN.search(rest)) and not _RANGE.fullmatch(rest.strip())


def three_scores_in(text: str) -> list[float]:
    """Three numbers given at once: "7, 8 and 6"; empty where the text is anything else."""
    # "6,4,5" are three numbers, and "6,5" alone is one.
    plain = _THREE.sub(r"\1 \2 \3", plain_characters(text).lower())
    found = [_in_range(_value(number)) for number in _SINGLE.findall(plain)]
    rest = re.sub(
        r"\b(?:and|then|it|is|so|pain|joy|fun|daily|life|about|maybe|for|the|of)\b|\W", "", _SINGLE.sub("", plain)
    )
    known = [value for value in found if value is not None]
    return known if len(found) == len(known) == 3 and not rest else []


def _value(text: str) -> float:
    return _NUMBERS[text] if text in _NUMBERS else float(text.replace(",", "."))


def _in_range(value: float) -> float | None:
    return value if LOWEST <= value <= HIGHEST else None
