from __future__ import annotations

from backline.language.phrase_table import PhraseTable

TABLE = PhraseTable(
    [(["low", "back", "pain"], "condition"), (["low", "back"], "region"), (["low", "back"], "care"), (["ice"], "care")]
)


def test_every_phrase_in_order_the_longest_first() -> None:
    words = ("my", "low", "back", "pain")
    assert list(TABLE.find(words)) == [("condition", 1, 4), ("region", 1, 3), ("care", 1, 3)]


def test_a_phrase_that_the_text_breaks_off_is_not_found() -> None:
    assert list(TABLE.find(("low", "back"))) == [("region", 0, 2), ("care", 0, 2)]
    assert list(TABLE.find(("low",))) == []


def test_a_word_alone_is_found_after_what_it_begins() -> None:
    table = PhraseTable([(["ice"], "care"), (["ice", "pack"], "care"), (["ice", "pack", "at", "night"], "care")])
    assert list(table.find(("ice", "pack"))) == [("care", 0, 2), ("care", 0, 1)]
    assert list(table.find(("ice",))) == [("care", 0, 1)]


def test_a_value_given_twice_is_found_once() -> None:
    assert list(PhraseTable([(["ice"], "care"), (["ice"], "care")]).find(("ice",))) == [("care", 0, 1)]
