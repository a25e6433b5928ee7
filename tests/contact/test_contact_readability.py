"""What a person reads while giving their details is one kind sentence at US grade 8 or below."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from backline.contact import (
    Invalid,
    load_consent,
    parse_email,
    parse_name,
    parse_phone,
    parse_phone_or_email,
    parse_reach,
)
from backline.contact import parse_reason as _parse_reason
from tests.helpers.syllables import offline_syllables  # noqa: F401  (a fixture)

GRADE = 8.0
textstat: Any = import_module("textstat")  # it has no type hints

BAD = {
    parse_name: ("", "x" * 81, "why?", "no", "my back hurts", "12", "a{b", "a@b"),
    lambda text: parse_phone(text, "US"): (
        "", "12345", "555-0134", "415 555 01345", "415 555 O134", "+999 1234567", "115 555 2671", "four one five five"),
    parse_email: (
        "", "john.gmail.com", "@example.com", "john@", "john@@example.com", "a b at gmail dot com", "a@gmail"),
    lambda text: parse_phone_or_email(text, "US"): ("no", "415", "a@"),
    parse_reach: ("", "no", "yes", "why?", "m" * 121, "415 555 0134"),
    _parse_reason: ("", "no", "m" * 501),
}  # fmt: skip
MESSAGES = sorted(
    {result.message for parse, texts in BAD.items() for text in texts if isinstance(result := parse(text), Invalid)}
)


pytestmark = pytest.mark.usefixtures("offline_syllables")


def _grade(text: str) -> float:
    # A number or an address is looked at, not read: it counts as one short word.
    plain = re.sub(r"\+?\(?\d[\d() -]{6,}\d|\S+@\w\S*\w", "it", text)
    return float(textstat.textstat.flesch_kincaid_grade(plain))


def test_every_bad_text_above_gives_a_message() -> None:
    assert len(MESSAGES) >= 25
    assert all(isinstance(parse(text), Invalid) for parse, texts in BAD.items() for text in texts)


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_is_one_short_sentence_with_an_example(message: str) -> None:
    assert message[0].isupper()
    assert len(re.findall(r"[.?!](?=\s|$)", message)) == 1
    assert len(message) <= 140
    assert "like " in message or "did you mean" in message
    assert _grade(message) <= GRADE


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_blames_nobody(message: str) -> None:
    assert not re.search(r"\b(invalid|error|wrong|must|failed|illegal|bad)\b", message, re.IGNORECASE)


def test_the_hint_for_a_slip_is_easy_to_read() -> None:
    result = parse_email("ana@gmial.com")
    assert not isinstance(result, Invalid)
    assert _grade(result.hint) <= GRADE


def test_the_consent_text_is_easy_to_read() -> None:
    consent = load_consent(Path(__file__).parents[2] / "data" / "consent.yml")
    words = {"clinic_name": "the clinic", "clinic_phone": "us", "emergency_number": "911", "lead_months": "12"}
    assert _grade(consent.render(words)) <= GRADE
    assert len(consent.text.split()) <= 130
