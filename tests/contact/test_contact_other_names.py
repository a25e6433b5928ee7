"""Names that are not the writer's."""

from __future__ import annotations

import pytest

from backline.contact import find_corrections
from backline.contact.first_message import find_details
from backline.contact.other_names import names_another


@pytest.mark.parametrize(
    "text", ["my husbands name is Karl", "my wife's name is Ada", "her name is ada", "my doctors name is Moss"]
)
def test_another_person_is_named(text: str) -> None:
    assert names_another(text)
    assert "name" not in find_corrections(text, "US")
    assert "name" not in find_details(f"please call me. {text}", "US")


def test_a_name_may_take_the_place_of_the_writers() -> None:
    found = find_corrections("use my wifes name instead, Ada Moss", "US")
    assert found["name"].value == "Ada Moss"


def test_the_writers_own_name_stays() -> None:
    assert not names_another("my name is Ada, and my last name is Moss")
    assert find_details("I'm Sara Bell, my husbands name is Karl", "US")["name"].value == "Sara Bell"
