"""Decisions about care as pure functions: triage, review of conservative care, exercise plans."""

from __future__ import annotations

from backline.care.adapt import (
    Change,
    Feeling,
    Step,
    Verdict,
    Way,
    another_for,
    judge,
    make_anew,
    stand_ins,
    step_from,
    takes_out,
)
from backline.care.plan import (
    ExercisePlan,
    PlannedExercise,
    PlanProfile,
    PlanRefused,
    dose_words,
    plan_exercises,
    refusal,
)
from backline.care.plan_questions import PLAN_QUESTIONS, PlanQuestion, answer_question, name_list
from backline.care.plan_record import PLAN_LINK, PlanRecord, PlanSheet, plan_sheet
from backline.care.plan_words import FIT_TO_YOU, PAIN_ADVICE, TOO_DEMANDING
from backline.care.review import CareOutcome, CareReview, CareThresholds, function_score, review_care
from backline.care.triage import CareError, RedFlagReplies, Tier, Triage, triage
from backline.care.words import care_name, describe_weeks, join_words

__all__ = [
    "FIT_TO_YOU",
    "PAIN_ADVICE",
    "PLAN_LINK",
    "PLAN_QUESTIONS",
    "TOO_DEMANDING",
    "CareError",
    "CareOutcome",
    "CareReview",
    "CareThresholds",
    "Change",
    "ExercisePlan",
    "Feeling",
    "PlanProfile",
    "PlanQuestion",
    "PlanRecord",
    "PlanRefused",
    "PlanSheet",
    "PlannedExercise",
    "RedFlagReplies",
    "Step",
    "Tier",
    "Triage",
    "Verdict",
    "Way",
    "another_for",
    "answer_question",
    "care_name",
    "describe_weeks",
    "dose_words",
    "function_score",
    "join_words",
    "judge",
    "make_anew",
    "name_list",
    "plan_exercises",
    "plan_sheet",
    "refusal",
    "review_care",
    "stand_ins",
    "step_from",
    "takes_out",
    "triage",
]
