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


@pytest.mark.parametrize(
    "text", ["i wanted to die i took 20 of them", "want to be gone took all of them", "i swallowed 30 pills, what now?"]
)
def test_a_wish_or_a_question_beside_it_denies_nothing(text: str) -> None:
    assert has_taken_something(text)


@pytest.mark.parametrize("text", ["did i take too many?", "i want to take all of them", "if i took them all"])
def test_what_is_asked_or_wished_was_not_taken(text: str) -> None:
    assert not has_taken_something(text)
