"""Whom a message is about."""

import pytest

from backline.assistant.whom import (
    is_for_another,
    only_says_whom,
    says_of_another_alone,
    tells_of_another,
    words_of_the_writer,
    writers_name_beside,
)


@pytest.mark.parametrize("text", ["my gran, not me", "it's my mother in law", "she is my daughter, she is fourteen"])
def test_only_whom_it_is_about(text: str) -> None:
    assert only_says_whom(text)


@pytest.mark.parametrize("text", ["my gran has sciatica", "not me", "my mum wants exercises"])
def test_more_than_whom_it_is_about(text: str) -> None:
    assert not only_says_whom(text)


def test_a_sentence_about_somebody_else_alone() -> None:
    assert tells_of_another("my husband says he wants to die")
    assert tells_of_another("she can't feel her legs")
    assert not tells_of_another("my husband says i should kill myself")
    assert not tells_of_another("my legs went numb when my dad drove")


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("my aunt had a spinal fusion in may", ""),
        ("my mate did acupuncture, chiro and massage, he is fine now", ""),
        ("husbands had two epidurals, no use", ""),
        ("my son had an operation. my neck is stiff", "my neck is stiff"),
        ("my brother tried a belt but i only tried heat", "i only tried heat"),
        ("my wife drove me home. had a fusion on monday", "my wife drove me home. had a fusion on monday"),
        ("my dad is here with me, had surgery last week", "my dad is here with me, had surgery last week"),
        ("my partner says i had a disc operation", "my partner says i had a disc operation"),
        ("the surgeon did a fusion, she says rest", "the surgeon did a fusion, she says rest"),
    ],
)
def test_what_is_told_of_the_writer(text: str, own: str) -> None:
    assert words_of_the_writer(text) == own


@pytest.mark.parametrize("text", ["stretches for my mum", "could he do yoga", "show her some", "she needs a call"])
def test_what_is_wanted_for_another(text: str) -> None:
    assert is_for_another(text)


@pytest.mark.parametrize("text", ["my sister had shots in her back", "exercises please", "can i do yoga"])
def test_what_is_wanted_for_nobody_else(text: str) -> None:
    assert not is_for_another(text)


@pytest.mark.parametrize(
    ("text", "of_another"),
    [
        ("my sister had breast cancer, not me", True),
        ("my dad had a tumor, i never did", True),
        ("my dad had cancer", False),
        ("i had cancer, not my dad", False),
    ],
)
def test_it_is_said_that_it_is_not_the_writer(text: str, *, of_another: bool) -> None:
    assert says_of_another_alone(text) is of_another


def test_who_writes_for_a_patient_who_is_named_first() -> None:
    assert writers_name_beside("Vera Kowal, my wife. I'm Dana Kowal") == "Dana Kowal"
    assert writers_name_beside("Vera Kowal. I am her son Leo") == ""
    assert writers_name_beside("I'm Dana Kowal, it is for my wife") == ""
    assert writers_name_beside("Vera Kowal, I am Vera") == ""
