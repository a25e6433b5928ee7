"""Reads a phone number out of a chat message."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import (
    Leniency,
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberMatcher,
    ValidationResult,
)

from backline.contact.results import FieldResult, Invalid, Valid, tidy

_MAX_TEXT = 1000
_RUN = re.compile(r"\+?[\d(][\d\s().,/_\u2013\u2014-]*\d")
_LETTERS = re.compile(r"\d[\d\s().-]*[A-Z]{3,}\b|\d[OolI]+(?=[\s.-]?\d)|[\s.-][OolI]+\d{2,}")
_DIGIT_OF = {"zero": "0", "oh": "0", "o": "0", "nought": "0"} | {
    word: str(digit)
    for digit, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), start=1)
}
_TWICE = {"double": 2, "triple": 3}
_WORD = rf"(?:(?:{'|'.join(_TWICE)}) )?(?:{'|'.join(_DIGIT_OF)})"
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_DIGIT_OF)})\b", re.IGNORECASE)
_SPELLED_OUT = re.compile(rf"(?<!\w)(?:{_WORD}|\d+)(?:[\s,.-]+(?:{_WORD}|\d+))+(?!\w)", re.IGNORECASE)
_FEWEST_DIGITS = 7
# Joins people type between groups that the matcher does not know: "415_555_0134", "415, 555, 0134".
_ODD_JOIN = re.compile(r"(?<=\d)(?:[_*·•~]|,(?=\s*\d{3}))(?=\s*\(?\d)")
_IDD = re.compile(r"(?<![\d+])00(?=[1-9]\d)")


def parse_phone(text: str, region: str) -> FieldResult:
    """Find the first phone number in ``text`` that can be called.

    A number must have a possible length *and* be valid by the numbering plan: a check of the length alone
    lets slips such as (115) 555-2671 through, and the clinic would learn of it only when the call fails. The
    one exception is the North-American range 555-0100 to 555-0199, reserved for examples: it is taken with
    every area code, also one that is not in use, so that demos, screenshots and tests never need a real
    person's number.

    Args:
        text: the message, such as "my cell is (415) 555-0134 thanks".
        region: two-letter country code for numbers without one, such as ``US``.

    Returns:
        A ``Valid`` with the E.164 number as value (an extension is not part of it) and, as display, the
        number as people in ``region`` write it (with the extension); or an ``Invalid``.

    Raises:
        ValueError: ``region`` is not a country code.
    """
    check_region(region)
    clean = digits_of_words(tidy(text)[:_MAX_TEXT])
    for _, _, found in find_phones(clean, region):
        return found
    return Invalid(_diagnose(clean, region))


def digits_of_words(text: str) -> str:
    """``text`` with a number that is spelled out as digits: "four one five, double five ..." -> "41555 ..."."""
    return _SPELLED_OUT.sub(_as_digits, text)


def _as_digits(match: re.Match[str]) -> str:
    digits, times = "", 1
    for word in re.findall(r"\w+", match[0].lower()):
        if word in _TWICE:
            times = _TWICE[word]
            continue
        digits += _DIGIT_OF.get(word, word) * times
        times = 1
    spelled = len(_NUMBER_WORD.findall(match[0])) >= 3
    return digits if spelled and len(digits) >= _FEWEST_DIGITS else match[0]


def find_phones(text: str, region: str) -> Iterator[tuple[int, int, Valid]]:
    """Every callable number in ``text`` with its start and end, in order."""
    spaced = _ODD_JOIN.sub(" ", text)
    for match in PhoneNumberMatcher(spaced, region, leniency=Leniency.POSSIBLE):
        if _callable(match.number):
            yield match.start, match.end, _valid(match.number, region)
    # "0044 20 ..." is how most of the world dials abroad; the matcher reads it only in regions that do so.
    for prefix in _IDD.finditer(spaced):
        rest = "+" + spaced[prefix.end() :]
        for match in PhoneNumberMatcher(rest, region, leniency=Leniency.VALID, max_tries=1):
            if match.start == 0:
                yield prefix.start(), prefix.end() + match.end - 1, _valid(match.number, region)


def example_phone(region: str) -> str:
    """A number of ``region`` as people there write it, for messages."""
    number = phonenumbers.example_number(region)
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL) if number else "+1 201 555 0123"


def check_region(region: str) -> None:
    """Raise ``ValueError`` where ``region`` is not a two-letter country code in capitals."""
    if region not in phonenumbers.SUPPORTED_REGIONS:
        raise ValueError(f"The region '{region}' is not a country code: give two letters, such as US or GB.")


def _callable(number: PhoneNumber) -> bool:
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return False
    return phonenumbers.is_valid_number(number) or _is_example(number)


def _is_example(number: PhoneNumber) -> bool:
    return number.country_code == 1 and bool(re.fullmatch(r"[2-9]\d\d55501\d\d", str(number.national_number)))


def _valid(number: PhoneNumber, region: str) -> Valid:
    home = number.country_code == phonenumbers.country_code_for_region(region)
    style = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    return Valid(
        phonenumbers.format_number(number, PhoneNumberFormat.E164).split(";")[0],
        phonenumbers.format_number(number, style),
        "phone",
    )


def _diagnose(text: str, region: str) -> str:
    """The message for a text without a callable number."""
    example = example_phone(region)
    if _LETTERS.search(text):
        return f"I see letters in that number, so please use only digits, like {example}."
    runs = _RUN.findall(text)
    if sum(char.isdigit() for char in text) < 3 or not runs:
        if len(_NUMBER_WORD.findall(text)) >= 3:
            return f"I can only read digits here, so please type the number like {example}."
        return f"I did not see a phone number there, so please send one with the area code, like {example}."
    run = max(runs, key=lambda part: sum(char.isdigit() for char in part))
    try:
        number = phonenumbers.parse(run, region)
    except NumberParseException as error:
        if error.error_type == NumberParseException.INVALID_COUNTRY_CODE:
            return _unknown_country(example)
        return _too_short(example)
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason == ValidationResult.INVALID_COUNTRY_CODE:
        return _unknown_country(example)
    if reason == ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return f"The area code seems to be missing, so please send the whole number, like {example}."
    if reason == ValidationResult.TOO_SHORT:
        return _too_short(example)
    if reason == ValidationResult.TOO_LONG:
        return f"That number is too long, so please check it, or add the country code, like {_abroad(region)}."
    return f"I do not think that number can be called, so please check each digit, and send it like {example}."


def _unknown_country(example: str) -> str:
    return f"I do not know that country code, so please check it, or send a number like {example}."


def _abroad(region: str) -> str:
    number = phonenumbers.example_number(region)
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL) if number else "+1 201 555 0123"


def _too_short(example: str) -> str:
    return f"That number is too short, so please send all of it with the area code, like {example}."
