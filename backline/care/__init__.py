"""Decisions about care as pure functions: triage, review of conservative care, exercise plans."""

from __future__ import annotations

from backline.care.plan import ExercisePlan, PlannedExercise, PlanProfile, PlanRefused, plan_exercises
from backline.care.plan_record import PLAN_LINK, PlanRecord, PlanSheet, plan_sheet
from backline.care.review import CareOutcome, CareReview, CareThresholds, function_score, review_care
from backline.care.triage import CareError, RedFlagReplies, Tier, Triage, triage
from backline.care.words import care_name, describe_weeks, join_words

__all__ = [
    "PLAN_LINK",
    "CareError",
    "CareOutcome",
    "CareReview",
    "CareThresholds",
    "ExercisePlan",
    "PlanProfile",
    "PlanRecord",
    "PlanRefused",
    "PlanSheet",
    "PlannedExercise",
    "RedFlagReplies",
    "Tier",
    "Triage",
    "care_name",
    "describe_weeks",
    "function_score",
    "join_words",
    "plan_exercises",
    "plan_sheet",
    "review_care",
    "triage",
]
