from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.language.normalise import plain_characters, plain_word
from backline.language.spelling import Speller, real_words

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
        ("numm", "numb"),
        ("chast", "chest"),
        ("ded", "dead"),
        ("tite", "tight"),
        ("feal", "feel"),
        ("sensashun", "sensation"),
        ("weaknis", "weakness"),
        # Words of their own, and words that are not the red flags', stay.
        ("pan", "pan"),
        ("waits", "waits"),
        ("deed", "deed"),
        ("feat", "feat"),
        ("tension", "tension"),
        ("hnad", "hnad"),
    ],
)
def test_slips_in_short_words_of_red_flags_are_mended(written: str, meant: str) -> None:
    words = "chest pain fever legs numb waist back neck hand dead tight feel sensation weakness"
    speller = Speller(words.split(), real_words())
    assert speller.correct(written) == meant


def test_of_equally_near_words_the_longer_is_meant() -> None:
    assert Speller(["surgery", "surgeryx"]).correct("surgerx") == "surgeryx"
    assert Speller(["abcdefgh", "abcdefgi"]).correct("abcdefgj") == "abcdefgh"


letters = st.text(alphabet="abcde", min_size=1, max_size=12)


@given(letters, st.lists(letters, max_size=8))
def test_a_correction_is_known_and_begins_alike(written: str, known: list[str]) -> None:
    meant = Speller(known).correct(written)
    assert meant == written or (meant in known and meant[0] == written[0] and abs(len(meant) - len(written)) <= 2)
    assert Speller(known).correct(meant) == meant


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
