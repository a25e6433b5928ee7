from __future__ import annotations

from backline.language.phrase_table import PhraseTable

TABLE = PhraseTable(
    [(["low", "back", "pain"], "condition"), (["low", "back"], "region"), (["low", "back"], "care"), (["ice"], "care")]
)


def test_every_phrase_that_begins_at_a_word_the_longest_first() -> None:
    words = ("my", "low", "back", "pain")
    assert list(TABLE.at(words, 1)) == [("condition", 4), ("region", 3), ("care", 3)]
    assert list(TABLE.at(words, 0)) == list(TABLE.at(words, 2)) == []


def test_a_phrase_that_the_text_breaks_off_is_not_found() -> None:
    assert list(TABLE.at(("low", "back"), 0)) == [("region", 2), ("care", 2)]
    assert list(TABLE.at(("low",), 0)) == []


def test_a_value_given_twice_is_found_once() -> None:
    assert list(PhraseTable([(["ice"], "care"), (["ice"], "care")]).at(("ice",), 0)) == [("care", 1)]
