"""What people say instead of calling."""

import pytest

from actions.support.emergency_asides import emergency_aside


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("will i walk again", "aside_outlook"),
        ("am i ever gonna be normal", "aside_outlook"),
        ("im terrified", "aside_scared"),
        ("shud i ring 911", "aside_should_call"),
        ("do they need the hospital for that", "aside_should_call"),
        ("nah", "aside_refuse"),
        ("i wont call them", "aside_refuse"),
        ("rather stay here", "aside_refuse"),
        ("finally went pee now", "aside_wait"),
        ("i can move my foot again", "aside_wait"),
        ("what shall i tell the people there", "aside_tell_them"),
        ("ok will do", "aside_agreed"),
        ("ok what is stenosis", "still_emergency"),
        ("i have to call my sister first", "still_emergency"),
    ],
)
def test_each_has_its_answer(text: str, key: str) -> None:
    assert emergency_aside(text, of_another=False) == key


def test_for_somebody_else() -> None:
    assert emergency_aside("she refuses", of_another=True) == "aside_refuse_of_another"
    assert emergency_aside("what is stenosis", of_another=True) == "still_emergency_of_another"
