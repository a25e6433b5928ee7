"""E-mail addresses are read out of chat text, typed or spelled out in words."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.contact import Invalid, Valid, parse_email


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("john@example.com", "john@example.com"),
        ("John.Smith@Example.COM.", "John.Smith@example.com"),
        ("JOHN@EXAMPLE.COM", "john@example.com"),
        ("my email is a.b+c@example.co.uk thanks", "a.b+c@example.co.uk"),
        ("mailto:x@example.com", "x@example.com"),
        ("<x@example.com>", "x@example.com"),
        ("(x@example.com)", "x@example.com"),
        ("john @ example.com", "john@example.com"),
        (".john@example.com.", "john@example.com"),
        ("it's john@example.com, or jane@example.com", "john@example.com"),
        ("x@clinic.test", "x@clinic.test"),
        ("müller@example.com", "müller@example.com"),
    ],
)
def test_typed_addresses(text: str, address: str) -> None:
    assert parse_email(text) == Valid(address, address, "email")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("john at example dot com", "john@example.com"),
        ("JOHN AT EXAMPLE DOT COM", "john@example.com"),
        ("john (at) example (dot) com", "john@example.com"),
        ("john[at]example.com", "john@example.com"),
        ("john dot smith at mail dot example dot com", "john.smith@mail.example.com"),
        ("jane underscore doe at example dot org", "jane_doe@example.org"),
        ("jane dash doe at example dot org", "jane-doe@example.org"),
        ("my email is john at example.com", "john@example.com"),
        ("sure, john at example dot com", "john@example.com"),
        ("reach me at john.smith at example dot com", "john.smith@example.com"),
    ],
)
def test_addresses_in_words(text: str, address: str) -> None:
    assert parse_email(text) == Valid(address, address, "email")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gamil.com", "gmail.com"),
        ("gmal.com", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("yaho.com", "yahoo.com"),
        ("hotmial.com", "hotmail.com"),
        ("outlok.com", "outlook.com"),
        ("iclould.com", "icloud.com"),
        ("clinic.con", "clinic.com"),
    ],
)
def test_a_slip_gets_a_soft_hint(typed: str, meant: str) -> None:
    result = parse_email(f"ana@{typed}")
    assert isinstance(result, Valid)
    assert result.value == f"ana@{typed}"
    assert result.suggestion == f"ana@{meant}"
    assert result.suggestion in result.hint


@pytest.mark.parametrize(
    "domain", ["gmail.com", "mail.com", "ymail.com", "gmx.com", "live.com", "example.com", "company.co", "aol.com"]
)
def test_real_domains_get_no_hint(domain: str) -> None:
    assert parse_email(f"ana@{domain}") == Valid(f"ana@{domain}", f"ana@{domain}", "email")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "did not see"),
        ("no", "did not see"),
        ("hello there", "did not see"),
        ("415 555 0134", "did not see"),
        ("john.gmail.com", "@ sign"),
        ("@example.com", "before the @"),
        ("john@", "end of that address"),
        ("john@foo", "end of that address"),
        ("john@localhost", "end of that address"),
        ("john@@example.com", "check it"),
        ("john@example..com", "check it"),
        ("john@-example.com", "check it"),
        ("a" * 65 + "@example.com", "check it"),
        ("john@example.invalid", "check it"),
        ("john smith at gmail dot com", "no spaces"),
        ("I work at example.com", "@ sign"),
        ("meet me at example dot com", "did not see"),
    ],
)
def test_the_message_says_what_is_wrong(text: str, said: str) -> None:
    result = parse_email(text)
    assert isinstance(result, Invalid)
    assert said in result.message


@pytest.mark.parametrize("text", ["john@gmail", "john@gmail com", "john@gmailcom", "john@gmail,com"])
def test_a_lost_dot_gets_a_suggestion(text: str) -> None:
    result = parse_email(text)
    assert isinstance(result, Invalid)
    assert result.suggestion == "john@gmail.com"
    assert result.suggestion in result.message


def test_nothing_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert isinstance(parse_email("ana@gmail.com"), Valid)


@given(st.from_regex(r"[a-z][a-z0-9]{0,9}([._+-][a-z0-9]{1,9})?@[a-z]{3,9}\.(com|org|test)", fullmatch=True))
def test_every_plain_address_is_found_inside_a_sentence(address: str) -> None:
    result = parse_email(f"You can write to {address}, thanks!")
    assert isinstance(result, Valid)
    assert result.value == address


@given(st.text(alphabet=st.characters(max_codepoint=0x2100), max_size=100))
def test_any_text_gives_an_address_or_a_message(text: str) -> None:
    result = parse_email(text)
    if isinstance(result, Valid):
        assert result.value.count("@") == 1
        assert not any(char.isspace() for char in result.value)
    else:
        assert result.message
