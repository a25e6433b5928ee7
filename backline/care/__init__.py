"""Decisions about care as pure functions: triage, review of conservative care, exercise plans."""

from __future__ import annotations

from backline.care.plan import ExercisePlan, PlannedExercise, PlanProfile, PlanRefused, plan_exercises
from backline.care.review import CareOutcome, CareReview, CareThresholds, review_care
from backline.care.triage import CareError, RedFlagReplies, Tier, Triage, triage
from backline.care.words import care_name, describe_weeks, join_words

__all__ = [
    "CareError",
    "CareOutcome",
    "CareReview",
    "CareThresholds",
    "ExercisePlan",
    "PlanProfile",
    "PlanRefused",
    "PlannedExercise",
    "RedFlagReplies",
    "Tier",
    "Triage",
    "care_name",
    "describe_weeks",
    "join_words",
    "plan_exercises",
    "review_care",
    "triage",
]
