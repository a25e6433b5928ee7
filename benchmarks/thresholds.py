"""Chooses from which probability on the learned layer is believed, and writes data/thresholds.yml."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.ndimage import uniform_filter

from backline.language import LabelledMessage
from backline.language.contract import CONDITION_PREFIX, RED_FLAGS, TOPICS
from backline.language.learned import Learned, is_near
from backline.language.reader import Reading
from backline.language.understanding import duration_of, flag_probabilities, is_bare, probability

# Of the harmless messages of data/messages, by the learned layer alone. A third of them were written to look alarming,
# which is far more than real people send; docs/benchmarks/sentence_vectors.md has what other shares cost and spare.
_FALSE_ALARMS = 0.055
# How many times the share of false alarms a red flag may have. data/messages has more and harder words of despair that
# mean nothing than people send, and who is not offered the crisis line may die.
_WEIGHTS = {"self_harm": 3.0}
# As many messages speak for the threshold that all conditions have in common, or all other topics: a topic's own serves
# the labelled messages better, and real ones worse.
_DRAWN = 1000
_QUIET_ALARMS = 0.01  # "bye", "no exercises, please": an alarm there drives people away
_GRID = np.round(np.arange(0.05, 0.995, 0.01), 2)
_OUTCOMES = np.round(np.arange(0.04, 0.71, 0.02), 2)
# Of the outcomes that real people tell, those that did not help: 21 of 26 in the messages kept beside the project.
# data/messages has more that did, to learn from.
_FAILED = 0.8
# A threshold is judged by the mean of its figure so far to each side: the curves are flat, and where one has its tip is
# chance. Over samples of the first fold drawn anew that of care tried strays by 0.043 without, by 0.027 with it.
_AROUND = 0.05


def choose_thresholds(
    messages: Sequence[LabelledMessage],
    scores: Sequence[Learned],
    readings: Sequence[Reading],
    quiet: Sequence[Learned],
) -> dict[str, Any]:
    """Thresholds that serve the cross-validated scores best.

    Each by the mean of its figure around it, see `_AROUND`. Scope: balanced accuracy. Topics: F1 of each, drawn towards
    the common best of the conditions, or of the other topics. Red flags: each with the same share of false alarms among
    harmless messages and examples of intents, all of them together raising one in `_FALSE_ALARMS` of harmless messages,
    or in `_QUIET_ALARMS` of examples, then see `_raised`. Durations: see `_durations`; outcomes: see `_outcome`.
    """
    inside = np.array([message.in_scope for message in messages])
    scope = np.array([probability(score.scope) for score in scores])
    bare = np.array([is_bare(reading) for reading in readings])
    best_scope = _best(_balanced, scope, inside)
    best_bare = _best(_balanced, scope[bare], inside[bare])
    rows = np.flatnonzero(inside)
    names = [topic for topic in TOPICS if topic != "symptom"]
    sure = np.array([[probability(scores[i].topics[name]) for name in names] for i in rows])
    true = np.array([[name in messages[i].topics for name in names] for i in rows])
    topics = {"default": _best(_f1, sure, true)}
    conditions = np.array([name.startswith(CONDITION_PREFIX) for name in names])
    for group in (conditions, ~conditions):
        common = _best(_f1, sure[:, group], true[:, group])
        for column in np.flatnonzero(group):
            own = _best(_f1, sure[:, column], true[:, column], common)
            count = int(true[:, column].sum())
            topics[names[column]] = round(float((count * own + _DRAWN * common) / (count + _DRAWN)), 2)
    alarm = np.array([list(_sure(score).values()) for score in scores])
    missed = np.array(
        [
            [flag in m.red_flags and flag not in {found.id for found in reading.red_flags} for flag in RED_FLAGS]
            for m, reading in zip(messages, readings, strict=True)
        ]
    )
    flags = _flag_thresholds(
        alarm[[not m.red_flags for m in messages]], np.array([list(_sure(score).values()) for score in quiet])
    )
    flags = _raised(flags, alarm, missed)
    told = [message.improved for message in messages]
    better = np.array([probability(score.improved["improved"]) for score in scores])
    worse = np.array([probability(score.improved["not_improved"]) for score in scores])
    each = np.array([[_outcome(better / a, worse / b, told) for b in _OUTCOMES] for a in _OUTCOMES])
    best = np.unravel_index(_smoothed(each, _OUTCOMES).argmax(), each.shape)
    improved, not_improved = _OUTCOMES[best[0]], _OUTCOMES[best[1]]
    pairs = [
        (message, care, probability(value))
        for message, score in zip(messages, scores, strict=True)
        for care, value in score.tried.items()
    ]
    had = np.array([care in message.tried for message, care, _ in pairs])
    tried = _best(_f1, np.array([p for *_, p in pairs]), had)
    # Beside what is said of named care; that of messages out of scope is not told at all.
    unnamed = [
        (care in message.tried, probability(value))
        for message, score in zip(messages, scores, strict=True)
        for care, value in score.unnamed.items()
        if message.in_scope
    ]
    said = np.array([*(np.array([p for *_, p in pairs]) >= tried), *(p for _, p in unnamed)], dtype=float)
    # Without the encoder there are none, and nothing to go by.
    tried_unnamed = _best(_f1, said, np.array([*had, *(was for was, _ in unnamed)])) if unnamed else float(_GRID[-1])
    spans = [
        (
            probability(max(score.spans)),
            message.duration_weeks is not None,
            *(_is_right(message.duration_weeks, duration_of(reading, score, limit)) for limit in (0.0, 1.0)),
        )
        for message, score, reading in zip(messages, scores, readings, strict=True)
        if message.in_scope and score.spans
    ]
    duration = _best(_durations, np.array([sure for sure, *_ in spans]), np.array([rest for _, *rest in spans]))
    return {
        "scope": best_scope,
        "bare_scope": best_bare,
        "red_flags": flags,
        "topics": topics,
        "tried": {"default": tried},
        "tried_unnamed": tried_unnamed,
        "duration": duration,
        "improved": float(improved),
        "not_improved": float(not_improved),
    }


def _best(figure: Callable[[Any, Any], float], sure: Any, true: Any, near: float | None = None) -> float:
    """The threshold around which a figure is highest; of equal ones the nearest to `near`, or the lowest.

    Args:
        figure: of what is said and what is true.
        sure: probabilities.
        true: what is true of each.
        near: see above.
    """
    curve = _smoothed(np.array([figure(sure >= t, true) for t in _GRID]), _GRID)
    best = _GRID[curve >= curve.max() - 1e-9]
    return float(best[0] if near is None else min(best, key=lambda t: abs(t - near)))


def _smoothed(figures: Any, grid: Any) -> Any:
    """The mean of figures over a grid of thresholds, in one or two dimensions, see `_AROUND`."""
    return uniform_filter(figures, 2 * int(_AROUND / (grid[1] - grid[0]) + 1e-6) + 1, mode="nearest")


def _sure(score: Learned) -> dict[str, float]:
    return {flag: sure for flag, (sure, _) in flag_probabilities(score).items()}


def _flag_thresholds(clean: Any, quiet: Any) -> dict[str, float]:
    """The lowest thresholds, none below a half, at which harmless texts raise few enough alarms."""
    both = np.concatenate([clean, quiet])
    for share in np.linspace(0.03, 0.001, 59):
        limits = np.array(
            [np.quantile(both[:, n], 1 - share * _WEIGHTS.get(flag, 1.0)) for n, flag in enumerate(RED_FLAGS)]
        ).clip(0.5)
        if (clean >= limits).any(1).mean() <= _FALSE_ALARMS and (quiet >= limits).any(1).mean() <= _QUIET_ALARMS:
            break
    rounded = np.minimum(np.ceil(limits * 100) / 100, 0.95)
    return {
        "default": float(np.median(rounded)),
        **{flag: float(limit) for flag, limit in zip(RED_FLAGS, rounded, strict=True)},
    }


def _is_right(told: float | None, said: float | None) -> bool:
    return said is None if told is None else said is not None and is_near(told, said)


def _durations(said: Any, rows: Any) -> float:
    """The mean of how often it is right where a duration was told, and where none was.

    Args:
        said: where the likeliest amount of time is believed.
        rows: was one told? Is it right to believe that amount, and is it right not to?
    """
    told, right = rows[:, 0], np.where(said, rows[:, 1], rows[:, 2])
    return float(right[told].mean() + right[~told].mean()) / 2


def _balanced(said: Any, true: Any) -> float:
    return float(said[true].mean() + (~said)[~true].mean()) / 2


def _raised(flags: dict[str, float], alarm: Any, missed: Any) -> dict[str, float]:
    """Each threshold as high as it can be without losing what the rules miss and it finds: alarms for nothing go.

    That of self-harm stays: a wish to die has more roundabout words than there are messages to raise it by.
    """
    raised = {"self_harm": flags["self_harm"]}
    for column, flag in enumerate(RED_FLAGS):
        if flag in raised:
            continue
        found = alarm[missed[:, column] & (alarm[:, column] >= flags[flag]), column]
        raised[flag] = max(flags[flag], float(np.floor(found.min() * 100) / 100)) if len(found) else flags[flag]
    return {"default": float(np.median(list(raised.values()))), **{flag: raised[flag] for flag in RED_FLAGS}}


def _f1(said: Any, true: Any) -> float:
    hit = float((said & true).sum())
    return 2 * hit / max(float(said.sum() + true.sum()), 1.0)


def _outcome(better: Any, worse: Any, told: Sequence[bool | None]) -> float:
    """The mean of F1 and of how often it is right where an outcome was told, were `_FAILED` of those told failures."""
    said = np.where(np.maximum(better, worse) < 1, 0, np.where(better > worse, 1, -1))
    true = np.array([0 if value is None else 1 if value else -1 for value in told])
    helped, failed = (true == 1).sum(), (true == -1).sum()
    share = np.where(true == 1, failed * (1 - _FAILED) / _FAILED / max(helped, 1), 1.0)  # how much a message counts
    hit = float((share * ((said == true) & (true != 0))).sum())
    told_at_all = float((share * (true != 0)).sum())
    f1 = 2 * hit / max(float((share * (said != 0)).sum()) + told_at_all, 1.0)
    return (f1 + hit / max(told_at_all, 1.0)) / 2


def write_thresholds(path: Path, chosen: dict[str, Any]) -> None:
    """Write data/thresholds.yml; what was set by hand stays."""
    chosen = {"by_hand": yaml.safe_load(path.read_text(encoding="utf-8"))["by_hand"], **chosen}
    head = (
        "# From which probability on the learned layer is believed; chosen by cross-validation with\n"
        "# `python -m benchmarks.understanding --thresholds`; what they give is in docs/understanding.md.\n"
    )
    path.write_text(head + yaml.safe_dump(chosen, sort_keys=False, width=120), encoding="utf-8")
