"""What follows when somebody talks about one exercise, or about the plan they were shown: pure decisions.

Every exercise that is named here has passed the same rules as those of a plan (`plan.is_fit`): cautions, level,
warning signs, recent surgery, what is out of reach, and what hurt before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from backline.care import plan_words as words
from backline.care.plan import (
    ExercisePlan,
    PlanProfile,
    PlanRefused,
    is_fit,
    is_safe_for,
    plan_exercises,
    plan_with,
    refusal,
    spared,
)
from backline.care.plan_rules import reasons_against
from backline.care.reach import KINDS, STANDS_IN, THINGS, has_what_it_takes, is_within_reach, missing_kinds
from backline.knowledge.exercise import Exercise
from backline.knowledge.exercises import ExerciseLibrary

Way = Literal["easier", "harder"]
#: How an exercise felt: dizziness, pain that spreads or tingles, sharp pain, pain, or soreness afterwards.
Feeling = Literal["dizzy", "spreads", "sharp", "hurts", "sore"]


@dataclass(frozen=True)
class Verdict:
    """Whether an exercise may be shown to a person.

    Attributes:
        allowed: False where no card may be shown; ``word`` then says why.
        word: a sentence to say with it, or None.
    """

    allowed: bool
    word: str | None = None


def judge(exercise: Exercise, profile: PlanProfile) -> Verdict:
    """Decide whether an exercise that is asked about may be shown, and what must be said with it."""
    refused = refusal(profile)
    if refused is not None:
        return Verdict(False, refused.reason)
    against = reasons_against(exercise, profile.orders.minded)
    if against:
        return Verdict(False, words.not_for_you(exercise.short_name, against[0]))
    if exercise.id in profile.left_out:
        return Verdict(True, words.HURT_BEFORE)
    if not is_within_reach(exercise, profile.positions_out):
        return Verdict(True, words.OUT_OF_REACH)
    if not has_what_it_takes(exercise, profile.equipment_missing):
        return Verdict(True, words.THING_MISSING)
    if exercise.only_if and not is_safe_for(exercise, profile):
        return Verdict(True, words.ONLY_IF[exercise.only_if[0]])
    if not is_safe_for(exercise, profile):
        return Verdict(True, words.TOO_DEMANDING)
    return Verdict(True)


@dataclass(frozen=True)
class Step:
    """What is offered in place of an exercise.

    Attributes:
        exercise: what to do, or None where nothing fits.
        linked: whether it is an easier or harder form of the one asked about, or only another with the same goal.
        too_soon: a harder form exists, and is more than this person should do now.
    """

    exercise: Exercise | None
    linked: bool = False
    too_soon: bool = False


def step_from(
    library: ExerciseLibrary, exercise: Exercise, profile: PlanProfile, way: Way, shown: Sequence[str] = ()
) -> Step:
    """The easier or harder form of an exercise that fits this person; else another one with the same goal.

    Args:
        library: all exercises.
        exercise: the one to go from.
        profile: what is known about the person.
        way: "easier" or "harder".
        shown: ids in the plan, which are no news.
    """
    if refusal(profile) is not None:
        return Step(None)
    profile = spared(library, profile)
    if way == "harder":
        profile = replace(profile, goals=profile.goals - {"gentler"} | {"harder"})
    too_soon = False
    for form in _ladder(library, exercise, way):
        if is_fit(form, profile):
            return Step(form, linked=True)
        too_soon = too_soon or (way == "harder" and not reasons_against(form, profile.orders.minded))
    if way == "harder":
        return Step(_another(library, exercise, profile, shown, least=exercise.level), too_soon=too_soon)
    return Step(_another(library, exercise, profile, shown, most=exercise.level))


def _ladder(library: ExerciseLibrary, exercise: Exercise, way: Way) -> list[Exercise]:
    found: list[Exercise] = []
    at: Exercise | None = exercise
    while at is not None:
        link = at.easier if way == "easier" else at.harder
        at = library.get(link) if link else None
        if at is None or at in found or at is exercise:
            break
        found.append(at)
    return found


def another_for(
    library: ExerciseLibrary, exercise: Exercise, profile: PlanProfile, shown: Sequence[str] = ()
) -> Exercise | None:
    """Another exercise with the same goal, no more demanding, for the same place first; None where there is none."""
    if refusal(profile) is not None:
        return None
    return _another(library, exercise, spared(library, profile), shown, most=exercise.level)


def _another(
    library: ExerciseLibrary,
    exercise: Exercise,
    profile: PlanProfile,
    shown: Sequence[str],
    *,
    least: int = 1,
    most: int = 3,
) -> Exercise | None:
    fits = [
        other
        for other in library
        if other.goal == exercise.goal
        and other.id != exercise.id
        and other.id not in shown
        and least <= other.level <= most
        and is_fit(other, profile)
        and set(other.regions) & set(exercise.regions)
    ]
    place = profile.region if profile.region in exercise.regions else exercise.regions[0]
    return min(
        fits,
        key=lambda other: (place not in other.regions, -len(set(other.targets) & set(exercise.targets)), other.id),
        default=None,
    )


@dataclass(frozen=True)
class Change:
    """A plan that was made anew.

    Attributes:
        plan: the plan as it is now, or why there is none.
        left: what was in the plan and is no longer.
        new: what was not in the plan and is now.
        notes: what can stand in for a thing that is missing.
    """

    plan: ExercisePlan | PlanRefused
    left: tuple[Exercise, ...] = ()
    new: tuple[Exercise, ...] = ()
    notes: tuple[str, ...] = ()


def make_anew(library: ExerciseLibrary, profile: PlanProfile, shown: Sequence[str], *, keep: bool = True) -> Change:
    """Make a plan anew.

    Args:
        library: all exercises.
        profile: what is known now, with what is to be left out.
        shown: ids of the plan so far, in order.
        keep: keep of it what can be kept; else choose the best for what is known now.
    """
    kept = frozenset(shown) - profile.left_out if keep else frozenset()
    plan = plan_exercises(library, replace(profile, kept=kept, already_shown=frozenset()))
    return _changed(library, shown, plan)


def put_in(
    library: ExerciseLibrary, profile: PlanProfile, shown: Sequence[str], new: Exercise, out: Exercise | None = None
) -> Change:
    """Put an exercise into a plan, in place of another where one is given; the rest stays.

    Args:
        library: all exercises.
        profile: what is known about the person, whom the new one fits (see `judge`).
        shown: ids of the plan so far, in order.
        new: what to put in.
        out: what goes.
    """
    names = [name for name in shown if out is None or name != out.id]
    plan = plan_with(library, profile, [*names, *([new.id] if new.id not in names else [])])
    return _changed(library, shown, plan)


def _changed(library: ExerciseLibrary, shown: Sequence[str], plan: ExercisePlan | PlanRefused) -> Change:
    """What is different in a plan from the one that was shown."""
    before = [exercise for name in shown if (exercise := library.get(name))]
    if isinstance(plan, PlanRefused):
        return Change(plan, left=tuple(before))
    now = [item.exercise for item in plan.exercises]
    return Change(
        plan,
        left=tuple(exercise for exercise in before if exercise not in now),
        new=tuple(exercise for exercise in now if exercise.id not in shown),
    )


def stand_ins(missing: Collection[str], exercises: Iterable[Exercise] | None = None) -> tuple[str, ...]:
    """What to say about things that are missing and that something else in a home stands in for.

    Args:
        missing: kinds of things.
        exercises: what the things are for; None where that is not known yet.
    """
    used = [THINGS[thing] for exercise in exercises or () for thing in exercise.equipment]
    gone = missing_kinds(missing)
    notes = []
    for kind in (kind for kind in KINDS if kind in missing and kind in STANDS_IN):
        needed = any(missing_kinds([kind]) & kinds and kinds - gone for kinds in used)
        if kind == "equipment" or (kind == "mat" and exercises is None and "rug" not in missing) or needed:
            notes.append(STANDS_IN[kind])
    return tuple(notes)


def takes_out(feeling: Feeling) -> bool:
    """Whether an exercise that felt so is left out of later plans: everything but soreness that comes afterwards."""
    return feeling != "sore"
