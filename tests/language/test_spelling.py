from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.language.normalise import plain_characters, plain_word
from backline.language.spelling import Speller, distance, real_words

SPELLER = Speller(["sciatica", "stenosis", "herniated", "massage", "spine", "physiotherapy"], real_words())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("siatica", "sciatica"),
        ("sciatia", "sciatica"),
        ("sciatcia", "sciatica"),
        ("stenosys", "stenosis"),
        ("hernated", "herniated"),
        ("hernaited", "herniated"),
        ("physotherapi", "physiotherapy"),
        ("sciatica", "sciatica"),
        ("message", "message"),
        ("spin", "spin"),
        ("siatyka", "siatyka"),
        ("zciatica", "zciatica"),
        ("l4s1", "l4s1"),
        ("x" * 200, "x" * 200),
    ],
)
def test_corrects_towards_known_words_only(written: str, meant: str) -> None:
    assert SPELLER.correct(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("bak", "back"),
        ("bakc", "back"),
        ("nek", "neck"),
        ("chets", "chest"),
        ("pian", "pain"),
        ("fevr", "fever"),
        ("leggs", "legs"),
        ("legz", "legs"),
        ("nmub", "numb"),
        # Words of their own, and words that are not the red flags', stay.
        ("pan", "pan"),
        ("waits", "waits"),
        ("hnad", "hnad"),
    ],
)
def test_slips_in_short_words_of_red_flags_are_mended(written: str, meant: str) -> None:
    speller = Speller(["chest", "pain", "fever", "legs", "numb", "waist", "back", "neck", "hand"], real_words())
    assert speller.correct(written) == meant


@pytest.mark.parametrize(
    ("first", "second", "edits"),
    [("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1), ("abc", "ab", 1), ("abcd", "ab", 2), ("abc", "xyz", 3)],
)
def test_distance(first: str, second: str, edits: int) -> None:
    assert distance(first, second, 2) == edits


words = st.text(alphabet="abcde", min_size=1, max_size=9)


@given(words, words)
def test_distance_is_even_handed(first: str, second: str) -> None:
    assert distance(first, second, 9) == distance(second, first, 9)
    assert (distance(first, second, 9) == 0) == (first == second)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("can't", "can not"),
        ("CANT", "can not"),
        ("cannot", "can not"),
        ("won\u2019t", "will not"),
        ("didnt", "did not"),
        ("I'm", "i am"),
        ("im", "i am"),
        ("ive", "i have"),
        ("he's", "he is"),
        ("husband's", "husband"),
        ("numbbbb", "numbb"),
        ("20lbs", "20 lbs"),
        ("10days", "10 days"),
        ("1st", "1st"),
        ("disk", "disc"),
        ("pain", "pain"),
    ],
)
def test_plain_word(written: str, plain: str) -> None:
    assert plain_word(written) == plain


@given(st.text())
def test_plain_characters_keep_their_places(text: str) -> None:
    assert len(plain_characters(text)) == len(text)
