"""Saying how a plan has changed: what was left out, what is new, and what it holds now."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.cards import plan_link, planned_card, record_of
from actions.support.speech import fill, fresh, say
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.care import Change, ExercisePlan, PlanRefused, name_list

_CONTACT = [{"title": "Contact the clinic", "payload": "/request_contact"}]


def announce(dispatcher: CollectingDispatcher, view: TurnView, change: Change, notes: Sequence[str] = ()) -> Events:
    """Say what has changed, with cards for what is new; the slots that keep the plan follow from it.

    Args:
        dispatcher: takes the reply.
        view: the turn.
        change: the plan before and now.
        notes: sentences to begin with.
    """
    plan = change.plan
    buttons = [] if view.form else _CONTACT
    if isinstance(plan, PlanRefused):
        say(dispatcher, fresh(fill(plan.reason), view.said_before()), buttons=buttons)
        gone = [SlotSet("plan_exercises", None), SlotSet("exercise_topic", None)] if plan.code == "nothing_left" else []
        return [*gone, SlotSet("offer", "contact_form")]
    parts = [*notes]
    if not change.left and not change.new:
        parts.append("Your plan fits that already, so it stays as it is." if not notes else "Your plan stays as it is.")
    else:
        parts.append(_what_changed(change))
    record = record_of(plan)
    new_notes = [note for note in (plan.few_note,) if note]
    say(
        dispatcher,
        fresh("\n\n".join([" ".join([*parts, *new_notes]), _list(plan)]), view.said_before()),
        cards=[planned_card(item) for item in plan.exercises if item.exercise in change.new],
        links=[plan_link(record)] if change.left or change.new else None,
        sources=[source for exercise in change.new for source in exercise.sources],
        buttons=buttons,
    )
    now = [item.exercise.id for item in plan.exercises]
    before = view.slot("exercises_shown") or []
    events: Events = [
        SlotSet("plan_exercises", now),
        SlotSet("plan_record", record),
        SlotSet("exercises_shown", [*before, *(name for name in now if name not in before)]),
        SlotSet("offer", None),
    ]
    if view.slot("exercise_topic") not in now:
        events.append(SlotSet("exercise_topic", change.new[0].id if len(change.new) == 1 else None))
    return events


def _what_changed(change: Change) -> str:
    left, new = name_list(change.left), name_list(change.new)
    if not change.left:
        return f"I put {new} into your plan."
    if not change.new:
        return f"I took {left} out of your plan."
    return f"I took {left} out of your plan. New {'is' if len(change.new) == 1 else 'are'} {new}."


def _list(plan: ExercisePlan) -> str:
    lines = [f"{number}. {item.exercise.short_name}" for number, item in enumerate(plan.exercises, start=1)]
    return "**Your plan now**\n" + "\n".join(lines)
