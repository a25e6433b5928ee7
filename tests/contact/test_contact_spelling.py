"""Remarks on how a name is spelled."""

from __future__ import annotations

import pytest

from backline.contact.spelling import UNCLEAR, respelled


@pytest.mark.parametrize(
    ("known", "text", "expected"),
    [
        ("Tom Bell", "that's thom with an h", "Thom Bell"),
        ("Tom Bell", "tom with an h", "Thom Bell"),
        ("John Bell", "no h", "Jon Bell"),
        ("John Bell", "its jon, without an h", "Jon Bell"),
        ("Sara Okafor", "sara with an h at the end", "Sarah Okafor"),
        ("Eric Moss", "eric with a k", "Erik Moss"),
        ("Catherine Day", "a k not a c", "Katherine Day"),
        ("Brian Smith", "smith with a y", "Brian Smyth"),
        ("Ann Lee", "ann has an e at the end", "Anne Lee"),
        ("Alison Moon", "two l's", "Allison Moon"),
        ("Anna Diaz", "with only one n pls", "Ana Diaz"),
        ("Steven Ray", "with a ph", "Stephen Ray"),
        ("Marc Po", "the c should be a k", "Mark Po"),
        ("Thom Bell", "thom with an h", "Thom Bell"),
    ],
)
def test_a_remark_changes_the_name(known: str, text: str, expected: str) -> None:
    assert respelled(known, text) == expected


@pytest.mark.parametrize(("known", "text"), [("Sean Lee", "with a w"), ("Teresa Po", "with an h")])
def test_what_a_remark_leaves_open_is_not_guessed(known: str, text: str) -> None:
    assert respelled(known, text) == UNCLEAR


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "pain with a burning feeling",
        "with a friend",
        "I have a 2 level fusion",
        "no i dont",
        "mornings",
        "my leg",
    ],
)
def test_other_words_are_no_remark(text: str) -> None:
    assert respelled("Anna Lee", text) is None
