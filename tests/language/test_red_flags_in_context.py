"""A warning sign stays one whatever is said beside it, when it happened lately, and however it is typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from backline.language import Reader

TODAY = date(2026, 11, 24)
MESSAGES = yaml.safe_load((Path(__file__).parent / "red_flag_messages.yml").read_text(encoding="utf-8"))
ALARMING = [text for flag, texts in MESSAGES.items() if flag != "none" for text in texts]
# Every frame is tried on another part of the messages: all of them on all take minutes.
STEP = 8

BEFORE = [
    "In the past two days ",
    "In the past week, ",
    "Over the last few hours ",
    "Since yesterday ",
    "This morning ",
    "Not long ago ",
    "Just now ",
    "The past couple of days, ",
    "2 days back, ",
    "When I was in the shower ",
    "I used to be fine. ",
    "I was fine as a kid. ",
    "Back pain for years but now ",
    "Back pain for 5 years. Yesterday ",
    "Hello doctor, ",
    "um, ",
    "I am 72 years old, ",
    "No fever. ",
    "I do not smoke. ",
    "I never had surgery. ",
    "I have no insurance. ",
    "I don't want to bother anyone but ",
    "My doctor says it is nothing but ",
    "Years ago I had a fusion. ",
    "My dad had this too. ",
    "I'm worried. ",
]
AFTER = [
    ", all in the past two days",
    " over the last few hours",
    " not long ago",
    " (I was in the shower)",
    " out of nowhere",
    " and I am scared",
    " but no fever",
    ", should I be worried?",
    ". Is this normal",
    ". Please help me",
    ". My mum had that too",
    ". As a kid I was fine",
    ". My doctor said it is fine",
    ". In 2015 I had a fusion",
    " and I don't know what to do",
    " is that an emergency",
    " any ideas",
    ", could it be the disc",
    " thanks",
    " ???",
]
WRITINGS: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "no capitals": str.lower,
    "no apostrophes": lambda text: text.replace("'", ""),
    "round apostrophes": lambda text: text.replace("'", "\u2019"),
    "two blanks": lambda text: text.replace(" ", "  "),
    "no blank after a mark": lambda text: re.sub(r"([.,]) ", r"\1", text),
    "a line for each part": lambda text: re.sub(r"([.,]) ", r"\1\n", text),
    "me for my": lambda text: re.sub(r"\bmy\b", "me", text),
}


def flags(reader: Reader, text: str) -> set[str]:
    return {flag.id for flag in reader.read(text, today=TODAY).red_flags}


def lost(reader: Reader, first: int, change: Callable[[str], str]) -> list[str]:
    """The changed messages that raise less than they did."""
    texts = ALARMING[first % STEP :: STEP]
    return [change(text) for text in texts if not flags(reader, text) <= flags(reader, change(text))]


@pytest.mark.parametrize("number", range(len(BEFORE)), ids=BEFORE)
def test_whatever_is_said_before(reader: Reader, number: int) -> None:
    assert lost(reader, number, lambda text: BEFORE[number] + text[0].lower() + text[1:]) == []


@pytest.mark.parametrize("number", range(len(AFTER)), ids=AFTER)
def test_whatever_is_said_after(reader: Reader, number: int) -> None:
    assert lost(reader, number, lambda text: text.rstrip(".!? ") + AFTER[number]) == []


@pytest.mark.parametrize("writing", WRITINGS)
def test_however_it_is_typed(reader: Reader, writing: str) -> None:
    for first in range(STEP):
        assert lost(reader, first, WRITINGS[writing]) == []
