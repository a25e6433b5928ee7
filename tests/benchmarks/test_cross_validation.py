"""Messages are scored by layers that never saw them."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.model_selection import KFold

from backline.assistant import language_model, resources
from backline.language import read_corpus
from backline.language.learning import learn
from benchmarks.cross_validation import cross_validate
from benchmarks.first_fold import FOLDS
from benchmarks.understanding import APART


def test_each_message_is_scored_by_what_the_other_folds_taught() -> None:
    messages = [message for message in read_corpus(APART) if message.source == "doctor_questions"]
    reader = resources.reader()
    readings = [reader.read(message.text, today=language_model.WRITTEN_ON) for message in messages]
    harmless = [(reader.read(f"when are you open in week {number}"), True) for number in range(FOLDS)]

    scores, quiet = cross_validate(messages, readings, harmless)

    assert len(scores) == len(messages)
    assert len(quiet) == len(harmless)
    folds = list(KFold(FOLDS, shuffle=True, random_state=0).split(np.arange(len(messages))))
    known = list(KFold(FOLDS, shuffle=True, random_state=0).split(np.arange(len(harmless))))
    seen, unseen = folds[1]
    layer = learn(
        [messages[i] for i in seen],
        [readings[i] for i in seen],
        resources.word_vectors().encode,
        harmless=[harmless[i] for i in known[1][0]],
    )
    alone = layer.score([readings[i] for i in unseen])
    assert [scores[i].scope for i in unseen] == pytest.approx([score.scope for score in alone], rel=1e-3)
