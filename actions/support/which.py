"""Which exercise a message means: by name, by its place in the plan, by a hint, or the one talked about last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.profile import plan_shown
from actions.support.reach import talk_of
from actions.support.speech import Button, say
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources
from backline.knowledge import Exercise
from backline.language.exercise_talk import ExerciseTalk
from backline.language.normalise import word_set

_POSITION_WORDS = {
    "lying_back": "floor ground lying lie back",
    "lying_front": "floor ground lying lie stomach front belly tummy",
    "hands_and_knees": "floor ground knees kneeling hands fours",
    "sitting": "sitting seated sit chair",
    "standing": "standing stand feet",
    "side_lying": "floor ground side lying lie",
}
_EMPTY = word_set("with the on in for where a an my you i do lie sit one at using against that to of is are it")


@dataclass(frozen=True)
class Which:
    """What was found.

    Attributes:
        exercises: what is meant; several where a hint fits several.
        wrong_place: a place was named that the plan does not have.
        vague: nothing, or too much, was named.
        unknown: the name of an exercise that is not in the library.
    """

    exercises: tuple[Exercise, ...] = ()
    wrong_place: bool = False
    vague: bool = False
    unknown: str | None = None


def which(view: TurnView, talk: ExerciseTalk | None = None) -> Which:
    """Find the exercise that the message means."""
    library = resources.exercises()
    talk = talk or talk_of(view)
    plan = plan_shown(view)
    pressed = library.get(view.entity("exercise") or "")
    if pressed is not None:
        return Which((pressed,))
    if talk.exercises:
        return Which(tuple(exercise for name in talk.exercises if (exercise := library.get(name))))
    if talk.place is not None and plan:
        at = len(plan) if talk.place == -1 else talk.place
        return Which((plan[at - 1],)) if at <= len(plan) else Which(wrong_place=True)
    if talk.hint and plan:
        found = _by_hint(talk.hint, plan)
        return Which(found, vague=len(found) != 1)
    if talk.unknown:
        return Which(unknown=talk.unknown)
    last = library.get(view.slot("exercise_topic") or "")
    if last is not None:
        return Which((last,))
    return Which((plan[0],)) if len(plan) == 1 else Which(vague=True)


def _by_hint(hint: str, plan: list[Exercise]) -> tuple[Exercise, ...]:
    """The exercises of the plan that most of the hint's words fit."""
    words = set(re.findall(r"[a-z]+", hint)) - _EMPTY
    scores = {one.id: len(words & _words_of(one)) + len(words & set(one.name.lower().split())) for one in plan}
    best = max(scores.values(), default=0)
    return tuple(exercise for exercise in plan if best and scores[exercise.id] == best)


def closest(text: str, exercises: Sequence[Exercise]) -> Exercise:
    """The exercise that most words of a message fit; the first of them where none does."""
    words = set(re.findall(r"[a-z]+", text.lower())) - _EMPTY
    return max(exercises, key=lambda one: len(words & (_words_of(one) | set(one.name.lower().split()))))


def _words_of(exercise: Exercise) -> set[str]:
    said = " ".join((*exercise.called, *exercise.equipment, *exercise.targets, _POSITION_WORDS[exercise.position]))
    return set(re.findall(r"[a-z]+", said.lower()))


def ask_which(
    dispatcher: CollectingDispatcher, view: TurnView, ask: str, found: Which, *, intent: str, value: str | None = None
) -> Events:
    """Ask which exercise is meant, with a button for each that may be.

    Args:
        dispatcher: takes the reply.
        view: the turn.
        ask: what the answer is for: "how", "easier", "harder" or "hurts".
        found: what is known of it.
        intent: the intent of the buttons.
        value: the value of the buttons, or None.
    """
    plan = plan_shown(view)
    choices = found.exercises if len(found.exercises) > 1 else tuple(plan)
    if not choices:
        text = "I have not shown you exercises yet. Which one do you mean? You can also ask me to suggest some."
    elif found.wrong_place:
        text = f"There {'is' if len(plan) == 1 else 'are'} only {len(plan)} in your plan. Which one do you mean?"
    else:
        text = {"hurts": "I'm sorry. Which one hurts?", "how": "Which one do you mean?"}.get(
            ask, f"Which one would you like {'an easier' if ask == 'easier' else 'a harder'} form of?"
        )
    if text in view.said_before():
        text = f"Please pick one by its name or its number. {text}"
    more = f', "value": "{value}"' if value else ""
    buttons: list[Button] = [
        {"title": choice.short_name, "payload": f'/{intent}{{"exercise": "{choice.id}"{more}}}'} for choice in choices
    ]
    if not choices and not view.form:
        buttons = [{"title": "Suggest exercises", "payload": "/request_exercises"}]
    say(dispatcher, text, buttons=buttons)
    return [SlotSet("exercise_ask", ask)]
