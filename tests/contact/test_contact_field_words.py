"""The words for the fields of a contact request, which all who look for a field share."""

from __future__ import annotations

import re

import pytest

from backline.contact.corrections import find_corrections
from backline.contact.field_meant import which_field
from backline.contact.field_words import FIELD_MEANT, FIELD_NAMES, FIELD_WORD, FIELD_WORDS
from backline.contact.removals import put_aside, removed_fields
from backline.contact.results import FieldName
from backline.contact.wanted import wants_call

_NAMES: list[tuple[str, FieldName]] = [
    ("surname", "name"),
    ("last name", "name"),
    ("telephone", "phone"),
    ("cell number", "phone"),
    ("mail address", "email"),
    ("call time", "reach"),
    ("reason", "reason"),
]


@pytest.mark.parametrize("table", [FIELD_WORD, FIELD_WORDS, FIELD_NAMES, FIELD_MEANT])
def test_each_field_has_words_without_groups(table: dict[FieldName, str]) -> None:
    assert list(table) == ["name", "phone", "email", "reach", "reason"]
    assert all(re.compile(words).groups == 0 for words in table.values())


@pytest.mark.parametrize(("words", "field"), _NAMES)
def test_a_field_is_known_by_its_names(words: str, field: FieldName) -> None:
    assert re.fullmatch(FIELD_NAMES[field], words)
    assert which_field(f"change the {words} please") == field


@pytest.mark.parametrize(("words", "field"), _NAMES)
def test_a_reason_ends_where_a_field_begins(words: str, field: FieldName) -> None:
    found = find_corrections(f"change the reason to a sore neck and my {words} is another matter", "US")
    assert found["reason"].value == "a sore neck"


def test_a_way_to_be_reached_is_known_wherever_it_is_named() -> None:
    assert removed_fields("please take out my telephone number") == ["phone"]
    assert removed_fields("remove the numbers") == ["phone"]
    assert put_aside("instead of the mail address") == {"email"}
    assert wants_call("my telephone is 415 555 0134")
