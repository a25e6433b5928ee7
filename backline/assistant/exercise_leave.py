"""Whether exercises may begin that were refused: the surgeon, or who treats the heart, gives leave."""

from __future__ import annotations

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.turn_before import last_actions, listed
from backline.assistant.whom import words_of_the_writer
from backline.language.exercise_safety import heart_is_settled, safety_told
from backline.language.exercise_wishes import surgeon_allows

_NO_LEAVE = frozenset({"distress", "harmed", "cancel", "start_over", "request_contact", "goodbye", "resolved"})
# What refuses a plan, where none was shown yet.
_REFUSE = frozenset({"action_start_exercises", "action_suggest_exercises"})


def has_leave_to_begin(text: str, tracker: DialogueStateTracker | None, learned: str) -> bool:
    """Whether somebody who told of what forbids exercises says that whoever treats them lets them begin.

    Args:
        text: the message.
        tracker: the conversation before it; None where it is the first.
        learned: its intent, as its clauses tell it.
    """
    dated = learned == "resolved" and _was_refused(tracker) and heart_is_settled(text)
    allowed = surgeon_allows(text) or (_was_refused(tracker) and heart_is_settled(text))
    if (learned in _NO_LEAVE and not dated) or not allowed or (tracker and tracker.active_loop_name):
        return False
    if tracker and tracker.get_slot("red_flag_tier") == "urgent":
        return False
    told = [str(event.text or "") for event in (tracker.events if tracker else ()) if isinstance(event, UserUttered)]
    known = [*listed(tracker, "cautions_told"), *listed(tracker, "pain_cautions")]
    if "recent_surgery" in known or any(safety_told(words_of_the_writer(one)).operated for one in [*told, text]):
        return True
    of_writer = [safety_told(words_of_the_writer(one)) for one in told]
    return any(one.heart == "first" or one.other_operation for one in of_writer)


def _was_refused(tracker: DialogueStateTracker | None) -> bool:
    """Whether a plan was just refused."""
    return bool(last_actions(tracker) & _REFUSE) and not listed(tracker, "plan_exercises")
