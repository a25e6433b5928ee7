"""How well what was understood agrees with labels: the figures of `make evaluate`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backline.language.contract import CONDITION_PREFIX
from backline.language.learned import is_near

Said = Mapping[str, Any]  # what `backline understand` writes for one message


@dataclass(frozen=True)
class Wanted:
    """The labels of one message.

    Attributes:
        certain: the red flags are clear; those that could be seen either way are not scored.
        scored_scope: whether scope counts (not for neighbours of the subject and small talk).
        alone: it can be understood without what was said before; nothing is scored where it can not.
    """

    id: str
    in_scope: bool
    red_flags: frozenset[str]
    topics: frozenset[str]
    tried: frozenset[str]
    duration_weeks: float | None
    improved: bool | None
    certain: bool = True
    scored_scope: bool = True
    alone: bool = True


@dataclass(frozen=True)
class Figure:
    """One figure, what it was counted on, and the messages where it fell short.

    Attributes:
        value: 0 to 1; NaN where nothing could be counted.
        count: how many messages or labels it rests on.
        wrong: ids of the messages that cost something, with a word on what.
    """

    value: float
    count: int
    wrong: tuple[str, ...] = ()


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def _f1(pairs: Iterable[tuple[str, Collection[str], Collection[str]]]) -> Figure:
    hit = missed = extra = 0
    wrong = []
    for name, wanted, said in pairs:
        lost, more = set(wanted) - set(said), set(said) - set(wanted)
        hit += len(set(wanted) & set(said))
        missed += len(lost)
        extra += len(more)
        if lost or more:
            wrong.append(
                " ".join([name, *(f"-{label}" for label in sorted(lost)), *(f"+{label}" for label in sorted(more))])
            )
    return Figure(_share(2 * hit, 2 * hit + missed + extra), hit + missed, tuple(wrong))


def figures(wanted: Sequence[Wanted], said: Sequence[Said]) -> dict[str, Figure]:
    """Score what was understood of a set of messages.

    Args:
        wanted: the labels.
        said: what was understood, in the same order.

    Returns:
        Name -> figure, in the order in which they are reported.
    """
    rows = [(label, found) for label, found in zip(wanted, said, strict=True) if label.alone]
    flagged = [(w, s) for w, s in rows if w.red_flags and w.certain]
    clean = [(w, s) for w, s in rows if not w.red_flags]
    scope = [(w, s) for w, s in rows if w.scored_scope]
    inside = [(w, s) for w, s in rows if w.in_scope]
    timed = [(w, s) for w, s in rows if w.duration_weeks is not None]
    judged = [(w, s) for w, s in rows if w.improved is not None]
    flags = sum(len(w.red_flags) for w, _ in flagged)
    alarms = [f"{w.id} +{' '.join(s['red_flags'])}" for w, s in clean if s["red_flags"]]
    lost = [f"{w.id} -{' '.join(sorted(w.red_flags))}" for w, s in flagged if not w.red_flags & set(s["red_flags"])]
    return {
        "red flags, recall (message)": Figure(1 - _share(len(lost), len(flagged)), len(flagged), tuple(lost)),
        "red flags, recall (each flag)": Figure(
            _share(sum(len(w.red_flags & set(s["red_flags"])) for w, s in flagged), flags),
            flags,
        ),
        "red flags, false alarms": Figure(_share(len(alarms), len(clean)), len(clean), tuple(alarms)),
        "scope, balanced accuracy": _balanced(scope),
        "topics, micro-F1": _f1((w.id, w.topics - {"symptom"}, set(s["topics"]) - {"symptom"}) for w, s in inside),
        "conditions, micro-F1": _f1((w.id, _conditions(w.topics), _conditions(s["topics"])) for w, s in inside),
        "care tried, micro-F1": _f1((w.id, w.tried, s["care"]["tried"]) for w, s in rows),
        "duration within 20 %": _accuracy(
            (w.id, w.duration_weeks, s["care"]["duration_weeks"], _near(w, s)) for w, s in timed
        ),
        "duration where none was told": _accuracy(
            (w.id, None, s["care"]["duration_weeks"], s["care"]["duration_weeks"] is None)
            for w, s in rows
            if w.duration_weeks is None
        ),
        "improved, right where told": _accuracy(
            (w.id, w.improved, s["care"]["improved"], w.improved == s["care"]["improved"]) for w, s in judged
        ),
        "improved, micro-F1": _f1((w.id, _told(w.improved), _told(s["care"]["improved"])) for w, s in rows),
    }


def _conditions(topics: Iterable[str]) -> set[str]:
    return {topic for topic in topics if topic.startswith(CONDITION_PREFIX)}


def _told(improved: bool | None) -> set[str]:
    return set() if improved is None else {"better" if improved else "no better"}


def _near(wanted: Wanted, said: Said) -> bool:
    weeks = said["care"]["duration_weeks"]
    return weeks is not None and is_near(wanted.duration_weeks, weeks)


def _accuracy(rows: Iterable[tuple[str, object, object, bool]]) -> Figure:
    found = list(rows)
    wrong = tuple(f"{name} wanted {wanted}, said {said}" for name, wanted, said, right in found if not right)
    return Figure(1 - _share(len(wrong), len(found)), len(found), wrong)


def _balanced(rows: Sequence[tuple[Wanted, Said]]) -> Figure:
    shares = []
    for inside in (True, False):
        own = [w.in_scope == s["in_scope"] for w, s in rows if w.in_scope is inside]
        shares.append(_share(sum(own), len(own)))
    wrong = tuple(f"{w.id} is {'in' if w.in_scope else 'out'}" for w, s in rows if w.in_scope != s["in_scope"])
    return Figure(sum(shares) / 2, len(rows), wrong)
