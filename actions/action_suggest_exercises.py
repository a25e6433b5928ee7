"""Suggest exercises: the end of the exercise form."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.answers import WARNING_SIGNS_UNCLEAR
from actions.support.speech import fill, say
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources
from backline.care import PlannedExercise, PlanProfile, PlanRefused, plan_exercises

_CONTACT = [{"title": "Contact the clinic", "payload": "/request_contact"}]


class ActionSuggestExercises(Action):
    """Returns a plan of four to six exercises, or says why there is none."""

    def name(self) -> str:
        return "action_suggest_exercises"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Plan with ``backline.care`` and show it."""
        view = TurnView(tracker)
        if view.slot("warning_signs") == WARNING_SIGNS_UNCLEAR:
            say(
                dispatcher,
                fill(resources.red_flag_replies().texts["warning_sign_unsure"]),
                tone="urgent",
                buttons=_CONTACT,
            )
            return [SlotSet("red_flag_tier", "urgent"), SlotSet("offer", "contact_form")]
        plan = plan_exercises(resources.exercises(), _profile(view))
        if isinstance(plan, PlanRefused):
            say(dispatcher, fill(plan.reason), buttons=_CONTACT)
            return [SlotSet("offer", "contact_form")]
        start = [
            f"Here are {len(plan.exercises)} exercises for {plan.days_per_week} days a week or fewer. "
            "This is general advice, not treatment made for you.",
            " ".join(plan.how_to_start),
        ]
        if plan.cautions_note:
            start.append(plan.cautions_note)
        say(
            dispatcher,
            "\n\n".join(start),
            cards=[_card(planned) for planned in plan.exercises],
            sources=plan.sources,
        )
        say(
            dispatcher,
            "**What is fine to feel**\n"
            + _list(plan.fine_to_feel)
            + "\n\n**When to stop**\n"
            + _list(plan.stop_when)
            + "\n\n**How to go on**\n"
            + _list(plan.how_to_progress),
            buttons=[
                {"title": "Why do exercises help?", "payload": '/ask_benefits{"topic": "exercise"}'},
                {"title": "Look at what I have tried", "payload": "/review_care"},
                *_CONTACT,
            ],
        )
        return [SlotSet("offer", None)]


def _profile(view: TurnView) -> PlanProfile:
    topic = resources.knowledge().topics.get(view.slot("topic") or "")
    weeks = view.slot("pain_weeks")
    return PlanProfile(
        region=view.slot("pain_region") or "unknown",
        duration_weeks=float(weeks) if weeks is not None else None,
        limits=tuple(view.slot("pain_limits") or ()),
        condition=topic.id if topic is not None and topic.kind == "condition" else None,
        cautions=frozenset(view.slot("pain_cautions") or ()),
    )


def _card(planned: PlannedExercise) -> dict[str, Any]:
    exercise = planned.exercise
    return {
        "kind": "exercise",
        "title": exercise.name,
        "dose": planned.dose_text,
        "why": planned.why,
        "steps": list(exercise.steps),
        "note": " ".join(exercise.cautions),
        "stop": " ".join(exercise.stop_when),
    }


def _list(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {line}" for line in lines)
