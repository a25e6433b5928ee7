"""What a person wants taken out of a contact request."""

from __future__ import annotations

import pytest

from backline.contact.removals import kinds_named, put_aside, removed_fields, sets_terms


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("ok but take my e-mail out", ["email"]),
        ("yes, just dont use the phone number", ["phone"]),
        ("leave my cell out of it", ["phone"]),
        ("get rid of the email and the reason", ["email"]),
        ("drop the time please", ["reach"]),
        ("without my mail address", ["email"]),
        ("dont share my cell number in the request", ["phone"]),
        ("yes but do not give my email out of it", ["email"]),
        ("remove the work number", ["phone"]),
        ("ok but i dont want my number in there", ["phone"]),
        ("pls do not send the reason", ["reason"]),
    ],
)
def test_fields_that_are_to_go(text: str, fields: list[str]) -> None:
    assert removed_fields(text) == fields


@pytest.mark.parametrize(
    "text",
    [
        "take my number, it is 415 555 0134",
        "don't share my number with anybody",
        "leave out the part about the numbers",
        "my email is wrong",
        "keep the phone",
        "leave out the scan",
        "ok but never use the work phone",
        "sure but dont give out my cell",
        "fine, just do not pass on my number",
        "i dont have my phone with me right now",
        "we never have time on fridays",
        "i don't want the time to pass",
        "i dnt need time to think",
        "i don't have any reason to say no",
    ],
)
def test_nothing_is_to_go(text: str) -> None:
    assert removed_fields(text) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("use ida@example.org instead of the phone", {"phone"}),
        ("no calls, just mail me", {"phone"}),
        ("the e-mail is wrong", {"email"}),
        ("wrong number", {"phone"}),
        ("my email is ida@example.org", set()),
        ("call me after 3", set()),
    ],
)
def test_ways_that_are_put_aside(text: str, kinds: set[str]) -> None:
    assert put_aside(text) == kinds


def test_ways_that_are_named() -> None:
    assert kinds_named("Change the number or e-mail") == {"phone", "email"}
    assert kinds_named("the mail address has a typo") == {"email"}


def test_terms_of_use() -> None:
    assert sets_terms("ok but never use the work phone")
    assert sets_terms("dont give out my cell")
    assert not sets_terms("yes but don't use my e-mail")
    assert not sets_terms("my phone is not right")
