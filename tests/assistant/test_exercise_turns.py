"""The intent of a turn about exercises: what the words mean depends on what was shown before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from backline.assistant.exercise_turns import Situation, intent_of
from backline.knowledge import ExerciseLibrary
from backline.language.exercise_talk import ExerciseTalkReader

NOTHING = Situation()
PLAN = Situation(has_plan=True, last=frozenset({"action_suggest_exercises"}))
CARD = replace(PLAN, topic="bridge", last=frozenset({"action_exercise_how_to"}))
ICE = replace(PLAN, last=frozenset({"action_answer"}))
CONTACT = replace(PLAN, form="contact_form")
WHICH = replace(PLAN, asked="easier", last=frozenset({"action_change_exercise"}))


@pytest.fixture(scope="module")
def reader() -> ExerciseTalkReader:
    library = ExerciseLibrary.load(Path(__file__).parents[2] / "data" / "exercises")
    return ExerciseTalkReader({exercise.id: exercise.called for exercise in library})


@pytest.mark.parametrize(
    ("text", "now", "learned", "topics", "intent"),
    [
        ("how do i do the bridge", NOTHING, "ask_how_to", ["exercise"], "ask_exercise"),
        ("my back hurt before, how do i do the bird dog", NOTHING, "report_symptom", ["surgery"], "ask_exercise"),
        ("my neck is sore. the bird dog hurts", NOTHING, "report_symptom", [], "report_exercise_pain"),
        ("i tried the bird dog, it hurts", NOTHING, "report_symptom", [], "report_exercise_pain"),
        ("what does it mean if the bridge hurts", NOTHING, "ask_what_is", [], "report_exercise_pain"),
        ("i do the bridge every morning", NOTHING, "report_care", [], None),
        ("bridge or plank, which is better", NOTHING, "ask_comparison", [], None),
        ("the second one", PLAN, "nlu_fallback", [], "ask_exercise"),
        ("the second one", NOTHING, "nlu_fallback", [], None),
        ("the second one", CONTACT, "nlu_fallback", [], None),
        ("the second one", WHICH, "nlu_fallback", [], "change_exercise"),
        ("how often", PLAN, "ask_how_to", [], "ask_plan"),
        ("how often", ICE, "ask_how_to", [], None),
        ("how often should i do them", ICE, "ask_how_to", [], "ask_plan"),
        ("how often should i ice it", PLAN, "ask_how_to", ["hot_cold"], None),
        ("how long does it take", ICE, "ask_recovery", [], None),
        ("which days are you open", PLAN, "ask_clinic", [], None),
        ("how often", NOTHING, "ask_how_to", [], None),
        ("i can't kneel", PLAN, "report_symptom", [], "adapt_plan"),
        ("i can't kneel", NOTHING, "report_symptom", [], None),
        ("i can't sit long, it burns in my back", PLAN, "report_symptom", [], None),
        ("i can't stand long", replace(PLAN, form="exercise_form"), "report_symptom", [], None),
        ("i have a chair", PLAN, "inform", [], None),
        ("i have a chair", replace(PLAN, missing=frozenset({"chair"})), "inform", [], "adapt_plan"),
        ("it hurts", PLAN, "report_symptom", [], "report_exercise_pain"),
        ("it hurts", ICE, "report_symptom", [], None),
        ("the bridge hurts", NOTHING, "report_symptom", [], "report_exercise_pain"),
        ("my back hurts when i sit", PLAN, "report_symptom", [], None),
        ("too hard for me", PLAN, "request_exercises", [], None),
        ("too hard for me", CARD, "request_exercises", [], "change_exercise"),
        ("easier ones", CARD, "request_exercises", [], None),
        ("how do i do it", CARD, "ask_how_to", [], "ask_exercise"),
        ("how do i do it", ICE, "ask_how_to", [], None),
        ("show me my plan", PLAN, "request_exercises", [], "ask_plan"),
        ("another set please", PLAN, "request_exercises", [], None),
        ("third is too hard", PLAN, "request_exercises", [], "change_exercise"),
        ("ok swap it", replace(PLAN, swap=True), "correct", [], "adapt_plan"),
        ("no thanks", replace(PLAN, swap=True), "deny", [], None),
        ("put the bridge back in my plan", PLAN, "report_symptom", [], "adapt_plan"),
        ("i was sick and stopped, do i start over from the beginning", PLAN, "start_over", [], "ask_plan"),
        ("start over", PLAN, "start_over", [], None),
        ("did them for 3 weeks and it is a lot better", PLAN, "report_care", [], "ask_plan"),
        ("did pt for 3 weeks and it is a lot better", PLAN, "report_care", ["physical_therapy"], None),
        ("which exercises should i avoid", NOTHING, "request_exercises", ["exercise"], "ask_plan"),
        ("what should i avoid", NOTHING, "ask_self_care", [], None),
        ("walking hurts, which exercises help", NOTHING, "request_exercises", [], None),
        ("can back pain be from the heart", NOTHING, "ask_causes", ["low_back_pain"], None),
        ("the last one, can i do it sitting", PLAN, "adapt_plan", [], "ask_plan"),
        ("the bridge is going well", PLAN, "report_exercise_pain", [], None),
        ("how do i do the bridge", PLAN, "report_exercise_pain", [], "ask_exercise"),
        ("how often", replace(CARD, has_plan=False), "ask_how_to", [], "ask_plan"),
        ("show me an easier one", replace(CARD, has_plan=False), "request_exercises", [], "change_exercise"),
        ("i want to talk to a person", CARD, "ask_human", [], None),
    ],
)
def test_intents(
    reader: ExerciseTalkReader, text: str, now: Situation, learned: str, topics: list[str], intent: str | None
) -> None:
    assert intent_of(reader.read(text), now, learned, topics) == intent
