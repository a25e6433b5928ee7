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


@pytest.mark.parametrize("intent", ["start_over", "cancel"])
def test_in_a_first_message_there_is_nothing_to_end(intent: str) -> None:
    asked = "could I be put to sleep for it instead"
    assert not _possible(intent, asked)
    assert _possible(intent, "please stop now")
    assert _possible(intent, asked, BotUttered("Hello."))


@pytest.mark.parametrize("intent", ["ask_plan", "adapt_plan", "report_exercise_pain", "resolved"])
def test_a_story_is_not_about_a_plan_or_an_alarm_that_there_is_not(intent: str) -> None:
    assert not _possible(intent, _STORY)


def test_a_few_words_may_be_about_any_exercises() -> None:
    assert _possible("ask_plan", "how many times a day do I do them")


def test_a_story_after_a_plan_or_an_alarm_may_be_about_it() -> None:
    assert _possible("adapt_plan", _STORY, SlotSet("plan_exercises", ["bridge"]))
    assert _possible("resolved", _STORY, SlotSet("red_flag_tier", "urgent"))
