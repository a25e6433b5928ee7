"""An exercise plan for one person: 4 to 6 exercises, chosen by rules, the same for the same answers.

Where a person leaves out positions, things or exercises, it may be fewer, but never none.

A plan is information, not treatment. It must follow the screen for warning signs, never replace it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from backline.care import plan_rules as rules
from backline.care import plan_words as words
from backline.care.plan_rule import Orders, RefusalCode
from backline.care.reach import KINDS, OUT_OF_REACH, has_what_it_takes, is_within_reach
from backline.knowledge.exercises import CONTRAINDICATIONS, REGIONS, Exercise, ExerciseLibrary, Reference

FEWEST = 4
MOST = 6
_GOAL_ORDER = ("endurance", "flexibility", "strength")


@dataclass(frozen=True)
class PlanProfile:
    """What is known about the person.

    Attributes:
        region: Region id of the pain; anything else gives a gentle general plan.
        duration_weeks: Length of this episode in weeks; None counts as new.
        limits: Limit ids: what the pain makes hard.
        condition: Condition id that came up, or None. Never a diagnosis by the assistant.
        age: In years, or None.
        cautions: Contraindication ids the person told about.
        goals: ``strength``, ``flexibility``, ``endurance``, ``core_strength``, ``balance``, and ``gentler`` or
            ``harder``.
        eased_by: ``bending_forward`` and/or ``bending_backward``.
        red_flags: Ids of open red flags; any of them refuses the plan.
        weeks_since_surgery: Weeks since spine surgery, or None for no surgery (or with the surgeon's leave).
        already_shown: Ids of exercises to put last, for "show me others".
        other_conditions: Further condition ids that came up; they add cautions.
        positions_out: What is out of reach (``reach.OUT_OF_REACH``).
        equipment_missing: Things that are not there (``reach.KINDS``).
        left_out: Ids of exercises that hurt; they are never chosen.
        kept: Ids of exercises to keep where they are safe, for a plan that is made anew.
        kinds_out: Kinds of exercises that are not wanted, as in ``Exercise.kinds``.
        most: No more exercises than this.
    """

    region: str
    duration_weeks: float | None
    limits: tuple[str, ...]
    condition: str | None
    age: int | None = None
    cautions: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    eased_by: frozenset[str] = frozenset()
    red_flags: frozenset[str] = frozenset()
    weeks_since_surgery: float | None = None
    already_shown: frozenset[str] = frozenset()
    other_conditions: frozenset[str] = frozenset()
    positions_out: frozenset[str] = frozenset()
    equipment_missing: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    kinds_out: frozenset[str] = frozenset()
    most: int = MOST

    @property
    def conditions(self) -> frozenset[str]:
        """All condition ids that came up."""
        return self.other_conditions | ({self.condition} if self.condition else set())

    @property
    def facts(self) -> frozenset[str]:
        """What is true of the person, as the rules name it."""
        return rules.facts_of(
            conditions=self.conditions,
            cautions=self.cautions,
            region=self.region,
            weeks=self.duration_weeks,
            age=self.age,
            goals=self.goals,
            eased_by=self.eased_by,
            red_flags=self.red_flags,
            weeks_since_surgery=self.weeks_since_surgery,
        )

    @cached_property
    def orders(self) -> Orders:
        """What the rules ask for, for this person."""
        return rules.orders_for(self.facts)

    @property
    def phase(self) -> rules.Phase:
        """How far along the pain is; without a region everything stays gentle."""
        return rules.phase_of(self.duration_weeks) if self.region in REGIONS else "gentle"

    @property
    def has_wishes(self) -> bool:
        """Whether positions, things or exercises are to be left out."""
        return (
            bool(self.positions_out or self.equipment_missing or self.left_out or self.kinds_out) or self.most < FEWEST
        )


@dataclass(frozen=True)
class PlannedExercise:
    """One exercise of a plan, how much of it, and why it was chosen (both in plain sentences)."""

    exercise: Exercise
    dose_text: str
    why: str


@dataclass(frozen=True)
class ExercisePlan:
    """4 to 6 exercises with the words around them.

    Attributes:
        exercises: Endurance first (the warm-up), then flexibility, then strength.
        days_per_week: On how many days there is something to do.
        cautions_note: What was left out and why, in sentences to the person, or None.
        phase: How far along the pain is.
        cautions: Contraindications, and names of rules that left something out, that were minded.
        for_older: It carries the note for older people.
        avoids: What is out of reach or missing, and ids of exercises that hurt, with their harder forms.
        few_note: A sentence where fewer exercises are left than a plan should have, or None.
    """

    exercises: tuple[PlannedExercise, ...]
    days_per_week: int
    how_to_start: tuple[str, ...]
    how_to_progress: tuple[str, ...]
    stop_when: tuple[str, ...]
    fine_to_feel: tuple[str, ...]
    cautions_note: str | None
    phase: rules.Phase
    cautions: frozenset[str]
    for_older: bool
    avoids: frozenset[str] = frozenset()
    few_note: str | None = None

    @property
    def sources(self) -> tuple[Reference, ...]:
        """The sources of all its exercises, each once."""
        return tuple(dict.fromkeys(source for item in self.exercises for source in item.exercise.sources))


@dataclass(frozen=True)
class PlanRefused:
    """No exercises for now; ``reason`` says why, in sentences for the person."""

    code: RefusalCode
    reason: str


def plan_exercises(library: ExerciseLibrary, profile: PlanProfile) -> ExercisePlan | PlanRefused:
    """Choose exercises for ``profile``, or refuse.

    Args:
        library: Where the exercises come from.
        profile: What is known about the person.

    Raises:
        ValueError: If a caution, position or thing is not known (it would be ignored, which is unsafe), or the
            library has too few exercises that are safe for this person, who left nothing out.
    """
    for told, known, what in (
        (profile.cautions, CONTRAINDICATIONS, "caution"),
        (profile.positions_out, OUT_OF_REACH, "position"),
        (profile.equipment_missing, KINDS, "thing"),
    ):
        unknown = told - set(known)
        if unknown:
            raise ValueError(f"'{min(unknown)}' is not a known {what}; use one of {', '.join(known)}.")
    refused = refusal(profile)
    if refused is not None:
        return refused
    profile = spared(library, profile)
    orders = profile.orders
    if not profile.cautions <= orders.minded:
        raise ValueError(f"no rule minds {sorted(profile.cautions - orders.minded)}; it would be ignored, so add one.")
    safe = [exercise for exercise in library if is_fit(exercise, profile)]
    chosen = _choose(safe, profile, profile.phase, orders)
    if len(chosen) < FEWEST and not profile.has_wishes:
        raise ValueError(f"only {len(chosen)} exercises are safe with {sorted(orders.minded)}; add gentle ones.")
    if not chosen:
        return PlanRefused("nothing_left", words.REFUSALS["nothing_left"])
    return _write(chosen, profile, profile.phase, orders.minded)


def plan_with(library: ExerciseLibrary, profile: PlanProfile, names: Iterable[str]) -> ExercisePlan | PlanRefused:
    """A plan of these exercises, by id, and no others; those that do not fit the person are left out."""
    refused = refusal(profile)
    if refused is not None:
        return refused
    profile = spared(library, profile)
    found = [exercise for name in names if (exercise := library.get(name)) and is_fit(exercise, profile)]
    if not found:
        return PlanRefused("nothing_left", words.REFUSALS["nothing_left"])
    chosen = sorted(found, key=lambda each: (_GOAL_ORDER.index(each.goal), not _is_local(each, profile)))
    return _write(chosen, profile, profile.phase, profile.orders.minded)


def spared(library: ExerciseLibrary, profile: PlanProfile) -> PlanProfile:
    """The profile with the harder forms of what hurt left out too: they would ask even more of the same place."""
    left = set(profile.left_out)
    steps: dict[str, set[str | None]] = {exercise.id: {exercise.harder} for exercise in library}
    for exercise in library:
        if exercise.easier:
            steps.setdefault(exercise.easier, set()).add(exercise.id)
    todo = list(left)
    while todo:
        harder = {name for name in steps.get(todo.pop(), ()) if name} - left
        left |= harder
        todo += harder
    return replace(profile, left_out=frozenset(left))


def is_safe_for(exercise: Exercise, profile: PlanProfile) -> bool:
    """Not contraindicated, not left out by a rule, not too demanding, and its own condition (if any) is met."""
    orders = profile.orders
    return (
        exercise.level <= orders.level
        and exercise.is_safe_with(orders.minded)
        and not orders.left_out & exercise.kinds
        and set(exercise.only_if) <= orders.allowed
    )


def is_fit(exercise: Exercise, profile: PlanProfile) -> bool:
    """Safe (see `is_safe_for`), within reach with what there is at home, and not one that hurt."""
    return (
        exercise.id not in profile.left_out
        and profile.kinds_out.isdisjoint(exercise.kinds)
        and is_within_reach(exercise, profile.positions_out)
        and has_what_it_takes(exercise, profile.equipment_missing)
        and is_safe_for(exercise, profile)
    )


def refusal(profile: PlanProfile) -> PlanRefused | None:
    """When no exercise may be given, as the rules say: warning signs, recent surgery, under 18, a clinician first."""
    code = profile.orders.refusal
    return PlanRefused(code, words.REFUSALS[code]) if code is not None else None


def _choose(safe: list[Exercise], profile: PlanProfile, phase: rules.Phase, orders: Orders) -> list[Exercise]:
    """What the rules want, then the mix from the person's region, best first; from the rest until there are enough.

    Every goal keeps a place.
    """
    scores = {exercise.id: _score(exercise, profile, phase, orders.favoured) for exercise in safe}
    ranked = sorted(safe, key=lambda exercise: (-scores[exercise.id], exercise.id))
    local = [exercise for exercise in ranked if _is_local(exercise, profile)]
    others = [exercise for exercise in ranked if not _is_local(exercise, profile)]
    chosen: list[Exercise] = []
    for kind in orders.wanted:
        if len(chosen) < profile.most and (
            kind in _GOAL_ORDER or not any(kind in exercise.kinds for exercise in chosen)
        ):
            _take((exercise for exercise in (*local, *others) if kind in exercise.kinds), chosen, 1)
    for place, goal in enumerate(_GOAL_ORDER):
        kept = set(_GOAL_ORDER[place + 1 :]) - {exercise.goal for exercise in chosen}
        room = min(orders.mix[goal], profile.most - len(chosen) - len(kept))
        _take((exercise for exercise in local if exercise.goal == goal), chosen, room)
    wanted, fewest = min(profile.most, sum(orders.mix.values())), min(profile.most, FEWEST)
    for pool, number, steps_apart in ((local, wanted, True), (local, fewest, False), (ranked, fewest, False)):
        _take(pool, chosen, number - len(chosen), steps_apart)
    return sorted(chosen, key=lambda each: (_GOAL_ORDER.index(each.goal), not _is_local(each, profile)))


def _is_local(exercise: Exercise, profile: PlanProfile) -> bool:
    """Made for the place of the pain; in a general plan every exercise is."""
    return profile.region in exercise.regions or profile.region not in REGIONS


def _take(pool: Iterable[Exercise], chosen: list[Exercise], number: int, steps_apart: bool = True) -> None:
    """Move up to ``number`` exercises of ``pool`` to ``chosen``; ``steps_apart``: one step of each ladder."""
    for exercise in pool:
        if number <= 0:
            return
        if exercise in chosen or (steps_apart and any(_same_ladder(exercise, other) for other in chosen)):
            continue
        chosen.append(exercise)
        number -= 1


def _same_ladder(one: Exercise, other: Exercise) -> bool:
    """Whether one is the easier or harder form of the other, for the same goal."""
    linked = one.id in (other.easier, other.harder) or other.id in (one.easier, one.harder)
    return linked and one.goal == other.goal


def _score(exercise: Exercise, profile: PlanProfile, phase: rules.Phase, favoured: frozenset[str]) -> int:
    """How well an exercise fits; higher is better. Only ranks exercises that are already known to be safe.

    Weights are an engineer's: what the person cannot do counts most, after the movement that eases the pain.
    """
    score = 3 * len(set(exercise.helps) & set(profile.limits))
    if favoured & exercise.kinds:
        score += 4
    if exercise.position in profile.limits:  # sitting or standing is what hurts
        score -= 3
    if exercise.id == "walking_programme" and "walking" not in profile.limits:
        score += 3  # the plain choice for endurance (WalkBack trial)
    if exercise.regions[0] == profile.region:
        score += 2  # made for this place first of all
    if exercise.goal == "strength" and phase != "gentle":
        score += exercise.level
    if phase == "gentle" and "small_movement" in exercise.moves:
        score += 1
    if "harder" in profile.goals and exercise.level == 3:
        score += 2
    if profile.region not in REGIONS:
        score += len(exercise.regions)  # the general plan takes what suits most people
    if exercise.id in profile.kept:
        score += 40
    elif exercise.id in profile.already_shown:
        score -= 20
    return score


def dose_words(exercise: Exercise, phase: str) -> str:
    """How much of an exercise, in this phase."""
    return f"{exercise.dose_text} {words.HALF_AT_FIRST}" if phase == "gentle" else exercise.dose_text


def notes(cautions: Iterable[str], *, older: bool) -> tuple[str, ...]:
    """What was left out and why, and what to hold on to, in sentences to the person."""
    minded = tuple(rules.CAUTION_NOTES[caution] for caution in sorted(cautions))
    return (*minded, words.OLDER_NOTE) if older else minded


def _write(chosen: list[Exercise], profile: PlanProfile, phase: rules.Phase, cautions: frozenset[str]) -> ExercisePlan:
    planned = []
    for exercise in chosen:
        reasons = [rules.LIMIT_REASONS[limit] for limit in profile.limits if limit in exercise.helps]
        planned.append(PlannedExercise(exercise, dose_words(exercise, phase), " ".join([exercise.why, *reasons[:1]])))
    older = profile.age is not None and profile.age >= rules.OLDER_AGE
    return ExercisePlan(
        exercises=tuple(planned),
        days_per_week=max(exercise.dose.per_week for exercise in chosen),
        how_to_start=words.HOW_TO_START[phase],
        how_to_progress=words.HOW_TO_PROGRESS,
        stop_when=words.STOP_WHEN,
        fine_to_feel=words.FINE_TO_FEEL,
        cautions_note=" ".join(notes(cautions, older=older)) or None,
        phase=phase,
        cautions=cautions,
        for_older=older,
        avoids=profile.positions_out | profile.equipment_missing | profile.left_out,
        few_note=words.few_note(len(chosen)) if len(chosen) < min(FEWEST, profile.most) else None,
    )
