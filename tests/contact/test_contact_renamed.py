"""What a correction changes of a name that is known."""

from __future__ import annotations

import pytest

from backline.contact.names import renamed


@pytest.mark.parametrize(
    ("known", "given", "text", "name"),
    [
        ("Mia Petrof", "Petrov", "wrong, it's Petrov", "Mia Petrov"),
        ("Mia Petrof", "Hansen", "my last name is Hansen", "Mia Hansen"),
        ("Mia Petrof", "Lea", "first name is Lea", "Lea Petrof"),
        ("Mia Petrof", "Lea", "change it to Lea", "Lea"),
        ("Mia Petrof", "Mia", "just Mia", "Mia"),
        ("Mia Petrof", "Mia Petrov", "it's Mia Petrov", "Mia Petrov"),
        ("Mia Petrof", "Ida", "it's Ida not Mia", "Ida Petrof"),
        ("Mia", "Maya", "it's Maya", "Maya"),
    ],
)
def test_names_are_put_right(known: str, given: str, text: str, name: str) -> None:
    assert renamed(known, given, text) == name
