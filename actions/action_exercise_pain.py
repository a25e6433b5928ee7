"""An exercise hurts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_note_symptoms import ActionNoteSymptoms
from actions.support.plan_changes import announce
from actions.support.profile import plan_shown, profile_of
from actions.support.reach import talk_of
from actions.support.speech import Button, fill, fresh, say, say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView
from actions.support.which import Which, ask_which, which
from backline.assistant import resources
from backline.care import HURT_BADLY, PAIN_ADVICE, Feeling, another_for, make_anew, refusal, step_from, takes_out
from backline.care.plan_words import SEE_A_DOCTOR
from backline.knowledge import Exercise

_ALL = re.compile(r"\b(?:all of (?:them|these)|they all|every (?:one|exercise)|everything|all the exercises)\b")
_CAN_NOT_MOVE = re.compile(
    r"\b(?:can not|could not|can hardly|can barely|hardly|barely|unable to|not able to) (?:\w+ )?(?:move|get up"
    r"|walk|stand"
    r"|straighten|turn my|bend|lift my)\b|\b(?:stuck|locked(?: up)?|seized up|popped|gave way)\b"
)
_WELL = re.compile(r"\b(?:great|well|fine|good|better|easy|love|like|nice|no pain|not hurt|n.t hurt|helps?)\b", re.I)
_STOP = "Please stop that exercise for now."
_ADVICE_FROM = ("exercise", "risks")  # topic and aspect whose sources the advice has


class ActionExercisePain(Action):
    """Says whether to stop, takes the exercise out of the plan, and offers an easier one or another."""

    def name(self) -> str:
        return "action_exercise_pain"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Give the advice first; then see which exercise it is."""
        view = TurnView(tracker)
        talk = talk_of(view)
        feeling = cast(Feeling, talk.feels or "hurts")
        plan = plan_shown(view)
        pressed = view.entity("exercise") is not None
        if not plan and not talk.exercises and not pressed and view.slot("exercise_topic") is None:
            return await ActionNoteSymptoms().run(dispatcher, tracker, domain)
        answers_which = view.slot("exercise_ask") == "hurts"
        if talk.feels is None and not pressed and not answers_which:
            return _feels_well(dispatcher, view)
        topic, aspect = _ADVICE_FROM
        answer = resources.knowledge().find(topic, aspect)
        advice = fill(PAIN_ADVICE[feeling])
        sources = answer.sources if answer else ()
        refused = refusal(profile_of(view))
        if refused is not None and not _CAN_NOT_MOVE.search(talk.text):
            # After an operation, for a child and the like no exercise is named in its place.
            stop = advice if feeling == "spreads" else _STOP
            return _all_wait(dispatcher, view, f"{stop} {fill(refused.reason)}")
        if not takes_out(feeling):
            say(dispatcher, fresh(advice, view.said_before()), sources=sources)
            return [SlotSet("exercise_ask", None), SlotSet("misunderstood", None)]
        if _CAN_NOT_MOVE.search(talk.text):
            return _hurt_badly(dispatcher, view)
        found = which(view)
        if _ALL.search(talk.text) and not talk.exercises and talk.place is None:
            return _all_of_them(dispatcher, view, advice, sources)
        if talk.whole_set and not talk.exercises and talk.place is None:
            found = Which(vague=True)
        if not (answers_which and advice in view.said_before()):
            say(dispatcher, fresh(advice, view.said_before()), sources=sources)
        if found.vague or found.wrong_place or not found.exercises:
            return ask_which(dispatcher, view, "hurts", found, intent="report_exercise_pain")
        exercise = found.exercises[0]
        return [
            *take_out(dispatcher, view, exercise, plan),
            SlotSet("exercise_ask", None),
            SlotSet("misunderstood", None),
        ]


def _hurt_badly(dispatcher: CollectingDispatcher, view: TurnView) -> Events:
    """Who can hardly move needs no other exercise: all of them wait, and somebody has a look."""
    return _all_wait(dispatcher, view, f"{HURT_BADLY} {' '.join(SEE_A_DOCTOR)}")


def _all_wait(dispatcher: CollectingDispatcher, view: TurnView, text: str) -> Events:
    """Say why there are none for now, and keep what was named out of later plans."""
    found = which(view)
    named = [one.id for one in found.exercises] if talk_of(view).exercises and not found.vague else []
    left_out = list(dict.fromkeys([*(view.slot("exercises_left_out") or ()), *named]))
    buttons: list[Button] = [{"title": "Contact the clinic", "payload": "/request_contact"}]
    say(dispatcher, fresh(text, view.said_before()), buttons=[] if view.form else buttons)
    return [
        SlotSet("exercises_left_out", left_out or None),
        SlotSet("offer", "contact_form"),
        SlotSet("exercise_ask", None),
        SlotSet("misunderstood", None),
    ]


def _feels_well(dispatcher: CollectingDispatcher, view: TurnView) -> Events:
    """Nothing hurts in what was said: nothing is taken out of the plan."""
    if _WELL.search(view.text):
        texts = ["I'm glad to hear that. Keep going at your own pace.", "That is good to hear. Go on like that."]
    else:
        texts = [
            "Did something hurt? Tell me which exercise, and what you felt.",
            "I want to get this right. Which exercise is it, and what do you feel when you do it?",
        ]
    say_one_of(dispatcher, texts, view.said_before())
    return [SlotSet("exercise_ask", None), SlotSet("misunderstood", None)]


def _all_of_them(dispatcher: CollectingDispatcher, view: TurnView, advice: str, sources: Sequence[Any]) -> Events:
    """All of them hurt: gentler ones are offered, and the clinic."""
    buttons: list[Button] = [
        {"title": "Easier ones", "payload": "/request_exercises"},
        {"title": "Contact the clinic", "payload": "/request_contact"},
    ]
    text = f"{advice} If all of them hurt, I can show you easier ones, or the clinic can have a look."
    say(dispatcher, fresh(text, view.said_before()), sources=sources, buttons=[] if view.form else buttons)
    return [SlotSet("exercise_ask", None), SlotSet("misunderstood", None)]


def take_out(dispatcher: CollectingDispatcher, view: TurnView, exercise: Exercise, plan: list[Exercise]) -> Events:
    """Leave an exercise out of the plan and of later ones; say so, with what comes for it."""
    left_out = list(dict.fromkeys([*(view.slot("exercises_left_out") or ()), exercise.id]))
    view.tracker.slots["exercises_left_out"] = left_out
    events: Events = [SlotSet("exercises_left_out", left_out), SlotSet("exercise_topic", exercise.id)]
    profile = profile_of(view)
    library = resources.exercises()
    shown = [one.id for one in plan]
    if exercise in plan:
        change = make_anew(library, profile, shown)
        return [*events, *announce(dispatcher, view, change)]
    easier = step_from(library, exercise, profile, "easier", shown)
    instead = easier.exercise or another_for(library, exercise, profile, shown)
    text = f"I leave {exercise.short_name} out from now on."
    buttons: list[Button] = []
    if instead is not None:
        text += f" {instead.short_name} may suit you better."
        buttons.append({"title": instead.short_name, "payload": f'/ask_exercise{{"exercise": "{instead.id}"}}'})
    say(dispatcher, text, buttons=[] if view.form else buttons)
    return events
