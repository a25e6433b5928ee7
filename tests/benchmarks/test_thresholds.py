"""Thresholds are chosen where the scores part what is true from what is not."""

from __future__ import annotations

import math
from typing import Any

import pytest

from backline.language import LabelledMessage, Reading
from backline.language.contract import CONDITION_PREFIX, RED_FLAGS, TOPICS
from backline.language.durations import TimeSpan
from backline.language.learned import Learned
from benchmarks.thresholds import choose_thresholds


def score(probability: float) -> float:
    return math.log(probability / (1 - probability))


def message(topics: tuple[str, ...] = (), *, inside: bool = True, told: bool = False) -> LabelledMessage:
    """A message; where told, it says for how long, and that rest and, by no name, a brace were tried."""
    tried, weeks = (("rest", "brace"), 6.0) if told else ((), None)
    return LabelledMessage("it hurts", inside, topics=topics, tried=tried, duration_weeks=weeks)


def reading(of: LabelledMessage) -> Reading:
    return Reading(of.text, time_spans=(TimeSpan(6.0, 1.0, 0, 1),))


def learned(of: LabelledMessage, *, condition: float, other: float, flag: float = 0.01) -> Learned:
    """Scores for one message; a topic it has is twice as likely as one it has not."""
    sure = {name: condition if name.startswith(CONDITION_PREFIX) else other for name in TOPICS}
    return Learned(
        scope=score(0.9 if of.in_scope else 0.2),
        topics={name: score(p if name in of.topics else p / 2) for name, p in sure.items()},
        flags={name: score(flag) for name in RED_FLAGS},
        sentences=(),
        improved={"improved": score(0.01), "not_improved": score(0.01)},
        tried={"rest": score(0.7 if of.tried else 0.3)},
        spans=(score(0.6 if of.duration_weeks else 0.1),),
        unnamed={"brace": score(0.9 if of.tried else 0.3)},
    )


@pytest.fixture(scope="module")
def chosen() -> dict[str, object]:
    messages = [message((topic,)) for topic in TOPICS]
    messages += [message(inside=False)] * 20 + [message(told=True)] * 10
    scores = [learned(m, condition=0.8, other=0.2) for m in messages]
    quiet = [learned(messages[0], condition=0.1, other=0.1)] * 10
    return choose_thresholds(messages, scores, [reading(m) for m in messages], quiet)


def test_conditions_and_other_topics_have_thresholds_of_their_own(chosen: dict[str, dict[str, float]]) -> None:
    topics = chosen["topics"]
    assert set(topics) == {"default", *TOPICS} - {"symptom"}
    for name, limit in topics.items():
        if name.startswith(CONDITION_PREFIX):
            assert 0.4 < limit <= 0.8, name
        elif name != "default":
            assert 0.1 < limit <= 0.2, name


def test_scope_parts_what_belongs_here_from_what_does_not(chosen: dict[str, float]) -> None:
    assert 0.2 < chosen["scope"] <= 0.9


def test_care_and_amounts_of_time_are_believed_from_where_they_are_right(chosen: dict[str, Any]) -> None:
    assert 0.3 < chosen["tried"]["default"] <= 0.7
    assert 0.3 < chosen["tried_unnamed"] <= 0.9
    assert 0.1 < chosen["duration"] <= 0.6


def test_no_red_flag_is_believed_below_a_half(chosen: dict[str, dict[str, float]]) -> None:
    assert all(limit >= 0.5 for limit in chosen["red_flags"].values())
