"""What changes a plan as a whole: puts it back as it was, leaves exercises or kinds of them out, makes it shorter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant import resources
from backline.language.exercise_plan_wishes import count_wished, wants_all_out
from backline.language.exercise_talk import ExerciseTalk
from backline.language.exercise_wishes import asks_for_exercises
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


_REMOVES_PLACE = re.compile(
    rf"{_REMOVES.pattern}|\b(?:skip|no more|leave) (?:the |number |no )*(?:\w+|\d+)|\b(?:do not want|without) "
    r"(?:the )?(?:number|\w+ one)"
    # "Not the second one", and nothing more.
    r"|^\W*(?:(?:please|just|but|and|ok|no)\W+)*not (?:the |number |no )*\w+(?: one)?(?: please)?\W*$"
)
# "Skip the cat one": picked out of the list by a word of its name.
_REMOVES_HINT = re.compile(
    rf"^\W*(?:(?:please|pls|just|but|and|ok|no|can we|can you|could you|let us|i want to|lets)\W+)*"
    rf"(?:{_REMOVES.pattern}|skip\b|no more\b|not\b|without\b|do not want\b)"
)
# What is left of "exercises without planks".
_BARE_SET = re.compile(
    r"^\W*(?:(?:any|some|the|a|few|give|show|want|need|me|i|with|good|home|core|back|neck|gentle|easy|do|to|plan|of)\W+)*"
    r"(?:exercises?|stretch(?:es)?|work ?outs?|moves|plan|routine)"
    r"(?:\W+(?:please|for|my|back|neck|low|lower|at|home))*\W*$"
)
# "No planks, what is stenosis?" asks something else besides.
_ASKS_ELSE = re.compile(r"\b(?:what|how|which)\b(?! (?:about|else|other|if)\b)|\b(?:why|when|where|who|does|should)\b")
_MEANS = re.compile(r"\b(?:meant?|ment|mistake|not (?:that|this)(?: one)?|wrong one|the other)\b")
# "Too easy" of the plan as a whole.
_WHOLE_WAY = re.compile(
    r"^\W*(?:(?:they|these|those|it|this|that|the (?:exercises|plan)|all|is|are|was|way|much|far|bit|a|little|all of"
    r"|them|for|me|just|really|feels?|still|no|nah|well|but|now|so|i|find|found)\W+)*"
    r"(?:too (?:easy|simple|light)|not (?:hard|challenging|difficult|tough) enough)"
    r"(?:\W+(?:for|me|now|please|all|of|them|these|already|to|be|honest))*\W*$"
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


def edit_intent(text: str, tracker: DialogueStateTracker | None) -> str | None:
    """The intent of a message that changes a plan as a whole, or leaves exercises out of it; None where it does not.

    Args:
        text: the message.
        tracker: the conversation before it; None where it is the first.
    """
    talk = resources.exercise_talk().read(text)
    if (tracker and tracker.active_loop_name) or len(talk.text.split()) > STORY_WORDS or talk.feels:
        return None
    plan = (tracker.get_slot("plan_exercises") or []) if tracker else []
    asks_else = bool(_ASKS_ELSE.search(talk.wanted_text)) and not _REMOVES.search(talk.text)
    if tracker is None or not plan:
        if not talk.leaves_out or set(talk.exercises) - set(talk.unwanted):
            return None
        # With an urgent sign open they are refused.
        is_urgent = tracker is not None and tracker.get_slot("red_flag_tier") == "urgent"
        asks = is_urgent or asks_for_exercises(talk.wanted_text) or bool(_BARE_SET.search(talk.wanted_text))
        if asks:
            return "request_exercises"
        return None if asks_else else "adapt_plan"
    events = [{"event": "slot", "name": e.key, "value": e.value} for e in tracker.events if isinstance(e, SlotSet)]
    if talk.changes_reach:
        return None
    if not talk.exercises and _WHOLE_WAY.search(talk.text):
        return "request_exercises"
    count = count_wished(talk.nameless, len(plan))
    if (
        wants_all_out(talk.nameless)
        or means_another(talk, events)
        or removed_places(talk, len(plan))
        or removes_by_hint(talk)
        or (talk.unwanted and not talk.swaps and not talk.adds and not asks_else)
        or (talk.kinds_out and not talk.exercises)
        or (count is not None and count < len(plan))
        or (removes_one(talk) and set(talk.exercises) & set(plan))
        or (puts_back(talk) and last_removed(plans_of(events)))
    ):
        return "adapt_plan"
    return None


def plans_of(events: Iterable[Mapping[str, Any]]) -> list[Sequence[str] | None]:
    """The plan at each time it was set, the first one first."""
    return [e.get("value") for e in events if e.get("event") == "slot" and e.get("name") == "plan_exercises"]


def removed_places(talk: ExerciseTalk, size: int) -> list[int]:
    """The places of the plan, from 1, that a message wants out of it: "remove number 2 and 4"."""
    if talk.exercises or talk.question == "all" or not _REMOVES_PLACE.search(talk.text) or "?" in talk.text:
        return []
    places = talk.places or ((size if talk.place == -1 else talk.place,) if talk.place is not None else ())
    return [place for place in places if 1 <= place <= size]


def removes_by_hint(talk: ExerciseTalk) -> bool:
    """Whether it wants an exercise out of the plan that it only hints at: "skip the cat one"."""
    asks = talk.question is not None or talk.swaps or "?" in talk.text
    return talk.hint is not None and not asks and bool(_REMOVES_HINT.search(talk.text))


def means_another(talk: ExerciseTalk, events: Iterable[Mapping[str, Any]]) -> bool:
    """Whether it says that another exercise was meant than the one that just went: "no, I meant the bridge"."""
    plans = plans_of(events)
    gone = last_removed(plans)
    named = set(talk.exercises) - set(gone)
    before = next((each for each in reversed(plans) if each and gone and gone[0] in each), ())
    return bool(_MEANS.search(talk.text)) and bool(named) and named <= set(before)


def puts_back(talk: ExerciseTalk) -> bool:
    """Whether it wants something back in a plan: "add it back", "put back the one you took out"."""
    return bool(_PUTS_BACK.search(talk.text)) and not _OWN_BACK.search(talk.text)


def removes_one(talk: ExerciseTalk) -> bool:
    """Whether it wants exercises that it names out of a plan: "take out the bridge"."""
    asks = talk.swaps or talk.adds or talk.question is not None or "?" in talk.text
    return bool(talk.exercises) and not asks and not puts_back(talk) and bool(_REMOVES.search(talk.text))
