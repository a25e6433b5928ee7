"""Phone numbers are read out of chat text by the numbering plan of the clinic's country."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.contact import Invalid, Valid, parse_phone, parse_phone_or_email


def _message(text: str, region: str = "US") -> str:
    result = parse_phone(text, region)
    assert isinstance(result, Invalid)
    return result.message


@pytest.mark.parametrize(
    "text",
    [
        "4155550134", "415-555-0134", "415.555.0134", "(415) 555-0134", "+1 415 555 0134", "1 415 555 0134",
        "415 555\u20130134", "415\u00a0555\u00a00134", "415/555/0134", "415_555_0134", "415, 555, 0134",
        "4 1 5 5 5 5 0 1 3 4", "tel:+1-415-555-0134", "my cell is (415) 555-0134 thanks", "It's 415-555-0134.",
        "call 415 555 0134 or 212 555 0198", "415 555 0134 after 5pm", "\uff14\uff11\uff15 555 0134",
    ],
)  # fmt: skip
def test_a_number_in_any_dress(text: str) -> None:
    assert parse_phone(text, "US") == Valid("+14155550134", "(415) 555-0134", "phone")


def test_an_extension_is_shown_but_not_dialled() -> None:
    assert parse_phone("415 555 0134 ext 12", "US") == Valid("+14155550134", "(415) 555-0134 ext. 12", "phone")


@pytest.mark.parametrize(
    ("text", "region", "value", "display"),
    [
        ("+44 20 7946 0123", "US", "+442079460123", "+44 20 7946 0123"),
        ("0044 20 7946 0123", "US", "+442079460123", "+44 20 7946 0123"),
        ("011 44 20 7946 0123", "US", "+442079460123", "+44 20 7946 0123"),
        ("020 7946 0123", "GB", "+442079460123", "020 7946 0123"),
        ("+1 415 555 0134", "GB", "+14155550134", "+1 415-555-0134"),
        ("415 555 0134", "CA", "+14155550134", "(415) 555-0134"),
    ],
)
def test_other_countries(text: str, region: str, value: str, display: str) -> None:
    assert parse_phone(text, region) == Valid(value, display, "phone")


@pytest.mark.parametrize("text", ["(555) 555-0123", "+1 555 555 0199", "(311) 555-0100"])
def test_example_numbers_are_taken_with_every_area_code(text: str) -> None:
    assert not phonenumbers.is_valid_number(phonenumbers.parse(text, "US"))
    assert isinstance(parse_phone(text, "US"), Valid)


@pytest.mark.parametrize("text", ["(115) 555-2671", "(115) 555-0134", "000 555 0134", "555 555 2671", "123 456 7890"])
def test_a_possible_number_that_nobody_can_have_is_refused(text: str) -> None:
    assert phonenumbers.is_possible_number(phonenumbers.parse(text, "US"))
    assert "do not think" in _message(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("555-0134", "area code seems to be missing"),
        ("555.0134", "area code seems to be missing"),
        ("12345", "too short"),
        ("911", "too short"),
        ("my number is 415 555", "too short"),
        ("415 555 013", "too short"),
        ("415 555 01345", "too long"),
        ("415 555 O134", "letters"),
        ("1-800-FLOWERS", "letters"),
        ("+999 1234567", "country code"),
        ("+0 415 555 0134", "country code"),
        ("four one five five five five", "only read digits"),
        ("", "did not see"),
        ("no", "did not see"),
        ("hello there", "did not see"),
        ("???", "did not see"),
        ("it has been 2 years", "did not see"),
        ("ana@example.com", "did not see"),
    ],
)
def test_the_message_says_what_is_wrong(text: str, said: str) -> None:
    assert said in _message(text)


def test_the_example_is_one_of_the_country() -> None:
    assert "(201) 555-0123" in _message("no", "US")
    assert "0121 234 5678" in _message("no", "GB")


@pytest.mark.parametrize("region", ["", "us", "USA", "ZZ", "1"])
def test_an_unknown_region_is_a_mistake_of_the_caller(region: str) -> None:
    with pytest.raises(ValueError, match="two letters"):
        parse_phone("415 555 0134", region)


@given(st.text(max_size=100))
def test_any_text_gives_a_number_in_e164_or_a_message(text: str) -> None:
    result = parse_phone(text, "US")
    if isinstance(result, Valid):
        assert (
            phonenumbers.format_number(phonenumbers.parse(result.value), phonenumbers.PhoneNumberFormat.E164)
            == result.value
        )
    else:
        assert result.message


@given(
    st.integers(201, 989),
    st.integers(100, 199),
    st.sampled_from(["{}-555-0{}", "({}) 555-0{}", "+1{}5550{}", "so {}.555.0{}!"]),
)
def test_every_example_number_is_found(area: int, line: int, dress: str) -> None:
    assert parse_phone(dress.format(area, line), "US") == Valid(f"+1{area}5550{line}", f"({area}) 555-0{line}", "phone")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("415 555 0134", "phone", "+14155550134"),
        ("ana@example.com", "email", "ana@example.com"),
        ("ana at example dot com", "email", "ana@example.com"),
        ("call 415 555 0134 or write to ana@example.com", "phone", "+14155550134"),
        ("write to ana@example.com or call 415 555 0134", "phone", "+14155550134"),
        ("ana4155550134@example.com", "email", "ana4155550134@example.com"),
        ("555-0134, or rather ana@example.com", "email", "ana@example.com"),
    ],
)
def test_one_way_to_reach_a_person(text: str, kind: str, value: str) -> None:
    result = parse_phone_or_email(text, "US")
    assert isinstance(result, Valid)
    assert (result.kind, result.value) == (kind, value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no", "a number or an address"),
        ("", "a number or an address"),
        ("my phone", "a number or an address"),
        ("555-0134", "area code"),
        ("ana@gmail", "did you mean ana@gmail.com"),
        ("ana@example..com", "mail"),
        ("john smith at gmail dot com", "no spaces"),
    ],
)
def test_the_message_fits_what_was_tried(text: str, said: str) -> None:
    result = parse_phone_or_email(text, "US")
    assert isinstance(result, Invalid)
    assert said in result.message
