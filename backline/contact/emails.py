"""Reads an e-mail address out of a chat message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from email_validator import EmailNotValidError, validate_email

from backline.contact.name_words import words
from backline.contact.results import FieldResult, Invalid, Valid, tidy

_MAX_TEXT = 1000
_EXAMPLE = "ana@example.com"
_NONE = f"I did not see an e-mail address there, so please send one, like {_EXAMPLE}."
_NO_AT = f"The @ sign is missing in that address, so please send it again, like {_EXAMPLE}."
_NO_NAME = f"The part before the @ sign is missing, so please send it all, like {_EXAMPLE}."
_NO_END = f"The end of that address is missing, so please send it all, like {_EXAMPLE}."
_WRONG = f"I do not think mail can reach that address, so please check it and send it again, like {_EXAMPLE}."
_SPACES = f"I am not sure where that address begins, so please type it with no spaces, like {_EXAMPLE}."

_TYPED = re.compile(r"[^\s<>()\[\],;:\"@|=]+@[^\s<>()\[\],;:\"@|=]+")
_AROUND_AT = re.compile(r"(?<=[\w.+-])(?: @ ?| ?@ )(?=\w)")
_PART = r"[a-z0-9][a-z0-9_+-]*"
_DOT = r"(?:\s*[(\[]\s*dot\s*[)\]]\s*|\s+dot\s+|\.)"
_AT = r"(?:\s*[(\[]\s*at\s*[)\]]\s*|\s+at\s+)"
_JOIN = rf"(?:{_DOT}|\s+underscore\s+|\s+(?:dash|hyphen|minus)\s+|\s+plus\s+)"
# "I work at example.com", "meet me at ..." name a place; nobody's address is "me at".
_NOT_LOCAL = words(
    """
    me us it is am are was be work working works live living look looking here there him her them you we i
    mail email e-mail reach available not write message contact and or up out back
    """
)
_SPOKEN = re.compile(
    rf"(?<![\w.@])(?!(?:{'|'.join(sorted(_NOT_LOCAL))}){_AT}){_PART}(?:{_JOIN}{_PART})*(?P<at>{_AT}){_PART}(?:{_DOT}{_PART})+",
    re.IGNORECASE,
)
_MAY_PRECEDE = words(
    """
    is it's its it address email e-mail mail to use sure ok okay yes yeah also and or at please by via hi
    hello no try
    """
)
_PROVIDERS = (
    "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "comcast.net", "verizon.net", "live.com",
    "googlemail.com", "protonmail.com", "sbcglobal.net", "bellsouth.net", "yahoo.co.uk", "hotmail.co.uk",
    "btinternet.com", "aol.com",
)  # fmt: skip
_REAL_NEIGHBOURS = frozenset({"mail.com", "ymail.com", "email.com", "gmx.com", "love.com", "zmail.com", "lime.com"})
_ENDING_SLIP = re.compile(r"\.(?:con|comm|cmo|ocm|cim|vom|xom|c0m|coom|som)$")


def parse_email(text: str) -> FieldResult:
    """Find the first e-mail address in ``text``.

    Args:
        text: the message; "john at example dot com" and "john (at) example.com" are understood too.

    Returns:
        A ``Valid`` with the address (domain in lower case), with ``hint`` and ``suggestion`` set where the
        domain looks like a slip ("gmial.com"); or an ``Invalid``, with ``suggestion`` set where the meaning
        is likely. Nothing is looked up on the network. The domains reserved for examples and tests
        (example.com, .test) are taken, so demos and tests need no real person's address.
    """
    clean = tidy(text)[:_MAX_TEXT]
    for _, _, found in find_emails(clean):
        return found
    return _diagnose(clean)


def looks_like_email(text: str) -> bool:
    """Whether ``text`` holds an address or something that was meant to be one."""
    return "@" in text or bool(_SPOKEN.search(tidy(text)[:_MAX_TEXT]))


def find_emails(text: str) -> Iterator[tuple[int, int, Valid]]:
    """Every address in ``text`` with its start and end, in order; typed addresses before spoken ones."""
    taken: list[tuple[int, int]] = []
    for match in _TYPED.finditer(text):
        raw = match[0].strip(".,!?'*_-/").removeprefix("mailto:")
        if found := _check(raw):
            taken.append(match.span())
            yield match.start(), match.end(), found
    if not taken and (tightened := _AROUND_AT.sub("@", text)) != text:
        for match in _TYPED.finditer(tightened):
            if found := _check(match[0].strip(".,!?'*_-/")):
                taken.append((0, len(text)))
                start = text.find(match[0].split("@")[0])
                yield start, text.find(match[0].split("@")[1], start) + len(match[0].split("@")[1]), found
    for match in _SPOKEN.finditer(text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        if _begins_here(text, match) and (found := _check(_typed_form(match))):
            yield match.start(), match.end(), found


def _begins_here(text: str, match: re.Match[str]) -> bool:
    """Whether a spoken address starts where it seems to: in "john smith at example dot com" it does not."""
    before = text[: match.start()].rstrip()
    last = before.split()[-1].lower() if before else ""
    return not last or last in _MAY_PRECEDE or not last[-1].isalnum()


def _typed_form(match: re.Match[str]) -> str:
    cut = match.start("at") - match.start()
    local, domain = match[0][:cut], match[0][cut + len(match["at"]) :]
    for word, sign in (("underscore", "_"), ("(?:dash|hyphen|minus)", "-"), ("plus", "+")):
        local = re.sub(rf"\s+{word}\s+", sign, local, flags=re.IGNORECASE)
    return f"{_undot(local)}@{_undot(domain)}".lower()


def _undot(part: str) -> str:
    return re.sub(r"\s+", "", re.sub(_DOT, ".", part, flags=re.IGNORECASE))


def _check(address: str) -> Valid | None:
    try:
        # test_environment only lets the reserved .test domains pass; example.com is not among the refused
        # ones.
        normal = validate_email(
            address.lower() if address.isupper() else address,
            check_deliverability=False,
            test_environment=True,
            strict=True,
        ).normalized
    except EmailNotValidError:
        return None
    if "." not in normal.rpartition("@")[2]:
        return None
    meant = _likely(normal)
    # No yes-or-no question: the form goes on, and what is quoted here is understood as a correction.
    hint = f'I wrote down {normal}. If you meant {meant}, just tell me "no, it\'s {meant}".' if meant else ""
    return Valid(normal, normal, "email", hint, meant)


def _likely(address: str) -> str:
    """The address with a known provider's domain where its own is one slip away from it, else empty."""
    local, _, domain = address.rpartition("@")
    domain = domain.lower()
    if domain in _PROVIDERS or domain in _REAL_NEIGHBOURS:
        return ""
    for provider in _PROVIDERS:
        if len(provider) > 7 and _one_slip(domain, provider):
            return f"{local}@{provider}"
    mended = _ENDING_SLIP.sub(".com", domain)
    return f"{local}@{mended}" if mended != domain else ""


def _one_slip(typed: str, meant: str) -> bool:
    """One letter wrong, missing, doubled or added, or two neighbours swapped."""
    if abs(len(typed) - len(meant)) > 1 or typed == meant:
        return False
    start = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    a, b = typed[start:], meant[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _diagnose(text: str) -> Invalid:
    """The message for a text without an address, with a suggestion where only the ending is at fault."""
    if re.search(r"(?:^|\s)@\w", text):
        return Invalid(_NO_NAME)
    if "@" in text:
        ending = re.search(r"([\w.+-]+)@([\w-]+)(?:[\s,]+(com|net|org|edu)\b)?", text)
        if ending and "." not in (text[ending.end(2) : ending.end(2) + 1] or ""):
            domain = ending[2].lower()
            known = next((p for p in _PROVIDERS if domain in (p.partition(".")[0], p.replace(".", ""))), "")
            guess = _check(f"{ending[1]}@{domain}.{ending[3]}" if ending[3] else f"{ending[1]}@{known}")
            if guess:
                return Invalid(f"I am not sure of the end of that address, so did you mean {guess.value}?", guess.value)
            return Invalid(_NO_END)
        return Invalid(_NO_END if re.search(r"@\W*$", text) else _WRONG)
    if _SPOKEN.search(text):
        return Invalid(_SPACES)
    if re.search(r"\w\.(?:com|net|org|edu|co\.uk|test)\b", text, re.IGNORECASE):
        return Invalid(_NO_AT)
    return Invalid(_NONE)
