"""How well the classifier, trained on the data as they are, recognises sentences it was not trained on.

The floors stand slightly under what benchmarks/intents.py measured; a change that falls below one needs a reason.
"""

from __future__ import annotations

import pytest

from backline.language.cascade import Cascade

from .conftest import Example

HELD_OUT_FLOOR = 0.85
UNSEEN_FLOOR = 0.70


def accuracy(classifier: Cascade, examples: list[Example]) -> float:
    return sum(classifier.rank(e.text)[0][0] == e.intent for e in examples) / len(examples)


def test_held_out_accuracy(classifier: Cascade, held_out: list[Example]) -> None:
    assert accuracy(classifier, held_out) >= HELD_OUT_FLOOR


def test_unseen_accuracy(classifier: Cascade, unseen: list[Example]) -> None:
    assert accuracy(classifier, unseen) >= UNSEEN_FLOOR


def test_confidence_means_something(classifier: Cascade, held_out: list[Example]) -> None:
    sure = [e for e in held_out if classifier.rank(e.text)[0][1] >= 0.8]
    assert len(sure) >= len(held_out) / 2
    assert accuracy(classifier, sure) >= 0.95


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("yes", "affirm"),
        ("Yes!", "affirm"),
        ("NO", "deny"),
        ("ok", "affirm"),
        ("👍", "affirm"),
        ("stop", "cancel"),
        ("skip", "skip"),
        ("help", "ask_capabilities"),
        ("why", "explain"),
        ("I don\u2019t know", "unsure"),
        ("what about surgery?", "ask_when_surgery"),
        ("and how is it treated?", "ask_treatment"),
        ("is it dangerous?", "ask_risks"),
        ("how long does that take", "ask_recovery"),
        ("should I use heat or ice?", "ask_how_to"),
        ("no my number is 555 0134", "correct"),
        ("let me talk to a real person", "ask_human"),
        ("I want an appointment", "request_contact"),
        ("what are your opening hours?", "ask_clinic"),
        ("nothing works, what now?", "review_care"),
        ("I called 911", "resolved"),
    ],
)
def test_what_must_never_be_mistaken(classifier: Cascade, text: str, intent: str) -> None:
    assert classifier.rank(text)[0][0] == intent


@pytest.mark.parametrize("text", ["", "lkjfds", "asdkjh qweoi", "zxcv", "grmpf", "Zubrowka", "ёлка", "你好吗"])
def test_unknown_words_are_no_consent(classifier: Cascade, text: str) -> None:
    ranking = classifier.rank(text)
    assert ranking[0][0] == "out_of_scope"
    assert dict(ranking)["affirm"] < 0.1
