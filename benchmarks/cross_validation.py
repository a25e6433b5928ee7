"""Every message scored by a learned layer that never saw it: cross-validation, one fold for each core at once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
from sklearn.model_selection import KFold

from backline.assistant import resources
from backline.language import LabelledMessage
from backline.language.learned import Learned
from backline.language.learning import learn
from backline.language.reader import Reading
from benchmarks.first_fold import FOLDS

Harmless = tuple[Reading, bool | None]
_MEMORY = 4  # GB that a fold takes at most

# What a process works on: messages, their readings, and harmless examples of intents.
_work: tuple[Sequence[LabelledMessage], Sequence[Reading], Sequence[Harmless]]


def cross_validate(
    messages: Sequence[LabelledMessage], readings: Sequence[Reading], harmless: Sequence[Harmless]
) -> tuple[list[Learned], list[Learned]]:
    """Score every message, and every harmless example of an intent, by a learned layer that never saw it.

    Each process holds the messages and takes some 3 GB.

    Args:
        messages: labelled messages.
        readings: what the rules read in each.
        harmless: readings of examples that tell of no warning sign, and whether they are in scope.
    """
    scores: dict[int, Learned] = {}
    quiet: dict[int, Learned] = {}
    at_once = max(1, min(FOLDS, os.cpu_count() or 1, _memory() // _MEMORY))
    # Not forked: a session of onnxruntime and its threads do not survive that.
    with ProcessPoolExecutor(at_once, get_context("spawn"), _take, (messages, readings, harmless)) as pool:
        for told, said in pool.map(_fold, range(FOLDS)):
            scores.update(told)
            quiet.update(said)
    return [scores[i] for i in range(len(messages))], [quiet[i] for i in range(len(harmless))]


def _memory() -> int:
    """The machine's memory, in GB."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30


def _take(messages: Sequence[LabelledMessage], readings: Sequence[Reading], harmless: Sequence[Harmless]) -> None:
    global _work
    _work = (messages, readings, harmless)
    resources.prepare_training()


def _fold(number: int) -> tuple[dict[int, Learned], dict[int, Learned]]:
    """Learn from all folds but one, and score that one."""
    messages, readings, harmless = _work
    learned_from, left_out = _parts(len(messages), number)
    known, unknown = _parts(len(harmless), number)
    layer = learn(
        [messages[i] for i in learned_from],
        [readings[i] for i in learned_from],
        resources.word_vectors().encode,
        harmless=[harmless[i] for i in known],
    )
    scores = layer.score([readings[i] for i in left_out])
    quiet = layer.score([harmless[i][0] for i in unknown])
    return dict(zip(left_out, scores, strict=True)), dict(zip(unknown, quiet, strict=True))


def _parts(count: int, fold: int) -> tuple[list[int], list[int]]:
    """The numbers from 0 to ``count`` outside of and in a fold; the same ones each time."""
    learned_from, left_out = list(KFold(FOLDS, shuffle=True, random_state=0).split(np.arange(count)))[fold]
    return learned_from.tolist(), left_out.tolist()
