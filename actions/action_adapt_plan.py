"""Somebody says what a plan has to mind: out of reach, not at home, what eases the pain, what it should be good for."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_note_symptoms import ActionNoteSymptoms
from actions.support.facts import facts_in, merge, plan_wishes_told
from actions.support.plan_changes import announce
from actions.support.profile import plan_shown, profile_of
from actions.support.reach import reach_now, talk_of
from actions.support.speech import fresh, say, say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources
from backline.care import ExercisePlan, make_anew, stand_ins

_GOOD_TO_KNOW = ("Good to know, I count that in from now on.",)
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
        return [*events, *announce(dispatcher, view, change, notes), SlotSet("misunderstood", None)]

    @staticmethod
    def _fit(dispatcher: CollectingDispatcher, view: TurnView, wishes: dict[str, Any]) -> Events:
        """Choose anew for what eases the pain and for what the exercises should be good for."""
        slots = merge(view.tracker.slots, wishes)
        view.tracker.slots.update(slots)
        events: Events = [*(SlotSet(name, value) for name, value in slots.items()), SlotSet("misunderstood", None)]
        plan = plan_shown(view)
        if not plan:
            text = "Good to know. I keep that in mind for your exercises. Shall I suggest some that fit?"
            say(dispatcher, fresh(text, view.said_before()), buttons=[] if view.form else _SUGGEST)
            return [*events, SlotSet("offer", "exercise_form")]
        change = make_anew(resources.exercises(), profile_of(view), [one.id for one in plan], keep=False)
        return [*events, *announce(dispatcher, view, change, ["Thank you, I looked at your plan again with that."])]
