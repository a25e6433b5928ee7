"""Intents that mean something only after something else."""

from typing import Any

import pytest
from rasa.shared.core.events import BotUttered, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.context_turns import drop_what_nothing_led_to
from backline.assistant.message_reader import READING

_SHORT = "pregabalin for my back. no change"
_STORY = (
    "five weeks of pills and then a belt, which I wear in the car, and on some days it nearly lets me forget my back"
)


def _parsed(intent: str, *asks: tuple[str, float]) -> dict[str, Any]:
    return {
        "intent": {"name": intent, "confidence": 0.9},
        READING: {
            "topics": ["sciatica"],
            "asks": [{"intent": name, "confidence": value, "sentence": ""} for name, value in asks],
        },
    }


def _intent(text: str, parsed: dict[str, Any], *events: Any) -> str:
    tracker = DialogueStateTracker.from_events("somebody", list(events)) if events else None
    drop_what_nothing_led_to(text, tracker, parsed)
    return str(parsed["intent"]["name"])


def test_a_first_message_corrects_nothing() -> None:
    assert _intent(_SHORT, _parsed("correct", ("correct", 0.9), ("report_care", 0.43))) == "report_care"


def test_a_first_message_that_names_nothing_may_say_that_we_are_wrong() -> None:
    parsed = _parsed("correct", ("correct", 0.9), ("deny", 0.43))
    parsed[READING]["topics"] = []
    assert _intent("no. not what I meant", parsed) == "correct"


@pytest.mark.parametrize("intent", ["start_over", "cancel"])
def test_in_a_first_message_there_is_nothing_to_end(intent: str) -> None:
    asked = "could I be put to sleep for it instead"
    assert _intent(asked, _parsed(intent, (intent, 0.6), ("ask_how_to", 0.4))) == "ask_how_to"
    assert _intent("please stop now", _parsed(intent, (intent, 0.6), ("ask_how_to", 0.4))) == intent
    assert _intent(asked, _parsed(intent, (intent, 0.6), ("ask_how_to", 0.4)), BotUttered("Hello.")) == intent


def test_a_later_one_may() -> None:
    parsed = _parsed("correct", ("correct", 0.9), ("report_care", 0.43))
    assert _intent(_SHORT, parsed, BotUttered("Is it your neck?")) == "correct"


def test_where_nothing_else_was_heard_it_is_not_understood() -> None:
    assert _intent(_SHORT, _parsed("correct", ("correct", 0.9), ("report_care", 0.2))) == "nlu_fallback"
    assert _intent(_SHORT, _parsed("correct", ("correct", 0.9), ("bot_challenge", 0.5))) == "nlu_fallback"


@pytest.mark.parametrize("intent", ["ask_plan", "adapt_plan", "report_exercise_pain", "resolved"])
def test_a_story_is_not_about_a_plan_or_an_alarm_that_there_is_not(intent: str) -> None:
    assert _intent(_STORY, _parsed(intent, (intent, 0.9), ("report_care", 0.7))) == "report_care"


def test_a_few_words_may_be_about_any_exercises() -> None:
    assert _intent("how many times a day do I do them", _parsed("ask_plan", ("ask_benefits", 0.5))) == "ask_plan"


def test_a_story_after_a_plan_or_an_alarm_may_be_about_it() -> None:
    plan = SlotSet("plan_exercises", ["bridge"])
    assert _intent(_STORY, _parsed("adapt_plan", ("report_care", 0.7)), plan) == "adapt_plan"
    alarm = SlotSet("red_flag_tier", "urgent")
    assert _intent(_STORY, _parsed("resolved", ("report_care", 0.7)), alarm) == "resolved"
