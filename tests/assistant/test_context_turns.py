"""Intents that mean something only after something else."""

from typing import Any

import pytest
from rasa.shared.core.events import BotUttered, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.context_turns import unfit_intents

_NAMED = {"topics": ["sciatica"]}
_SHORT = "pregabalin for my back. no change"
_STORY = (
    "five weeks of pills and then a belt, which I wear in the car, and on some days it nearly lets me forget my back"
)


def _possible(intent: str, text: str, *events: Any, reading: dict[str, Any] = _NAMED) -> bool:
    tracker = DialogueStateTracker.from_events("somebody", list(events)) if events else None
    return intent not in unfit_intents(text, tracker, reading)


def test_a_first_message_corrects_nothing() -> None:
    assert not _possible("correct", _SHORT)
    assert _possible("report_care", _SHORT)


def test_a_first_message_that_names_nothing_may_say_that_we_are_wrong() -> None:
    assert _possible("correct", "no. not what I meant", reading={})


def test_a_later_one_may() -> None:
    assert _possible("correct", _SHORT, BotUttered("Is it your neck?"))


def test_in_a_first_message_there_is_nothing_to_end() -> None:
    asked = "could I be put to sleep for it instead"
    assert not _possible("cancel", asked)
    assert _possible("cancel", "please stop now")
    assert _possible("cancel", asked, BotUttered("Hello."))


@pytest.mark.parametrize(
    "text", ["restart", "can we start all over?", "ok lets begin agian from zero", "back to the menu"]
)
def test_a_clear_wish_starts_over(text: str) -> None:
    assert _possible("start_over", text, BotUttered("Hello."), reading={})


@pytest.mark.parametrize(
    "text",
    ["back to the nerve thing", "and the first one, how long does it take", "do I begin from the start each day"],
)
def test_a_question_or_another_way_back_does_not(text: str) -> None:
    assert not _possible("start_over", text, BotUttered("Hello."), reading={})


def test_nor_does_a_message_that_names_a_topic() -> None:
    assert not _possible("start_over", "start again with sciatica", BotUttered("Hello."))


@pytest.mark.parametrize(
    ("intent", "text", "other"),
    [
        ("bot_challenge", "is this a robot", "is this the bakery"),
        ("ask_privacy", "is this confidental", "is this urgent"),
        ("resolved", "a doctor has seen it", "is doctor lee in"),
    ],
)
def test_some_intents_take_words_of_their_own(intent: str, text: str, other: str) -> None:
    assert _possible(intent, text, reading={})
    assert not _possible(intent, other, reading={})


def test_a_question_after_an_alarm_may_be_about_it() -> None:
    assert _possible("resolved", "is it over now?", SlotSet("red_flag_tier", "urgent"), reading={})


@pytest.mark.parametrize("intent", ["ask_plan", "adapt_plan", "report_exercise_pain", "resolved"])
def test_a_story_is_not_about_a_plan_or_an_alarm_that_there_is_not(intent: str) -> None:
    assert not _possible(intent, _STORY)


def test_a_few_words_may_be_about_any_exercises() -> None:
    assert _possible("ask_plan", "how many times a day do I do them")


def test_a_story_after_a_plan_or_an_alarm_may_be_about_it() -> None:
    assert _possible("adapt_plan", _STORY, SlotSet("plan_exercises", ["bridge"]))
    assert _possible("resolved", _STORY, SlotSet("red_flag_tier", "urgent"))
