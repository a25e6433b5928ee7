"""Small words behind an answer tell nothing, whoever reads it."""

import pytest

from backline.assistant.denials import is_harmless
from backline.assistant.likeness import answer_to
from backline.assistant.signs_taken_back import signs_taken_back


@pytest.mark.parametrize("word", ["dude", "mate", "thx", "sorry lol", "thank you sir", "pls"])
def test_small_words_tell_nothing(word: str) -> None:
    assert is_harmless(word)
    assert answer_to(f"no {word}", "self_harm.asks") == "no"
    assert signs_taken_back(f"i did not fall {word}", ["fracture"]) == {"fracture"}


@pytest.mark.parametrize("word", ["doctor said so", "mate it hurts to live", "sorry for everything i did"])
def test_with_more_behind_them_they_do(word: str) -> None:
    assert not is_harmless(word)
    assert answer_to(f"no {word}", "self_harm.asks") != "no"
    assert not signs_taken_back(f"i did not fall {word}", ["fracture"])
