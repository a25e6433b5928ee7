"""Whom a message is about."""

import pytest

from backline.assistant.whom import only_says_whom, tells_of_another


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
