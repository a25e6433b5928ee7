"""What a message that asks for a call tells already."""

from __future__ import annotations

import pytest

from backline.contact.first_message import find_details


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("call me, im ina roth 415 555 0134", {"name": "Ina Roth", "phone": "+14155550134"}),
        ("please call Ina Roth at 415 555 0134", {"name": "Ina Roth", "phone": "+14155550134"}),
        ("my email is ina@example.org, name ina roth", {"name": "Ina Roth", "email": "ina@example.org"}),
        (
            "Ina Roth, 415 555 0134, evenings thanks",
            {"name": "Ina Roth", "phone": "+14155550134", "reach": "evenings"},
        ),
        (
            "ring me, I'm Ina Roth 415 555 0134 mornings work best",
            {"name": "Ina Roth", "phone": "+14155550134", "reach": "mornings"},
        ),
        ("im so tired of this 415 555 0134 please call", {"phone": "+14155550134"}),
        ("Back pain, call me 415 555 0134", {"phone": "+14155550134"}),
        (
            "set me up please Dana Kowal 415 555 0134 afternoons for my slipped disc",
            {"name": "Dana Kowal", "phone": "+14155550134", "reach": "afternoons"},
        ),
        ("i got your number from Kaiser Permanente 415 555 0134", {"phone": "+14155550134"}),
        ("Hello There, 415 555 0134", {"phone": "+14155550134"}),
    ],
)
def test_what_is_told(text: str, fields: dict[str, str]) -> None:
    assert {field: valid.value for field, valid in find_details(text, "US").items()} == fields
