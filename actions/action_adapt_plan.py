"""Somebody says what a plan has to mind: out of reach, not at home, what eases the pain, what it should be good for."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_exercise_how_to import show_exercise
from actions.action_exercise_pain import take_out
from actions.action_note_symptoms import ActionNoteSymptoms
from actions.action_start_exercises import ActionStartExercises, only_changes_the_place
from actions.support.correcting import merge
from actions.support.facts import facts_in, plan_wishes_told
from actions.support.plan_changes import announce
from actions.support.plan_edits import edit_plan
from actions.support.profile import plan_shown, profile_of
from actions.support.reach import reach_now, talk_of
from actions.support.safety import cautions_now
from actions.support.speech import fresh, say, say_one_of
from actions.support.switching import Events
from actions.support.update import redo
from actions.support.view import TurnView
from actions.support.which import closest
from backline.assistant import resources
from backline.assistant.exercise_turns import SWAP
from backline.assistant.plan_edit_turns import last_removed, plans_of, puts_back, removes_one
from backline.care import MOST, ExercisePlan, judge, make_anew, name_list, put_in, stand_ins
from backline.care.reach import done_on_a_bed
from backline.knowledge import Exercise
from backline.language.exercise_talk import ExerciseTalk

_GOOD_TO_KNOW = ("Good to know, I count that in from now on.",)
# "The plank instead of the bridge"; "swap the bridge for the plank" has it the other way round.
_NEW_COMES_FIRST = re.compile(r"\b(?:instead of|rather than|in place of)\b")
_SUGGEST = [{"title": "Suggest exercises", "payload": "/request_exercises"}]


class ActionAdaptPlan(Action):
    """Keeps what is out of reach or missing, and changes in the plan only what has to change."""

    def name(self) -> str:
        return "action_adapt_plan"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Take the wish; make the plan anew where there is one."""
        view = TurnView(tracker)
        talk = talk_of(view)
        wishes = plan_wishes_told(view)
        if cautions_now(view) or "age" in facts_in(view):
            changes = await redo(dispatcher, tracker, domain, first="utter_noted")
            if changes:
                return changes
        plan = plan_shown(view)
        edited = edit_plan(dispatcher, view)
        if edited is not None:
            return edited
        unwanted = [one for one in plan if one.id in talk.exercises] if removes_one(talk) and not talk.feels else []
        if unwanted and not talk.changes_reach:
            return take_out(dispatcher, view, unwanted[0], plan)
        swap = _put_back_meant(view, talk) or _swap_meant(view)
        if swap is not None:
            return _put_in(dispatcher, view, *swap)
        if wishes and not talk.changes_reach:
            return self._fit(dispatcher, view, wishes)
        if not talk.changes_reach and plan_shown(view):
            texts = [
                "I can change your plan. What should I leave out? Name a position that you can't get into, or a thing "
                "that you don't have.",
                'I did not get what to leave out. You can say it like this: "I can\'t kneel", or "I have no chair".',
            ]
            say_one_of(dispatcher, texts, view.said_before())
            return []
        if not talk.changes_reach:
            return await ActionNoteSymptoms().run(dispatcher, tracker, domain)
        if not plan and not view.form and only_changes_the_place(view):
            return await ActionStartExercises().run(dispatcher, tracker, domain)
        out, missing = reach_now(view)
        told = {name: value for name, value in facts_in(view).items() if name == "cautions_told"}
        slots: dict[str, Any] = {
            "positions_out": out or None,
            "equipment_missing": missing or None,
            **(merge(tracker.slots, told) if talk.out - {"kneeling"} or not talk.out else {}),
        }
        tracker.slots.update(slots)
        events: Events = [SlotSet(name, value) for name, value in slots.items()]
        plan = plan_shown(view)
        notes = stand_ins(talk.missing)
        if not plan:
            text = " ".join([*notes, "I keep that in mind for your exercises. Shall I suggest some that fit?"])
            say(dispatcher, fresh(text, view.said_before()), buttons=[] if view.form else _SUGGEST)
            return [*events, SlotSet("offer", "exercise_form"), SlotSet("misunderstood", None)]
        gained = bool(talk.in_reach or talk.found) and not (talk.out or talk.only or talk.missing)
        change = make_anew(resources.exercises(), profile_of(view), [one.id for one in plan])
        if isinstance(change.plan, ExercisePlan):
            notes = (
                _GOOD_TO_KNOW if gained else stand_ins(talk.missing, [item.exercise for item in change.plan.exercises])
            )
            notes = (*notes, *_on_a_bed(change.plan, out))
        return [*events, *announce(dispatcher, view, change, notes), SlotSet("misunderstood", None)]

    @staticmethod
    def _fit(dispatcher: CollectingDispatcher, view: TurnView, wishes: dict[str, Any]) -> Events:
        """Choose anew for what eases the pain and for what the exercises should be good for."""
        slots = merge(view.tracker.slots, wishes)
        if "exercise_goals" in wishes and view.slot("exercise_count"):
            slots["exercise_count"] = None  # there is room for more again
        kinds = view.slot("exercise_kinds_out") or ()
        if set(kinds) & set(wishes.get("exercise_goals") or ()):
            slots["exercise_kinds_out"] = [kind for kind in kinds if kind not in wishes["exercise_goals"]] or None
        view.tracker.slots.update(slots)
        events: Events = [*(SlotSet(name, value) for name, value in slots.items()), SlotSet("misunderstood", None)]
        plan = plan_shown(view)
        if not plan:
            text = "Good to know. I keep that in mind for your exercises. Shall I suggest some that fit?"
            say(dispatcher, fresh(text, view.said_before()), buttons=[] if view.form else _SUGGEST)
            return [*events, SlotSet("offer", "exercise_form")]
        change = make_anew(resources.exercises(), profile_of(view), [one.id for one in plan], keep=False)
        return [*events, *announce(dispatcher, view, change, ["Thank you, I looked at your plan again with that."])]


def _on_a_bed(plan: ExercisePlan, out: list[str]) -> list[str]:
    """Where the floor is out of reach, what is done lying is done on a bed."""
    lying = [item.exercise for item in plan.exercises if done_on_a_bed(item.exercise)]
    return [f"You can do {name_list(lying)} on a firm bed."] if lying and "floor" in out else []


def _put_back_meant(view: TurnView, talk: ExerciseTalk) -> tuple[Exercise, Exercise | None] | None:
    """What was taken out last and is to go in again, with what had come for it; None where that is not wanted."""
    plan = plan_shown(view)
    if not plan or talk.exercises or not puts_back(talk):
        return None
    events = view.tracker.events
    plans = plans_of(events)
    library = resources.exercises()
    gone = [exercise for name in last_removed(plans) if (exercise := library.get(name))]
    if not gone:
        return None
    back = closest(talk.text, gone)
    came = [one for one in plan if one.id not in _plan_with(back, plans)]
    return back, came[0] if came else None


def _plan_with(exercise: Exercise, plans: list[Any]) -> list[str]:
    """The last plan that had an exercise in it."""
    return next(plan for plan in reversed(plans) if plan and exercise.id in plan)


def _swap_meant(view: TurnView) -> tuple[Exercise, Exercise | None] | None:
    """What is to go into the plan, and what goes for it; None where nothing is."""
    library = resources.exercises()
    talk = talk_of(view)
    plan = plan_shown(view)
    named = [exercise for name in talk.exercises if (exercise := library.get(name))]
    if plan and talk.swaps and len(named) > 1:
        first_is_new = bool(_NEW_COMES_FIRST.search(talk.text))
        comes, goes = (named[0], named[1]) if first_is_new else (named[1], named[0])
        return comes, goes if goes in plan else None
    if plan and talk.adds and named:
        return named[0], None
    offer = str(view.slot("offer") or "")
    if plan and offer.startswith(SWAP) and not named and not talk.changes_reach:
        old, new = (library.get(name) for name in offer.removeprefix(SWAP).split(":"))
        return (new, old) if new is not None else None
    return None


def _put_in(dispatcher: CollectingDispatcher, view: TurnView, new: Exercise, out: Exercise | None) -> Events:
    """Put an exercise into the plan where it fits the person, else say why not."""
    left = [name for name in view.slot("exercises_left_out") or () if name != new.id]
    kinds = [kind for kind in view.slot("exercise_kinds_out") or () if kind not in new.kinds] or None
    view.tracker.slots.update({"exercises_left_out": left, "exercise_kinds_out": kinds})
    done: Events = [
        SlotSet("exercise_kinds_out", kinds),
        SlotSet("offer", None),
        SlotSet("exercise_ask", None),
        SlotSet("misunderstood", None),
    ]
    plan = plan_shown(view)
    profile = profile_of(view)
    verdict = judge(new, profile)
    if new in plan:
        say(dispatcher, fresh(f"{new.short_name} is in your plan already.", view.said_before()))
    elif not verdict.allowed:
        show_exercise(dispatcher, view, new)
    elif verdict.word is not None:
        say(dispatcher, fresh(f"About {new.short_name}: {verdict.word}", view.said_before()))
    elif out is None and len(plan) >= MOST:
        text = f"Your plan has {len(plan)} exercises, and more would be too many. Which one should go for it?"
        say(dispatcher, fresh(text, view.said_before()))
    else:
        change = put_in(resources.exercises(), profile, [one.id for one in plan], new, out)
        events = announce(dispatcher, view, change)
        return [SlotSet("exercises_left_out", left or None), *events, *done]
    return done
