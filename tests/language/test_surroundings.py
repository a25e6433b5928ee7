"""The words around a mention, as the learned layer sees them."""

from __future__ import annotations

from backline.language.surroundings import opening, surroundings


def test_the_next_words_are_named_in_their_order() -> None:
    found = surroundings("I have tried ", " for three months.")
    assert {"tried _ for", "before tried", "before have tried", "before i have tried"} <= set(found)
    assert {"after for", "after for three", "after for three months"} <= set(found)


def test_the_ends_of_a_sentence_are_named() -> None:
    assert {"^ _ $", "before ^", "after $"} <= set(surroundings("", ""))


def test_words_beyond_the_clause_are_not_named() -> None:
    found = surroundings("Pills were useless but then ", " helped; nothing else did")
    assert "before: then" in found
    assert "before: useless" not in found
    assert "after: helped" in found
    assert "after: nothing" not in found


def test_words_far_away_are_not_near() -> None:
    found = surroundings("after one two three four five ", "")
    assert {"close before: five", "close before: one"} <= set(found)
    assert "before: after" in found
    assert "close before: after" not in found


def test_a_sentence_says_how_it_begins() -> None:
    assert opening("Should I try it?") == ["begins should", "begins should i"]
    assert opening("") == []
