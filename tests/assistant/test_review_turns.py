"""What is asked right after the outcome of a review."""

from typing import Any

import pytest
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.review_turns import (
    asks_if_done,
    asks_what_comes_first,
    asks_what_is_left,
    declines_questions,
    goes_on_with,
    is_a_new_pain,
    is_about_the_review,
)


@pytest.mark.parametrize(
    "text", ["is that it", "is that all?", "is my review finished", "are we done", "is it over now"]
)
def test_whether_it_is_done_is_asked(text: str) -> None:
    assert asks_if_done(text)


@pytest.mark.parametrize("text", ["is that all right", "is it over the counter", "is that a disc", "done with care"])
def test_whether_it_is_done_is_not_asked(text: str) -> None:
    assert not asks_if_done(text)


@pytest.mark.parametrize("text", ["whats left besides an operation", "any other options?", "so what else is there"])
def test_what_is_left_is_asked(text: str) -> None:
    assert asks_what_is_left(text)


def test_what_comes_before_surgery_is_asked() -> None:
    assert asks_what_comes_first("what can i do before surgery")
    assert not asks_what_comes_first("what is surgery like")


def test_only_in_the_turn_after_the_outcome() -> None:
    def about(*events: Any) -> bool:
        return is_about_the_review("is that it?", DialogueStateTracker.from_events("somebody", list(events)))

    outcome = (UserUttered("no"), ActionExecuted("action_review_care"), SlotSet("care_outcome", "keep_going"))
    assert about(*outcome)
    assert not about(*outcome, UserUttered("thanks"), ActionExecuted("utter_thank"))
    assert not about(*outcome, ActiveLoop("contact_form"))
    assert not about(UserUttered("hi"), ActionExecuted("action_greet"))
    assert not is_about_the_review("is that it?", None)


@pytest.mark.parametrize(
    "text",
    [
        "i don't want to answer these",
        "no questions please",
        "i was only mentioning it",
        "just telling you, thats all",
        "did not come here for a quiz",
    ],
)
def test_no_questions_are_wanted(text: str) -> None:
    assert declines_questions(text)


@pytest.mark.parametrize("text", ["i don't want surgery", "no", "i dont want this pain any more", "just massage"])
def test_an_answer_declines_no_questions(text: str) -> None:
    assert not declines_questions(text)


def _stopped(form: str) -> DialogueStateTracker:
    events: list[Any] = [ActionExecuted("action_listen"), UserUttered("x"), ActiveLoop(form), UserUttered("stop")]
    events += [ActionExecuted("action_cancel"), ActiveLoop(None)]
    return DialogueStateTracker.from_events("resumed", events)


@pytest.mark.parametrize("text", ["ok lets carry on", "can we continue", "back to where we were"])
def test_a_stopped_form_is_taken_up_again(text: str) -> None:
    assert goes_on_with(text, _stopped("care_review_form")) == "care_review_form"
    assert is_about_the_review(text, _stopped("care_review_form"))
    assert goes_on_with(text, None) is None


def test_pain_that_goes_on_takes_up_nothing() -> None:
    assert goes_on_with("does the pain go on", _stopped("care_review_form")) is None


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("back locked up bending over", True),
        ("it is worse in the mornings", True),
        ("it suddenly hurts a lot", False),
        ("it got worse", False),
        ("my leg is weak", False),
    ],
)
def test_a_pain_that_is_told_first_is_no_worsening(text: str, new: bool) -> None:
    assert is_a_new_pain(None, text, "report_worsening", {}) is new
    assert not is_a_new_pain(None, text, "report_worsening", {"tried": ["massage"]})
    told = DialogueStateTracker.from_events("somebody", [SlotSet("pain_region", "neck")])
    assert not is_a_new_pain(told, text, "report_worsening", {})
