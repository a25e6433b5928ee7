"""Exercises as cards, and the link to the page of a plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from backline.care import PLAN_LINK, ExercisePlan, PlannedExercise, PlanProfile, PlanRecord, dose_words
from backline.knowledge import Exercise

Card = dict[str, Any]


def planned_card(planned: PlannedExercise) -> Card:
    """The card of an exercise as a plan holds it."""
    return _card(planned.exercise, planned.dose_text, planned.why)


def exercise_card(exercise: Exercise, profile: PlanProfile) -> Card:
    """The card of one exercise, with the amount that fits this person."""
    return _card(exercise, dose_words(exercise, profile.phase), exercise.why)


def _card(exercise: Exercise, dose: str, why: str) -> Card:
    return {
        "kind": "exercise",
        "title": exercise.name,
        "picture": f"/exercises/{exercise.id}.svg",
        "dose": dose,
        "why": why,
        "steps": list(exercise.steps),
        "note": " ".join(exercise.cautions),
        "stop": " ".join(exercise.stop_when),
    }


def record_of(plan: ExercisePlan) -> str:
    """The record of a plan that is shown today, for its page."""
    return PlanRecord.of(plan, date.today()).text()


def plan_link(record: str, title: str = "Keep or print this plan") -> dict[str, str]:
    """The link to the page of a plan, by its record."""
    return {"title": title, "href": f"{PLAN_LINK}{record}"}
