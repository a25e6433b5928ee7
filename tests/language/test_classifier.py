"""The intent classifier itself, on a handful of sentences that have nothing to do with backs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin

from backline.language.classifier import IntentClassifier
from backline.language.features import normalise

EXAMPLES = {
    "order": ["i want a pizza", "bring me two pizzas", "order a large pizza please", "pizza with cheese"],
    "track": ["where is my order", "when does it arrive", "is my delivery on the way", "track my delivery"],
    "cancel": ["cancel my order", "i do not want it anymore", "please cancel that", "stop the order"],
}
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
LABELS = [label for label, texts in EXAMPLES.items() for _ in texts]
CLASSIFIER = IntentClassifier.train(TEXTS, LABELS)


class Length(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Stands for sentence vectors: a dense view of the texts."""

    def fit(self, texts: list[str], labels: Any = None) -> Length:
        return self

    def transform(self, texts: list[str]) -> NDArray[np.float32]:
        return np.array([[len(text) / 10, text.count(" ")] for text in texts], dtype=np.float32)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Why   DOES it hurt?\n", "why does it hurt?"),
        ("I don\u2019t know", "i dont know"),
        ("it's my wife's back", "its my wifes back"),
        ("'quoted' words", "'quoted' words"),
        ("soooo goooood", "soo good"),
        ("L4/L5 since 2019", "l0/l0 since 0000"),
        ("555-0134", "000-0000"),
        ("", ""),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


def test_learns_its_examples() -> None:
    assert [CLASSIFIER.rank(text)[0][0] for text in TEXTS] == LABELS


@pytest.mark.parametrize(
    ("text", "label"),
    [("PIZZA!!!", "order"), ("wheres my delivry", "track"), ("pls cancell", "cancel")],
)
def test_forgives_capitals_and_typing_errors(text: str, label: str) -> None:
    assert CLASSIFIER.rank(text)[0][0] == label


@given(st.text(max_size=300))
def test_ranking_is_complete_sorted_and_adds_up_to_one(text: str) -> None:
    ranking = CLASSIFIER.rank(text)
    confidences = [confidence for _, confidence in ranking]
    assert {label for label, _ in ranking} == set(EXAMPLES) == set(CLASSIFIER.labels)
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1, abs=1e-4)


def test_training_is_deterministic() -> None:
    again = IntentClassifier.train(TEXTS, LABELS)
    assert [again.rank(text) for text in TEXTS] == [CLASSIFIER.rank(text) for text in TEXTS]


def test_two_intents_are_enough() -> None:
    classifier = IntentClassifier.train(TEXTS[:8], LABELS[:8])
    assert classifier.labels == ("order", "track")
    assert [classifier.rank(text)[0][0] for text in TEXTS[:8]] == LABELS[:8]


def test_temperature_changes_confidence_and_keeps_the_order() -> None:
    cool = IntentClassifier.train(TEXTS, LABELS, temperature=0.5).rank("pizza on the way")
    warm = IntentClassifier.train(TEXTS, LABELS, temperature=2.0).rank("pizza on the way")
    assert [label for label, _ in cool] == [label for label, _ in warm]
    assert cool[0][1] > warm[0][1]


def test_a_loaded_classifier_ranks_as_the_saved_one(tmp_path: Path) -> None:
    path = tmp_path / "intents.npz"
    CLASSIFIER.save(path)
    loaded = IntentClassifier.load(path)
    for text in [*TEXTS, "", "something else", "Où est ma pizza?"]:
        assert loaded.rank(text) == CLASSIFIER.rank(text)


def test_a_saved_classifier_is_plain_data(tmp_path: Path) -> None:
    path = tmp_path / "intents.npz"
    CLASSIFIER.save(path)
    with np.load(path, allow_pickle=False) as stored:
        assert {stored[name].dtype.kind for name in stored.files} <= set("Ufi")


def test_another_view_of_the_sentence_can_join(tmp_path: Path) -> None:
    parts = [("length", Length())]
    joined = IntentClassifier.train(TEXTS, LABELS, parts=parts)
    assert joined.rank("track it") != CLASSIFIER.rank("track it")
    path = tmp_path / "intents.npz"
    joined.save(path)
    assert IntentClassifier.load(path, parts=parts).rank("track it") == joined.rank("track it")
    with pytest.raises(ValueError, match="trained with the parts"):
        IntentClassifier.load(path)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 broken"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.npz"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="train it again"):
        IntentClassifier.load(path)


def test_a_file_with_foreign_types_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "foreign.npz"
    np.savez(path, format=2, weights=np.array([Length()], dtype=object))
    with pytest.raises(ValueError, match="train it again"):
        IntentClassifier.load(path)


def test_texts_and_intents_must_match() -> None:
    with pytest.raises(ValueError, match="one intent for each text"):
        IntentClassifier.train(TEXTS, LABELS[:-1])


def test_one_intent_is_too_few() -> None:
    with pytest.raises(ValueError, match="fewer than two intents"):
        IntentClassifier.train(TEXTS[:4], LABELS[:4])
