"""What a message says is out of reach, or not there, as slot values."""

from __future__ import annotations

from typing import Any

from actions.support.view import TurnView
from backline.assistant import resources
from backline.care.reach import ONLY_LYING, ONLY_SITTING, ONLY_STANDING
from backline.language.exercise_talk import ExerciseTalk

#: What is out of reach where only one position is possible.
ONLY = {"sitting": ONLY_SITTING, "lying": ONLY_LYING, "standing": ONLY_STANDING}


def talk_of(view: TurnView) -> ExerciseTalk:
    """What the message says about exercises; nothing for a pressed button."""
    return resources.exercise_talk().read(view.text if view.reading else "")


def reach_told(view: TurnView) -> dict[str, Any]:
    """What is newly out of reach or missing; empty where nothing is."""
    talk = talk_of(view)
    told = {"positions_out": sorted(_out(talk)), "equipment_missing": sorted(talk.missing)}
    return {name: value for name, value in told.items() if value}


def reach_now(view: TurnView) -> tuple[list[str], list[str]]:
    """What is out of reach, and what is missing, with the message taken in: additions and corrections."""
    talk = talk_of(view)
    before = set(view.slot("positions_out") or ())
    # "Only standing" takes the place of "only sitting"; knees stay as they are.
    out = _out(talk) | ({"kneeling"} & before) if talk.only else before | talk.out
    back = set(talk.in_reach)
    if "hands_and_knees" in back or "kneeling" in back:
        back |= {"hands_and_knees", "kneeling"}
    missing = set(view.slot("equipment_missing") or ()) | talk.missing
    if "equipment" in talk.found:
        missing = set(talk.missing)
    elif talk.found and "equipment" in missing:
        missing = missing - {"equipment"} | {"mat", "band", "bike"}
    if not talk.only:
        out = out - back
    return sorted(out), sorted(missing - talk.found)


def _out(talk: ExerciseTalk) -> frozenset[str]:
    return ONLY[talk.only] if talk.only else talk.out
