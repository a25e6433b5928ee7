"""Two classifiers in a row: who answers, and that both are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from backline.language.cascade import Cascade
from backline.language.classifier import IntentClassifier

TEXTS = ["track my parcel", "where is my parcel", "order a pizza", "bring me a pizza", "pizza with cheese please"]
LABELS = ["parcel", "parcel", "pizza", "pizza", "pizza"]
OTHER = ["other", "other", "another", "another", "another"]


def ranked_by(sure: float) -> list[tuple[str, float]]:
    quick, careful = IntentClassifier.train(TEXTS, LABELS), IntentClassifier.train(TEXTS, OTHER)
    return Cascade(quick, careful, sure).rank("where is my parcel")


def test_a_sure_first_look_is_all() -> None:
    assert ranked_by(0.5)[0][0] == "parcel"


def test_what_is_not_sure_is_looked_at_closely() -> None:
    assert ranked_by(1.0)[0][0] == "other"


def test_where_the_careful_one_is_far_less_sure_the_first_guess_stays() -> None:
    quick = IntentClassifier.train(TEXTS, LABELS)
    careful = IntentClassifier.train(TEXTS, OTHER, temperature=100.0)  # sure of nothing
    assert Cascade(quick, careful, 1.0).rank("where is my parcel")[0][0] == "parcel"


def test_what_means_the_same_is_sure_together() -> None:
    quick = IntentClassifier.train(TEXTS, LABELS, temperature=3.0)  # sure of nothing
    careful = IntentClassifier.train(TEXTS, OTHER)
    cascade = Cascade(quick, careful, 1.0)
    assert cascade.rank("where is my parcel", lambda intent: "an order")[0][0] == "parcel"
    assert cascade.rank("where is my parcel", lambda intent: intent)[0][0] == "other"  # 0.85 is not reached


def test_both_are_saved(tmp_path: Path) -> None:
    cascade = Cascade.train(TEXTS, LABELS, quick=[], careful=[])
    cascade.save(tmp_path)
    again = Cascade.load(tmp_path, quick=[], careful=[])
    assert {path.name for path in tmp_path.iterdir()} == set(Cascade.FILES)
    for text in ("a pizza", "who knows"):
        assert again.rank(text) == cascade.rank(text)


def test_other_views_than_in_training_are_refused(tmp_path: Path) -> None:
    Cascade.train(TEXTS, LABELS, quick=[], careful=[]).save(tmp_path)
    with pytest.raises(ValueError, match="train it again"):
        Cascade.load(tmp_path, quick=[("vectors", None)], careful=[])
