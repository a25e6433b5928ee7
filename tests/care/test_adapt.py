"""One exercise in talk, and a plan that is made anew: always as safe as a plan."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backline.care import (
    PAIN_ADVICE,
    ExercisePlan,
    PlanProfile,
    PlanRefused,
    another_for,
    judge,
    make_anew,
    plan_exercises,
    stand_ins,
    step_from,
    takes_out,
)
from backline.care.plan import FEWEST, is_fit, spared
from backline.care.plan_rules import CAUTION_NOTES
from backline.care.plan_words import ONLY_IF, not_for_you
from backline.care.reach import KINDS, ONLY_SITTING, OUT_OF_REACH, has_what_it_takes, is_within_reach
from backline.knowledge.exercise import REFUSING
from backline.knowledge.exercises import CONTRAINDICATIONS, REGIONS, ExerciseLibrary

BACK = PlanProfile(region="lower_back", duration_weeks=8, limits=("sitting",), condition=None)
LONG = replace(BACK, duration_weeks=52)
IDS = ("bridge", "bird_dog", "cat_cow", "clamshell", "chin_tuck", "walking_programme", "wall_slides")

profiles = st.builds(
    PlanProfile,
    region=st.sampled_from((*REGIONS, "")),
    duration_weeks=st.none() | st.floats(0, 200),
    limits=st.just(()),
    condition=st.none() | st.sampled_from(("spinal_stenosis", "osteoporosis", "herniated_disc")),
    age=st.none() | st.integers(18, 90),
    cautions=st.frozensets(st.sampled_from([c for c in CONTRAINDICATIONS if c not in REFUSING]), max_size=3),
    positions_out=st.frozensets(st.sampled_from(OUT_OF_REACH), max_size=8),
    equipment_missing=st.frozensets(st.sampled_from(KINDS), max_size=6),
    left_out=st.frozensets(st.sampled_from(IDS), max_size=4),
)


@settings(max_examples=300, deadline=None)
@given(profile=profiles)
def test_wishes_never_make_a_plan_less_safe(library: ExerciseLibrary, profile: PlanProfile) -> None:
    plan = plan_exercises(library, profile)
    if isinstance(plan, PlanRefused):
        assert plan.code == "nothing_left"
        assert profile.has_wishes
        assert not any(is_fit(exercise, spared(library, profile)) for exercise in library)
        return
    assert plan.exercises
    assert (plan.few_note is not None) == (len(plan.exercises) < FEWEST)
    for exercise in (item.exercise for item in plan.exercises):
        assert exercise.is_safe_with(profile.orders.minded)
        assert exercise.id not in profile.left_out
        assert is_within_reach(exercise, profile.positions_out)
        assert has_what_it_takes(exercise, profile.equipment_missing)


def test_a_wish_that_is_not_known_is_an_error(library: ExerciseLibrary) -> None:
    with pytest.raises(ValueError, match="'flying' is not a known position"):
        plan_exercises(library, replace(BACK, positions_out=frozenset({"flying"})))
    with pytest.raises(ValueError, match="'sofa' is not a known thing"):
        plan_exercises(library, replace(BACK, equipment_missing=frozenset({"sofa"})))


def test_nothing_left_is_said_and_is_no_crash(library: ExerciseLibrary) -> None:
    profile = replace(BACK, positions_out=ONLY_SITTING, equipment_missing=frozenset({"chair", "bike"}))
    plan = plan_exercises(library, profile)
    assert isinstance(plan, PlanRefused)
    assert plan.code == "nothing_left"


@pytest.mark.parametrize("code", ["red_flag", "recent_surgery", "under_18"])
def test_nothing_is_shown_or_changed_while_a_plan_would_be_refused(library: ExerciseLibrary, code: str) -> None:
    profile = {
        "red_flag": replace(BACK, red_flags=frozenset({"cancer"})),
        "recent_surgery": replace(BACK, cautions=frozenset({"recent_surgery"})),
        "under_18": replace(BACK, age=15),
    }[code]
    bridge = library.exercises["bridge"]
    assert not judge(bridge, profile).allowed
    assert step_from(library, bridge, profile, "easier").exercise is None
    assert another_for(library, bridge, profile) is None
    assert isinstance(make_anew(library, profile, ["bridge"]).plan, PlanRefused)


def test_every_reason_against_an_exercise_has_its_words(library: ExerciseLibrary) -> None:
    for caution in CAUTION_NOTES:
        assert not_for_you("This one", caution)
    assert {need for exercise in library for need in exercise.only_if} == set(ONLY_IF)


def test_an_exercise_that_a_rule_leaves_out_is_not_shown(library: ExerciseLibrary) -> None:
    verdict = judge(library.exercises["prone_press_up"], replace(BACK, condition="facet_joint_disease"))
    assert (verdict.allowed, "small joints" in (verdict.word or "")) == (False, True)


def test_an_exercise_that_a_caution_speaks_against_is_not_shown(library: ExerciseLibrary) -> None:
    for exercise in library:
        for caution in set(exercise.contraindications) & set(CAUTION_NOTES):
            verdict = judge(exercise, replace(BACK, cautions=frozenset({caution})))
            assert not verdict.allowed
            assert verdict.word == not_for_you(exercise.short_name, min(_against(exercise.contraindications, caution)))


def _against(contraindications: tuple[str, ...], caution: str) -> set[str]:
    return {caution} & set(contraindications)


@pytest.mark.parametrize(
    ("profile", "name", "word"),
    [
        (BACK, "bridge", None),
        (BACK, "prone_press_up", "bending back eases"),
        (replace(BACK, eased_by=frozenset({"bending_backward"})), "prone_press_up", None),
        (BACK, "side_plank_knees", "more than I would suggest"),
        (replace(BACK, positions_out=frozenset({"kneeling"})), "bird_dog", "position"),
        (replace(BACK, equipment_missing=frozenset({"band"})), "scapular_retraction_band", "thing"),
        (replace(BACK, left_out=frozenset({"bridge"})), "bridge", "this one hurt"),
    ],
)
def test_what_is_said_with_an_exercise(
    library: ExerciseLibrary, profile: PlanProfile, name: str, word: str | None
) -> None:
    verdict = judge(library.exercises[name], profile)
    assert verdict.allowed
    assert (verdict.word is None) if word is None else word in (verdict.word or "")


def test_an_easier_form_is_the_link_of_the_file(library: ExerciseLibrary) -> None:
    step = step_from(library, library.exercises["bridge"], BACK, "easier")
    assert step.linked
    assert step.exercise is library.exercises["pelvic_tilt"]


def test_a_form_that_is_not_safe_is_passed_over(library: ExerciseLibrary) -> None:
    # The easier form of the bridge lies on the back, which is out in pregnancy; the next one down is done sitting.
    step = step_from(library, library.exercises["bridge"], replace(BACK, cautions=frozenset({"pregnancy"})), "easier")
    assert step.exercise is library.exercises["seated_pelvic_tilt"]


def test_a_harder_form_waits_until_the_pain_is_old_enough(library: ExerciseLibrary) -> None:
    bridge = library.exercises["bridge"]
    soon = step_from(library, bridge, BACK, "harder")
    assert not soon.linked
    assert soon.too_soon
    assert step_from(library, bridge, LONG, "harder").exercise is library.exercises["single_leg_bridge"]
    older = step_from(library, bridge, replace(LONG, age=70), "harder")
    assert older.exercise is None or older.exercise.level < 3


@settings(max_examples=200, deadline=None)
@given(profile=profiles, name=st.sampled_from(IDS), way=st.sampled_from(("easier", "harder")))
def test_every_step_fits_the_person(library: ExerciseLibrary, profile: PlanProfile, name: str, way: str) -> None:
    step = step_from(library, library.exercises[name], profile, "easier" if way == "easier" else "harder")
    if step.exercise is None:
        return
    assert step.exercise.id != name
    assert is_fit(step.exercise, replace(profile, goals=frozenset({"harder"} if way == "harder" else ())))
    if not step.linked:
        assert step.exercise.goal == library.exercises[name].goal


def test_a_plan_made_anew_changes_only_what_has_to_change(library: ExerciseLibrary) -> None:
    plan = plan_exercises(library, BACK)
    assert isinstance(plan, ExercisePlan)
    shown = [item.exercise.id for item in plan.exercises]
    change = make_anew(library, replace(BACK, positions_out=frozenset({"kneeling"})), shown)
    assert isinstance(change.plan, ExercisePlan)
    now = {item.exercise.id for item in change.plan.exercises}
    left = {exercise.id for exercise in change.left}
    assert left == {name for name in shown if not is_within_reach(library.exercises[name], {"kneeling"})}
    assert {exercise.id for exercise in change.new} == now - set(shown)
    assert set(shown) - left <= now


def test_a_plan_that_fits_already_stays_the_same(library: ExerciseLibrary) -> None:
    plan = plan_exercises(library, BACK)
    assert isinstance(plan, ExercisePlan)
    shown = [item.exercise.id for item in plan.exercises]
    change = make_anew(library, replace(BACK, equipment_missing=frozenset({"mat"})), shown)
    assert not change.left
    assert not change.new


def test_a_rug_stands_in_for_a_mat_only_where_there_is_one() -> None:
    assert any("rug" in note for note in stand_ins(["mat"]))
    assert stand_ins(["mat", "rug"]) == ()
    assert stand_ins(["wall"]) == ()


def test_only_soreness_leaves_an_exercise_in_the_plan() -> None:
    assert {feeling for feeling in PAIN_ADVICE if not takes_out(feeling)} == {"sore"}  # type: ignore[arg-type]
    assert all("stop" in advice.lower() for advice in PAIN_ADVICE.values())
