"""Whether something was taken, beside a wish to die."""

import pytest

from backline.assistant.overdose_turns import has_taken_something


@pytest.mark.parametrize(
    "text",
    [
        "i took all of them",
        "ive already swallowed the pills",
        "swalowed 20",
        "just took it",
        "he drank a bottle of bleach",
        "i have taken an overdose",
        "i didnt call. i took the tablets",
        "downed the whole bottle an hour ago",
    ],
)
def test_what_was_taken_is_heard(text: str) -> None:
    assert has_taken_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "i didn't take them",
        "i have not taken anything",
        "i almost took them all",
        "my wife took the pills away",
        "she took them from me",
        "i took your advice",
        "took the dog out",
        "should i have taken them?",
        "i want to take them all",
    ],
)
def test_what_was_not_taken_is_none(text: str) -> None:
    assert not has_taken_something(text)
