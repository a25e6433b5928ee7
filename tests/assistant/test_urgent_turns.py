"""What is said after an urgent warning sign."""

from typing import Any

import pytest
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.urgent_turns import aside_to, doctor_knows, sign_intent

_URGENT = SlotSet("red_flag_tier", "urgent")


def _intent(text: str, *events: Any, intent: str = "nlu_fallback", **reading: Any) -> str | None:
    tracker = DialogueStateTracker.from_events("somebody", list(events or (_URGENT,)))
    return sign_intent(text, tracker, intent, reading)


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("should i wait?", "wait"),
        ("can it wait until monday", "wait"),
        ("shud i just see how it goes", "wait"),
        ("how soon do I have to go", "wait"),
        ("is it ok if i leave it a few days", "wait"),
        ("is it realy urgent", "why"),
        ("how serious is this", "why"),
        ("but why", "why"),
        ("what happens if i ignore it", "why"),
        ("wont it go away by itself", "why"),
        ("do I really need to see somebody", "why"),
        ("i dont want to go", "why"),
        ("whom should i see", "who"),
        ("where to", "who"),
        ("my doctor is closed", "who"),
        ("cant get an appointment", "who"),
        ("can my physio look at it", "who"),
        ("what can i do till then", "until"),
        ("is it safe to walk", "until"),
        ("can i take an ibuprofen for it", "until"),
        ("may i excercise while i wait", "until"),
        ("ok i will call them", "booked"),
        ("i have an appointment this afternoon", "booked"),
        ("it is getting worse", "worse"),
        ("i never had that", "mistake"),
        ("thanks a lot", "wait"),
        ("i put some heat on it", "until"),
        ("its just from my new chair", "why"),
    ],
)
def test_short_words_about_the_sign_have_their_answer(text: str, aside: str) -> None:
    assert aside_to(text) == f"aside_{aside}_urgent"
    assert _intent(text) == "warning_sign"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what is a fusion", "ask_what_is"),
        ("which exercises help", "request_exercises"),
        ("where can I park", "ask_clinic"),
        ("can I have your number", "ask_human"),
        ("yes", "affirm"),
    ],
)
def test_what_is_about_something_else(text: str, intent: str) -> None:
    assert _intent(text, intent=intent, topics=["surgery"]) is None


def test_only_after_an_urgent_sign() -> None:
    assert _intent("should I wait?") == "warning_sign"
    assert _intent("should I wait?", UserUttered("hello")) is None
    assert _intent("should I wait?", SlotSet("red_flag_tier", "emergency")) is None
    assert _intent("should I wait?", _URGENT, ActiveLoop("contact_form")) is None
    assert sign_intent("should I wait?", None, "nlu_fallback", {}) is None


def test_vague_words_are_about_the_sign_unless_a_question_was_answered() -> None:
    assert _intent("and what now", intent="ask_recovery") == "warning_sign"
    answered = (_URGENT, UserUttered("what is stenosis"), ActionExecuted("action_answer"))
    assert _intent("and what now", *answered, intent="ask_recovery") is None
    assert _intent("and what now", intent="ask_recovery", topics=["stenosis"]) is None


@pytest.mark.parametrize("intent", ["ask_self_care", "ask_how_to", "report_symptom", "report_worsening"])
def test_self_help_waits_until_a_doctor_has_looked(intent: str) -> None:
    assert _intent("what is good for a stiff lower back at my desk", intent=intent, topics=["heat"]) == "warning_sign"


def test_a_doctor_who_knows_of_it_ends_it_and_nobody_else() -> None:
    assert _intent("my surgeon knows about it, says its ok", intent="inform") == "resolved"
    assert _intent("my surgeon knows about it", _URGENT, ActiveLoop("contact_form"), intent="resolved") == "resolved"
    assert _intent("its gone now", intent="resolved") == "warning_sign"
    assert _intent("my wife had a look, all fine", intent="resolved") == "warning_sign"


def test_a_sign_that_is_named_again_because_a_doctor_knows_of_it() -> None:
    known = DialogueStateTracker.from_events("somebody", [_URGENT, SlotSet("red_flags", ["cancer"])])
    text = "my oncologist knows of the cancer and says its fine"
    assert doctor_knows(text, known, {"tier": "urgent", "ids": ["cancer"]})
    assert not doctor_knows(text, known, {"tier": "urgent", "ids": ["cancer", "infection"]})
    assert not doctor_knows(text, known, {"tier": "emergency", "ids": ["cancer"]})
    assert not doctor_knows("i had cancer twice", known, {"tier": "urgent", "ids": ["cancer"]})
    assert not doctor_knows(text, None, {"tier": "urgent", "ids": ["cancer"]})
