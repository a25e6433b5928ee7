"""Reference numbers: their form, their check character, and how they are read aloud."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.contact import is_reference, new_reference, normal_reference, spoken_reference
from backline.contact.reference import ALPHABET

PLACES = (3, 4, 5, 6, 8, 9)  # where the six characters after "BL-" stand


def test_new_references_have_their_form_and_are_right() -> None:
    drawn = {new_reference() for _ in range(500)}
    assert len(drawn) > 490
    for reference in drawn:
        assert re.fullmatch(rf"BL-[{ALPHABET}]{{4}}-[{ALPHABET}]{{2}}", reference)
        assert is_reference(reference)


def test_the_alphabet_has_no_two_characters_that_look_alike() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 23
    for pair in ("0O", "0Q O", "1I", "1L", "IL", "5S", "2Z", "8B", "MN", "UV", "AEIOU"):
        assert len(set(pair.replace(" ", "")) & set(ALPHABET)) <= 1


@given(st.integers(0, 5), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(which: int, character: str) -> None:
    reference = new_reference()
    place = PLACES[which]
    changed = reference[:place] + character + reference[place + 1 :]
    assert is_reference(changed) == (changed == reference)


@given(st.integers(0, 5), st.integers(0, 5))
def test_every_swap_of_two_characters_is_noticed(first: int, second: int) -> None:
    reference = new_reference()
    characters = list(reference)
    a, b = PLACES[first], PLACES[second]
    characters[a], characters[b] = characters[b], characters[a]
    swapped = "".join(characters)
    assert is_reference(swapped) == (swapped == reference)


def test_a_reference_is_read_however_it_is_typed() -> None:
    reference = new_reference()
    for typed in (reference.lower(), reference.replace("-", " "), reference.replace("-", ""), f"  {reference}. "):
        assert normal_reference(typed) == reference


@pytest.mark.parametrize(
    "text",
    ["", "BL", "BL-", "7KQ4M2", "BL-7KQ4-M", "BL-7KQ4-M22", "XX-7KQ4-M2", "BL-OOOO-OO", "BL-1I5S-0O", "L5-S1", "hello"],
)
def test_other_text_is_no_reference(text: str) -> None:
    assert not is_reference(text)
    assert normal_reference(text) is None


@given(st.text(max_size=20))
def test_any_text_may_be_asked_about(text: str) -> None:
    normal = normal_reference(text)
    assert normal is None or is_reference(normal)


def test_reading_aloud_names_every_character() -> None:
    assert spoken_reference("BL-7KQ4-M2") == (
        "B as in Bravo, L as in Lima, seven, K as in Kilo, Q as in Quebec, four, M as in Mike, two"
    )
    spoken = spoken_reference("".join(ALPHABET))
    assert len(spoken.split(", ")) == 23
    assert all(len(part) > 1 for part in spoken.split(", "))
