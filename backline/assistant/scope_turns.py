"""Which messages are about another matter than the spine: the intent of a turn, where its sentences alone do not tell.

"The physio did nothing for it and I want my life back" is care that failed, of whatever: that it was for a knee stands
in another sentence. The learned layer of `backline.language` has read the message as a whole. It is believed where it
is all but sure and the conversation gives the words no other meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from backline.language.intents import ABOUT_A_TROUBLE, ASPECT_OF, OUT_OF_SCOPE, STORY_WORDS
from backline.language.understanding import BARE_WORDS

# Of the first fold, which layer and encoder had not seen, 711 messages out of scope have no warning sign and such an
# intent. 509 of them have less than this, and 8 of 2,993 messages in scope. With 0.1 it would be 545 and 15.
_HARDLY = 0.05
# "Is it ok to ride my bike?" is about the back that was talked of before.
_FEWEST_WORDS = 6
_OF_ANY_TROUBLE = (ABOUT_A_TROUBLE | {"resolved", "nlu_fallback", "ask_capabilities", OUT_OF_SCOPE}) - {
    "correct",
    "report_exercise_pain",
}
# Where one of these is set, something of ours was talked about.
_TALKED_OF = ("topic", "offer", "plan_exercises", "pain_region", "pain_weeks", "red_flag_tier")


def is_another_matter(text: str, tracker: DialogueStateTracker | None, intent: str, reading: Mapping[str, Any]) -> bool:
    """Whether a message as a whole is all but surely about another matter, and the conversation not in its midst.

    Args:
        text: the message, which names no warning sign.
        tracker: the conversation before it; None where it is the first.
        intent: its intent, as its clauses tell it.
        reading: what was read in it, as `message_reader.reading_as_dict` gives it.
    """
    scope = reading.get("scope")
    if intent not in _OF_ANY_TROUBLE or scope is None or scope >= _HARDLY:
        return False
    if tracker is not None and (tracker.active_loop_name or tracker.get_slot("red_flag_tier")):
        return False
    words = len(text.split())
    asks = intent in ASPECT_OF or intent == OUT_OF_SCOPE
    if asks and reading.get("topics") and not reading.get("elsewhere") and words <= BARE_WORDS:
        return False
    later = tracker is not None and any(tracker.get_slot(name) for name in _TALKED_OF)
    return words >= (STORY_WORDS if later else _FEWEST_WORDS)
