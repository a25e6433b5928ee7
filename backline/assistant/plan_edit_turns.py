"""What puts a plan back as it was, or takes out of it an exercise that is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant import resources
from backline.language.exercise_talk import ExerciseTalk
from backline.language.intents import STORY_WORDS

_PUTS_BACK = re.compile(
    r"\b(?:add|put|bring|take|get|want|have|give(?: me)?|like|include|need|place|keep)\b(?: \w+){0,8}? back\b"
    r"(?! (?:pain|ache|hurts?|exercises?|stretch\w*|is|problems?|surgery|muscles?)\b)"
    r"|\bback (?:in|into|on|to) (?:the|my) (?:plan|list|set|routine)\b|\b(?:undo|revert|restore|un ?do)\b"
    r"|\b(?:add|put|bring) back\b"
)
_OWN_BACK = re.compile(
    r"\b(?:my|your|lower|low|upper|mid|the|a|of|bad|sore|on) back\b|\bback (?:hurts?|pain|ache)\b|\bnot\b"
)
_REMOVES = re.compile(
    r"\b(?:take|leave|keep|throw|cut|kick|cross|get)\b(?: \w+){0,6}? (?:out|off|away)\b"
    r"|\b(?:take|leave|throw|cut|kick) (?:out|off|away)\b"
    r"|\b(?:drop|remove|delete|omit|get rid of|exclude|ditch|scrap)\b"
)


def last_removed(plans: Iterable[Sequence[str] | None]) -> list[str]:
    """The exercises that went in the last change of a plan in which any went, and are not in it now.

    Args:
        plans: the plan at each time it was set, the first one first; None where there was none any more.
    """
    gone: list[str] = []
    before: Sequence[str] = ()
    for plan in plans:
        left = [name for name in before if name not in (plan or ())]
        if plan is None:
            gone = []
        elif left:
            gone = left
        before = plan or ()
    return [name for name in gone if name not in before]


def changes_back(text: str, tracker: DialogueStateTracker | None) -> bool:
    """Whether a message wants what was taken out of a plan put back, or one of the plan taken out.

    Args:
        text: the message.
        tracker: the conversation before it; None where it is the first.
    """
    if tracker is None or tracker.active_loop_name or not tracker.get_slot("plan_exercises"):
        return False
    talk = resources.exercise_talk().read(text)
    if len(talk.text.split()) > STORY_WORDS or talk.feels or talk.changes_reach:
        return False
    if removes_one(talk) and set(talk.exercises) & set(tracker.get_slot("plan_exercises")):
        return True
    plans = [event.value for event in tracker.events if isinstance(event, SlotSet) and event.key == "plan_exercises"]
    return puts_back(talk) and bool(last_removed(plans))


def puts_back(talk: ExerciseTalk) -> bool:
    """Whether it wants something back in a plan: "add it back", "put back the one you took out"."""
    return bool(_PUTS_BACK.search(talk.text)) and not _OWN_BACK.search(talk.text)


def removes_one(talk: ExerciseTalk) -> bool:
    """Whether it wants exercises that it names out of a plan: "take out the bridge"."""
    asks = talk.swaps or talk.adds or talk.question is not None or "?" in talk.text
    return bool(talk.exercises) and not asks and not puts_back(talk) and bool(_REMOVES.search(talk.text))
