"""The days of a week, and how a plan grows."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.care import ExercisePlan, PlanProfile, PlanRecord, plan_exercises, plan_sheet
from backline.care.schedule import days_of, stages, week
from backline.knowledge import ExerciseLibrary
from backline.knowledge.exercise import CONTRAINDICATIONS, REFUSING

TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def plan(library: ExerciseLibrary) -> ExercisePlan:
    found = plan_exercises(library, PlanProfile("lower_back", 20, ("lifting",), None, age=70))
    assert isinstance(found, ExercisePlan)
    return found


def test_each_exercise_has_as_many_days_as_its_dose_says(library: ExerciseLibrary) -> None:
    for exercise in library:
        days = days_of(exercise)
        assert len(days) == exercise.dose.per_week
        assert list(days) == sorted(set(days))
        assert set(days) <= set(range(7))


def test_up_to_three_days_of_strength_have_a_day_of_rest_between(library: ExerciseLibrary) -> None:
    for exercise in library:
        days = days_of(exercise)
        if len(days) <= 3:
            assert all(later - earlier > 1 for earlier, later in pairwise(days))


def test_a_week_holds_every_exercise(plan: ExercisePlan) -> None:
    exercises = [planned.exercise for planned in plan.exercises]
    assert {exercise.id for day in week(exercises) for exercise in day} == {exercise.id for exercise in exercises}


def test_next_steps_are_named_only_where_there_are_any(plan: ExercisePlan) -> None:
    exercises = [planned.exercise for planned in plan.exercises]
    assert "next step" not in stages(exercises, [])[-1].text
    assert exercises[0].name in stages(exercises, exercises[:1])[-1].text


def test_a_record_gives_the_same_plan_again(plan: ExercisePlan, library: ExerciseLibrary) -> None:
    record = PlanRecord.of(plan, TODAY)
    assert PlanRecord.read(record.text()) == record
    sheet = plan_sheet(record, library)
    assert sheet is not None
    assert [(e.id, dose) for e, dose in sheet.exercises] == [(p.exercise.id, p.dose_text) for p in plan.exercises]
    assert " ".join(sheet.notes) == (plan.cautions_note or "")
    assert sheet.made == TODAY


@given(
    st.sampled_from(["lower_back", "upper_back", "neck", "buttock_leg", "arm", "unknown"]),
    st.sampled_from([None, 1.0, 8.0, 30.0]),
    st.sets(st.sampled_from([name for name in CONTRAINDICATIONS if name not in REFUSING]), max_size=4),
    st.sampled_from([None, 30, 72]),
)
def test_no_next_step_is_unsafe(
    library: ExerciseLibrary, region: str, weeks: float | None, cautions: set[str], age: int | None
) -> None:
    plan = plan_exercises(library, PlanProfile(region, weeks, (), None, age=age, cautions=frozenset(cautions)))
    assert isinstance(plan, ExercisePlan)
    sheet = plan_sheet(PlanRecord.of(plan, TODAY), library)
    assert sheet is not None
    assert len(sheet.exercises) == len(plan.exercises)
    unsafe = [exercise.name for exercise in library if plan.cautions & set(exercise.contraindications)]
    last = sheet.stages[-1].text
    assert [name for name in unsafe if name in last and name not in {e.name for e, _ in sheet.exercises}] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "2026-11-28|gentle|bridge",
        "2026-13-41|gentle|bridge|",
        "2026-11-28|wild|bridge|",
        "2026-11-28|gentle|bridge|gout",
    ],
)
def test_what_is_no_record_is_none(text: str) -> None:
    assert PlanRecord.read(text) is None


def test_exercises_that_are_gone_or_no_longer_safe_are_left_out(library: ExerciseLibrary) -> None:
    record = PlanRecord(TODAY, "gentle", ("bridge", "no_such_exercise", "prone_press_up"), ("pregnancy",))
    sheet = plan_sheet(record, library)
    assert sheet is None, "both are done lying down"
    kept = plan_sheet(PlanRecord(TODAY, "gentle", ("bridge", "no_such_exercise", "clamshell"), ("pregnancy",)), library)
    assert kept is not None
    assert [exercise.id for exercise, _ in kept.exercises] == ["clamshell"]
    assert plan_sheet(PlanRecord(TODAY, "gentle", ("no_such_exercise",)), library) is None


def test_what_is_avoided_is_no_next_step_and_survives_the_line(library: ExerciseLibrary) -> None:
    record = PlanRecord(TODAY, "building", ("pelvic_tilt", "clamshell"), (), True, ("bridge", "standing"))
    assert PlanRecord.read(record.text()) == record
    sheet = plan_sheet(record, library)
    assert sheet is not None
    assert "Side-lying leg lift" in sheet.stages[-1].text
    assert "Bridge" not in sheet.stages[-1].text
    free = plan_sheet(PlanRecord(TODAY, "building", ("pelvic_tilt", "clamshell")), library)
    assert free is not None
    assert "Bridge" in free.stages[-1].text
