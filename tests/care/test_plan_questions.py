"""Short answers about a plan, out of its own doses and days."""

from __future__ import annotations

import pytest

from backline.care import PLAN_QUESTIONS, PlanQuestion, answer_question
from backline.care.schedule import DAYS
from backline.knowledge.exercises import Exercise, ExerciseLibrary


@pytest.fixture
def plan(library: ExerciseLibrary) -> list[Exercise]:
    return [library.exercises[name] for name in ("walking_programme", "cat_cow", "bird_dog", "bridge")]


@pytest.mark.parametrize("question", PLAN_QUESTIONS)
def test_every_question_has_a_short_answer(plan: list[Exercise], question: PlanQuestion) -> None:
    for exercises in (plan, plan[:1], plan[-1:]):
        text = answer_question(question, exercises, "building")
        assert text
        assert len(text.split()) <= 110, text


def test_the_amounts_are_those_of_the_files(plan: list[Exercise]) -> None:
    text = answer_question("often", plan, "gentle")
    assert all(exercise.dose_text in text for exercise in plan)
    assert "half" in text
    assert "half" not in answer_question("often", plan, "building")


def test_one_exercise_is_answered_alone(plan: list[Exercise]) -> None:
    text = answer_question("dose", plan, "building", plan[3])
    assert text == f"Bridge: {plan[3].dose_text}"


def test_the_days_are_those_of_the_schedule(plan: list[Exercise]) -> None:
    text = answer_question("days", plan, "building")
    assert "Monday, Wednesday and Friday: Bird dog and Bridge" in text
    assert "Thursday and Sunday are free" in text
    assert all(day in text for day in DAYS)


def test_names_with_and_are_told_apart(plan: list[Exercise]) -> None:
    assert "Walking, Cat and cow, Bird dog, and Bridge" in answer_question("order", plan, "building")


def test_strength_gets_a_day_of_rest(plan: list[Exercise]) -> None:
    assert "day of rest before you do Bird dog and Bridge" in answer_question("same_day", plan, "building")
    assert "rest" not in answer_question("same_day", plan[:2], "building")


def test_things_that_are_needed_are_named_with_what_stands_in(plan: list[Exercise]) -> None:
    text = answer_question("equipment", plan, "building")
    assert "a mat" in text
    assert "rug" in text
    assert "rug" not in answer_question("equipment", plan[:1], "building")
