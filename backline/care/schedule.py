"""When to do what: the days of a week, and how a plan grows over twelve weeks.

Sources: the American Academy of Orthopaedic Surgeons (4 to 6 weeks, then 2 to 3 days a week for life;
https://orthoinfo.aaos.org/en/recovery/spine-conditioning-program/) and Guy's and St Thomas' (small steps, hurt is not
harm). A day of rest between days of strength is common practice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backline.care.words import join_words
from backline.knowledge.exercise import Exercise

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PLAN_WEEKS = 12
_SPREAD = {
    1: (2,),
    2: (0, 3),
    3: (0, 2, 4),
    4: (0, 2, 4, 6),
    5: (0, 1, 2, 4, 5),
    6: (0, 1, 2, 3, 4, 5),
    7: (0, 1, 2, 3, 4, 5, 6),
}


@dataclass(frozen=True)
class Stage:
    """A part of the twelve weeks.

    Attributes:
        weeks: e.g. "Weeks 1 and 2".
        text: what to do, in sentences to the person.
    """

    weeks: str
    text: str


def days_of(exercise: Exercise) -> tuple[int, ...]:
    """The days of the week (0 is Monday) on which an exercise is done, as far apart as its dose allows."""
    return _SPREAD[exercise.dose.per_week]


def week(exercises: Sequence[Exercise]) -> tuple[tuple[Exercise, ...], ...]:
    """For each day from Monday to Sunday, the exercises of that day in the order of the plan."""
    return tuple(tuple(e for e in exercises if day in days_of(e)) for day in range(len(DAYS)))


def stages(exercises: Sequence[Exercise], harder: Sequence[Exercise]) -> tuple[Stage, ...]:
    """How to go on over twelve weeks.

    Args:
        exercises: the plan.
        harder: next steps that are safe for this person; empty where there is none.
    """
    grows = any(exercise.dose.repetitions for exercise in exercises)
    more = "add 1 or 2 more of each" if grows else "add 5 minutes"
    step = (
        f" When that feels easy too, {join_words([e.name for e in harder], 'or')} can be your next step."
        if harder
        else ""
    )
    return (
        Stage(
            "Weeks 1 and 2", "Learn the moves. Do half of what is written if your pain is new, and stay comfortable."
        ),
        Stage("Weeks 3 to 6", f"Do the whole amount. When it feels easy for a week, {more}. On a bad day, do less."),
        Stage(
            f"Weeks 7 to {PLAN_WEEKS}",
            f"Keep what helps on 2 or 3 days a week, and walk on most days.{step} "
            "If you are no better after 6 weeks, talk to the clinic.",
        ),
    )
