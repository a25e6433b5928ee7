"""Intents that mean something only after something else: the intent of a turn where nothing of it went before.

"No change whatsoever" corrects what was said before, and in a first message tells how a medicine works; "the first four
days" of a story asks nothing about a plan that nobody has.
"""

from __future__ import annotations

from typing import Any

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.message_reader import READING
from backline.language.intents import ASPECT_OF, STATEMENTS, Ask, choose

# What tells of a trouble, in a reading.
_NAMED = ("topics", "regions", "care", "duration_weeks")
_AFTER_WORDS = frozenset({"correct", "repeat", "explain", "skip"})
# "Start January" and "can I refuse it?" of a first message; "cancel" alone is answered whenever it is said.
_AFTER_A_TURN = frozenset({"start_over", "cancel"})
_FEW_WORDS = 5
_AFTER_PLAN = frozenset({"ask_plan", "adapt_plan", "report_exercise_pain"})
_AFTER_ALARM = frozenset({"resolved"})
# What a story may be instead: who asks whether this is a robot says so on purpose.
_INSTEAD = frozenset(
    {*ASPECT_OF, *STATEMENTS, "ask_diagnosis", "review_care", "request_exercises", "inform", "distress", "out_of_scope"}
)
# "How often should I do the exercises?" asks that of any exercises; a story seldom does.
_LONG_STORY = 14
_SURE = 0.5  # as in `sentence_intent_classifier`
_HEARD = 0.3


def drop_what_nothing_led_to(text: str, tracker: DialogueStateTracker | None, parse_data: dict[str, Any]) -> None:
    """Put the next intent in ``parse_data`` in place of one that nothing in the conversation has led to.

    Where nothing else was heard, it is not understood.

    Args:
        text: the message.
        tracker: the conversation before it; None where it is the first.
        parse_data: what Rasa made of the message, with its reading.
    """
    intent = str((parse_data.get("intent") or {}).get("name") or "")
    reading = parse_data.get(READING) or {}
    unfit = _unfit(text, tracker, names_something=any(reading.get(key) for key in _NAMED))
    if intent not in unfit:
        return
    asks = reading.get("asks") or []
    fit = _INSTEAD - unfit
    others = [Ask(ask["intent"], ask["confidence"], ask["sentence"]) for ask in asks if ask["intent"] in fit]
    best = choose(others, _SURE)
    if best is None or best.confidence < _HEARD:
        best = Ask(DEFAULT_NLU_FALLBACK_INTENT_NAME, 1.0, "")
    parse_data["intent"] = {"name": best.intent, "confidence": best.confidence}


def _unfit(text: str, tracker: DialogueStateTracker | None, *, names_something: bool) -> frozenset[str]:
    """The intents that this message can not have where the conversation is."""
    unfit: frozenset[str] = frozenset()
    # "No, that's not what I meant" is wrong of us, whatever we did.
    spoken = tracker is not None and any(isinstance(event, BotUttered) for event in tracker.events)
    if names_something and not spoken:
        unfit |= _AFTER_WORDS
    if not spoken and len(text.split()) > _FEW_WORDS:
        unfit |= _AFTER_A_TURN
    if len(text.split()) > _LONG_STORY:
        if tracker is None or not tracker.get_slot("plan_exercises"):
            unfit |= _AFTER_PLAN
        if tracker is None or not tracker.get_slot("red_flag_tier"):
            unfit |= _AFTER_ALARM
    return unfit
