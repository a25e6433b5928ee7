"""Whether contact is wanted: requests, refusals, and second thoughts."""

from __future__ import annotations

import pytest

from backline.contact.wanted import (
    asks_for_the_form,
    goes_back_to_it,
    own_contact_in,
    says_only_that,
    wants_call,
    wants_no_contact,
    wants_to_be_left_alone,
)


@pytest.mark.parametrize(
    "text",
    [
        "i dont want to be called yet, tell me about discs",
        "no longer need the call back thx",
        "pls dont contact me",
        "forget about the form",
        "I changed my mind about the appointment",
        "i do not wanna leave my number",
        "no need to call",
        "i dont want to see a doctor any more",
    ],
)
def test_no_contact_is_wanted(text: str) -> None:
    assert wants_no_contact(text, in_form=True)
    assert wants_no_contact(text, in_form=False)


@pytest.mark.parametrize(
    "text",
    [
        "don't call me at work",
        "don't call me before 9",
        "don't call me please, i prefer e-mail",
        "dont phone me, text is fine",
        "i dont need a form just call me",
        "I don't want an appointment next week, I want one this week",
        "i dont want to see a doctor who just gives pills",
        "I don't want to see anyone anymore",
        "i never got a call back",
        "i don't want surgery",
    ],
)
def test_nothing_is_refused(text: str) -> None:
    assert not wants_no_contact(text, in_form=True)
    assert not wants_no_contact(text, in_form=False)


def test_in_the_form_a_doctor_may_be_what_it_is_about() -> None:
    assert wants_no_contact("i dont want to see a doctor", in_form=False)
    assert not wants_no_contact("i dont want to see a doctor", in_form=True)


def test_a_refusal_and_nothing_else() -> None:
    assert says_only_that("please don't call me after all")
    assert not says_only_that("don't call me, i can't go on")


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("ring me on 415 555 0134", True),
        ("can you call me at 415 555 0134?", True),
        ("write to ana@example.com please", True),
        ("i called 415 555 0100 and nobody answered", False),
        ("is 415 555 0100 your number?", False),
        ("can i call 415 555 0100", False),
        ("call me", False),
    ],
)
def test_numbers_of_ones_own(text: str, own: bool) -> None:
    assert own_contact_in(text, "US") is own


def test_a_wish_to_be_called() -> None:
    assert wants_call("could someone plz ring me")
    assert wants_call("my number is 415 555 0134")
    assert not wants_call("i have pain when i write")


@pytest.mark.parametrize(
    "text", ["hm ok yes then", "lets do it after all", "on second thought yes", "fine i'll do it", "continue"]
)
def test_what_was_offered_is_taken_after_all(text: str) -> None:
    assert goes_back_to_it(text)


@pytest.mark.parametrize("text", ["ok", "ok thanks", "yes but what is a disc", "ok what now", "no"])
def test_it_is_not(text: str) -> None:
    assert not goes_back_to_it(text)


def test_the_form_by_its_name_or_its_button() -> None:
    assert asks_for_the_form("ok then lets go on with the form please")
    assert asks_for_the_form("yes, leave my details")
    assert not asks_for_the_form("how do i fill out the form")


@pytest.mark.parametrize(
    "text",
    ["leave me in peace", "nah dont need this, go away", "stop pestering me please", "not interested, leave me be"],
)
def test_the_questions_are_to_end(text: str) -> None:
    assert wants_to_be_left_alone(text)


@pytest.mark.parametrize(
    "text",
    ["i want to be left alone forever", "i cant go on leave me alone", "i dont want to live, leave me alone", "no",
     "i dont want this anymore", "i dont want surgery", "leave me alone with this pain and i will end it"],
)  # fmt: skip
def test_more_may_be_meant(text: str) -> None:
    assert not wants_to_be_left_alone(text)
