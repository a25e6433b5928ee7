"""Changing a plan as somebody asks: exercises or kinds of them left out, fewer of them, another one meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.plan_changes import announce
from actions.support.profile import plan_shown, profile_of
from actions.support.reach import talk_of
from actions.support.speech import Button, fresh, say, say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView
from actions.support.which import Which, which
from backline.assistant import resources
from backline.assistant.plan_edit_turns import last_removed, means_another, plans_of, removed_places, removes_by_hint
from backline.care import make_anew, name_list
from backline.knowledge import Exercise
from backline.language.exercise_plan_wishes import count_wished, wants_all_out
from backline.language.exercise_talk import ExerciseTalk

#: Says that the exercises that are named are kept out of later plans.
_KEPT_OUT = "I leave {names} out from now on."
_SUGGEST: Button = {"title": "Suggest exercises", "payload": "/request_exercises"}
_OTHERS: Button = {"title": "Other exercises", "payload": "/request_exercises"}


def wishes_for_plan(view: TurnView) -> dict[str, Any]:
    """What a message says about a plan that is yet to come, as slot values; empty where it says nothing."""
    talk = talk_of(view)
    wanted = {
        "exercises_left_out": list(talk.leaves_out),
        "exercise_kinds_out": sorted(talk.kinds_out) if talk.names_plan or talk.kinds_out else [],
        "exercise_count": count_wished(talk.nameless, 0) if view.intent == "request_exercises" else None,
    }
    return {name: value for name, value in wanted.items() if value}


def edit_plan(dispatcher: CollectingDispatcher, view: TurnView) -> Events | None:
    """Change the plan, or keep in mind what to leave out of one to come; None where the message asks for neither."""
    talk = talk_of(view)
    plan = plan_shown(view)
    if talk.feels:
        return None
    if not plan:
        return _keep_in_mind(dispatcher, view, talk)
    if wants_all_out(talk.nameless):
        texts = [
            "Then nothing would be left of your plan. I can show you other exercises, or leave out just those that you "
            "don't like. Which should I leave out?",
            "I would rather keep something in your plan. Name the ones that I should leave out, or ask for others.",
        ]
        say_one_of(dispatcher, texts, view.said_before(), buttons=[] if view.form else [_OTHERS])
        return [SlotSet("misunderstood", None)]
    if means_another(talk, view.tracker.events):
        return _take_another(dispatcher, view, talk, plan)
    places = removed_places(talk, len(plan))
    hinted = which(view, talk) if removes_by_hint(talk) else Which()
    gone = [
        *_exercises(talk.unwanted),
        *(plan[place - 1] for place in places),
        *([] if hinted.vague else hinted.exercises),
    ]
    count = count_wished(talk.nameless, len(plan))
    count = count if count is not None and count < len(plan) else None
    if not gone and not talk.kinds_out and count is None:
        return None
    kinds = {*(view.slot("exercise_kinds_out") or ()), *talk.kinds_out}
    slots: dict[str, Any] = {
        "exercises_left_out": _with(view.slot("exercises_left_out"), gone),
        **({"exercise_kinds_out": sorted(kinds)} if talk.kinds_out else {}),
    }
    if count is not None:
        slots["exercise_count"] = count
    elsewhere = [one for one in gone if one not in plan]
    notes = [_KEPT_OUT.format(names=name_list(elsewhere))] if elsewhere else []
    return _make_anew(dispatcher, view, slots, plan, notes)


def _make_anew(
    dispatcher: CollectingDispatcher, view: TurnView, slots: Mapping[str, Any], plan: list[Exercise], notes: list[str]
) -> Events:
    view.tracker.slots.update(slots)
    change = make_anew(resources.exercises(), profile_of(view), [one.id for one in plan])
    return [
        *(SlotSet(name, value) for name, value in slots.items()),
        *announce(dispatcher, view, change, notes),
        SlotSet("exercise_ask", None),
        SlotSet("misunderstood", None),
    ]


def _take_another(dispatcher: CollectingDispatcher, view: TurnView, talk: ExerciseTalk, plan: list[Exercise]) -> Events:
    """Put back what went by mistake, and take out what was meant."""
    plans = plans_of(view.tracker.events)
    removed = last_removed(plans)
    back = _exercises(removed)
    before = next((each for each in reversed(plans) if each and removed and removed[0] in each), ())
    # "I meant the bridge, not the plank" names the plank as well, which went.
    meant = [name for name in talk.exercises if name not in removed]
    left = [name for name in view.slot("exercises_left_out") or () if name not in {one.id for one in back}]
    slots = {"exercises_left_out": _with(left, _exercises(meant))}
    return _make_anew(dispatcher, view, slots, _exercises(before), [f"Sorry, {name_list(back)} is back in, as it was."])


def _keep_in_mind(dispatcher: CollectingDispatcher, view: TurnView, talk: ExerciseTalk) -> Events | None:
    gone = _exercises(talk.leaves_out)
    if not gone:
        return None
    text = f"{_KEPT_OUT.format(names=name_list(gone))} Shall I suggest exercises that fit?"
    say(dispatcher, fresh(text, view.said_before()), buttons=[] if view.form else [_SUGGEST])
    left = _with(view.slot("exercises_left_out"), gone)
    return [SlotSet("exercises_left_out", left), SlotSet("offer", "exercise_form"), SlotSet("misunderstood", None)]


def _with(known: Iterable[str] | None, gone: Iterable[Exercise]) -> list[str]:
    return list(dict.fromkeys([*(known or ()), *(one.id for one in gone)]))


def _exercises(names: Iterable[str]) -> list[Exercise]:
    library = resources.exercises()
    return [exercise for name in names if (exercise := library.get(name))]
