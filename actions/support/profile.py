"""What is known about the person, as a plan needs it."""

from __future__ import annotations

from collections.abc import Collection

from actions.support.safety import age_known, is_of_another, safety_so_far
from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.alarms import awaits_doctor
from backline.care import MOST, PlanProfile
from backline.knowledge import Exercise

_OPEN = ("emergency", "urgent")


def profile_of(view: TurnView, goals: Collection[str] = ()) -> PlanProfile:
    """The profile, from what was told so far.

    Args:
        view: the turn.
        goals: what the message asks for, e.g. ``gentler``.
    """
    topic = resources.knowledge().topics.get(view.slot("topic") or "")
    weeks = view.slot("pain_weeks")
    if topic is not None and is_of_another(view, topic.id):
        topic = None
    told = safety_so_far(view)
    cautions = {*(view.slot("pain_cautions") or ()), *(view.slot("cautions_told") or ()), *told.cautions}
    is_open = view.slot("red_flag_tier") in _OPEN or awaits_doctor(view.tracker.events)
    return PlanProfile(
        region=view.slot("pain_region") or "unknown",
        duration_weeks=float(weeks) if weeks is not None else None,
        limits=tuple(view.slot("pain_limits") or ()),
        condition=topic.id if topic is not None and topic.kind == "condition" else None,
        age=age_known(view, told),
        cautions=frozenset(cautions - told.denied),
        goals=frozenset([*goals, *(view.slot("exercise_goals") or ())]),
        eased_by=frozenset(view.slot("eased_by") or ()),
        red_flags=frozenset(view.slot("red_flags") or ("unclear",)) if is_open else frozenset(),
        already_shown=frozenset(view.slot("exercises_shown") or ()),
        positions_out=frozenset(view.slot("positions_out") or ()),
        equipment_missing=frozenset(view.slot("equipment_missing") or ()),
        left_out=frozenset(view.slot("exercises_left_out") or ()),
        kinds_out=frozenset(view.slot("exercise_kinds_out") or ()),
        most=int(view.slot("exercise_count") or MOST),
    )


def plan_shown(view: TurnView) -> list[Exercise]:
    """The exercises of the plan that was shown last, in order; empty where there was none."""
    library = resources.exercises()
    return [exercise for name in view.slot("plan_exercises") or () if (exercise := library.get(name))]
