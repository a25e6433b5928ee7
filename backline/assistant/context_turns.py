"""Intents that mean something only after something else: which of them a message can not have where nothing of it went
before.

"No change whatsoever" corrects what was said before, and in a first message tells how a medicine works; "the first four
days" of a story asks nothing about a plan that nobody has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.language.intents import ABOUT_A_TROUBLE, OUT_OF_SCOPE, STORY_WORDS

STORY_INTENTS = ABOUT_A_TROUBLE | {"inform", "distress", OUT_OF_SCOPE}
"""What a message may be instead: who asks whether this is a robot says so on purpose."""
# What tells of a trouble, in a reading.
_NAMED = ("topics", "regions", "care", "duration_weeks")
_AFTER_WORDS = frozenset({"correct", "repeat", "explain", "skip"})
# "Start January" and "can I refuse it?" of a first message; "cancel" alone is answered whenever it is said.
_AFTER_A_TURN = frozenset({"start_over", "cancel"})
_FEW_WORDS = 5
# "How often should I do the exercises?" asks that of any exercises; a story seldom does.
_AFTER_PLAN = frozenset({"ask_plan", "adapt_plan", "report_exercise_pain"})
_AFTER_ALARM = frozenset({"resolved"})


def unfit_intents(text: str, tracker: DialogueStateTracker | None, reading: Mapping[str, Any]) -> frozenset[str]:
    """The intents that a message can not have where the conversation is.

    Args:
        text: the message.
        tracker: the conversation before it; None where it is the first.
        reading: what was read in it, as `message_reader.reading_as_dict` gives it.
    """
    unfit: frozenset[str] = frozenset()
    words = len(text.split())
    # "No, that's not what I meant" is wrong of us, whatever we did.
    spoken = tracker is not None and any(isinstance(event, BotUttered) for event in tracker.events)
    if not spoken and any(reading.get(key) for key in _NAMED):
        unfit |= _AFTER_WORDS
    if not spoken and words > _FEW_WORDS:
        unfit |= _AFTER_A_TURN
    if words > STORY_WORDS:
        if tracker is None or not tracker.get_slot("plan_exercises"):
            unfit |= _AFTER_PLAN
        if tracker is None or not tracker.get_slot("red_flag_tier"):
            unfit |= _AFTER_ALARM
    return unfit
