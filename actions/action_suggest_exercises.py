"""Suggest exercises: the end of the exercise form."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.cards import plan_link, planned_card, record_of
from actions.support.menu import MENU
from actions.support.profile import profile_of
from actions.support.safety import safety_so_far
from actions.support.speech import fill, fresh, say
from actions.support.switching import Events
from actions.support.view import TurnView
from actions.support.warning import stop_for_sign
from backline.assistant import resources
from backline.assistant.slot_values import WARNING_SIGNS_DECLINED, WARNING_SIGNS_UNCLEAR
from backline.care import FIT_TO_YOU, ExercisePlan, PlanRefused, plan_exercises

_GENERAL = "This is general advice, not treatment made for you."
_GENTLER = re.compile(r"\b(?:eas(?:y|ier)|gentl\w+|too (?:hard|much)|lighter|softer|simpler)\b", re.I)
_HARDER = re.compile(
    r"\b(?:(?<!too )hard(?:er)?|tough(?:er)?|too (?:easy|simple|light)|not \w+ enough|stronger|advanced|challeng\w+)\b",
    re.I,
)
_SURGEON_AGREES = (
    "It is good that you may start to move. So soon after an operation I still don't choose exercises. "
    "Please do those that your surgeon or physical therapist gives you, and ask them if you are not sure."
)
_SURGERY_OF_ANOTHER = (
    "After surgery on the spine not long ago, the surgeon has to agree first. "
    "Please ask the surgeon which moves are safe, and when to start."
)
_CONTACT = [{"title": "Contact the clinic", "payload": "/request_contact"}]


class ActionSuggestExercises(Action):
    """Returns a plan of four to six exercises, or says why there is none."""

    def name(self) -> str:
        return "action_suggest_exercises"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Plan with ``backline.care`` and show it."""
        view = TurnView(tracker)
        if view.intent == "goodbye":
            dispatcher.utter_message(response="utter_goodbye")
            return [SlotSet("offer", None)]
        if view.slot("warning_signs") == WARNING_SIGNS_DECLINED:
            say(dispatcher, "All right, no exercises then. What would help you instead?", buttons=MENU)
            return [SlotSet("warning_signs", None), SlotSet("offer", None)]
        if view.slot("warning_signs") == WARNING_SIGNS_UNCLEAR:
            return stop_for_sign(dispatcher, view)
        plan = plan_exercises(resources.exercises(), profile_of(view, _goal(view)))
        if isinstance(plan, PlanRefused):
            reason = _after_surgery(view) if plan.code == "recent_surgery" else None
            say(dispatcher, fresh(reason or fill(plan.reason), view.said_before()), buttons=_CONTACT)
            nothing_left = plan.code == "nothing_left"
            return [SlotSet("offer", "contact_form"), *([SlotSet("plan_exercises", None)] if nothing_left else [])]
        record = record_of(plan)
        again = bool(view.slot("exercises_shown"))
        count = len(plan.exercises)
        number = f"{count} exercise{'s' if count > 1 else ''} for up to {plan.days_per_week} days a week"
        start = [
            _opening(view, number) if again else f"Here {'are' if count > 1 else 'is'} {number}. {_GENERAL}",
            " ".join(plan.how_to_start),
        ]
        start += [note for note in (plan.few_note, plan.cautions_note) if note]
        say(
            dispatcher,
            "\n\n".join(start),
            cards=[planned_card(planned) for planned in plan.exercises],
            links=[plan_link(record)],
            sources=plan.sources,
        )
        say(
            dispatcher,
            _around(plan, again, view.said_before()),
            buttons=[
                {"title": "Why do exercises help?", "payload": '/ask_benefits{"topic": "exercise"}'},
                {"title": "Look at what I have tried", "payload": "/review_care"},
                *_CONTACT,
            ],
        )
        shown = [planned.exercise.id for planned in plan.exercises]
        before = view.slot("exercises_shown") or []
        return [
            SlotSet("exercises_shown", [*before, *(name for name in shown if name not in before)]),
            SlotSet("plan_exercises", shown),
            SlotSet("plan_record", record),
            SlotSet("exercise_topic", None),
            SlotSet("offer", None),
        ]


def _after_surgery(view: TurnView) -> str | None:
    """Why there is no plan after an operation, where it was somebody else's, or the surgeon agrees; else None."""
    so_far = safety_so_far(view)
    if so_far.leave:
        return _SURGEON_AGREES
    return _SURGERY_OF_ANOTHER if so_far.for_another else None


def _opening(view: TurnView, number: str) -> str:
    """How a second plan begins: what is new about it."""
    if view.intent != "request_exercises":
        return f"Here is a set that fits that, {number}."
    if _goal(view) == ["gentler"]:
        return f"Here are gentler ones, {number}."
    if _goal(view) == ["harder"]:
        return f"Here are some that ask more of you, {number}."
    return f"Here is another set, {number}. Pick what suits you from all of them."


def _around(plan: ExercisePlan, again: bool, before: list[str]) -> str:
    """What to feel, when to stop and how to go on; the second time only when to stop."""
    stop = "**When to stop**\n" + _list(plan.stop_when)
    if again:
        texts = [f"The same rules hold as before.\n\n{stop}", f"And here too, stop in time.\n\n{stop}"]
        return texts[1] if texts[0] in before else texts[0]
    fine = "**What is fine to feel**\n" + _list(plan.fine_to_feel)
    go_on = "**How to go on**\n" + _list(plan.how_to_progress)
    return "\n\n".join([fine, stop, go_on, "**To fit it to you**\n" + FIT_TO_YOU])


def _goal(view: TurnView) -> list[str]:
    """What "easier ones, please" asks for; it only counts in the message that asks."""
    if _GENTLER.search(view.text) and not _HARDER.search(view.text):
        return ["gentler"]
    return ["harder"] if _HARDER.search(view.text) and view.slot("exercises_shown") else []


def _list(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {line}" for line in lines)
