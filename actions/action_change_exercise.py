"""An easier or harder form of one exercise."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_exercise_how_to import show_exercise
from actions.support.profile import plan_shown, profile_of
from actions.support.reach import talk_of
from actions.support.speech import fill, fresh, say
from actions.support.switching import Events
from actions.support.view import TurnView
from actions.support.which import Which, ask_which, which
from backline.assistant import resources
from backline.assistant.exercise_turns import SWAP
from backline.care import Step, Way, refusal, step_from
from backline.knowledge import Exercise

_CONTACT = [{"title": "Contact the clinic", "payload": "/request_contact"}]


class ActionChangeExercise(Action):
    """Shows the next step down or up, where it is safe; else another exercise for the same purpose."""

    def name(self) -> str:
        return "action_change_exercise"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Find the exercise that is meant, and go one step from it."""
        view = TurnView(tracker)
        way = _way(view)
        found = which(view)
        if not found.exercises and found.vague:
            found = _only_one_has_it(view, way) or found
        if found.vague or found.wrong_place or not found.exercises:
            return ask_which(dispatcher, view, way, found, intent="change_exercise", value=way)
        exercise = found.exercises[0]
        profile = profile_of(view)
        unknown = talk_of(view).swap_for
        if unknown is not None:
            return _unknown(dispatcher, view, unknown, exercise)
        refused = refusal(profile)
        if refused is not None:
            say(dispatcher, fresh(fill(refused.reason), view.said_before()), buttons=[] if view.form else _CONTACT)
            return [SlotSet("exercise_ask", None)]
        shown = [one.id for one in plan_shown(view)]
        step = step_from(resources.exercises(), exercise, profile, way, shown)
        if step.exercise is None:
            text = f"{_missing(exercise, way, step)} I have no other one like it that fits what you told me."
            buttons = [] if view.form else _CONTACT
            say(dispatcher, fresh(text, view.said_before()), buttons=buttons)
            return [SlotSet("exercise_topic", exercise.id), SlotSet("exercise_ask", None)]
        if step.linked:
            opening = f"{step.exercise.short_name} is {way} than {exercise.short_name}."
        else:
            instead = f"{step.exercise.short_name} works toward the same goal in another way."
            opening = f"{_missing(exercise, way, step)} {instead}"
        is_swap = exercise.id in shown and step.exercise.id not in shown and not view.form
        if is_swap:
            opening += f" Shall I put it into your plan in place of {exercise.short_name}?"
        show_exercise(dispatcher, view, step.exercise, opening)
        return [
            *([SlotSet("offer", f"{SWAP}{exercise.id}:{step.exercise.id}")] if is_swap else []),
            SlotSet("exercise_topic", step.exercise.id),
            SlotSet("exercise_ask", None),
            SlotSet("misunderstood", None),
        ]


def _unknown(dispatcher: CollectingDispatcher, view: TurnView, name: str, exercise: Exercise) -> Events:
    """What there is no file for does not go into a plan."""
    text = (
        f"I have no checked description of {name}, so I can't put it into your plan. If you like it and it does not "
        f"bring on your pain, ask a physical therapist if it suits you. I can show you another in place of "
        f"{exercise.short_name}."
    )
    payload = f'/change_exercise{{"exercise": "{exercise.id}", "value": "easier"}}'
    buttons = [] if view.form else [{"title": "Show me another", "payload": payload}]
    say(dispatcher, fresh(text, view.said_before()), buttons=buttons)
    return [SlotSet("exercise_topic", exercise.id), SlotSet("exercise_ask", None), SlotSet("misunderstood", None)]


def _way(view: TurnView) -> Way:
    """Which way: the button's, the message's, or what was asked for before "which one?"."""
    for way in (view.entity("value"), talk_of(view).way, view.slot("exercise_ask")):
        if way in ("easier", "harder"):
            return "harder" if way == "harder" else "easier"
    return "easier"


def _only_one_has_it(view: TurnView, way: Way) -> Which | None:
    """The one exercise of the plan that has such a form, where there is just one."""
    profile = profile_of(view)
    plan = plan_shown(view)
    have = [one for one in plan if step_from(resources.exercises(), one, profile, way).linked]
    return Which((have[0],)) if len(have) == 1 else None


def _missing(exercise: Exercise, way: Way, step: Step) -> str:
    if step.too_soon:
        return f"There is a harder form of {exercise.short_name}, but I would keep that for later."
    return f"I know no {way} form of {exercise.short_name} that fits you."
