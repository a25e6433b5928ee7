"""Masks who a person is in what they wrote, so that transcripts can be kept, searched and exported.

Works by passes. Each pass replaces what it found by one private character that stands for a mask, or for
ordinary text that a later pass must not touch ("in 2019", "100 mg", "L4-5"); at the end these are put back.
When in doubt a number of seven digits or more is masked: a lost figure is a nuisance, a kept phone number is
a breach.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

import phonenumbers
from phonenumbers import Leniency, PhoneNumberMatcher

from backline.storage.redaction_names import introduced_spans, known_name_pattern, matched_spans, words

PHONE, EMAIL, NAME, NUMBER, ADDRESS = "[phone]", "[e-mail]", "[name]", "[number]", "[address]"

# Enough for texts far longer than any channel takes.
_FIRST_PRIVATE, _LAST_PRIVATE = 0xF0000, 0x10FFFF
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]")
_DASH = r"\-\u2010-\u2015\u2212"

# --- e-mail
_EMAILS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\"[^\"@\n]{1,64}\"@[\w.-]+",
        r"(?<![^\s<>()\[\],;:\"@])[^\s<>()\[\],;:\"@]+@[^\s<>()\[\],;:\"@]*[^\W_](?=[^\w]|$)",
        r"(?<![\w.+-])[\w.+-]+\s{0,2}@\s{0,2}[\w-]+"
        r"(?:\s{1,2}\.\s{0,2}[a-z]{2,}|\.[a-z]{2,}|\.\s{1,2}(?:com|net|org|edu)\b)",
    )
)
_WORD = r"[^\W_][\w+-]{0,63}"
_DOT = r"(?:\s*[(\[]\s*dot\s*[)\]]\s*|\s+dot\s+|\.)"
_AT = r"(?:\s*[(\[]\s*at\s*[)\]]\s*|\s+at\s+)"
# "It was better at night.Then it came back" has no address in it: a written dot needs a known ending.
_SPOKEN_DOT = r"(?:\s*[(\[]\s*dot\s*[)\]]\s*|\s+dot\s+)"
_ENDING = r"(?:com|net|org|edu|gov|info|io|co|us|uk|ca|au|nz|ie|de|fr|es|mx|in|eu|me|test)\b"
_LINK = rf"(?:{_DOT}|\s+(?:underscore|dash|hyphen|minus|plus)\s+)"
# "I read at example.com", "look at ...": the word before "at" is no mailbox.
_NO_MAILBOX = (
    r"(?!(?:"
    r"me|us|it|is|am|are|was|be|work|working|works|worked|live|look|looked|looking|here|"
    r"there|him|her|them|you|we|i|read|saw|see|found|find|online|info|information|"
    r"account|website|page|site|article|video|available|not|or|and|up|out|one|doctor|"
    r"appointment|now|pain|exercises|them|that|this|what|him|back"
    r")(?:\s*[(\[]\s*|\s+)at\b)"
)
_SPOKEN_EMAIL = re.compile(
    rf"(?<![\w.])(?:(?P<before>[^\W\d_]+)(?P<gap>\s+))?(?P<local>{_NO_MAILBOX}{_WORD}(?:{_LINK}{_WORD}){{0,6}}){_AT}"
    rf"(?:{_WORD}(?:{_DOT}{_WORD}){{0,4}}(?:{_DOT}{_ENDING}|{_SPOKEN_DOT}{_WORD})|(?:gmail|yahoo|hotmail|outlook|icloud|aol|proton(?:mail)?)\b)",
    re.IGNORECASE,
)
# May stand before a spoken address; any other word is a part of it ("john smith at example dot com").
_BEFORE_MAILBOX = words(
    """
    is it's its address e-mail email mail to use sure ok okay yes yeah also and or at please by via hi hello no try
    me my the an from
    """
)

# --- numbers that are no phone numbers
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"(?:\d{{1,2}}[/.\-]\d{{1,2}}[/.\-](?:{_YEAR}|\d\d)|{_YEAR}[/.\-]\d{{1,2}}[/.\-]\d{{1,2}}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:{_YEAR}|'?\d\d\b)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?:{_YEAR}|'?\d\d\b)|{_MONTH},?\s+{_YEAR})"
)
_BIRTH = re.compile(
    rf"(?P<cue>\b(?:(?:dob|d\.o\.b\.?|date\s+of\s+birth|birth\s?date|birthday)(?:\s+is|\s*[:=\-])?\s*"
    rf"|born(?:\s+on|\s+in|:)?\s+))(?P<date>{_DATE}|\d{{1,2}}\s\d{{1,2}}\s{_YEAR}|\d{{8}}\b"
    rf"|(?<!born )(?<!born in )(?<!born on ){_YEAR}\b)",
    re.IGNORECASE,
)
_SOCIAL = re.compile(rf"(?<![\d{_DASH}])\d{{3}}[ {_DASH}]\d{{2}}[ {_DASH}]\d{{4}}(?![{_DASH}]?\d)")
_LABELLED = re.compile(
    r"(?P<cue>\b(?:ssn|mrn|social\s+security|(?:medical\s+record|chart|patient|nhs|medicare|medicaid|insurance|member(?:ship)?"
    r"|policy|group|account|claim|passport|licen[cs]e|card|record)\s*(?=id\b|no\b|num|#|:))"
    r"(?:\s*(?:id|no|num(?:ber)?|is|was)\b\.?|\s*[#:=])*\s*)(?P<value>(?=[A-Z\-]*\d)[A-Z\d][A-Z\d\-]{3,})",
    re.IGNORECASE,
)

# --- ordinary figures of medical text
_UNIT = (
    r"(?:mg|mcg|ml|cc|g|kg|lbs?|pounds?|stone|oz|cm|mm|km|m|ft|feet|inch(?:es)?|miles?|meters?|metres?|yards?|steps?|reps?"
    r"|sets?|times?|sec(?:ond)?s?|min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?|wks?|months?|mos?|years?|yrs?|percent|degrees?"
    r"|tablets?|pills?|sessions?|visits?|injections?|units?|x)\b"
)
# "120/80", "7/10": the library would join two of them to a number.
_FRACTION = re.compile(r"(?<![\d/+(.\-])\d{1,3}/\d{1,3}(?![/\d]|[.\-]\d|\s\d{3,4}(?!/))")
_ORDINARY = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b[CTLS]\d{1,2}(?:\s?[-/\u2013]\s?[CTLS]?\d{1,2})*\b",
        rf"(?<![\d.\-/]){_DATE}(?!\d|[.\-/]\d)",
        rf"(?<![\d\-])(?<!\d[ .]){_YEAR}(?:(?:\s?[,/&{_DASH}]\s?|\s)(?:and\s)?{_YEAR})+"
        r"(?![.\-]?\d|\s\d{3})",
        rf"\b(?:in|since|from|until|till|of|year|around|about|during|by|late|early)\s+"
        rf"{_YEAR}(?:\s?[{_DASH}/]\s?{_YEAR})?\b"
        rf"(?![ .{_DASH}]{{0,3}}\d{{3}}[ .{_DASH}]{{0,3}}\d)",
        rf"(?<!\d)(?<!\d[\s.{_DASH}])\d{{1,4}}(?:\.\d{{1,2}})?(?:\s?[{_DASH}]\s?\d{{1,3}})?\s?(?:{_UNIT}|%)",
    )
)

# --- phone numbers the library does not take for one: invalid, local, or written in a way of their own
_JOIN = rf"(?:[^\S\n]|[(){_DASH}_\u00b7\u2022*~+]|\.(?!\s)){{0,3}}"
_EXTENSION = r"(?:\s*(?:ext(?:ension)?\.?|x)\s*\d{1,6})?"
_LOOSE = re.compile(rf"\+?\(?(?<!\d)\d(?:{_JOIN}\d){{6,}}{_EXTENSION}", re.IGNORECASE)
_GROUPED = re.compile(
    rf"(?<!\d)(?:\+?\d{{1,3}}[\s.\-]{{1,3}})?\(?\d{{3}}\)?[,\s./]{{1,3}}\d{{3}}[,\s./]{{1,3}}\d{{4}}(?!\d){_EXTENSION}",
    re.IGNORECASE,
)
# The library leaves an area code that it does not know before a number that it does: "(200) 310-0000".
_AREA_CODE = re.compile(r"(?:\+?\d{1,3}[\s.\-]{0,3})?\(\d{2,5}\)[\s.\-]{0,3}$")
_SPOKEN_DIGITS = dict.fromkeys(
    words("zero oh o one two three four five six seven eight nine double"), 1
) | dict.fromkeys(
    words("""triple hundred ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety"""),
    2,
)
_SPOKEN_TOKEN = rf"(?:(?:{'|'.join(sorted(_SPOKEN_DIGITS, key=len, reverse=True))})\b|\d+)"
_SPOKEN_PHONE = re.compile(
    rf"(?<!\w){_SPOKEN_TOKEN}(?:(?:[\s,{_DASH}]|\.(?!\s)){{1,3}}{_SPOKEN_TOKEN}){{3,}}", re.IGNORECASE
)

# --- addresses
_CERTAIN_STREET = r"(?:street|avenue|ave|road|rd|boulevard|blvd|lane|ln|terrace|parkway|pkwy|highway|hwy|crescent)"
_ANY_STREET = rf"(?i:{_CERTAIN_STREET}|st|drive|dr|court|ct|place|pl|way|circle|cir|close|square|sq|trail)"
_NO_STREET = (
    rf"(?!(?i:{_UNIT}|(?:the|a|an|of|on|in|to|and|or|my|per|each|every|blocks?|down|along|across|at|for|hour"
    r"|short|long|bumpy|way|with|after|before|doctors?|times)\b))"
)
_REST = (
    r"(?:,?\s+(?i:apt|apartment|unit|suite|ste|flat|#)\.?\s*\w{1,6})?"
    r"(?:,\s*[A-Z][\w .'-]{1,30}?(?:,\s*|\s+)[A-Z]{2}(?:\s+\d{5}(?:-\d{4})?)?\b)?"
)
_ADDRESSES = (
    re.compile(
        rf"(?<![\w.])\d{{1,6}}[A-Za-z]?\s+(?:[NSEW]\.?\s+)?(?:{_NO_STREET}(?:[A-Z]['\w-]*|\d+(?i:st|nd|rd|th))\.?\s+){{1,4}}"
        rf"{_ANY_STREET}\b\.?{_REST}"
    ),
    re.compile(
        rf"(?<![\w.])\d{{2,6}}\s+(?:{_NO_STREET}[a-z0-9]['\w-]*\s+){{1,3}}{_CERTAIN_STREET}\b{_REST}",
        re.IGNORECASE,
    ),
    re.compile(r"\bp\.?\s?o\.?\s?box\s+\d+", re.IGNORECASE),
    re.compile(r"(?<=zip )(?:code )?(?:is )?\d{5}(?:-\d{4})?\b|\b[A-Z]{2}\s+\d{5}-\d{4}\b", re.IGNORECASE),
)
_UK_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d(?!MG|ML|CM|MM|KG|ST|ND|RD|TH)[ABD-HJLNP-UW-Z]{2}\b")
_MASKED = re.compile(r"\[(?:phone|e-mail|name|number|address)\]")


class _Passes:
    """A text in which pieces are set aside behind private characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._pieces: list[str] = []

    def set_aside(
        self, pattern: re.Pattern[str], mask: str | Callable[[re.Match[str]], str | None] | None = None
    ) -> None:
        """Set every match aside: as ``mask``, as what ``mask(match)`` gives (None leaves it), or as it is."""

        def replace(match: re.Match[str]) -> str:
            piece = mask(match) if callable(mask) else match[0] if mask is None else mask
            return match[0] if piece is None else self._private(piece)

        self.text = pattern.sub(replace, self.text)

    def mask_spans(self, spans: Sequence[tuple[int, int]], mask: str) -> None:
        """Set the parts of the text at ``spans`` aside as ``mask``."""
        for start, end in sorted(spans, reverse=True):
            self.text = self.text[:start] + self._private(mask) + self.text[end:]

    def whole(self) -> str:
        """The text with every piece put back."""
        private = re.compile(f"[{chr(_FIRST_PRIVATE)}-{chr(_LAST_PRIVATE)}]")
        text = self.text
        while private.search(text):
            text = private.sub(lambda found: self._pieces[ord(found[0]) - _FIRST_PRIVATE], text)
        return text

    def _private(self, piece: str) -> str:
        self._pieces.append(piece)
        return chr(_FIRST_PRIVATE + len(self._pieces) - 1)


def redact(text: str, region: str, known: Sequence[str] = ()) -> str:
    """Mask phone numbers, e-mail addresses, names, and easily recognised personal numbers and addresses.

    Args:
        text: what a person wrote, of any length; accents come back composed (NFC), invisible characters are
            dropped.
        region: two-letter country code: how phone numbers without one are read.
        known: names that are known to belong to the person, such as "Ana de la Cruz". Every part of three
            letters or more is masked wherever it stands as a word, with or without accents and capitals;
            shorter parts only beside another part. Titles and particles ("Dr.", "van") count as short.

    Returns:
        The text with ``[phone]``, ``[e-mail]``, ``[name]``, ``[number]`` (birth dates, social security,
        insurance and card numbers) and ``[address]`` in place of what was found. Redacting it again changes
        nothing.

    Raises:
        ValueError: ``region`` is not a country code.
    """
    if region not in phonenumbers.SUPPORTED_REGIONS:
        raise ValueError(f"The region '{region}' is not a country code: give two letters, such as US or GB.")
    clean = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    passes = _Passes("".join(char for char in clean if not _FIRST_PRIVATE <= ord(char) <= _LAST_PRIVATE))
    passes.set_aside(_MASKED)
    for pattern in _EMAILS:
        passes.set_aside(pattern, _email_mask)
    passes.set_aside(_SPOKEN_EMAIL, _spoken_email_mask)
    passes.set_aside(_BIRTH, lambda found: found["cue"] + NUMBER)
    passes.set_aside(_SOCIAL, NUMBER)
    passes.set_aside(_LABELLED, lambda found: found["cue"] + NUMBER)
    _mask_phones(passes, region)
    for pattern in _ADDRESSES:
        passes.set_aside(pattern, ADDRESS)
    if region == "GB":
        passes.set_aside(_UK_POSTCODE, ADDRESS)
    passes.mask_spans(introduced_spans(passes.text), NAME)
    if names := known_name_pattern(known):
        passes.mask_spans(matched_spans(names, passes.text), NAME)
    return passes.whole()


def _email_mask(found: re.Match[str]) -> str | None:
    """ "8@night" is no address; one without a dot is taken for one where both sides are words."""
    local, _, domain = found[0].rpartition("@")
    word = re.compile(r"[^\W\d_]{2,}")
    return EMAIL if "." in domain or (word.search(local) and word.search(domain)) else None


def _spoken_email_mask(found: re.Match[str]) -> str:
    before = found["before"] or ""
    return before + found["gap"] + EMAIL if before.lower() in _BEFORE_MAILBOX and before else EMAIL


def _mask_phones(passes: _Passes, region: str) -> None:
    passes.set_aside(_FRACTION)
    if sum(char.isdigit() for char in passes.text) >= 7:
        found = [
            (area.start() if (area := _AREA_CODE.search(passes.text, 0, match.start)) else match.start, match.end)
            for match in PhoneNumberMatcher(passes.text, region, leniency=Leniency.VALID)
            if sum(char.isdigit() for char in match.raw_string) >= 7
        ]
        passes.mask_spans(found, PHONE)
    for pattern in _ORDINARY:
        passes.set_aside(pattern)
    for pattern in (_GROUPED, _LOOSE):
        passes.set_aside(pattern, lambda found: NUMBER if sum(c.isdigit() for c in found[0]) > 15 else PHONE)
    passes.set_aside(_SPOKEN_PHONE, _spoken_mask)


def _spoken_mask(found: re.Match[str]) -> str | None:
    # Figures alone ("1. 2. 3. ...", "100, 200, 300") are a list.
    if not any(char.isalpha() for char in found[0]):
        return None
    tokens = re.findall(r"[^\W\d_]+|\d+", found[0].lower())
    return PHONE if sum(_SPOKEN_DIGITS.get(token, len(token)) for token in tokens) >= 7 else None
