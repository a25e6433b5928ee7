"""How one exercise is done."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.cards import exercise_card
from actions.support.profile import plan_shown, profile_of
from actions.support.speech import Button, fill, fresh, say
from actions.support.switching import Events
from actions.support.view import TurnView
from actions.support.which import Which, ask_which, which
from backline.assistant import resources
from backline.assistant.slot_values import WARNING_SIGNS_NONE
from backline.care import TOO_DEMANDING, PlanProfile, another_for, judge
from backline.knowledge import Exercise

_MOST_CARDS = 2
_ASKS_IF_SAFE = re.compile(r"\b(?:safe|ok(?:ay)? for|allowed|good for|bad for|right for|dangerous|harm\w*)\b", re.I)
_NOT_ASKED_YET = "I don't know yet what fits you, so stop if it hurts. For a set that does fit, ask me for exercises."


class ActionExerciseHowTo(Action):
    """Shows the card of the exercise that is asked about, or says why it does not."""

    def name(self) -> str:
        return "action_exercise_how_to"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Show one exercise, or two where two are named."""
        view = TurnView(tracker)
        found = which(view)
        if found.unknown is not None:
            return _unknown(dispatcher, view, found)
        if found.vague or found.wrong_place or not found.exercises:
            return ask_which(dispatcher, view, "how", found, intent="ask_exercise")
        for exercise in found.exercises[:_MOST_CARDS]:
            show_exercise(dispatcher, view, exercise)
        return [
            SlotSet("exercise_topic", found.exercises[0].id),
            SlotSet("exercise_ask", None),
            SlotSet("misunderstood", None),
        ]


def show_exercise(
    dispatcher: CollectingDispatcher, view: TurnView, exercise: Exercise, opening: str | None = None
) -> None:
    """Show an exercise with what must be said of it; without a card where it is not safe for this person.

    Args:
        dispatcher: takes the reply.
        view: the turn.
        exercise: what to show.
        opening: what to say before.
    """
    profile = profile_of(view)
    verdict = judge(exercise, profile)
    if not verdict.allowed:
        _decline(dispatcher, view, exercise, profile, verdict.word or "")
        return
    parts = [opening or f"{exercise.short_name}, step by step."]
    is_screened = view.slot("warning_signs") == WARNING_SIGNS_NONE
    if opening is None and verdict.word is None and is_screened and _ASKS_IF_SAFE.search(view.text):
        parts.append("From what you told me, nothing speaks against it.")
    if verdict.word and (is_screened or verdict.word != TOO_DEMANDING):
        parts.append(verdict.word)  # what is too much is only known once something is known
    if not is_screened:
        parts.append(_NOT_ASKED_YET)
    say(
        dispatcher,
        fresh(" ".join(parts), view.said_before()),
        cards=[exercise_card(exercise, profile)],
        sources=exercise.sources,
        buttons=_ways_on(view, exercise),
    )


def _ways_on(view: TurnView, exercise: Exercise) -> list[Button]:
    if view.form:
        return []
    buttons: list[Button] = [
        {"title": "Something easier", "payload": f'/change_exercise{{"exercise": "{exercise.id}", "value": "easier"}}'},
        {"title": "It hurts", "payload": f'/report_exercise_pain{{"exercise": "{exercise.id}"}}'},
    ]
    if exercise.harder:
        payload = f'/change_exercise{{"exercise": "{exercise.id}", "value": "harder"}}'
        buttons.insert(1, {"title": "Something harder", "payload": payload})
    if not plan_shown(view):
        buttons.append({"title": "Suggest exercises", "payload": "/request_exercises"})
    return buttons


def _decline(
    dispatcher: CollectingDispatcher, view: TurnView, exercise: Exercise, profile: PlanProfile, reason: str
) -> None:
    """Say why there is no card, and what there is instead."""
    instead = another_for(resources.exercises(), exercise, profile)
    buttons: list[Button] = [{"title": "Contact the clinic", "payload": "/request_contact"}]
    text = fill(reason)
    if instead is not None:
        text = f"{text} {instead.short_name} trains the same thing and fits what you told me."
        buttons.insert(0, {"title": instead.short_name, "payload": f'/ask_exercise{{"exercise": "{instead.id}"}}'})
    say(dispatcher, fresh(text, view.said_before()), buttons=[] if view.form else buttons)


def _unknown(dispatcher: CollectingDispatcher, view: TurnView, found: Which) -> Events:
    """An exercise that there is no file for is never described from guesswork."""
    plan = plan_shown(view)
    text = f"I have no checked description of the {found.unknown}, and I don't want to guess. "
    ways_on = ("Ask me to suggest exercises, and I show you some that fit.", "I can explain these from your plan.")
    text += ways_on[bool(plan)]
    choices: list[Button] = [
        {"title": one.short_name, "payload": f'/ask_exercise{{"exercise": "{one.id}"}}'} for one in plan
    ] or [{"title": "Suggest exercises", "payload": "/request_exercises"}]
    say(dispatcher, fresh(text, view.said_before()), buttons=[] if view.form else choices)
    return [SlotSet("exercise_ask", "how" if plan else None), SlotSet("misunderstood", None)]
