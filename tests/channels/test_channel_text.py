"""Splitting and shortening: nothing lost, within the limit, and no character torn apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.channels.text import shorten, split_text, utf16_length

FAMILY = "👩‍👩‍👧"
WAVE = "👋🏽"
FLAG = "🇺🇸"
ACCENT = "e\u0301"
KEYCAP = "1\ufe0f\u20e3"
PIECES = [FAMILY, WAVE, FLAG, ACCENT, KEYCAP]
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
TEXTS = st.lists(
    st.one_of(WORDS, st.sampled_from([*PIECES, "\n\n", "\n", ". ", " ", "🙂", "https://a.example/b?c=d"])), max_size=60
).map(" ".join)
LENGTHS = st.sampled_from([len, utf16_length])


def without_space(text: str) -> str:
    return "".join(text.split())


@given(TEXTS.filter(lambda text: text.strip()), st.integers(2, 200), LENGTHS)
def test_nothing_is_lost_and_each_part_is_within_the_limit(text: str, limit: int, length: Callable[[str], int]) -> None:
    parts = split_text(text, limit, length)
    assert without_space("".join(parts)) == without_space(text)
    for part in parts:
        assert part
        assert part == part.strip()
        assert length(part) <= limit
        part.encode("utf-16-le")  # no half of a pair


@given(st.lists(st.text("abcdefg.,", min_size=1, max_size=9), min_size=1, max_size=80), st.integers(10, 60))
def test_words_that_fit_are_never_cut(words: list[str], limit: int) -> None:
    parts = split_text(" ".join(words), limit)
    assert [word for part in parts for word in part.split()] == words


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(2, 40), LENGTHS)
def test_a_short_form_is_within_the_limit_and_begins_alike(text: str, limit: int, length: Callable[[str], int]) -> None:
    short = shorten(text, limit, length)
    assert length(short) <= limit
    assert text == short or (short.endswith("…") and text.startswith(short[:-1]))


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("length", [len, utf16_length])
def test_what_is_seen_as_one_character_stays_whole(piece: str, length: Callable[[str], int]) -> None:
    for limit in range(length(piece), 4 * length(piece) + 3):
        parts = split_text("x" + piece * 12, limit, length)
        assert "".join(parts) == "x" + piece * 12
        assert all(part.removeprefix("x").replace(piece, "") == "" for part in parts), (limit, parts)
        short = shorten(piece * 12, limit + 1, length)
        assert short.removesuffix("…").replace(piece, "") == "", (limit, short)


def test_a_character_longer_than_the_limit_is_cut_where_it_must_be() -> None:
    assert "".join(split_text(FAMILY * 3, 2)) == FAMILY * 3
    assert split_text("🙂🙂", 1, utf16_length) == ["🙂", "🙂"], "less than a character can't be sent"
    assert shorten("🙂🙂", 2, utf16_length) == "…"


def test_the_best_place_to_cut_is_taken() -> None:
    text = "First one here.\n\nSecond one. It goes on\nand on."
    assert split_text(text, 40) == ["First one here.", "Second one. It goes on\nand on."]
    assert split_text("One sentence. Another one here.", 20) == ["One sentence.", "Another one here."]
    assert split_text("short", 5) == ["short"]
    assert unicodedata.normalize("NFC", shorten("abc" + ACCENT + "def", 5)) == "abc…"
