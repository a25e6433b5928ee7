"""Exercise plans: safe for every profile, always 4 to 6 exercises, the same every time."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backline.care import ExercisePlan, PlanProfile, PlanRefused, plan_exercises
from backline.care.plan_rule import cautions_of
from backline.care.plan_rule_table import RULES
from backline.care.plan_rules import CAUTION_NOTES, LIMIT_REASONS, phase_of
from backline.care.plan_words import HALF_AT_FIRST, OLDER_NOTE, REFUSALS
from backline.knowledge.exercise import REFUSING
from backline.knowledge.exercises import CONTRAINDICATIONS, LIMITS, REGIONS, ExerciseLibrary

TELLABLE = tuple(caution for caution in CONTRAINDICATIONS if caution not in REFUSING)
CONDITIONS = (
    "herniated_disc",
    "bulging_disc",
    "spinal_stenosis",
    "spondylolisthesis",
    "osteoporosis",
    "sciatica",
    "pinched_nerve",
    "facet_joint_disease",
    "muscle_strain",
    "low_back_pain",
)

profiles = st.builds(
    PlanProfile,
    region=st.sampled_from((*REGIONS, "", "knee")),
    duration_weeks=st.none() | st.floats(0, 2000),
    limits=st.lists(st.sampled_from(LIMITS), unique=True, max_size=4).map(tuple),
    condition=st.none() | st.sampled_from(CONDITIONS),
    age=st.none() | st.integers(18, 99),
    cautions=st.frozensets(st.sampled_from(TELLABLE)),
    goals=st.frozensets(st.sampled_from(("strength", "flexibility", "endurance", "gentler", "harder"))),
    eased_by=st.frozensets(st.sampled_from(("bending_forward", "bending_backward"))),
    weeks_since_surgery=st.none() | st.floats(12, 2000),
    other_conditions=st.frozensets(st.sampled_from(CONDITIONS), max_size=3),
)


def _plan(library: ExerciseLibrary, profile: PlanProfile) -> ExercisePlan:
    plan = plan_exercises(library, profile)
    assert isinstance(plan, ExercisePlan)
    return plan


def _ids(plan: ExercisePlan) -> list[str]:
    return [item.exercise.id for item in plan.exercises]


@settings(max_examples=400, deadline=None)
@given(profile=profiles)
def test_no_plan_holds_a_contraindicated_exercise(library: ExerciseLibrary, profile: PlanProfile) -> None:
    plan = _plan(library, profile)
    for exercise in (item.exercise for item in plan.exercises):
        assert not profile.cautions & set(exercise.contraindications)
        if "spinal_stenosis" in profile.conditions or "spondylolisthesis" in profile.conditions:
            assert "end_range_extension" not in exercise.moves
        if "osteoporosis" in profile.conditions | profile.cautions:
            assert not {"loaded_flexion", "end_range_flexion", "twisting"} & set(exercise.moves)
        if "herniated_disc" in profile.conditions and profile.region in {"lower_back", "buttock_leg"}:
            assert not {"loaded_flexion", "end_range_flexion"} & set(exercise.moves)
        if "pregnancy" in profile.cautions:
            assert exercise.position not in {"lying_back", "lying_front"}
        if "high_blood_pressure" in profile.cautions:
            assert "straining_hold" not in exercise.moves
        if "bending_backward" not in profile.eased_by:
            assert exercise.id != "prone_press_up"


@settings(max_examples=400, deadline=None)
@given(profile=profiles)
def test_every_plan_is_a_mix_of_4_to_6_different_exercises(library: ExerciseLibrary, profile: PlanProfile) -> None:
    plan = _plan(library, profile)
    ids = _ids(plan)
    assert 4 <= len(ids) <= 6
    assert len(set(ids)) == len(ids)
    assert {item.exercise.goal for item in plan.exercises} == {"endurance", "flexibility", "strength"}
    assert 1 <= plan.days_per_week <= 7


@settings(max_examples=100, deadline=None)
@given(profile=profiles)
def test_the_same_profile_gives_the_same_plan(library: ExerciseLibrary, profile: PlanProfile) -> None:
    shuffled = ExerciseLibrary(dict(sorted(library.exercises.items(), reverse=True)))
    assert plan_exercises(library, profile) == plan_exercises(shuffled, replace(profile))


@settings(max_examples=100, deadline=None)
@given(profile=profiles)
def test_every_caution_told_is_said_back(library: ExerciseLibrary, profile: PlanProfile) -> None:
    note = _plan(library, profile).cautions_note or ""
    for caution in profile.cautions:
        assert CAUTION_NOTES[caution] in note


@settings(max_examples=200, deadline=None)
@given(profile=profiles)
def test_new_pain_and_65_and_over_stay_gentle(library: ExerciseLibrary, profile: PlanProfile) -> None:
    levels = {item.exercise.level for item in _plan(library, profile).exercises}
    if profile.duration_weeks is None or profile.duration_weeks < 6 or "gentler" in profile.goals:
        assert levels == {1}
    if profile.age is not None and profile.age >= 65:
        assert 3 not in levels


def test_every_exercise_is_reachable_without_asking_for_others(library: ExerciseLibrary) -> None:
    limits = [(), *((limit,) for limit in LIMITS), *itertools.combinations(LIMITS, 2)]
    goals = [frozenset[str](), frozenset({"harder"}), frozenset({"gentler"})]
    eased = [frozenset[str](), frozenset({"bending_backward"}), frozenset({"bending_forward"})]
    cautions = [frozenset[str](), *(frozenset({caution}) for caution in TELLABLE)]
    reached: set[str] = set()
    for region, weeks, limit, goal in itertools.product((*REGIONS, ""), (2, 8, 20), limits, goals):
        reached.update(_ids(_plan(library, PlanProfile(region, weeks, limit, None, goals=goal))))
    for region, weeks, told, ease in itertools.product(REGIONS, (2, 8, 20), cautions, eased):
        profile = PlanProfile(region, weeks, (), None, cautions=told, eased_by=ease)
        reached.update(_ids(_plan(library, profile)))
    assert reached == set(library.exercises)


def test_asking_for_others_brings_new_ones(library: ExerciseLibrary) -> None:
    first = PlanProfile("lower_back", 20, ("sitting",), None)
    shown = frozenset(_ids(_plan(library, first)))
    others = set(_ids(_plan(library, replace(first, already_shown=shown))))
    assert len(others - shown) >= 4


@pytest.mark.parametrize(
    ("weeks", "phase"),
    [
        (None, "gentle"),
        (0.5, "gentle"),
        (5.9, "gentle"),
        (6, "building"),
        (11.9, "building"),
        (12, "strengthening"),
    ],
)
def test_the_phase_follows_the_weeks(library: ExerciseLibrary, weeks: float | None, phase: str) -> None:
    assert phase_of(weeks) == phase
    plan = _plan(library, PlanProfile("lower_back", weeks, (), None))
    goals = [item.exercise.goal for item in plan.exercises]
    mix = next(dict(rule.mix) for rule in RULES if rule.mix and phase in rule.when)
    assert {goal: goals.count(goal) for goal in set(goals)} == mix


def test_new_low_back_pain_gets_walking_and_half_doses(library: ExerciseLibrary) -> None:
    plan = _plan(library, PlanProfile("lower_back", 2, (), None))
    assert plan.exercises[0].exercise.id == "walking_programme"
    assert all(item.dose_text.endswith(HALF_AT_FIRST) for item in plan.exercises)


def test_chronic_pain_gets_strengthening_at_full_dose(library: ExerciseLibrary) -> None:
    plan = _plan(library, PlanProfile("lower_back", 30, (), None))
    strength = [item for item in plan.exercises if item.exercise.goal == "strength"]
    assert len(strength) == 3
    assert max(item.exercise.level for item in strength) == 2
    assert not any(HALF_AT_FIRST in item.dose_text for item in plan.exercises)


def test_level_3_is_only_for_those_who_ask(library: ExerciseLibrary) -> None:
    asked = PlanProfile("lower_back", 30, (), None, goals=frozenset({"harder"}))
    assert 3 in {item.exercise.level for item in _plan(library, asked).exercises}
    too_early = replace(asked, duration_weeks=8)
    assert 3 not in {item.exercise.level for item in _plan(library, too_early).exercises}


def test_stenosis_prefers_bending_forward(library: ExerciseLibrary) -> None:
    plan = _plan(library, PlanProfile("buttock_leg", 20, ("walking",), "spinal_stenosis"))
    moves = [set(item.exercise.moves) for item in plan.exercises]
    assert "stationary_bike" in _ids(plan)
    assert "knee_to_chest" in _ids(plan)
    assert not any({"extension", "end_range_extension"} & move for move in moves)


def test_a_disc_with_leg_pain_eased_by_bending_back_gets_the_press_up(library: ExerciseLibrary) -> None:
    eased = frozenset({"bending_backward"})
    plan = _plan(library, PlanProfile("buttock_leg", 3, (), "herniated_disc", eased_by=eased))
    assert "prone_press_up" in _ids(plan)
    assert "knee_to_chest" not in _ids(plan)


@pytest.mark.parametrize(
    ("conditions", "region", "told", "expected"),
    [
        ((), "lower_back", (), set()),
        ((), "buttock_leg", (), {"herniated_disc_leg_pain"}),
        ((), "arm", (), {"arm_nerve_pain"}),
        (("spinal_stenosis",), "buttock_leg", (), {"spinal_stenosis"}),
        ((), "buttock_leg", ("spinal_stenosis",), {"spinal_stenosis"}),
        (("herniated_disc",), "lower_back", (), {"herniated_disc_leg_pain"}),
        (("herniated_disc",), "neck", (), {"arm_nerve_pain"}),
        (("sciatica", "spinal_stenosis"), "buttock_leg", (), {"spinal_stenosis", "herniated_disc_leg_pain"}),
        (("spondylolysis",), "lower_back", ("knee_problem",), {"spondylolisthesis", "knee_problem"}),
    ],
)
def test_cautions_follow_from_condition_and_place(
    conditions: tuple[str, ...], region: str, told: tuple[str, ...], expected: set[str]
) -> None:
    assert cautions_of(RULES, frozenset({*conditions, *told, region})) == expected


@pytest.mark.parametrize("region", REGIONS)
def test_a_plain_plan_stays_in_its_region(library: ExerciseLibrary, region: str) -> None:
    plan = _plan(library, PlanProfile(region, 20, (), None))
    assert all(region in item.exercise.regions for item in plan.exercises)


def test_a_short_plan_is_not_stretched_with_the_same_exercise_made_harder(library: ExerciseLibrary) -> None:
    ids = _ids(_plan(library, PlanProfile("arm", 20, (), "pinched_nerve")))
    assert "walking_programme" in ids
    assert "brisk_walking" not in ids


def test_an_unknown_region_gets_a_gentle_general_plan(library: ExerciseLibrary) -> None:
    plan = _plan(library, PlanProfile("somewhere", 50, (), None))
    assert {item.exercise.level for item in plan.exercises} == {1}
    assert all(len(item.exercise.regions) > 1 for item in plan.exercises)


def test_the_reason_names_what_is_hard(library: ExerciseLibrary) -> None:
    plan = _plan(library, PlanProfile("lower_back", 20, ("lifting",), None))
    fitting = [item for item in plan.exercises if "lifting" in item.exercise.helps]
    assert len(fitting) >= 3
    assert all(LIMIT_REASONS["lifting"] in item.why for item in fitting)


def test_older_people_are_told_to_hold_on(library: ExerciseLibrary) -> None:
    assert _plan(library, PlanProfile("neck", 3, (), None, age=64)).cautions_note is None
    assert _plan(library, PlanProfile("neck", 3, (), None, age=65)).cautions_note == OLDER_NOTE


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"red_flags": frozenset({"infection"})}, "red_flag"),
        ({"red_flags": frozenset({"infection"}), "age": 12}, "red_flag"),
        ({"cautions": frozenset({"recent_surgery"})}, "recent_surgery"),
        ({"weeks_since_surgery": 11.9}, "recent_surgery"),
        ({"weeks_since_surgery": 0}, "recent_surgery"),
        ({"age": 17}, "under_18"),
        ({"condition": "compression_fracture"}, "clinician_first"),
        ({"other_conditions": frozenset({"myelopathy"})}, "clinician_first"),
    ],
)
def test_a_plan_is_refused(library: ExerciseLibrary, change: dict[str, object], code: str) -> None:
    profile = replace(PlanProfile("lower_back", 8, (), None), **change)  # type: ignore[arg-type]
    refused = plan_exercises(library, profile)
    assert isinstance(refused, PlanRefused)
    assert (refused.code, refused.reason) == (code, REFUSALS[code])


def test_a_surgeons_leave_comes_first() -> None:
    assert "surgeon's leave first" in REFUSALS["recent_surgery"]


def test_an_unknown_caution_is_an_error_and_never_ignored(library: ExerciseLibrary) -> None:
    with pytest.raises(ValueError, match="'bad_knee' is not a known caution"):
        plan_exercises(library, PlanProfile("neck", 2, (), None, cautions=frozenset({"bad_knee"})))


def test_too_small_a_library_is_an_error(library: ExerciseLibrary) -> None:
    small = ExerciseLibrary({key: library.exercises[key] for key in ("bridge", "chin_tuck", "open_book")})
    with pytest.raises(ValueError, match="only 1 exercises are safe"):
        plan_exercises(small, PlanProfile("neck", 2, (), None))


def test_a_plan_carries_the_sources_of_its_exercises_once(library: ExerciseLibrary) -> None:
    plan = _plan(library, PlanProfile("lower_back", 20, (), None))
    assert len(set(plan.sources)) == len(plan.sources)
    assert {source for item in plan.exercises for source in item.exercise.sources} == set(plan.sources)
