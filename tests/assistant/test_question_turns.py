"""What a message asks, where rules tell it."""

from typing import Any

import pytest
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.asked import Asked
from backline.assistant.question_turns import asked_plainly
from backline.assistant.service_turns import wants_paper


def _asked(
    text: str, *topics: str, learned: str = "ask_treatment", before: list[Any] | None = None, **reading: Any
) -> Any:
    tracker = DialogueStateTracker.from_events("somebody", before) if before else None
    return asked_plainly(text, tracker, learned, {"topics": list(topics), **reading})


def _answered(topic: str, aspect: str) -> list[Any]:
    return [ActionExecuted("action_answer"), SlotSet("topic", topic), SlotSet("seen", [f"{topic}/{aspect}"])]


_COST = Asked("ask_cost", ("cost_insurance",))


@pytest.mark.parametrize(
    ("text", "topics", "expected"),
    [
        ("do belts help", ["brace"], Asked("ask_benefits", ("brace",))),
        (
            "are nerve blocks any use for a sore back",
            ["injection", "low_back_pain"],
            Asked("ask_benefits", ("injection",)),
        ),
        ("may I come off it alone", ["opioid"], Asked("ask_risks", ("opioid",))),
        ("may I come off it alone", ["anti_inflammatory"], Asked("ask_recovery", ("anti_inflammatory",))),
        (
            "can people with an implant have an xray or mri",
            ["diagnosis_imaging"],
            Asked("ask_risks", ("diagnosis_imaging",)),
        ),
        ("may I lift weights", [], Asked("ask_risks", ("gym_training",))),
        ("what are the prices at your clinic, how much is a visit there", ["cost_insurance"], _COST),
        ("must I be referred", ["appointment_contact"], Asked("ask_clinic")),
        ("how can I tell that it is serious", ["sciatica"], Asked("ask_how_to", ("warning_signs",))),
        ("is it a sign of a tumor", ["neck_pain"], Asked("ask_symptoms", ("warning_signs",))),
        ("should I be back at work, or go to work at all", [], Asked("ask_recovery", ("work_activity",))),
        ("can I get back to work after it", ["fusion"], Asked("ask_recovery", ("fusion",))),
    ],
)
def test_plain_questions(text: str, topics: list[str], expected: Asked) -> None:
    assert _asked(text, *topics) == expected


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("how does it work", ["tens"]),
        ("is a belt better than training", ["brace", "exercise"]),
        ("it did not help", ["massage"]),
        ("I take them and my stomach is upset", ["anti_inflammatory"]),
        ("when can I see a doctor", []),
        ("can you help me", ["brace"]),
        ("does it help with migraine", []),
    ],
)
def test_what_the_intents_have_the_say_of(text: str, topics: list[str]) -> None:
    assert _asked(text, *topics) is None


def test_what_is_done_with_a_condition_is_for_its_self_care_and_what_is_felt_is_not() -> None:
    told = Asked("ask_self_care", ("bulging_disc",))
    assert _asked("is it harmful to walk with it", "bulging_disc", learned="ask_risks") == told
    assert _asked("is it harmful that my foot is weak when I walk", "bulging_disc", learned="ask_risks") is None
    assert _asked("can I run", "spinal_infection", "bulging_disc", learned="ask_causes") is None


def test_a_treatment_for_something_else_is_left_to_the_scope() -> None:
    assert _asked("does it help with migraine", "nerve_pain_medicine", elsewhere=True) is None


def test_a_finding_is_explained_and_nobody_is_told_what_they_have() -> None:
    told = "the scan shows a narrow canal, what is that"
    assert _asked(told, "spinal_stenosis", learned="ask_diagnosis") == Asked("ask_what_is", ("spinal_stenosis",))
    assert _asked("the scan shows something, do I have stenosis", "spinal_stenosis", learned="ask_diagnosis") is None
    assert _asked("is it stenosis", "spinal_stenosis", learned="ask_diagnosis") is None


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("why?", _answered("fusion", "what_is"), Asked("ask_when_surgery", ("fusion",))),
        ("but why", _answered("sciatica", "what_is"), Asked("ask_causes", ("sciatica",))),
        ("why not", _answered("rest", "benefits"), Asked("ask_risks", ("rest",))),
        ("ok should I do it or not", _answered("brace", "what_is"), Asked("ask_benefits", ("brace",))),
        ("and for my upper back?", _answered("massage", "benefits"), Asked("ask_what_is", ("upper_back_pain",))),
        ("what about the normal kind", _answered("laser_surgery", "risks"), Asked("ask_risks", ("open_surgery",))),
        ("and if that does nothing", _answered("massage", "benefits"), None),
        (
            "so what if it does not work",
            _answered("massage", "benefits"),
            Asked("ask_treatment", ("failed_conservative_care",)),
        ),
        ("and if it fails", _answered("decompression", "risks"), Asked("ask_treatment", ("failed_back_surgery",))),
        ("what if i do not do it", _answered("massage", "benefits"), None),
        ("what is the best position", _answered("sciatica", "what_is"), Asked("ask_self_care", ("sciatica",))),
        ("with a pacemaker?", _answered("tens", "what_is"), Asked("ask_risks", ("tens",))),
    ],
)
def test_what_follows_on_an_answer(text: str, before: list[Any], expected: Asked) -> None:
    assert _asked(text, before=before) == expected


def test_without_an_answer_before_it_a_few_words_ask_nothing() -> None:
    assert _asked("why?", learned="explain") is None
    assert (
        _asked("why?", learned="explain", before=[ActiveLoop("care_review_form"), *_answered("fusion", "what_is")])
        is None
    )


def test_who_puts_right_what_was_asked_about_gets_that_answered() -> None:
    before = _answered("massage", "what_is")
    assert _asked("no, I asked about acupuncture", before=before, learned="correct") == Asked(
        "ask_what_is", ("acupuncture",)
    )


def test_a_pregnancy_told_before_counts_for_medicine() -> None:
    before = [SlotSet("cautions_told", ["pregnancy"])]
    assert _asked("can I take one", "opioid", before=before) == Asked("ask_treatment", ("pregnancy",))
    assert _asked("can I take one", "anti_inflammatory", before=before) == Asked("ask_risks", ("anti_inflammatory",))


def test_to_quit_a_medicine_is_not_to_quit_the_conversation() -> None:
    before = _answered("nerve_pain_medicine", "what_is")
    assert _asked("ok, can I quit it", before=before, learned="cancel") == Asked("ask_risks", ("nerve_pain_medicine",))
    assert _asked("can we stop", before=before, learned="cancel") is None
    assert _asked("can I quit it", before=_answered("sciatica", "what_is"), learned="cancel") is None


def test_a_long_story_is_heard_clause_by_clause() -> None:
    assert _asked("I have had this for a long time. " * 4 + "Does a belt help?", "brace") is None


@pytest.mark.parametrize("text", ["can you refill my pills", "I need a sick note", "Please prescribe something"])
def test_what_only_a_doctor_can_give(text: str) -> None:
    assert wants_paper(text)
    assert _asked(text) == Asked("ask_capabilities")


@pytest.mark.parametrize("text", ["the doctor prescribed pills", "my note for today", "can you suggest exercises"])
def test_what_is_no_such_wish(text: str) -> None:
    assert not wants_paper(text)
