"""Which messages are about another matter than the spine: the intent of a turn, where its sentences alone do not tell.

"The physio did nothing for it and I want my life back" is care that failed, of whatever: that it was for a knee stands
in another sentence. The learned layer of `backline.language` has read the message as a whole. It is believed where it
is all but sure and the conversation gives the words no other meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.message_reader import READING
from backline.language.intents import ASPECT_OF, OUT_OF_SCOPE, STATEMENTS

# Of the first fold, which layer and encoder had not seen, 711 messages out of scope have no warning sign and such an
# intent. 509 of them have less than this, and 8 of 2,993 messages in scope. With 0.1 it would be 545 and 15.
_HARDLY = 0.05
# "Is it ok to ride my bike?" is about the back that was talked of before.
_FEWEST_WORDS = 6
_FEWEST_WORDS_LATER = 14
# So much of a bare question may name a subject that we share with other troubles: "is gabapentin addictive?"
_BARE_WORDS = 14
_OF_ANY_TROUBLE = frozenset(
    {*ASPECT_OF, *STATEMENTS, "ask_diagnosis", "review_care", "request_exercises", "resolved", "nlu_fallback"}
    | {"ask_capabilities"}
) - {"correct", "report_exercise_pain"}
# Where one of these is set, something of ours was talked about.
_TALKED_OF = ("topic", "offer", "plan_exercises", "pain_region", "pain_weeks", "red_flag_tier")


def is_another_matter(text: str, intent: str, reading: Mapping[str, Any], slot: Callable[[str], Any]) -> bool:
    """Whether a message as a whole is all but surely about another matter, wherever the conversation is.

    Args:
        text: the message.
        intent: its intent, as its sentences tell it.
        reading: what was read in it, as `message_reader.reading_as_dict` gives it.
        slot: gives the value of a slot before the message.
    """
    scope = reading.get("scope")
    words = len(text.split())
    if scope is None or scope >= _HARDLY:
        return False
    asks = intent in ASPECT_OF or intent == OUT_OF_SCOPE
    if asks and reading.get("topics") and not reading.get("elsewhere") and words <= _BARE_WORDS:
        return False
    later = any(slot(name) for name in _TALKED_OF)
    return words >= (_FEWEST_WORDS_LATER if later else _FEWEST_WORDS)


def send_elsewhere(text: str, tracker: DialogueStateTracker | None, parse_data: dict[str, Any]) -> None:
    """Make the intent in ``parse_data`` `OUT_OF_SCOPE` where the message as a whole is about another matter.

    Args:
        text: the message.
        tracker: the conversation before it; None where it is the first.
        parse_data: what Rasa made of the message, with its reading.
    """
    reading = parse_data.get(READING) or {}
    intent = str((parse_data.get("intent") or {}).get("name") or "")
    if intent not in _OF_ANY_TROUBLE or (reading.get("triage") or {}).get("tier"):
        return
    if tracker is not None and (tracker.active_loop_name or tracker.get_slot("red_flag_tier")):
        return
    if is_another_matter(text, intent, reading, tracker.get_slot if tracker else lambda name: None):
        parse_data["intent"] = {"name": OUT_OF_SCOPE, "confidence": 1.0}
