"""What a patient reads about exercises and care is at US grade 8 or below, and names no dose of medicine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any, cast

import pytest
import yaml
from rasa_sdk import Tracker

from actions.action_ask_care_review_form_spine_history import spine_history_question
from actions.support.view import TurnView
from backline.care import (
    PLAN_QUESTIONS,
    CareReview,
    PlanQuestion,
    RedFlagReplies,
    answer_question,
    plan_rules,
    plan_words,
    reach,
    review_care,
)
from backline.care.review_words import ADD
from backline.knowledge.exercises import ExerciseLibrary
from tests.conftest import PROJECT
from tests.helpers.syllables import offline_syllables  # noqa: F401  (a fixture)

GRADE = 8.0
textstat: Any = import_module("textstat")  # it has no type hints
pytestmark = pytest.mark.usefixtures("offline_syllables")


def _grade(text: str) -> float:
    sentences = re.sub(r"^- (.*)$", r"\1.", text, flags=re.MULTILINE)
    return float(textstat.textstat.flesch_kincaid_grade(sentences))


def _exercise_texts(library: ExerciseLibrary) -> Iterator[tuple[str, str]]:
    for exercise in library:
        yield f"{exercise.id}: how", " ".join((*exercise.steps, exercise.dose_text))
        yield f"{exercise.id}: why", exercise.why
        yield f"{exercise.id}: care", " ".join((*exercise.cautions, *exercise.stop_when))


def _reply_texts(replies: RedFlagReplies) -> Iterator[tuple[str, str]]:
    numbers = dict.fromkeys(("emergency_number", "crisis_line", "clinic_phone", "clinic_name"), "911")
    for key in replies.texts:
        yield key, replies.text(key, numbers)


def _plan_texts() -> Iterator[tuple[str, str]]:
    for name, table in (("start", plan_words.HOW_TO_START), ("refusal", plan_words.REFUSALS)):
        for key, text in table.items():
            yield f"{name}: {key}", text if isinstance(text, str) else " ".join(text)
    for name, sentences in (
        ("progress", plan_words.HOW_TO_PROGRESS),
        ("stop", plan_words.STOP_WHEN),
        ("fine", plan_words.FINE_TO_FEEL),
    ):
        yield name, " ".join(sentences)
    yield "fit", plan_words.FIT_TO_YOU
    yield from plan_words.PAIN_ADVICE.items()
    for text in (plan_words.HURT_BEFORE, plan_words.OUT_OF_REACH, plan_words.THING_MISSING, plan_words.TOO_DEMANDING):
        yield text, text
    yield from plan_words.ONLY_IF.items()
    yield from ((caution, plan_words.not_for_you("Bridge", caution)) for caution in plan_rules.CAUTION_NOTES)
    yield from ((f"few: {number}", plan_words.few_note(number)) for number in (1, 2, 3))
    yield from reach.STANDS_IN.items()
    yield from plan_rules.CAUTION_NOTES.items()
    yield from plan_rules.LIMIT_REASONS.items()


def _review_texts() -> Iterator[tuple[str, str]]:
    tried: list[tuple[str, ...]] = [
        (),
        ("rest",),
        ("hot_cold",),
        ("physical_therapy", "injection"),
        ("surgery",),
    ]
    for care in tried:
        for weeks in (None, 2, 8, 30):
            for improved in (None, True, False):
                for worse in (None, True):
                    outcome = review_care(CareReview(care, weeks, improved, worse))
                    where = f"{care} {weeks} {improved} {worse}"
                    yield f"{where}: reasons", " ".join(outcome.reasons)
                    yield f"{where}: steps", " ".join(outcome.next_steps)
    for more in (
        {"warning": "urgent"},
        {"warning": "emergency"},
        {"function": (9.0, 9.0, 9.0)},
        {"regularity": "now_and_then"},
        {"earlier_surgery": True, "imaging": True},
    ):
        outcome = review_care(CareReview(("exercise",), 8, False, None, **more))  # type: ignore[arg-type]
        yield f"{more}: reasons", " ".join(outcome.reasons)
        yield f"{more}: steps", " ".join(outcome.next_steps)


def _question_texts() -> Iterator[tuple[str, str]]:
    """What the review asks about practice, daily life and history, and what is said about the clinic's summary."""
    domain = yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))
    asked = (
        "care_tried",
        "care_weeks",
        "care_improved",
        "sudden_worsening",
        "care_regularity",
        "function_pain",
        "function_joy",
        "function_activity",
        "spine_history",
    )
    for name, variants in domain["responses"].items():
        if name.endswith(asked) or name.startswith("utter_summary"):
            for number, variant in enumerate(variants):
                yield f"{name} {number}", variant["text"].replace("{clinic_phone}", "us")
    for known in ({}, {"earlier_surgery": True}, {"imaging_had": False}):
        texts, _ = spine_history_question(TurnView(Tracker("x", known, {}, [], False, None, {}, "x")))
        for number, text in enumerate(texts):
            yield f"history {known} {number}", text


def _all_texts(library: ExerciseLibrary, replies: RedFlagReplies) -> Iterator[tuple[str, str]]:
    yield from _exercise_texts(library)
    yield from _reply_texts(replies)
    yield from _plan_texts()
    yield from _review_texts()
    plan = [library.exercises[name] for name in ("walking_programme", "cat_cow", "bird_dog", "bridge")]
    for question in PLAN_QUESTIONS:
        yield f"question: {question}", answer_question(cast(PlanQuestion, question), plan, "gentle")
    yield from _question_texts()


def test_the_measure_tells_hard_text_from_easy_text() -> None:
    assert _grade("Lie on your back. Bend your knees. Lift your hips slowly.") < 3
    hard = "Conservative rehabilitation necessitates individualized neuromuscular reconditioning interventions."
    assert _grade(hard) > 12


def test_everything_reads_at_grade_8_or_below(library: ExerciseLibrary, replies: RedFlagReplies) -> None:
    grades = {where: _grade(text) for where, text in _all_texts(library, replies)}
    assert len(grades) > 200
    assert {where: grade for where, grade in grades.items() if grade > GRADE} == {}


def test_no_dose_of_medicine_no_promise_and_no_frightening_word(
    library: ExerciseLibrary, replies: RedFlagReplies
) -> None:
    dose = r"\b\d+\s*(mg|milligrams?|tablets?|pills?)\b|ibuprofen|acetaminophen|paracetamol|naproxen|gabapentin"
    promise = r"\b(cures?|will (fix|heal|relieve|help you)|guarantee\w*|always works|pain.free)\b"
    fear = r"crumbl|worn out|slipped|bone on bone|degenerat|wear and tear"
    for where, text in _all_texts(library, replies):
        assert not re.search(f"{dose}|{promise}|{fear}", text.lower()), where


@pytest.mark.parametrize("care_id", ["hot_cold", "medication", "exercise", "physical_therapy"])
def test_what_is_worth_adding_is_one_or_two_sentences(care_id: str) -> None:
    assert 1 <= len(re.findall(r"\.(?:\s|$)", ADD[care_id])) <= 2
