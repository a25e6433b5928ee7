"""Start the exercise form, unless a warning sign comes first."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_suggest_exercises import ActionSuggestExercises
from actions.support.correcting import merge
from actions.support.facts import facts_in
from actions.support.reach import reach_now, talk_of
from actions.support.safety import age_known, safety_so_far
from actions.support.speech import say, say_one_of
from actions.support.switching import Events, start_form
from actions.support.view import TurnView
from backline.assistant.alarms import awaits_doctor
from backline.assistant.slot_values import WARNING_SIGNS_NONE
from backline.care.plan_rules import ADULT_AGE
from backline.knowledge.exercise import REFUSING

_OTHERS = re.compile(
    r"\b(?:others?|more|different|another|easier|gentler|harder|lighter|simpler|new ones|something else)\b"
    r"|\btoo (?:hard|easy|simple|light)\b|\bnot (?:hard|challenging|difficult|tough) enough\b",
    re.I,
)


def wants_others(view: TurnView) -> bool:
    """Whether a short message asks for other exercises than those shown: "easier ones", "too hard"."""
    return bool(view.slot("exercises_shown") and _OTHERS.search(view.text)) and len(view.text.split()) <= 8


def only_changes_the_place(view: TurnView) -> bool:
    """Whether the questions were answered, and the message only says where exercises are to be done: "on a chair"."""
    if view.slot("warning_signs") != WARNING_SIGNS_NONE or not talk_of(view).only:
        return False
    region = facts_in(view).get("pain_region")
    asked = ("pain_region", "pain_weeks", "pain_limits", "pain_cautions")
    same = region is None or region == view.slot("pain_region")
    return same and all(view.tracker.get_slot(name) is not None for name in asked)


def exercises_wait(dispatcher: CollectingDispatcher, view: TurnView) -> Events:
    """Say that exercises wait until a doctor has looked at the sign that help was called for."""
    texts = (
        "A doctor should look at this first. Exercises and stretches wait until then. Tell me when that is done, and I "
        "will "
        "gladly go on. You can ask me other questions.",
        "It is best to rest until a doctor has looked. After that I will gladly help with exercises.",
    )
    say_one_of(
        dispatcher,
        list(texts),
        view.said_before(),
        buttons=[{"title": "A doctor has checked this", "payload": "/resolved"}],
    )
    return [SlotSet("offer", None)]


class ActionStartExercises(Action):
    """Starts the exercise form."""

    def name(self) -> str:
        return "action_start_exercises"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Start the form, or say why exercises have to wait."""
        view = TurnView(tracker)
        if view.slot("red_flag_tier") == "urgent":
            say(
                dispatcher,
                "Exercises have to wait. You told me about a warning sign, and a doctor should look at that first, "
                "today or tomorrow. Shall I take your details so that the clinic calls you back?",
                tone="urgent",
                buttons=[
                    {"title": "Contact the clinic", "payload": "/request_contact"},
                    {"title": "A doctor has checked it", "payload": "/resolved"},
                ],
            )
            return [SlotSet("offer", "contact_form")]
        if awaits_doctor(tracker.events):
            return exercises_wait(dispatcher, view)
        told = facts_in(view)
        merged = {**told, **merge(tracker.slots, told)}
        so_far = safety_so_far(view)
        age = age_known(view, so_far)
        told_so_far = {*(view.slot("pain_cautions") or ()), *(merged.get("cautions_told") or ())}
        cautions = so_far.cautions | (told_so_far - so_far.denied)
        if cautions & REFUSING or (age is not None and age < ADULT_AGE):
            # No plan would follow, so there is no need to ask the rest first.
            tracker.slots.update(merged)
            refused = await ActionSuggestExercises().run(dispatcher, tracker, domain)
            return [*(SlotSet(name, value) for name, value in merged.items()), *refused]
        if view.slot("warning_signs") == WARNING_SIGNS_NONE and wants_others(view):
            # The answers stand; only the exercises were not right.
            return await ActionSuggestExercises().run(dispatcher, tracker, domain)
        if only_changes_the_place(view):
            # Only the place is another; the rest was told.
            out, missing = reach_now(view)
            slots = {"positions_out": out or None, "equipment_missing": missing or None}
            tracker.slots.update(slots)
            done = await ActionSuggestExercises().run(dispatcher, tracker, domain)
            return [*(SlotSet(name, value) for name, value in slots.items()), *done]
        known = {name: view.slot(name) for name in ("pain_region", "pain_weeks", "pain_limits")}
        # A second plan asks anew: the first one did not fit, or it is about another part.
        again = (
            (*known, "pain_cautions", "exercise_count", "exercise_kinds_out")
            if all(value is not None for value in known.values())
            else ()
        )
        return start_form(tracker, "exercise_form", forget=("warning_signs", *again))
